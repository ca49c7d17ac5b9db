"""What stands around Figure 1 in a document, and the words that its Word and PDF forms share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from everyday.language import Language, writable
from plan.figure import NO_DIMENSION, STATUSES, Entry, Figure, draw_together, number_findings
from plan.merging import family_of, merged_map
from plan.records import Evidence, Finding, Session
from plan.taxonomy import Taxonomy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition

__all__ = [
    "FigureFacts", "about_lines", "also_under", "attribution_lines", "column_label", "counts_line", "detail_lines",
    "edition_words", "entry_numbers", "figure_facts", "figure_of", "figure_title", "how_to_read", "kind_word",
    "level_and_place",
    "made_up_line", "session_line", "status_word", "vote_lines", "where_of",
]  # fmt: skip


@dataclass(frozen=True)
class FigureFacts:
    """What a document says around the figure.

    Attributes:
        town: its name.
        session_lines: one line per session, see :func:`session_line`.
        edition_words: dates and id of the edition, see :func:`edition_words`.
        attributions: credits and licences, a line each.
        is_made_up: True for a town that does not exist.
        evidence: lines of evidence by finding id.
        also_said: words of the findings merged into a finding, by its id.
        where: words for a finding's place, by its id.
        numbers: number of each finding, in the figure, on the map and in the list; they follow the order of the figure
            (:func:`plan.figure.number_findings`). The screen numbers pins as they came, so that the two differ.
        map_png: the map with its pins; None for no map.
        map_alt: what the map shows, for people who do not see it.
    """

    town: str
    session_lines: Sequence[str] = ()
    edition_words: str = ""
    attributions: Sequence[str] = ()
    is_made_up: bool = False
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    also_said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    map_png: bytes | None = None
    map_alt: str = ""


def figure_facts(
    edition: Edition,
    figure: Figure,
    findings: Sequence[Finding],
    _: Language,
    *,
    sessions: Sequence[Session] = (),
    evidence: Mapping[str, Sequence[str]] | None = None,
    where: Mapping[str, str] | None = None,
) -> FigureFacts:
    """Facts for a document about a figure, with a map whose pins bear the figure's numbers.

    Args:
        findings: all findings, also merged ones: their words are read through.
        evidence: lines of evidence by finding id.
        where: words for the place of a finding, by id.
    """
    from everyday.pictures import town_map_png

    by_id = {one.id: one for one in findings}
    numbers = number_findings(figure)
    pins = _pins(edition, [by_id[one] for one in numbers if one in by_id], numbers)
    return FigureFacts(
        town=str(edition.manifest["name"]),
        session_lines=[session_line(_, session, figure.taxonomy) for session in sessions],
        edition_words=edition_words(_, edition.manifest),
        attributions=attribution_lines(_, edition.manifest),
        is_made_up=bool(edition.manifest["is_made_up"]),
        evidence=evidence or {},
        also_said=_also_said(by_id, numbers),
        where=where or {},
        numbers=numbers,
        map_png=town_map_png(edition, size_inches=(10.0, 6.6), pins=pins, language=_.code),
        map_alt=_.n(
            "Map of {town} with {n} numbered pin. The table after the map says what each number means.",
            "Map of {town} with {n} numbered pins. The table after the map says what each number means.",
            len(pins), town=edition.manifest["name"],
        ),
    )  # fmt: skip


def figure_of(
    atlas: AtlasFolder, edition: Edition, *, session: str = "", language: Language | None = None
) -> tuple[Figure, FigureFacts]:
    """Figure 1 of a town's plan, with what stands around it in documents.

    Args:
        edition: whose map and names are shown.
        session: only what was said in this session; its votes alone count then.
        language: of the words; English without it.

    Raises:
        NotFoundError: there is no such session.
    """
    from everyday.atlas import open_edition
    from everyday.evidence import evidence_lines_of, where_words
    from everyday.language import language as language_by_code

    words, store = language or language_by_code(folder=atlas.folder), atlas.plan()
    sessions = [store.get(Session, session)] if session else store.all(Session)
    findings = store.all(Finding)
    shown = [one for one in findings if not session or one.session == session]
    behind: dict[str, list[Evidence]] = {}
    for one in store.all(Evidence):
        behind.setdefault(one.finding_id, []).append(one)
    opened = open_edition(edition)
    where = {one.id: where_words(opened, one, behind.get(one.id, ()), words) for one in shown}
    figure = draw_together(shown, store.tally(session), atlas.taxonomy(), merged=merged_map(findings), where=where,
                           sessions=sessions)  # fmt: skip
    lines = {one: evidence_lines_of(behind[one], words) for one in where if one in behind}
    facts = figure_facts(edition, figure, findings, words, sessions=sessions, evidence=lines, where=where)
    return figure, facts


def _pins(
    edition: Edition, shown: Sequence[Finding], numbers: Mapping[str, int]
) -> list[tuple[int, str, BaseGeometry]]:
    """Pins of the findings that have a place; one that holds for an area stands inside it."""
    areas = edition.areas()
    inside = dict(zip(areas["area_id"], areas.geometry.representative_point(), strict=True))
    found = [(one, one.geometry if one.geometry is not None else inside.get(one.area_id)) for one in shown]
    return [(numbers[one.id], one.kind, geometry) for one, geometry in found if geometry is not None]


def _also_said(by_id: Mapping[str, Finding], numbers: Mapping[str, int]) -> dict[str, list[str]]:
    """Title, and the text where it says more, of everything that was merged into a finding."""
    merged_into = merged_map(by_id.values())
    said = {}
    for finding_id in numbers:
        family = [by_id[one] for one in family_of(finding_id, merged_into)[1:] if one in by_id]
        if words := [words for one in family if one.moderation == "shown" for words in (one.title, one.text) if words]:
            said[finding_id] = list(dict.fromkeys(words))
    return said


def session_line(_: Language, session: Session, taxonomy: Taxonomy) -> str:
    """In words: "Community forum, 17 May 2026, Town hall: 23 people took part (residents, two councillors)"."""
    parts = [session.name, _(taxonomy.label("forums", session.forum)), _.date(session.date), session.venue]
    line = ", ".join(dict.fromkeys(part for part in parts if part))
    came = session.attendance
    if session.attendance_n is not None:
        came = _.n("{n} person took part", "{n} people took part", session.attendance_n)
        came += f" ({session.attendance})" if session.attendance else ""
    return f"{line}: {came}" if came else line


def edition_words(_: Language, manifest: Mapping[str, Any]) -> str:
    """In words: "Timetable of 5 March 2024 · Map of 13 June 2023 · Edition 2026…", without what it has not."""
    parts = []
    if manifest.get("weekday"):
        parts.append(_("Timetable of {day}", day=_.date(str(manifest["weekday"]))))
    if manifest.get("map_date"):
        parts.append(_("Map of {day}", day=_.date(str(manifest["map_date"]))))
    parts.append(_("Edition {id}", id=manifest["id"]))
    return " · ".join(parts)


def attribution_lines(_: Language, manifest: Mapping[str, Any]) -> list[str]:
    """Credits of the inputs with their licences, each once."""
    lines = []
    for entry in manifest.get("inputs", []):
        attribution, licence = (str(entry.get(key) or "").strip() for key in ("attribution", "licence"))
        if attribution or licence:
            lines.append(_("{credit}. Licence: {licence}", credit=attribution.rstrip("."), licence=licence)
                         if attribution and licence else attribution or licence)  # fmt: skip
    return list(dict.fromkeys(lines))


def figure_title(_: Language, facts: FigureFacts) -> str:
    """Title of the document."""
    return _("Barriers and enablers in {town}", town=writable(facts.town))


def how_to_read(_: Language, figure: Figure) -> list[str]:
    """Sentences that explain the figure to somebody who was not there."""
    least, most = figure.taxonomy.scale
    status = {key: _(figure.taxonomy.label("finding_status", key)) for key in STATUSES}
    return [
        _("A barrier makes everyday life together harder, an enabler makes it easier. Each stands under the "
          "dimensions of everyday life that it belongs to, so some stand more than once."),
        _("{proposed}: somebody said it. {sense_checked}: the forum looked at it together. "
          "{agreed}: the forum stands by it.",
          proposed=status["proposed"], sense_checked=status["sense_checked"], agreed=status["agreed"]),
        _("Votes run from {least} to {most}: how important it is, and how open to change. One vote per phone.",
          least=least, most=most),
    ]  # fmt: skip


def counts_line(_: Language, figure: Figure) -> str:
    """How much is in the figure, in one line."""
    counts = figure.counts
    parts = [
        _.n("{n} barrier", "{n} barriers", counts.barriers_n),
        _.n("{n} enabler", "{n} enablers", counts.enablers_n),
        _.n("{n} agreed", "{n} agreed", counts.agreed_n),
        _.n("{n} sense-checked", "{n} sense-checked", counts.sense_checked_n),
        _.n("{n} proposed", "{n} proposed", counts.proposed_n),
    ]
    if counts.merged_n:
        parts.append(_.n("{n} duplicate merged", "{n} duplicates merged", counts.merged_n))
    return " · ".join(parts)


def made_up_line(_: Language, facts: FigureFacts) -> str:
    """Says that the town does not exist."""
    return _("{town} is a made-up town: nothing here is about a real place.", town=facts.town)


def about_lines(_: Language, facts: FigureFacts) -> list[str]:
    """Edition, credits and, where it is so, that the town does not exist."""
    lines = [made_up_line(_, facts) if facts.is_made_up else "", facts.edition_words, *facts.attributions]
    return [writable(line) for line in lines if line]


def entry_numbers(figure: Figure, facts: FigureFacts) -> dict[str, int]:
    """Numbers of all entries: those of the facts, or in the order of the figure where the facts have none."""
    return dict(facts.numbers) or number_findings(figure)


def column_label(_: Language, figure: Figure, key: str) -> str:
    """Heading of a dimension."""
    return writable(_(figure.dimension_label(key)))


def kind_word(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Barrier" or "Enabler", as the town calls it."""
    return writable(_(figure.taxonomy.label("kinds", entry.kind)))


def status_word(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Proposed", "Sense-checked" or "Agreed"."""
    return writable(_(figure.taxonomy.label("finding_status", entry.status)))


def where_of(_: Language, facts: FigureFacts, entry: Entry) -> str:
    """Words for the place of an entry; without any, the whole town."""
    return writable(facts.where.get(entry.finding_id) or entry.where) or _("Whole town")


def level_and_place(_: Language, figure: Figure, facts: FigureFacts, entry: Entry) -> str:
    """In words: "Agreed · Neighbourhood · Stow Hill": the line under a title."""
    level = writable(_(figure.taxonomy.label("levels", entry.level)))
    return " · ".join([status_word(_, figure, entry), level, where_of(_, facts, entry)])


def vote_lines(_: Language, figure: Figure, entry: Entry) -> list[str]:
    """In words: "Importance 4.2 of 5 (12 votes)", "Open to change 3.1 of 5 (10 votes)": what was voted on, in words."""
    most, tally = figure.taxonomy.scale[1], entry.tally
    lines = []
    if tally.importance_mean is not None:
        lines.append(_.n("Importance {mean} of {most} ({n} vote)", "Importance {mean} of {most} ({n} votes)",
                         tally.importance_n, mean=_.number(tally.importance_mean, 1), most=most))  # fmt: skip
    if tally.amenability_mean is not None:
        lines.append(_.n("Open to change {mean} of {most} ({n} vote)", "Open to change {mean} of {most} ({n} votes)",
                         tally.amenability_n, mean=_.number(tally.amenability_mean, 1), most=most))  # fmt: skip
    return lines


def also_under(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Also under Spatial, Civic"; empty for an entry of one dimension."""
    others = [column_label(_, figure, key) for key in entry.also_in if key != NO_DIMENSION]
    return _("Also under {dimensions}", dimensions=", ".join(others)) if others else ""


def detail_lines(_: Language, figure: Figure, facts: FigureFacts, entry: Entry) -> list[str]:
    """Everything else about an entry: its text, who is affected, themes, what merged ones said, evidence."""
    lines = [entry.text] if entry.text and entry.text != entry.title else []
    if entry.groups:
        lines.append(_("Affects: {groups}", groups=", ".join(entry.groups)))
    if entry.themes:
        themes = [_(figure.taxonomy.label("themes", key)) for key in entry.themes]
        lines.append(_("Themes: {themes}", themes=", ".join(themes)))
    lines += [_("Also said: “{words}”", words=words) for words in facts.also_said.get(entry.finding_id, ())]
    lines += [_("Evidence: {line}", line=line) for line in facts.evidence.get(entry.finding_id, ())]
    return [writable(line) for line in lines]
