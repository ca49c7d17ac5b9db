"""From the plan of a town to the facts of a document, for an audience and with the filters in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from everyday.acting import ActionRow, Choice, Organisations, chosen, plan_rows
from everyday.documents.credits import attribution_lines, edition_words
from everyday.documents.plan import wording as words
from everyday.documents.plan.facts import ActionFacts, FindingFacts, PlanFacts, Section
from everyday.language import Language, area_label, writable
from plan.records import Action, Evidence, Finding, Organisation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition, OpenEdition
    from plan.taxonomy import Taxonomy

__all__ = ["plan_facts"]

_MAP_INCHES = (9.0, 3.6)
_MAP_DPI = 110
NOWHERE, OUTSIDE = "nowhere", "outside"


def plan_facts(
    atlas: AtlasFolder,
    edition: Edition,
    language: Language,
    *,
    choice: Choice | None = None,
    audience: str = "everybody",
    today: str = "",
    with_maps: bool = True,
) -> PlanFacts:
    """The plan as a document says it.

    Args:
        edition: whose map and names are shown.
        choice: which actions; all without it.
        audience: for whom (:data:`everyday.acting.rows.AUDIENCES`).
        today: the day by which things are late; default: the day it is.
        with_maps: draw a map for each area.
    """
    from everyday.atlas import open_edition

    _, asked, day = language, choice or Choice(), today or date.today().isoformat()
    store, taxonomy, opened = atlas.plan(), atlas.taxonomy(), open_edition(edition)
    organisations = Organisations(store.all(Organisation))
    rows = plan_rows(store, audience=audience, today=day)
    taken = chosen(rows, asked, organisations)
    areas = {str(one.area_id): area_label(one.area_name, getattr(one, "area_name_cy", None), _.code)
             for one in opened.areas.itertuples()}  # fmt: skip
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for one in store.all(Evidence):
        evidence[one.finding_id].append(one)
    numbers = {one.id: number for number, one in enumerate(store.all(Action), 1)}
    work = _Work(_, atlas, opened, taxonomy, organisations, audience, numbers, areas, evidence)
    sections = [work.with_map(edition, area_id, part) if with_maps else part
                for area_id, part in work.sections(taken, asked)]  # fmt: skip
    filters = asked.words(taxonomy, areas)
    counts = (_("{n} of {all} actions", n=_.number(len(taken)), all=_.number(len(rows))) if asked
              else _.n("{n} action, the whole plan", "{n} actions, the whole plan", len(taken)))  # fmt: skip
    town = writable(edition.manifest["name"])
    return PlanFacts(
        title=_("Action plan of {town}", town=town),
        town=town,
        counts=counts,
        filters=filters,
        audience=words.audience_words(_, audience),
        made_on=day,
        made_words=_("Made on {day}", day=_.date(day)),
        edition_words=edition_words(_, edition.manifest),
        attributions=attribution_lines(_, edition.manifest),
        is_made_up=bool(edition.manifest["is_made_up"]),
        sections=sections,
        is_for_all=audience == "everybody",
    )


@dataclass(frozen=True)
class _Work:
    """What it takes to say an action in words."""

    language: Language
    atlas: AtlasFolder
    opened: OpenEdition
    taxonomy: Taxonomy
    organisations: Organisations
    audience: str
    numbers: Mapping[str, int]
    areas: Mapping[str, str]
    evidence: Mapping[str, Sequence[Evidence]]

    def area_ids(self, row: ActionRow) -> tuple[str, ...]:
        """The areas of a row: those it names and the town has, else the one that its place lies in."""
        known = tuple(one for one in row.area_ids if one in self.areas)
        if known or row.place is None:
            return known
        from everyday.locate import area_of_shape

        found = area_of_shape(self.opened, row.place)
        return (found,) if found else ()

    def sections(self, rows: Sequence[ActionRow], choice: Choice) -> list[tuple[str, Section]]:
        """A section for each area by name, and one for what has no place; every action stands in full once."""
        _ = self.language
        full: dict[str, list[ActionFacts]] = defaultdict(list)
        beside: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            one = self.action(row)
            found = self.area_ids(row)
            asked = [area for area in found if area in choice.areas] or list(found)
            home = asked[0] if asked else NOWHERE if row.place is None else OUTSIDE
            full[home].append(one)
            for area in found:
                if area != home and (not choice.areas or area in choice.areas):
                    beside[area].append(f"{one.name} ({self.areas[home]})")
        titles = {NOWHERE: _("Without a place: whole town or national"), OUTSIDE: _("Outside the areas of the town")}
        keys = sorted({*full, *beside} - set(titles), key=lambda area: self.areas[area].casefold())
        return [
            (key, Section(titles.get(key) or writable(self.areas[key]), full[key], beside[key]))
            for key in [*keys, OUTSIDE, NOWHERE]
            if full[key] or beside[key]
        ]

    def action(self, row: ActionRow) -> ActionFacts:
        """One action in words."""
        _, action, audience = self.language, row.action, self.audience
        milestones = sorted(row.milestones, key=lambda one: (one.date or "9999", one.number))
        return ActionFacts(
            row=row,
            number=self.numbers[row.id],
            title=writable(action.title),
            findings=[self._finding(row, one) for one in row.findings],
            measures=words.measure_lines(_, row, self.atlas, self.opened),
            interventions=[
                words.intervention_words(_, row, one, self.taxonomy, self.organisations, audience)
                for one in row.interventions
            ],
            milestones=[
                words.milestone_words(_, row, one, self.organisations, audience) for one in (*milestones, *row.dropped)
            ],
            responsible=words.responsible_words(_, row),
            contributes=[writable(one) for one in action.contributes],
            benefits=[writable(one) for one in action.benefits],
            level=writable(_(self.taxonomy.label("levels", action.level))),
            status=words.status_words(_, row, self.taxonomy),
            rag=words.rag_words(_, row, self.taxonomy),
            when=words.when_words(_, row),
            where=self._where(row),
            asks=[words.ask_words(_, one) for one in row.asks],
            notes=words.note_lines(_, row),
        )

    def _finding(self, row: ActionRow, one: Finding) -> FindingFacts:
        from everyday.evidence import evidence_lines_of

        label = words.finding_label(self.language, self.taxonomy, one.kind, row.numbers.get(one.id))
        text = one.text if one.text != one.title else ""
        lines = evidence_lines_of(self.evidence.get(one.id, ()), self.language)
        return FindingFacts(label, writable(one.title), writable(text), [writable(line) for line in lines])

    def _where(self, row: ActionRow) -> str:
        names = [self.areas[one] for one in self.area_ids(row)]
        if names:
            return writable(", ".join(names))
        return "" if row.place is not None else self.language("Whole town or national")

    def with_map(self, edition: Edition, area_id: str, section: Section) -> Section:
        """The section with a map of its area, where it has one."""
        if area_id not in self.areas or not section.actions:
            return section
        _ = self.language
        outline: BaseGeometry = self.opened.areas.geometry.iloc[self.opened.area_row[area_id]]
        inside = outline.representative_point()
        pins = [(one.number, _kind(one.row), inside if one.row.place is None else one.row.place)
                for one in section.actions]  # fmt: skip
        listed = ", ".join(str(one.number) for one in section.actions)
        alt = _("Map of {area}. Its outline is drawn heavily.", area=section.title)
        alt += " " + _("It shows where these actions are: {numbers}.", numbers=listed)
        return replace(section, map_png=_picture(edition, outline, tuple(pins), _.code), map_alt=writable(alt))


@lru_cache(maxsize=64)
def _picture(
    edition: Edition, outline: BaseGeometry, pins: tuple[tuple[int, str, BaseGeometry], ...], code: str
) -> bytes:
    """The map of an area; drawn once for all the forms of a document."""
    from everyday.pictures import bounds_around, town_map_png

    bounds = bounds_around(outline, _MAP_INCHES[0] / _MAP_INCHES[1])
    return town_map_png(edition, size_inches=_MAP_INCHES, dpi=_MAP_DPI, bounds=bounds, outlines=[outline], pins=pins,
                        language=code)  # fmt: skip


def _kind(row: ActionRow) -> str:
    return row.findings[0].kind if row.findings else "barrier"
