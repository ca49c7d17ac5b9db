"""From the plan of a town to the facts of a document, for an audience and with the filters in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from everyday.acting import ActionRow, Choice, Organisations, chosen, plan_rows
from everyday.documents.credits import attribution_lines, edition_words
from everyday.documents.plan import wording as words
from everyday.documents.plan.drawing import timeline_pictures
from everyday.documents.plan.facts import ActionFacts, FindingFacts, Picture, PlanFacts, Section
from everyday.language import Language, area_label, writable
from plan.records import Action, Attachment, Evidence, ExistingReport, Finding, Organisation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition
    from plan.taxonomy import Taxonomy

__all__ = ["Sources", "facts_of", "plan_facts", "sources_of"]

_MAP_INCHES = (9.0, 3.6)
_MAP_DPI = 110
MOST_PHOTOS = 3
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
    asked, day = choice or Choice(), today or date.today().isoformat()
    sources = sources_of(atlas, edition, language)
    rows = plan_rows(atlas.plan(), audience=audience, today=day)
    taken = chosen(rows, asked, sources.organisations)
    return facts_of(sources, language, taken, all_n=len(rows), choice=asked, audience=audience, day=day,
                    edition=edition if with_maps else None, with_pictures=with_maps)  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """Where a document takes its words from: the plan as it is, or as it was frozen.

    Attributes:
        town, edition_words, attributions, is_made_up: for cover and credits.
        taxonomy, organisations: labels, and bodies under all their names.
        numbers: number of each action in the whole plan, by its id.
        areas: names by id.
        area_ids: the areas of a row: those it names and the town has, else the one that its place lies in.
        evidence: what stands behind a finding, by its id: the id of each piece of evidence with its lines.
        measures: baseline, forecast, measured value and target of a row, a line each.
        photo: the JPEG of an attachment; empty where it was erased.
        reports: existing reports that an action cites, a line each.
    """

    town: str
    edition_words: str
    attributions: Sequence[str]
    is_made_up: bool
    taxonomy: Taxonomy
    organisations: Organisations
    numbers: Mapping[str, int]
    areas: Mapping[str, str]
    area_ids: Callable[[ActionRow], tuple[str, ...]]
    evidence: Callable[[str], Sequence[tuple[str, Sequence[str]]]]
    measures: Callable[[ActionRow], Sequence[str]]
    photo: Callable[[str], bytes]
    reports: Callable[[ActionRow], Sequence[str]]


def sources_of(atlas: AtlasFolder, edition: Edition, language: Language) -> Sources:
    """The plan as it is, its numbers in words of an edition."""
    from everyday.atlas import open_edition
    from everyday.evidence import evidence_lines_of
    from everyday.locate import area_of_shape

    _, store, opened = language, atlas.plan(), open_edition(edition)
    areas = {str(one.area_id): area_label(one.area_name, getattr(one, "area_name_cy", None), _.code)
             for one in opened.areas.itertuples()}  # fmt: skip
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for one in store.all(Evidence):
        evidence[one.finding_id].append(one)

    def place_of(row: ActionRow) -> tuple[str, ...]:
        known = tuple(one for one in row.area_ids if one in areas)
        if known or row.place is None:
            return known
        found = area_of_shape(opened, row.place)
        return (found,) if found else ()

    return Sources(
        town=edition.manifest["name"],
        edition_words=edition_words(_, edition.manifest),
        attributions=attribution_lines(_, edition.manifest),
        is_made_up=bool(edition.manifest["is_made_up"]),
        taxonomy=atlas.taxonomy(),
        organisations=Organisations(store.all(Organisation)),
        numbers={one.id: number for number, one in enumerate(store.all(Action), 1)},
        areas=areas,
        area_ids=place_of,
        evidence=lambda finding_id: [
            (one.id, evidence_lines_of([one], _))
            for one in sorted(evidence.get(finding_id, ()), key=lambda one: one.kind != "measures")
        ],
        measures=lambda row: words.measure_lines(_, row, atlas, opened),
        photo=lambda attachment_id: store.photo_bytes(attachment_id, Attachment),
        reports=lambda row: [
            words.report_line(_, one) for one in store.all(ExistingReport) if row.id in one.action_ids
        ],
    )


def facts_of(
    sources: Sources, language: Language, rows: Sequence[ActionRow], *, all_n: int, choice: Choice, audience: str,
    day: str, edition: Edition | None = None, with_pictures: bool = False, title: str = "", made_words: str = "",
) -> PlanFacts:  # fmt: skip
    """The facts of a document.

    Args:
        rows: those that the filters take, as the audience may see them.
        all_n: how many there are without filters.
        day: the day by which things are late.
        edition: whose maps are drawn; no maps without it.
        with_pictures: also the photos of actions and the timeline.
        title, made_words: other than usual.
    """
    _ = language
    work = _Work(_, sources, audience, with_pictures=with_pictures)
    sections = [work.with_map(edition, area_id, part) if edition is not None else part
                for area_id, part in work.sections(rows, choice)]  # fmt: skip
    counts = (_("{n} of {all} actions", n=_.number(len(rows)), all=_.number(all_n)) if choice
              else _.n("{n} action, the whole plan", "{n} actions, the whole plan", len(rows)))  # fmt: skip
    town = writable(sources.town)
    return PlanFacts(
        title=title or _("Action plan of {town}", town=town),
        town=town,
        counts=counts,
        filters=choice.words(sources.taxonomy, sources.areas),
        audience=words.audience_words(_, audience),
        made_on=day,
        made_words=made_words or _("Made on {day}", day=_.date(day)),
        edition_words=sources.edition_words,
        attributions=sources.attributions,
        is_made_up=sources.is_made_up,
        sections=sections,
        is_for_all=audience == "everybody",
        timeline=timeline_pictures(_, rows, sources.numbers) if with_pictures else (),
    )


@dataclass(frozen=True)
class _Work:
    """What it takes to say an action in words."""

    language: Language
    sources: Sources
    audience: str
    with_pictures: bool = False

    @property
    def areas(self) -> Mapping[str, str]:
        """Names of areas by id."""
        return self.sources.areas

    def area_ids(self, row: ActionRow) -> tuple[str, ...]:
        """The areas of a row."""
        return self.sources.area_ids(row)

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
        _, action, audience, of = self.language, row.action, self.audience, self.sources
        milestones = sorted(row.milestones, key=lambda one: (one.date or "9999", one.number))
        return ActionFacts(
            row=row,
            number=of.numbers[row.id],
            title=writable(action.title),
            findings=[self._finding(row, one) for one in row.findings],
            measures=[writable(line) for line in of.measures(row)],
            interventions=[
                words.intervention_words(_, row, one, of.taxonomy, of.organisations, audience)
                for one in row.interventions
            ],
            milestones=[
                words.milestone_words(_, row, one, of.organisations, audience) for one in (*milestones, *row.dropped)
            ],
            responsible=words.responsible_words(_, row),
            contributes=[writable(one) for one in action.contributes],
            benefits=[writable(one) for one in action.benefits],
            level=writable(_(of.taxonomy.label("levels", action.level))),
            status=words.status_words(_, row, of.taxonomy),
            rag=words.rag_words(_, row, of.taxonomy),
            when=words.when_words(_, row),
            where=self._where(row),
            asks=[words.ask_words(_, one) for one in row.asks],
            evidence=[*(words.attachment_words(_, one) for one in row.attachments), *map(writable, of.reports(row))],
            photos=self._photos(row) if self.with_pictures else [],
            notes=words.note_lines(_, row),
        )

    def _photos(self, row: ActionRow) -> list[Picture]:
        """The newest photos of an action."""
        found = []
        for one in [one for one in row.attachments if one.kind == "photo"][-MOST_PHOTOS:]:
            if content := self.sources.photo(one.id):
                number = f"{self.sources.numbers[row.id]}. "
                found.append(Picture(content, writable(one.alt), writable(number + (one.title or one.alt))))
        return found

    def _finding(self, row: ActionRow, one: Finding) -> FindingFacts:
        label = words.finding_label(self.language, self.sources.taxonomy, one.kind, row.numbers.get(one.id))
        text = one.text if one.text != one.title else ""
        lines = [line for _id, found in self.sources.evidence(one.id) for line in found]
        return FindingFacts(label, writable(one.title), writable(text), [writable(line) for line in lines])

    def _where(self, row: ActionRow) -> str:
        names = [self.areas[one] for one in self.area_ids(row)]
        if names:
            return writable(", ".join(names))
        return "" if row.place is not None else self.language("Whole town or national")

    def with_map(self, edition: Edition, area_id: str, section: Section) -> Section:
        """The section with a map of its area, where it has one."""
        from everyday.atlas import open_edition

        opened = open_edition(edition)
        if area_id not in opened.area_row or not section.actions:
            return section
        _ = self.language
        outline: BaseGeometry = opened.areas.geometry.iloc[opened.area_row[area_id]]
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
