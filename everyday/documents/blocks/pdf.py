"""Blocks as a PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepInFrame,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from everyday.documents.blocks.model import Block, Grid, Heading, Paper, Picture, Sheet, Words, dressed
from everyday.documents.pdf import QUIET, REGULAR, register_fonts, written, written_at_length
from everyday.language import Language, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["blocks_pdf_bytes"]

_MARGIN, _FOOT = 14 * mm, 9 * mm
_WIDE, _HIGH = A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN
_LINE, _INK = "#8d8a84", "#16191d"
_TITLE_PT, _HEADING_PT, _TEXT_PT, _CELL_PT, _QUIET_PT = 17.0, {2: 11.5, 3: 10.0}, 9.0, 8.0, 7.0


def blocks_pdf_bytes(paper: Paper, language: Language) -> bytes:
    """A document as the bytes of a .pdf file; each sheet begins a page, and is one where the document says so."""
    register_fonts()
    return _page_each(paper, language) if paper.is_page_each else _flowing(paper, language)


def _tag(language: Language) -> str:
    return "en-GB" if language.code == "en" else language.code.replace("_", "-")


def _page_each(paper: Paper, language: Language) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, lang=_tag(language), pageCompression=1)
    _name(canvas, paper)
    for sheet in paper.sheets:
        _mark(canvas, sheet)
        frame = Frame(_MARGIN, _MARGIN, _WIDE, _HIGH, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        frame.addFromList([KeepInFrame(_WIDE, _HIGH, list(_parts(sheet)), mode="shrink")], canvas)
        _foot(canvas, paper)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


class _Begin(Flowable):
    """Nothing to see: a mark in the outline where a sheet begins."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """No room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """The mark."""
        _mark(self.canv, self._sheet)


def _flowing(paper: Paper, language: Language) -> bytes:
    held = io.BytesIO()
    document = BaseDocTemplate(held, pagesize=A4, lang=_tag(language), pageCompression=1)
    frame = Frame(_MARGIN, _MARGIN, _WIDE, _HIGH, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def begun(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _name(canvas, paper)
        _foot(canvas, paper)

    document.addPageTemplates(PageTemplate("page", [frame], onPage=begun))
    parts: list[Flowable] = []
    for number, sheet in enumerate(paper.sheets):
        if number:
            parts.append(PageBreak() if sheet.begins_page else Spacer(1, 14))
        parts += [_Begin(sheet), *_parts(sheet)]
    document.build(parts)
    return held.getvalue()


def _name(canvas: Canvas, paper: Paper) -> None:
    canvas.setTitle(shortened(paper.title))
    canvas.setAuthor("Everyday Atlas")


def _mark(canvas: Canvas, sheet: Sheet) -> None:
    canvas.bookmarkPage(sheet.key)
    canvas.addOutlineEntry(shortened(sheet.title), sheet.key)


def _foot(canvas: Canvas, paper: Paper) -> None:
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(QUIET)
    canvas.drawString(_MARGIN, _FOOT, shortened(paper.foot))
    canvas.drawRightString(A4[0] - _MARGIN, _FOOT, str(canvas.getPageNumber()))


def _parts(sheet: Sheet) -> Iterable[Flowable]:
    title = written(shortened(sheet.title), _TITLE_PT, is_bold=True)
    title.keepWithNext = True
    yield title
    yield Spacer(1, 4)
    for block in sheet.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterable[Flowable]:
    if isinstance(block, Heading):
        heading = written(shortened(block.words), _HEADING_PT.get(block.level, _TEXT_PT), is_bold=True)
        heading.keepWithNext = True
        yield Spacer(1, 5)
        yield heading
        yield Spacer(1, 1.5)
    elif isinstance(block, Words):
        yield from _words(block)
        yield Spacer(1, 1.5)
    elif isinstance(block, Picture):
        yield _picture(block)
        yield Spacer(1, 4)
    else:
        yield _table(block)
        yield Spacer(1, 4)


def _words(block: Words) -> Iterable[Flowable]:
    words = dressed(block)
    looks: dict[str, Any] = {"is_bold": block.look == "strong"}
    if block.look == "quiet":
        looks["colour"] = QUIET
    return written_at_length(words, _QUIET_PT if block.look == "quiet" else _TEXT_PT, mark=block.mark, **looks)


def _picture(block: Picture) -> Image:
    wide, high = ImageReader(io.BytesIO(block.png)).getSize()
    scale = min(_WIDE / wide, block.high_mm * mm / high)
    return Image(io.BytesIO(block.png), wide * scale, high * scale, hAlign="LEFT")


def _table(grid: Grid) -> Table:
    head = [written(words, _CELL_PT, is_bold=True) for words in grid.heads]
    rows = [[written(words, _CELL_PT) for words in row] for row in grid.rows]
    table = Table([head, *rows], colWidths=[_WIDE * share for share in grid.shares], repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("LINEABOVE", (0, 0), (-1, 0), 0.8, _INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ])
    )  # fmt: skip
    return table
