"""What stands on a ward's page about transport."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.registry import short_words
from everyday.acting import ActionRow, plan_rows
from everyday.atlas import has_plan
from everyday.documents.area import ActionLine, action_line, band_rows, band_titles, changed_lines, late_first, short
from everyday.documents.credits import attribution_lines, edition_words
from everyday.language import Language, area_label
from everyday.named_areas import made_of_words, named_edition, people_shared_words
from geo.errors import NotFoundError
from plan.records import Finding

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition, OpenEdition

__all__ = ["TransportFacts", "transport_facts"]

FAMILIES = ("centre_min", "city_reach_45min_share", "departures_per_h")
RULES = ("poor_transport", "indirect_bus", "evening_cut", "sunday_cut")
"""Suggested barriers that are about transport."""
SPHERE = "transport"
AGREED = ("sense_checked", "agreed")
MOST_BARRIERS, MOST_ACTIONS, MOST_EVERYWHERE = 4, 5, 3
LOW_MAP, HIGH_MAP = (7.6, 2.1), (7.6, 3.7)
"""Inches: of a page with much to say, and of one with room for a map."""
ROOM_FOR = 6
"""A page with at most so many lines of barriers and actions (which count twice) has room for a high map."""
MOSTLY = 0.5


@dataclass(frozen=True)
class TransportFacts:
    """What a page says of one area.

    Attributes:
        code, title: of the area; the title names the town too.
        bands: titles of the three times of the week.
        numbers: measure, and for each band here and in the town, in words; no town where nothing is known of either.
        suggested, agreed: transport barriers, a line each, with their number on the map; what does not fit is counted
            in a last line. ``unknown`` says why nothing can be suggested, where that is so.
        actions, everywhere: of this area, and those without a place; at most as many as fit. ``actions_n`` and
            ``everywhere_n`` count all of them.
        changed: what changed since the edition before, a sentence each.
        about: people, in a sentence; edition_words, attributions, is_made_up, map_png, map_alt as on a place's page.
        legend: what the numbers on the map are; empty where there are none. ``is_roomy``: the map is a high one.
    """

    code: str
    title: str
    town: str
    about: str
    bands: Sequence[str]
    numbers: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    suggested: Sequence[str]
    agreed: Sequence[str]
    unknown: str
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
    legend: str
    is_roomy: bool


@dataclass
class _Pinned:
    """The pins of a map, numbered as they are listed."""

    pins: list[tuple[int, str, BaseGeometry]]

    def put(self, kind: str, place: BaseGeometry | None) -> int:
        """The number of one more; 0 where it has no place."""
        if place is None:
            return 0
        self.pins.append((len(self.pins) + 1, kind, place))
        return len(self.pins)


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
    opened = named_edition(atlas, edition)
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
    from everyday.pictures import bounds_around, town_map_png

    _, manifest = language, opened.manifest
    table = opened.areas.iloc[opened.area_row[code]]
    name = area_label(table["area_name"], table.get("area_name_cy"), _.code)
    mine = late_first([row for row in rows if opened.touches(code, row.place, row.area_ids)])
    everywhere = late_first([row for row in rows if row.is_everywhere])
    outline = table.geometry
    people = table["population_n"]
    pinned = _Pinned([])
    agreed = _listed(_agreed(opened, findings, code), pinned, _)
    suggested = _listed(_suggested(opened, code), pinned, _)
    barriers_n = len(pinned.pins)
    inside = outline.representative_point()
    actions = [action_line(row, labels, _, pinned.put(_kind(row), inside if row.place is None else row.place))
               for row in mine[:MOST_ACTIONS]]  # fmt: skip
    rest = [action_line(row, labels, _) for row in everywhere[:MOST_EVERYWHERE]]
    is_roomy = len(agreed) + len(suggested) + 2 * (len(actions) + len(rest)) <= ROOM_FOR
    inches = HIGH_MAP if is_roomy else LOW_MAP
    legend = _legend(barriers_n, len(pinned.pins), _)
    alt = _("Map of {name} and what lies around it; its outline is drawn heavily.", name=name)
    return TransportFacts(
        code=code,
        title=f"{_('Transport in {area}', area=name)} · {manifest['name']}",
        town=str(manifest["name"]),
        about=_about(opened, code, people, _),
        bands=band_titles(opened),
        numbers=band_rows(opened, code, FAMILIES),
        suggested=suggested,
        agreed=agreed,
        unknown=_unknown(opened, code, _),
        actions=actions,
        actions_n=len(mine),
        everywhere=rest,
        everywhere_n=len(everywhere),
        changed=changed_lines(atlas, opened, code, [f"{one}_am" for one in FAMILIES], _),
        edition_words=edition_words(_, manifest),
        attributions=attribution_lines(_, manifest),
        is_made_up=bool(manifest["is_made_up"]),
        map_png=town_map_png(opened.edition, size_inches=inches, outlines=[outline], language=_.code, pins=pinned.pins,
                             bounds=bounds_around(outline, inches[0] / inches[1])),
        map_alt=" ".join([alt, legend]).strip(),
        legend=legend,
        is_roomy=is_roomy,
    )  # fmt: skip


def _kind(row: ActionRow) -> str:
    return row.findings[0].kind if row.findings else "barrier"


def _legend(barriers_n: int, all_n: int, _: Language) -> str:
    """Which numbers on the map are barriers and which are actions."""
    parts = [
        form.format(numbers=str(first) if first == last else f"{first}–{last}")
        for form, first, last in (
            (_("barriers {numbers}"), 1, barriers_n), (_("actions {numbers}"), barriers_n + 1, all_n),
        )
        if last >= first
    ]  # fmt: skip
    return _("Numbers on the map: {parts}.", parts=", ".join(parts)) if parts else ""


def _unknown(opened: OpenEdition, code: str, _: Language) -> str:
    """Why the data can suggest nothing here, if the most of the area lies outside the street map."""
    inside = opened.cells_of(code)
    weight = inside["weight_n"].fillna(0.0)
    total = float(weight.sum())
    outside = float(weight[~inside["on_network"]].sum()) / total if total > 0 else 0.0
    return _("not known: most of this area lies outside the street map") if outside > MOSTLY else ""


def _suggested(opened: OpenEdition, code: str) -> list[tuple[str, BaseGeometry | None]]:
    if not opened.has_suggestions:
        return []
    table = opened.suggestions
    table = table[(table["kind"] == "barrier") & table["rule"].isin(RULES)]
    return [
        (short(str(row.title)), row.geometry)
        for row in table.itertuples()
        if opened.touches(code, row.geometry, str(row.area_ids).split("; "))
    ]  # fmt: skip


def _about(opened: OpenEdition, code: str, people: float, _: Language) -> str:
    """How many live there; of an area that people use what it is made of, and how many of them are shared out."""
    said = [_("Home to about {people} people.", people=short_words(people, "people"))] if people >= 1 else []
    if (ground := opened.named(code)) is not None:
        said += [people_shared_words(opened, ground, _), made_of_words(opened, ground, _)]
    return " ".join(one for one in said if one)


def _agreed(opened: OpenEdition, findings: Iterable[Finding], code: str) -> list[tuple[str, BaseGeometry | None]]:
    return [
        (short(one.title), one.geometry) for one in findings
        if one.kind == "barrier" and one.status in AGREED and opened.holds(code, one.geometry, one.area_id)
        and (SPHERE in one.policy_spheres or "spatial" in one.dimensions)
    ]  # fmt: skip


def _listed(found: Sequence[tuple[str, BaseGeometry | None]], pinned: _Pinned, _: Language) -> list[str]:
    """The first with their numbers on the map, and in words how many more there are: nothing is left out in silence."""
    most = len(found) if len(found) <= MOST_BARRIERS else MOST_BARRIERS - 1
    lines = []
    for title, place in found[:most]:
        number = pinned.put("barrier", place)
        lines.append(f"{number} {title}" if number else title)
    return lines if most == len(found) else [*lines, _("and {n} more", n=len(found) - most)]
