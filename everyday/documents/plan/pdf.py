"""The action plan as a PDF for printing, A4 landscape: the header row comes again on every page and no row is lost.

The Word file is the accessible form; the PDF has title, language and bookmarks.
"""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from everyday.documents.figure import made_up_line
from everyday.documents.pdf import INK, QUIET, REGULAR, Block, register_fonts, written, written_at_length
from everyday.documents.plan.cells import Line, cells_of, continued, cover_lines, headings
from everyday.documents.plan.facts import ActionFacts, PlanFacts, Section
from everyday.language import Language, shortened, writable

__all__ = ["plan_pdf_bytes"]

_MARGIN, _FOOT = 13 * mm, 8 * mm
_SHARES = (0.36, 0.36, 0.28)
_SIZE_PT = 8.5
_PAD = 4.0
_MAP_WIDE, _MAP_HIGH = 170 * mm, 62 * mm
_HEAD_ROOM = 34.0  # points of a page that the header row takes, at most
_LINE = "#8d8a84"
_WIDE, _HIGH = landscape(A4)[0] - 2 * _MARGIN, landscape(A4)[1] - 2 * _MARGIN - _FOOT


class _Heading(Flowable):
    """A heading that is a bookmark too."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words, self.held = words, written(words, 14, is_bold=True)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size it takes."""
        wide, high = self.held.wrap(available_width, available_height)
        self.width, self.height = wide, high + 4
        return self.width, self.height

    def draw(self) -> None:
        """The words, and the place that the bookmark leads to."""
        key = f"section-{id(self)}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(shortened(writable(self.words)), key, level=0)
        self.held.drawOn(self.canv, 0, 4)


def plan_pdf_bytes(facts: PlanFacts, language: Language) -> bytes:
    """The plan as the bytes of a .pdf file."""
    _, held = language, io.BytesIO()
    register_fonts()
    tag = "en-GB" if _.code == "en" else _.code.replace("_", "-")
    title = shortened(facts.title)
    foot = shortened(f"{title} · {facts.audience} {facts.made_words}")

    def numbered(canvas: Canvas, _document: Any) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(QUIET)
        canvas.drawString(_MARGIN, _MARGIN, foot)
        canvas.drawRightString(_MARGIN + _WIDE, _MARGIN, _("Page {n}", n=canvas.getPageNumber()))

    document = BaseDocTemplate(
        held, pagesize=landscape(A4), title=title, author="Everyday Atlas", lang=tag, pageCompression=1
    )
    frame = Frame(_MARGIN, _MARGIN + _FOOT, _WIDE, _HIGH, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=numbered)])
    document.build(_parts(facts, _))
    return held.getvalue()


def _parts(facts: PlanFacts, _: Language) -> list[Flowable]:
    parts: list[Flowable] = [written(shortened(facts.title), 20, is_bold=True), Spacer(1, 6)]
    if facts.is_made_up:
        parts.append(written(made_up_line(_, facts.town), 10, is_bold=True))
    parts += [written(line, 10) for line in cover_lines(facts)]
    if not facts.sections:
        parts.append(written(_("There is no action in it."), 10))
    if facts.timeline:
        drawn = [_image(one.content, _WIDE, _HIGH - 40) for one in facts.timeline]
        parts += [Spacer(1, 10), CondPageBreak(drawn[0].drawHeight + 30), _Heading(_("Milestones over time")), *drawn]
    for section in facts.sections:
        parts += _section(section, _)
    parts += [Spacer(1, 8), CondPageBreak(60), _Heading(_("Where this comes from"))]
    return parts + [written(line, 8.5, colour=QUIET) for line in (facts.edition_words, *facts.attributions)]


def _section(section: Section, _: Language) -> list[Flowable]:
    parts: list[Flowable] = [Spacer(1, 10), CondPageBreak(_MAP_HIGH + 130), _Heading(section.title)]
    if section.map_png is not None:
        wide, high = ImageReader(io.BytesIO(section.map_png)).getSize()
        scale = min(_MAP_WIDE / wide, _MAP_HIGH / high)
        parts += [Image(io.BytesIO(section.map_png), wide * scale, high * scale, hAlign="LEFT"), Spacer(1, 5)]
    if section.elsewhere:
        line = _("Also for this area: {actions}", actions="; ".join(section.elsewhere))
        parts += [*written_at_length(line, 9), Spacer(1, 4)]
    parts += [_table(section, _)] if section.actions else []
    for one in section.photos:
        caption = written(one.caption, 8.5, colour=QUIET)
        parts.append(KeepTogether([Spacer(1, 6), _image(one.content, 110 * mm, 80 * mm), caption]))
    return parts


def _image(content: bytes, most_wide: float, most_high: float) -> Image:
    """A picture as large as there is room."""
    wide, high = ImageReader(io.BytesIO(content)).getSize()
    scale = min(most_wide / wide, most_high / high)
    return Image(io.BytesIO(content), wide * scale, high * scale, hAlign="LEFT")


def _table(section: Section, _: Language) -> Table:
    widths = [_WIDE * share for share in _SHARES]
    rows: list[list[Any]] = [[[written(words, _SIZE_PT + 0.5, is_bold=True)] for words in headings(_)]]

    for one in section.actions:
        rows += _rows(one, widths, _)
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("BACKGROUND", (0, 0), (-1, 0), "#e4ecef"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD), ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ])
    )  # fmt: skip
    return table


def _rows(one: ActionFacts, widths: list[float], _: Language) -> list[list[Block]]:
    """The row of an action; one that is higher than a page goes on in rows of its own, so that nothing is cut off."""
    room = _HIGH - _HEAD_ROOM - 8
    columns = [_pages(_block(lines), width - 2 * _PAD, room) for lines, width in
               zip(cells_of(_, one), widths, strict=True)]  # fmt: skip
    rows = [list(cells) for cells in zip_longest(*columns, fillvalue=[])]
    for row in rows[1:]:
        row[0] = [*_block([continued(_, one)]), *row[0]]
    return [[cell or [Spacer(1, 1)] for cell in row] for row in rows]


def _pages(block: Block, width: float, room: float) -> list[Block]:
    """A cell cut into pieces that each fit on a page below the line that says what goes on."""
    pieces: list[Block] = [[]]
    used = 0.0
    for part in block:
        high = float(part.wrap(width, 1e6)[1])
        if used + high > room - 2 * _SIZE_PT * 1.25 and pieces[-1]:
            pieces.append([])
            used = 0.0
        pieces[-1].append(part)
        used += high
    return pieces


def _block(lines: list[Line]) -> Block:
    block: Block = []
    for line in lines:
        words = f"• {line.words}" if line.look == "item" else line.words
        looks = {"is_bold": line.look in ("title", "head"), "colour": QUIET if line.look == "quiet" else INK}
        size = _SIZE_PT + (1 if line.look == "title" else 0)
        block += written_at_length(words, size, mark=line.mark, **looks)
        block.append(Spacer(1, 1.5))
    return block
