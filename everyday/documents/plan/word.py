"""The action plan as a Word file: headings, a map and a table for each area, all of it real to a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from everyday.documents.figure import made_up_line
from everyday.documents.plan.cells import Line, cells_of, continued, cover_lines, headings
from everyday.documents.plan.facts import ActionFacts, PlanFacts, Section
from everyday.documents.word import (
    cell_said,
    cell_styles,
    document_bytes,
    keep_whole,
    new_document,
    page_width_mm,
    said,
    table_with_header,
    with_footer,
    with_picture,
)
from everyday.language import Language, shortened

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

__all__ = ["plan_word_bytes"]

_SHARES = (0.36, 0.36, 0.28)
_SIZE_PT = 9.5
_MAP_WIDE_MM, _MAP_HIGH_MM = 200.0, 70.0
_TIMELINE_WIDE_MM, _TIMELINE_HIGH_MM = 255.0, 150.0
_PHOTO_WIDE_MM, _PHOTO_HIGH_MM = 110.0, 80.0
_SIGNS_A_LINE, _LINES_A_PAGE, _MOST_SIGNS = 44, 30, 700


def plan_word_bytes(facts: PlanFacts, language: Language) -> bytes:
    """The plan as the bytes of a landscape A4 .docx file."""
    _ = language
    document = new_document(facts.title, _.code, is_landscape=True)
    styles = cell_styles(document, _SIZE_PT)
    said(document, shortened(facts.title), style="Title")
    if facts.is_made_up:
        said(document, made_up_line(_, facts.town), is_bold=True)
    for line in cover_lines(facts):
        said(document, line)
    if not facts.sections:
        said(document, _("There is no action in it."))
    if facts.timeline:
        said(document, _("Milestones over time"), style="Heading 1").paragraph_format.keep_with_next = True
    for one in facts.timeline:
        with_picture(document, one.content, one.alt, width_mm=_TIMELINE_WIDE_MM, most_high_mm=_TIMELINE_HIGH_MM)
    for section in facts.sections:
        _section(document, section, styles, _)
    document.add_heading(_("Where this comes from"), level=1)
    for line in (facts.edition_words, *facts.attributions):
        said(document, line)
    with_footer(document, f"{shortened(facts.title)} · {facts.audience} {facts.made_words}")
    return document_bytes(document)


def _section(document: WordDocument, section: Section, styles: Mapping[str, str], _: Language) -> None:
    said(document, section.title, style="Heading 1").paragraph_format.keep_with_next = True
    if section.map_png is not None:
        with_picture(document, section.map_png, section.map_alt, width_mm=_MAP_WIDE_MM, most_high_mm=_MAP_HIGH_MM)
        document.paragraphs[-1].paragraph_format.keep_with_next = bool(section.actions)
    if section.elsewhere:
        said(document, _("Also for this area: {actions}", actions="; ".join(section.elsewhere)))
    if not section.actions:
        return
    wide = page_width_mm(document)
    title = _("Actions: {where}", where=section.title)
    rows = [cells for one in section.actions for cells in _rows(one, _)]
    table = table_with_header(document, headings(_), [wide * share for share in _SHARES], title=title, rows_n=len(rows))
    for row, cells in zip(list(table.rows)[1:], rows, strict=True):
        for cell, lines in zip(row.cells, cells, strict=True):
            _fill(cell, lines, styles)
        keep_whole(row, is_short=True)
    said(document, "")
    for one in section.photos:
        with_picture(document, one.content, one.alt, width_mm=_PHOTO_WIDE_MM, most_high_mm=_PHOTO_HIGH_MM)
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        said(document, one.caption, is_quiet=True)


def _rows(one: ActionFacts, _: Language) -> list[list[list[Line]]]:
    """The row of an action; one longer than a page goes on in rows of its own, so that none has to be broken."""
    columns = [_pieces(lines) for lines in cells_of(_, one)]
    rows = [list(cells) for cells in zip_longest(*columns, fillvalue=[])]
    for row in rows[1:]:
        row[0] = [continued(_, one), *row[0]]
    return rows


def _pieces(lines: list[Line]) -> list[list[Line]]:
    """The lines of a cell, cut where a page is full."""
    pieces: list[list[Line]] = [[]]
    used = 0
    for line in chain.from_iterable(map(_shorter, lines)):
        high = 1 + len(f"{line.mark} {line.words}") // _SIGNS_A_LINE
        if used + high > _LINES_A_PAGE and pieces[-1]:
            pieces.append([])
            used = 0
        pieces[-1].append(line)
        used += high
    return pieces


def _shorter(line: Line) -> list[Line]:
    """A line that alone would fill a page, as several."""
    parts = [part for words in line.words.split("\n") for part in wrap(words, _MOST_SIGNS) or [""]]
    return [replace(line, words=part, mark="" if place else line.mark) for place, part in enumerate(parts)]


def _fill(cell: _Cell, lines: list[Line], styles: Mapping[str, str]) -> None:
    for place, line in enumerate(lines):
        words = f"• {line.words}" if line.look == "item" else line.words
        cell_said(cell, words, styles.get(line.look, styles["text"]), mark=line.mark, is_first=place == 0)
