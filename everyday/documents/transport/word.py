"""The pages as a Word file: real headings, tables with header rows, words for each map, one page for each area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.shared import Mm, Pt

from everyday.documents.area import action_rows
from everyday.documents.figure import made_up_line
from everyday.documents.transport.facts import TransportFacts
from everyday.documents.transport.wording import (
    actions_title,
    barrier_lines,
    everywhere_title,
    number_rows,
)
from everyday.documents.word import (
    document_bytes,
    new_document,
    page_width_mm,
    said,
    table_with_header,
    with_footer,
    with_picture,
)
from everyday.language import Language, shortened

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["transport_word_bytes"]

_NUMBERS, _ACTIONS = (0.31, 0.23, 0.23, 0.23), (0.34, 0.21, 0.13, 0.14, 0.18)
_HIGH_MAP_MM, _MAP_HIGH_MM, _LOW_MAP_MM, _MARGIN_MM = 84.0, 38.0, 24.0, 12.0
_SMALL_PT, _FULL_PT, _TINY_PT = 8.0, 7.0, 6.5
_MANY_ROWS = 5
"""From so many actions on the map is lower and the tables are set smaller, so that the page stays one page."""


def transport_word_bytes(pages: Sequence[TransportFacts], language: Language) -> bytes:
    """The pages as the bytes of a .docx file; each area begins a page."""
    _ = language
    title = pages[0].title if len(pages) == 1 else _("Transport in every area of {town}", town=pages[0].town)
    document = new_document(title, _.code)
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    section.footer_distance = Mm(6)
    for name in ("Heading 1", "Heading 2"):
        style = document.styles[name].paragraph_format  # type: ignore[attr-defined]
        style.space_before, style.space_after = Pt(3), Pt(1)
    document.styles["Heading 1"].font.size, document.styles["Heading 2"].font.size = Pt(15), Pt(10.5)  # type: ignore[attr-defined]
    for number, facts in enumerate(pages):
        heading = said(document, shortened(facts.title), style="Heading 1")
        heading.paragraph_format.page_break_before = number > 0
        _page(document, facts, _)
    with_footer(document, shortened(title))
    return document_bytes(document)


def _page(document: Document, facts: TransportFacts, _: Language) -> None:
    if facts.is_made_up or facts.about:
        line = " ".join([*([made_up_line(_, facts.town)] if facts.is_made_up else []), facts.about])
        said(document, line.strip(), size_pt=_SMALL_PT)
    is_full = len(facts.actions) + len(facts.everywhere) >= _MANY_ROWS
    high, size_pt = (_LOW_MAP_MM, _FULL_PT) if is_full else (_MAP_HIGH_MM, _SMALL_PT)
    high = _HIGH_MAP_MM if facts.is_roomy else high
    with_picture(document, facts.map_png, facts.map_alt, width_mm=page_width_mm(document), most_high_mm=high)
    if facts.legend:
        said(document, facts.legend, size_pt=_SMALL_PT)
    said(document, _("Getting about, beside the town"), style="Heading 2")
    _table(document, *number_rows(facts, _), _NUMBERS, _("Getting about, beside the town"), size_pt)
    said(document, _("Transport barriers"), style="Heading 2")
    for lead, words in barrier_lines(facts, _):
        said(document, f"{lead} {words}", size_pt=_SMALL_PT)
    for title, lines in ((actions_title(facts, _), facts.actions), (everywhere_title(facts, _), facts.everywhere)):
        said(document, title, style="Heading 2")
        if lines:
            _table(document, *action_rows(lines, _), _ACTIONS, title, size_pt)
    said(document, _("What changed since the edition before"), style="Heading 2")
    for line in facts.changed:
        said(document, line, size_pt=_SMALL_PT)
    said(document, " · ".join([facts.edition_words, *facts.attributions]), is_quiet=True, size_pt=_TINY_PT)


def _table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], title: str,
    size_pt: float,
) -> None:  # fmt: skip
    wide = page_width_mm(document)
    table = table_with_header(document, heads, [wide * share for share in shares], title=title, rows_n=len(rows))
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(size_pt)
    for row, words in zip(table.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            said(cell, text, is_first=True, size_pt=size_pt).paragraph_format.space_after = Pt(0)
