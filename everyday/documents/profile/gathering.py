"""The blocks of an area's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.registry import short_words
from everyday.acting import ActionRow, plan_rows
from everyday.activities import areas_holding, listed
from everyday.atlas import has_plan
from everyday.documents.area import (
    action_line,
    action_rows,
    band_rows,
    band_titles,
    changed_lines,
    late_first,
    short,
    value_beside_town,
)
from everyday.documents.blocks import Block, Grid, Heading, Paper, Picture, Sheet, Words
from everyday.documents.credits import attribution_lines, edition_words
from everyday.documents.figure import made_up_line
from everyday.documents.profile.survey import MOST_SURVEY, survey_grid
from everyday.evidence import evidence_source
from everyday.language import area_label
from everyday.named_areas import made_of_words, named_edition, people_shared_words
from everyday.survey import survey_of
from geo.errors import NotFoundError
from plan.records import Finding

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition, OpenEdition
    from everyday.language import Language

__all__ = ["profile_paper"]

NEAR = ("neighbourhood_score", "amenity_completeness_share", "bumping_places_15min_n", "people_15min_n")
ACROSS = ("centre_min", "city_reach_45min_share", "departures_per_h")
CHANGED = ("centre_min_am", "amenity_completeness_share")
AGREED = ("sense_checked", "agreed")
MOST_PLACES, MOST_ACTIVITIES, MOST_FINDINGS, MOST_ACTIONS = 8, 3, 4, 3
MAP_INCHES, MAP_HIGH_MM, LOW_MAP_MM = (7.6, 2.3), 44.0, 32.0
ROOM_FOR, FEWER_QUESTIONS = 5, 6
"""With more lines of findings and actions (which count twice), the map is lower and fewer questions are shown."""
_BANDS, _NEAR, _ACTIONS = (0.31, 0.23, 0.23, 0.23), (0.5, 0.25, 0.25), (0.34, 0.21, 0.13, 0.14, 0.18)


def profile_paper(
    atlas: AtlasFolder, edition: Edition, language: Language, *, area: str = "", today: str = ""
) -> Paper:
    """The profile of one area, or of all of them in the order of the edition; each is one page.

    What stands in it is for everybody to see.

    Args:
        area: its code; empty: all.
        today: the day by which actions are late; default: the day it is.

    Raises:
        NotFoundError: the edition has no such area.
    """
    _ = language
    opened = named_edition(atlas, edition)
    if area and area not in opened.area_row:
        raise NotFoundError(f"The edition has no area {area[:40]!r}.", "Needed: the code of one of its areas.")
    work = _Work(atlas, opened, _, today)
    wanted = [area] if area else [str(one) for one in opened.areas["area_id"]]
    sheets = [work.sheet(one) for one in wanted]
    town = str(opened.manifest["name"])
    title = sheets[0].title if len(sheets) == 1 else _("Profiles of every area of {town}", town=town)
    return Paper(title, sheets, title, is_page_each=True)


class _Work:
    """What is read once for all areas."""

    def __init__(self, atlas: AtlasFolder, opened: OpenEdition, language: Language, today: str) -> None:
        self.atlas, self.opened, self.language = atlas, opened, language
        store = atlas.plan() if has_plan(atlas.folder) else None
        self.rows = plan_rows(store, audience="everybody", today=today) if store is not None else []
        self.findings = [one for one in (store.all(Finding) if store is not None else ()) if one.moderation == "shown"]
        self.numbers = store.numbers() if store is not None else {}
        day = date.fromisoformat(today) if today else date.today()
        known = listed(store, day) if store is not None else []
        self.activities = [one for one in known if one.is_counted]
        self.statuses = atlas.taxonomy().labels("action_status")

    def sheet(self, code: str) -> Sheet:
        """The page of an area."""
        _, opened = self.language, self.opened
        row = opened.areas.iloc[opened.area_row[code]]
        name = area_label(row["area_name"], row.get("area_name_cy"), _.code)
        town = str(opened.manifest["name"])
        blocks: list[Block] = []
        if opened.manifest["is_made_up"]:
            blocks.append(Words(made_up_line(_, town), "strong"))
        blocks += [
            *self._who(code, row["population_n"], float(row["area_m2"])),
            self._map(code, name, row.geometry),
            *self._mobilities(code),
            *self._survey(code),
            *self._places(code),
            *self._activities(code),
            *self._findings(code),
            *self._actions(code),
            *self._changed(code),
            Words(" · ".join([edition_words(_, opened.manifest), *attribution_lines(_, opened.manifest)]), "quiet"),
        ]
        return Sheet(code, f"{_('Profile of {area}', area=name)} · {town}", blocks)

    def _who(self, code: str, people: float, area_m2: float) -> list[Block]:
        _ = self.language
        found: list[Block] = []
        size = _("{km2} km²", km2=_.number(area_m2 / 1e6, 1))
        if people >= 1:
            words = _("Home to about {people} people on {size}.", people=short_words(people, "people"), size=size)
        else:
            words = _("How many people live here is not known; it measures {size}.", size=size)
        if (ground := self.opened.named(code)) is not None:
            told = [people_shared_words(self.opened, ground, _), made_of_words(self.opened, ground, _)]
            words = " ".join(one for one in (words, *told) if one)
        found.append(Words(words))
        grid, more = survey_grid(survey_of(self.opened), code, _, kind="statistics", most=4)
        if grid is not None:
            found.append(grid)
        return [*found, Words(more, "quiet")] if more else found

    def _map(self, code: str, name: str, outline: BaseGeometry) -> Picture:
        _ = self.language
        pins = [
            (self.numbers[one.id], one.kind, one.geometry)
            for one in self._listed(code)[:MOST_FINDINGS]
            if one.geometry is not None and one.id in self.numbers
        ]
        alt = _("Map of {name} and what lies around it; its outline is drawn heavily.", name=name)
        if pins:
            listed = ", ".join(str(number) for number, _kind, _shape in pins)
            alt += " " + _("It shows where these barriers and enablers are: {numbers}.", numbers=listed)
        high_mm = LOW_MAP_MM if self._is_full(code) else MAP_HIGH_MM
        return Picture(_picture(self.opened, outline, tuple(pins), _.code), alt, high_mm)

    def _mobilities(self, code: str) -> list[Block]:
        _, opened = self.language, self.opened
        heads = [_("Near home"), _("Here"), _("Town")]
        known = [opened.registry[name] for name in NEAR if name in opened.registry]
        near = [[one.full_title, *value_beside_town(opened, one, code)] for one in known]
        across = [
            [title, *(_("{here} (town {town})", here=here, town=town) if town else here for here, town in pairs)]
            for title, pairs in band_rows(opened, code, ACROSS)
        ]
        title = _("Getting about near home and across town")
        beside_town: list[Block] = [Heading(title), Grid(_("Near home, beside the town"), heads, near, _NEAR)]
        if not opened.manifest["bands"]:
            return [*beside_town, Words(_("not known: no timetable was added."), mark=_("Across town:"))]
        return [
            *beside_town,
            Grid(_("Across town, beside the town"), [_("Across town"), *band_titles(opened)], across, _BANDS),
        ]

    def _survey(self, code: str) -> list[Block]:
        _ = self.language
        survey = survey_of(self.opened)
        most = FEWER_QUESTIONS if self._is_full(code) else MOST_SURVEY
        grid, more = survey_grid(survey, code, _, kind="survey", most=most)
        if grid is None:
            why = _("No survey asked people here.") if survey.indicators else _("No survey has been added.")
            why = more or why
            return [Words(why, mark=_("What people say:"))]
        return [Heading(_("What people say")), grid, *([Words(more, "quiet")] if more else [])]

    def _places(self, code: str) -> list[Block]:
        _ = self.language
        content = evidence_source(self.opened).of(None, code)
        bumping = set(self.opened.places.loc[self.opened.places["is_bumping_place"], "kind"].astype(str))
        found = [one for one in content["places"] if one["kind"] in bumping]
        words = ", ".join(f"{one['kind_title']} {_.number(one['places_n'])}" for one in found[:MOST_PLACES])
        if len(found) > MOST_PLACES:
            words += _("; {n} more kinds", n=len(found) - MOST_PLACES)
        return [Words(words or _("none in this area"), mark=_("Bumping places:"))]

    def _activities(self, code: str) -> list[Block]:
        """What people can go to here and when, as far as it is known to run; nothing but the area of what is known to
        the ward only."""
        _ = self.language
        found = [one for one in self.activities if code in areas_holding(self.opened, one)]
        words = "; ".join(f"{short(one.record.title, 50)} ({one.when_said})" for one in found[:MOST_ACTIVITIES])
        if len(found) > MOST_ACTIVITIES:
            words += "; " + _("and {n} more", n=len(found) - MOST_ACTIVITIES)
        return [Words(words or _("none known here"), mark=_("Activities:"))]

    def _listed(self, code: str) -> list[Finding]:
        """Barriers and enablers of an area that people agreed to, barriers first."""
        found = [one for one in self.findings
                 if one.status in AGREED and self.opened.holds(code, one.geometry, one.area_id)]  # fmt: skip
        return sorted(found, key=lambda one: (one.kind != "barrier", self.numbers.get(one.id, 0)))

    def _mine(self, code: str) -> list[ActionRow]:
        return late_first([row for row in self.rows if self.opened.touches(code, row.place, row.area_ids)])

    def _is_full(self, code: str) -> bool:
        """True if there is much to say of an area."""
        findings_n, actions_n = len(self._listed(code)), len(self._mine(code))
        return min(findings_n, MOST_FINDINGS) + 2 * min(actions_n, MOST_ACTIONS) > ROOM_FOR

    def _findings(self, code: str) -> list[Block]:
        _, found = self.language, self._listed(code)
        title = _("Barriers and enablers agreed by people here")
        if not found:
            return [Words(_("none yet"), mark=f"{title}:")]
        kinds = {"barrier": _("Barrier"), "enabler": _("Enabler")}
        lines: list[Block] = [
            Words(short(one.title), "item", mark=f"{kinds[one.kind]} {self.numbers.get(one.id, '')}".strip())
            for one in found[:MOST_FINDINGS]
        ]
        if len(found) > MOST_FINDINGS:
            lines.append(Words(_("and {n} more", n=len(found) - MOST_FINDINGS), "quiet"))
        return [Heading(title), *lines]

    def _actions(self, code: str) -> list[Block]:
        _ = self.language
        mine = self._mine(code)
        everywhere_n = sum(row.is_everywhere for row in self.rows)
        title = _actions_title(mine, _)
        tail = [Words(_("For the whole town or national, counted apart: {n}", n=everywhere_n), "quiet")]
        if not mine:
            return [Words(_("none yet"), mark=_("Actions here:")), *tail]
        lines = [action_line(row, self.statuses, _) for row in mine[:MOST_ACTIONS]]
        heads, rows = action_rows(lines, _)
        return [Heading(title), Grid(title, heads, rows, _ACTIONS), *tail]

    def _changed(self, code: str) -> list[Block]:
        _ = self.language
        lines = changed_lines(self.atlas, self.opened, code, CHANGED, _)
        return [Words(" ".join(f"{line.rstrip('.')}." for line in lines), mark=_("Since the edition before:"))]


def _actions_title(mine: Sequence[ActionRow], _: Language) -> str:
    if len(mine) > MOST_ACTIONS:
        return _("Actions here: {n} of {all}, the late ones first", n=MOST_ACTIONS, all=len(mine))
    return _("Actions here: {n}", n=len(mine))


@lru_cache(maxsize=64)
def _picture(
    opened: OpenEdition, outline: BaseGeometry, pins: tuple[tuple[int, str, BaseGeometry], ...], code: str
) -> bytes:
    """The map of an area; drawn once for both forms."""
    from everyday.pictures import bounds_around, town_map_png

    bounds = bounds_around(outline, MAP_INCHES[0] / MAP_INCHES[1])
    return town_map_png(
        opened.edition, size_inches=MAP_INCHES, bounds=bounds, outlines=[outline], pins=pins, language=code
    )
