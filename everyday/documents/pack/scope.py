"""What a pack is about: findings, an area or an action, and all that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from everyday.acting import ActionRow, plan_rows
from everyday.activities import Listed, listed
from everyday.atlas import has_plan
from everyday.named_areas import named_edition
from geo.errors import NotFoundError, UsageError
from plan.records import Answer, DiaryPhoto, Evidence, Finding
from plan.taxonomy import Taxonomy, default_taxonomy

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, OpenEdition
    from store.plan_store import PlanStore

__all__ = ["AGREED", "Held", "Scope", "Told", "held_by"]

_SHOWN = ("diary", "journey")
AGREED = ("sense_checked", "agreed")


@dataclass(frozen=True)
class Scope:
    """What somebody asked for. Without anything the whole plan: every finding that people agreed to.

    Attributes:
        findings: ids of findings.
        area: code of an area: its numbers, and the findings in it.
        action: id of an action: its findings and its areas.
        with_photos: also pictures of diaries and remarks of journeys that findings were pinned from, where the person
            agreed to be quoted. A planner asks for them, who knows whether that covers showing the pictures.
    """

    findings: tuple[str, ...] = ()
    area: str = ""
    action: str = ""
    with_photos: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"findings": list(self.findings), "area": self.area, "action": self.action,
                "with_photos": self.with_photos}  # fmt: skip

    @staticmethod
    def from_json(content: Mapping[str, Any]) -> Scope:
        """From plain values."""
        return Scope(tuple(map(str, content.get("findings") or ())), str(content.get("area") or ""),
                     str(content.get("action") or ""), content.get("with_photos") is True)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A diary or a shadowed journey that may be shown: its words and pictures, and nothing of its places.

    Attributes:
        answer: as it was kept.
        pictures: of a diary, in order: JPEG, words for those who do not see it, what the person says of it.
    """

    answer: Answer
    pictures: Sequence[tuple[bytes, str, str]] = ()


@dataclass(frozen=True)
class Held:
    """What a scope holds in an edition and the plan, of what everybody may see.

    Attributes:
        findings: in the order in which they were made; ``numbers`` are those of all pages.
        areas: codes, each once.
        rows: actions on them.
        evidence: what was kept with each finding, by its id.
        gone: findings that were asked for and are no longer shown.
        activities: what people can go to, as far as it is known to run and may be listed.
        told: diaries and journeys by the finding that was pinned from each, with the pictures of diaries.
        taxonomy: of the town, for what the keys of activities mean.
    """

    opened: OpenEdition
    findings: list[Finding]
    areas: list[str]
    rows: list[ActionRow]
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    activities: Sequence[Listed] = ()
    told: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=default_taxonomy)


def held_by(atlas: AtlasFolder, edition: Edition, scope: Scope, *, today: str = "") -> Held:
    """What a scope holds.

    Raises:
        NotFoundError: there is no such finding, area or action, or nobody but the team may see it.
        UsageError: nothing is asked for, and nothing is agreed yet.
    """
    opened = named_edition(atlas, edition)
    if scope.area and scope.area not in opened.area_row:
        raise NotFoundError(f"The edition has no area {scope.area[:40]!r}.", "Needed: the code of one of its areas.")
    store = atlas.plan() if has_plan(atlas.folder) else None
    shown = store.all(Finding, moderation="shown") if store is not None else []
    rows = plan_rows(store, audience="everybody", today=today) if store is not None else []
    action = next((row for row in rows if row.id == scope.action), None)
    if scope.action and action is None:
        raise NotFoundError(f"There is no action {scope.action[:40]!r} that everybody may see.")
    findings, gone = _findings(opened, shown, scope, action)
    areas = dict.fromkeys([scope.area] if scope.area else [])
    areas |= dict.fromkeys(one.area_id for one in findings if one.area_id in opened.area_row)
    if action is not None:
        areas |= dict.fromkeys(code for code in action.area_ids if code in opened.area_row)
    wanted = {one.id for one in findings}
    kept: dict[str, list[Evidence]] = {one: [] for one in wanted}
    for one in store.all(Evidence) if store is not None else ():
        if one.finding_id in kept:
            kept[one.finding_id].append(one)
    if not findings and not areas and not gone:
        raise UsageError("There is nothing to put into a pack: no barrier or enabler is agreed yet.",
                         do="Choose an area, or agree findings in a session first.")  # fmt: skip
    mine = [row for row in rows if row.id == scope.action or wanted & {one.id for one in row.findings}
            or (scope.area and opened.touches(scope.area, row.place, row.area_ids))]  # fmt: skip
    numbers = store.numbers() if store is not None else {}
    day = date.fromisoformat(today) if today else date.today()
    known = [one for one in listed(store, day) if one.is_counted] if store is not None else []
    told = _told(store, wanted, day) if store is not None and scope.with_photos else {}
    return Held(opened, findings, list(areas), mine, kept, numbers, gone, known, told, atlas.taxonomy())


def _told(store: PlanStore, wanted: set[str], day: date) -> dict[str, list[Told]]:
    """Diaries and journeys pinned as findings, whose person agreed to be quoted and whose time is not over."""
    found: dict[str, list[Told]] = {}
    photos: dict[str, list[DiaryPhoto]] = {}
    for photo in sorted(store.all(DiaryPhoto), key=lambda one: one.number):
        photos.setdefault(photo.answer_id, []).append(photo)
    for one in store.all(Answer):
        mine = [finding for finding in one.finding_ids if finding in wanted]
        if not mine or one.kind not in _SHOWN or not one.is_quotable or one.retention_until <= day.isoformat():
            continue
        pictures = [(content, photo.alt, photo.text) for photo in photos.get(one.id, ())
                    if (content := store.photo_bytes(photo.id, DiaryPhoto))]  # fmt: skip
        for finding in mine:
            found.setdefault(finding, []).append(Told(one, pictures))
    return found


def _findings(
    opened: OpenEdition, shown: list[Finding], scope: Scope, action: ActionRow | None
) -> tuple[list[Finding], tuple[str, ...]]:
    """The findings of a scope, and the ids of those that are no longer shown."""
    by_id = {one.id: one for one in shown}
    if scope.findings:
        gone = tuple(one for one in scope.findings if one not in by_id or by_id[one].status in ("merged", "retired"))
        if len(gone) == len(scope.findings):
            raise NotFoundError(f"No finding {', '.join(gone)[:80]} is shown.", do="Choose others.")
        return [by_id[one] for one in scope.findings if one not in gone], gone
    if action is not None:
        return [one for one in action.findings if one.id in by_id], ()
    agreed = [one for one in shown if one.status in AGREED]
    here = [one for one in agreed if opened.holds(scope.area, one.geometry, one.area_id)]
    return here if scope.area else agreed, ()
