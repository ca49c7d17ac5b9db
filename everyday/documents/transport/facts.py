"""What stands on a ward's page about transport."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.registry import short_words
from everyday.acting import ActionRow, plan_rows
from everyday.atlas import has_plan, open_edition
from everyday.documents.credits import attribution_lines, edition_words
from everyday.evidence import evidence_source
from everyday.impact import area_series
from everyday.language import Language, area_label
from geo.errors import NotFoundError
from plan.records import Finding

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, OpenEdition

__all__ = ["ActionLine", "TransportFacts", "transport_facts"]

FAMILIES = ("centre_min", "city_reach_45min_share", "departures_per_h")
BANDS = ("am", "evening", "sunday")
RULES = ("poor_transport", "indirect_bus", "evening_cut", "sunday_cut")
"""Suggested barriers that are about transport."""
SPHERE = "transport"
AGREED = ("sense_checked", "agreed")
MOST_BARRIERS, MOST_ACTIONS, MOST_EVERYWHERE = 4, 5, 3
LONGEST, LONGEST_WHO, LONGEST_LATE = 90, 56, 32
"""So much fits on a page however long the words are, in Word too; titles are cut with …, rows are counted."""
MAP_INCHES = (7.6, 2.1)


@dataclass(frozen=True)
class ActionLine:
    """One action: what, who is responsible, its status, when it is due, and what is late."""

    title: str
    who: str
    status: str
    due: str
    late: str


@dataclass(frozen=True)
class TransportFacts:
    """What a page says of one area.

    Attributes:
        code, title: of the area; the title names the town too.
        bands: titles of the three times of the week.
        numbers: measure, and for each band here and in the town, in words.
        suggested, agreed: transport barriers, a line each; what does not fit is counted in a last line.
        actions, everywhere: of this area, and those without a place; at most as many as fit. ``actions_n`` and
            ``everywhere_n`` count all of them.
        changed: what changed since the edition before, a sentence each.
        about: people, in a sentence; edition_words, attributions, is_made_up, map_png, map_alt as on a place's page.
    """

    code: str
    title: str
    town: str
    about: str
    bands: Sequence[str]
    numbers: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    suggested: Sequence[str]
    agreed: Sequence[str]
    actions: Sequence[ActionLine]
    actions_n: int
    everywhere: Sequence[ActionLine]
    everywhere_n: int
    changed: Sequence[str]
    edition_words: str
    attributions: Sequence[str]
    is_made_up: bool
    map_png: bytes
    map_alt: str


def transport_facts(
    atlas: AtlasFolder, edition: Edition, language: Language, *, area: str = "", today: str = ""
) -> list[TransportFacts]:
    """The facts of one area, or of all of them in the order of the edition.

    Args:
        area: its code; empty: all.
        today: the day by which things are late; default: the day it is.

    Raises:
        NotFoundError: the edition has no such area.
    """
    opened = open_edition(edition)
    if area and area not in opened.area_row:
        raise NotFoundError(f"The edition has no area {area[:40]!r}.", "Needed: the code of one of its areas.")
    store = atlas.plan() if has_plan(atlas.folder) else None
    rows = plan_rows(store, audience="everybody", today=today) if store is not None else []
    rows = [row for row in rows if _is_transport(row)]
    findings = [one for one in (store.all(Finding) if store is not None else []) if one.moderation == "shown"]
    labels = atlas.taxonomy().labels("action_status")
    wanted = [area] if area else [str(one) for one in opened.areas["area_id"]]
    return [_facts(atlas, opened, one, rows, findings, labels, language) for one in wanted]


def _is_transport(row: ActionRow) -> bool:
    return SPHERE in row.action.policy_spheres or any(SPHERE in one.policy_spheres for one in row.findings)


def _facts(
    atlas: AtlasFolder, opened: OpenEdition, code: str, rows: Sequence[ActionRow], findings: Sequence[Finding],
    labels: dict[str, str], language: Language,
) -> TransportFacts:  # fmt: skip
    from everyday.pictures import town_map_png

    _, manifest = language, opened.manifest
    table = opened.areas.iloc[opened.area_row[code]]
    name = area_label(table["area_name"], table.get("area_name_cy"), _.code)
    mine = [row for row in rows if code in row.area_ids]
    everywhere = [row for row in rows if row.is_everywhere]
    outline = table.geometry
    people = table["population_n"]
    return TransportFacts(
        code=code,
        title=f"{_('Transport in {area}', area=name)} · {manifest['name']}",
        town=str(manifest["name"]),
        about=_("Home to about {people} people.", people=short_words(people, "people")) if people >= 1 else "",
        bands=[str(manifest["bands"][band]["title"]) if band in manifest["bands"] else band for band in BANDS],
        numbers=_numbers(opened, code),
        suggested=_most(_suggested(opened, code), MOST_BARRIERS, _),
        agreed=_most(_agreed(findings, code), MOST_BARRIERS, _),
        actions=[_line(row, labels, _) for row in _late_first(mine)[:MOST_ACTIONS]],
        actions_n=len(mine),
        everywhere=[_line(row, labels, _) for row in _late_first(everywhere)[:MOST_EVERYWHERE]],
        everywhere_n=len(everywhere),
        changed=_changed(atlas, opened, code, _),
        edition_words=edition_words(_, manifest),
        attributions=attribution_lines(_, manifest),
        is_made_up=bool(manifest["is_made_up"]),
        map_png=town_map_png(opened.edition, size_inches=MAP_INCHES, outlines=[outline], language=_.code,
                             bounds=_bounds(outline.bounds)),
        map_alt=_("Map of {name} and what lies around it; its outline is drawn heavily.", name=name),
    )  # fmt: skip


def _bounds(inner: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """What the map shows: the area and a little round it, in the shape of the picture."""
    from math import cos, radians

    west, south, east, north = inner
    narrow = cos(radians((south + north) / 2))
    shape = MAP_INCHES[0] / MAP_INCHES[1]
    high = max((north - south) * 1.2, (east - west) * 1.2 * narrow / shape)
    wide = high * shape / narrow
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _numbers(opened: OpenEdition, code: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each measure in the three bands, here and in the town (its median), in words."""
    source, found = evidence_source(opened), []
    for family in FAMILIES:
        pairs, title = [], ""
        for band in BANDS:
            measure = opened.registry.get(f"{family}_{band}")
            if measure is None:
                pairs.append(("–", "–"))
                continue
            title = measure.title
            value = source.value(measure.name, None, (code,))
            here = measure.absent if value == float("inf") and measure.absent else measure.format_value(value)
            pairs.append((here, opened.town_words(measure)))
        if title:
            found.append((title, pairs))
    return found


def _suggested(opened: OpenEdition, code: str) -> list[str]:
    if not opened.has_suggestions:
        return []
    table = opened.suggestions
    table = table[(table["kind"] == "barrier") & table["rule"].isin(RULES)]
    return [_short(str(row.title)) for row in table.itertuples() if code in str(row.area_ids).split("; ")]


def _agreed(findings: Iterable[Finding], code: str) -> list[str]:
    return [
        _short(one.title) for one in findings
        if one.kind == "barrier" and one.status in AGREED and one.area_id == code
        and (SPHERE in one.policy_spheres or "spatial" in one.dimensions)
    ]  # fmt: skip


def _short(title: str, most: int = LONGEST) -> str:
    return title if len(title) <= most else f"{title[: most - 1]}…"


def _most(lines: Sequence[str], most: int, _: Language) -> list[str]:
    """The first, and in words how many more there are: nothing is left out in silence."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], _("and {n} more", n=len(lines) - most + 1)]


def _late_first(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return sorted(rows, key=lambda row: (row.is_over, not row.is_overdue, row.action.due_date or "9999"))


def _line(row: ActionRow, labels: dict[str, str], _: Language) -> ActionLine:
    action = row.action
    late = row.late[0] if row.late else None
    if late is not None:
        words = _("{what}, due {day}", what=_short(late.text, LONGEST_LATE), day=_.date(late.date))
    else:
        words = _("Due {day}", day=_.date(action.due_date)) if row.is_overdue else ""
    due = _("Ongoing") if action.is_ongoing else _.date(action.due_date) if action.due_date else ""
    return ActionLine(_short(action.title), _short(", ".join(action.responsible), LONGEST_WHO) or _("Nobody yet"),
                      labels.get(action.status, action.status), due, words)  # fmt: skip


def _changed(atlas: AtlasFolder, opened: OpenEdition, code: str, _: Language) -> list[str]:
    """What differs between the edition and the one before it in time, measure by measure."""
    found = []
    for family in FAMILIES:
        measure = opened.registry.get(f"{family}_am")
        if measure is None:
            continue
        points = area_series(atlas, measure.name, code).points
        at = next((place for place, one in enumerate(points) if one.edition_id == opened.id), 0)
        if at == 0:
            continue
        now, before = points[at], points[at - 1]
        if not now.is_comparable or not before.is_comparable:
            return [_("The edition before cannot be compared: {why}", why=" ".join(now.reasons or before.reasons))]
        old, new = measure.format_value(before.value), measure.format_value(now.value)
        if old != new:
            found.append(_("{measure}: from {old} ({then}) to {new}", measure=measure.full_title, old=old,
                           then=_.date(before.day), new=new))  # fmt: skip
        else:
            found.append(_("{measure}: {new}, as on {then}", measure=measure.full_title, new=new,
                           then=_.date(before.day)))  # fmt: skip
    return found or [_("There is no edition before this one.")]
