"""From the content of a frozen report back to rows of the plan and the facts of its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from everyday.acting import ActionRow, Choice, Organisations, seen_by
from everyday.documents.plan import PlanFacts, Sources, facts_of
from geo.errors import NotFoundError
from plan.exchange import record_from_json
from plan.records import (
    Action,
    Ask,
    Attachment,
    Feedback,
    Finding,
    Intervention,
    Milestone,
    Organisation,
    Outcome,
    Record,
    Report,
    Update,
)
from plan.taxonomy import Taxonomy
from plan.worksheet import with_words

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder
    from everyday.language import Language

__all__ = ["PARTS", "Frozen", "frozen_facts", "thawed"]

PARTS: dict[str, type[Record]] = {
    "findings": Finding, "interventions": Intervention, "milestones": Milestone, "updates": Update,
    "feedback": Feedback, "outcomes": Outcome, "attachments": Attachment, "asks": Ask,
}  # fmt: skip
"""Lists of a frozen row, and the records that they hold."""
NAMES = ("unasked", "unanswered", "unnamed", "ceased")
Kept = TypeVar("Kept", bound=Record)


@dataclass(frozen=True)
class Frozen:
    """The plan as it was on a day.

    Attributes:
        name, date, round: of the report; the name is empty for the plan as it is now.
        content: as ``freezing`` wrote it.
    """

    name: str
    date: str
    round: str
    content: Mapping[str, Any]

    @cached_property
    def choice(self) -> Choice:
        """The filters that were in force."""
        return Choice.from_json(self.content["filters"])

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The labels of that day."""
        return Taxonomy({name: dict(found) for name, found in self.content["terms"].items()}, {}, (1, 5))

    @cached_property
    def organisations(self) -> Organisations:
        """The organisations under the names of that day."""
        return Organisations(_record(Organisation, one) for one in self.content["organisations"])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of every action of the plan by its id, of those outside the filters too."""
        return {str(one["id"]): int(one["number"]) for one in self.content["whole"]}

    @cached_property
    def _rows(self) -> list[ActionRow]:
        return [_row(one, str(self.content["day"]), self.content["finding_numbers"]) for one in self.content["rows"]]

    def rows(self, audience: str = "team") -> list[ActionRow]:
        """The actions that the filters took, as an audience may see them."""
        return seen_by(self._rows, audience)

    def whole(self, audience: str = "team") -> dict[str, Action]:
        """Every action there was, by id, with title, status and what it goes on in: also those outside the filters."""
        all_rows = [ActionRow(_record(Action, one)) for one in self.content["whole"]]
        return {row.id: row.action for row in seen_by(all_rows, audience)}


def thawed(report: Report) -> Frozen:
    """A frozen report, to be read."""
    return Frozen(report.name, report.date, report.round, report.content)


def _record(kind: type[Kept], content: Mapping[str, Any]) -> Kept:
    """A record as it was. What an erasure has put in place of a key, a day or a shape is left out; who might see it
    is not known any more then, so that it stays with the team."""
    from store.erasing import ERASED

    values: dict[str, Any] = {}
    for one in fields(kind):
        if one.name not in content:
            continue
        value = content[one.name]
        is_words = one.name in kind.words or one.name == "id"
        if not is_words and isinstance(value, list):
            value = [item for item in value if item != ERASED]
        if is_words or value != ERASED:
            values[one.name] = value
    if content.get("visibility") == ERASED:
        values["visibility"] = "team"
    return record_from_json(kind, values)


def _row(content: Mapping[str, Any], day: str, numbers: Mapping[str, int]) -> ActionRow:
    parts = {name: tuple(_record(kind, one) for one in content[name]) for name, kind in PARTS.items()}
    milestones, interventions = parts["milestones"], parts["interventions"]
    action = with_words(_record(Action, content["action"] | {"id": content["id"]}), interventions, milestones)  # type: ignore[arg-type]
    return ActionRow(
        action,
        numbers=numbers,
        **parts | {"milestones": tuple(one for one in milestones if not one.dropped_on)},  # type: ignore[attr-defined, arg-type]
        dropped=tuple(one for one in milestones if one.dropped_on),  # type: ignore[attr-defined, misc]
        **{name: tuple(content[name]) for name in NAMES},  # type: ignore[arg-type]
        today=day,
    )


def frozen_facts(
    atlas: AtlasFolder, frozen: Frozen, language: Language, *, audience: str = "everybody", with_maps: bool = True
) -> PlanFacts:
    """What a document says of the plan as it was.

    Args:
        atlas: whose edition has the maps; where that edition is gone there are none, and the document says so.
        audience: for whom.
        with_maps: draw a map for each area.
    """
    _, content = language, frozen.content
    by_id = {str(one["id"]): one for one in content["rows"]}
    evidence: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for row in content["rows"]:
        for one in row["evidence"]:
            evidence[str(one["finding_id"])][str(one["id"])] = one["lines"]
    areas: Mapping[str, str] = content["areas"]
    edition = None
    said = _("As reported on {day}", day=_.date(frozen.date))
    if frozen.round:
        said += f" · {frozen.round}"
    if with_maps:
        try:
            edition = atlas.edition(str(content["edition"]))
        except NotFoundError:
            said += " · " + _("without maps: their edition is not here any more")
    sources = Sources(
        town=content["town"],
        edition_words=content["edition_words"],
        attributions=content["attributions"],
        is_made_up=content["is_made_up"],
        taxonomy=frozen.taxonomy,
        organisations=frozen.organisations,
        numbers=frozen.numbers,
        areas=areas,
        area_ids=lambda row: tuple(one for one in by_id[row.id]["areas"] if one in areas),
        evidence=lambda finding_id: list(evidence.get(finding_id, {}).items()),
        measures=lambda row: by_id[row.id]["measures"],
        photo=lambda attachment_id: _photo(atlas, attachment_id),
        reports=lambda row: by_id[row.id].get("reports", ()),
    )
    return facts_of(
        sources, _, frozen.rows(audience), all_n=len(frozen.whole(audience)), choice=frozen.choice, audience=audience,
        day=str(content["day"]), edition=edition, with_pictures=with_maps, title=frozen.name, made_words=said,
    )  # fmt: skip


def _photo(atlas: AtlasFolder, attachment_id: str) -> bytes:
    """A photo is kept once and never changed; empty where it was erased."""
    try:
        return atlas.plan().photo_bytes(attachment_id, Attachment)
    except NotFoundError:
        return b""
