"""Blocks as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Mm, Pt

from everyday.documents.blocks.model import Block, Grid, Heading, Paper, Picture, Words, dressed
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
from everyday.language import Language, shortened, writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document

__all__ = ["blocks_word_bytes"]

_CLOSE_MM, _CLOSE_PT, _USUAL_PT, _CELL_PT = 12.0, 8.0, 10.0, 9.0
_QUIET_PT, _CLOSE_QUIET_PT = 8.0, 6.5


def blocks_word_bytes(paper: Paper, language: Language) -> bytes:
    """A document as the bytes of a .docx file; each sheet begins a page where it says so."""
    document = new_document(paper.title, language.code)
    if paper.is_page_each:
        _set_close(document)
    styles = cell_styles(document, _CLOSE_PT, after_pt=0) if paper.is_page_each else cell_styles(document, _CELL_PT)
    for number, sheet in enumerate(paper.sheets):
        heading = said(document, shortened(sheet.title), style="Heading 1")
        heading.paragraph_format.page_break_before = number > 0 and sheet.begins_page
        heading.paragraph_format.keep_with_next = True
        for block in sheet.blocks:
            _write(document, block, styles, is_close=paper.is_page_each)
    with_footer(document, shortened(paper.foot))
    return document_bytes(document)


def _set_close(document: Document) -> None:
    """Narrow margins and small headings, for sheets that are one page each."""
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(_CLOSE_MM)
    section.footer_distance = Mm(_CLOSE_MM / 2)
    for name, size_pt in (("Heading 1", 15.0), ("Heading 2", 10.0)):
        style = document.styles[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(2.5), Pt(0.5)  # type: ignore[attr-defined]
        style.font.size = Pt(size_pt)  # type: ignore[attr-defined]
    normal = document.styles["Normal"].paragraph_format  # type: ignore[attr-defined]
    normal.space_after, normal.line_spacing = Pt(1.0), 1.0


def _write(document: Document, block: Block, styles: Mapping[str, str], *, is_close: bool) -> None:
    if isinstance(block, Heading):
        said(document, shortened(block.words), style=f"Heading {block.level}").paragraph_format.keep_with_next = True
    elif isinstance(block, Words):
        _say(document, block, is_close=is_close)
    elif isinstance(block, Picture):
        with_picture(document, block.png, block.alt, width_mm=page_width_mm(document), most_high_mm=block.high_mm)
    else:
        _table(document, block, styles, is_close=is_close)


def _say(document: Document, block: Words, *, is_close: bool) -> None:
    size_pt = _CLOSE_PT if is_close else _USUAL_PT
    if block.look == "quiet":
        size_pt = _CLOSE_QUIET_PT if is_close else _QUIET_PT
    words = dressed(block)
    if not block.mark:
        said(document, words, is_bold=block.look == "strong", is_quiet=block.look == "quiet", size_pt=size_pt)
        return
    paragraph = said(document, block.mark, is_bold=True, size_pt=size_pt)
    paragraph.add_run(f" {writable(words)}").font.size = Pt(size_pt)


def _table(document: Document, grid: Grid, styles: Mapping[str, str], *, is_close: bool) -> None:
    wide = page_width_mm(document)
    table = table_with_header(
        document, grid.heads, [wide * share for share in grid.shares], title=grid.title, rows_n=len(grid.rows),
        head_style=styles["head"], is_close=is_close,
    )  # fmt: skip
    for row, cells in zip(list(table.rows)[1:], grid.rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell_said(cell, words, styles["text"], is_first=True)
        keep_whole(row)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(4)
