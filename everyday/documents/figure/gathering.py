"""From the plan of a town to Figure 1 and what stands around it in documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from everyday.atlas import filled
from everyday.documents.credits import attribution_lines, edition_words
from everyday.documents.figure.facts import FigureFacts
from everyday.documents.figure.wording import session_line
from everyday.language import Language
from plan.figure import Figure, draw_together, number_findings
from plan.merging import family_of, merged_map
from plan.records import Evidence, Finding, Session

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder, Edition

__all__ = ["figure_facts", "figure_of"]


def figure_facts(
    edition: Edition,
    figure: Figure,
    findings: Sequence[Finding],
    _: Language,
    *,
    sessions: Sequence[Session] = (),
    evidence: Mapping[str, Sequence[str]] | None = None,
    where: Mapping[str, str] | None = None,
    numbers: Mapping[str, int] | None = None,
) -> FigureFacts:
    """Facts for a document about a figure, with a map whose pins bear the figure's numbers.

    Args:
        findings: all findings, also merged ones: their words are read through.
        evidence: lines of evidence by finding id.
        where: words for the place of a finding, by id.
        numbers: number of each finding in the plan (``PlanStore.numbers``); without it, in the order of the figure.
    """
    from everyday.pictures import town_map_png

    by_id = {one.id: one for one in findings}
    numbers = {one: numbers[one] if numbers else place for one, place in number_findings(figure).items()}
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
    facts = figure_facts(
        edition, figure, findings, words, sessions=sessions, evidence=lines, where=where, numbers=store.numbers()
    )
    return figure, facts


def _pins(
    edition: Edition, shown: Sequence[Finding], numbers: Mapping[str, int]
) -> list[tuple[int, str, BaseGeometry]]:
    """Pins of the findings that have a place; one that holds for an area stands inside it."""
    areas = filled(edition.areas())
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
