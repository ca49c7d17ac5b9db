"""The pages as a PDF, one A4 page for each area."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Image, KeepInFrame, Spacer, Table, TableStyle

from everyday.documents.area import action_rows
from everyday.documents.figure import made_up_line
from everyday.documents.pdf import QUIET, written
from everyday.documents.transport.facts import TransportFacts
from everyday.documents.transport.wording import (
    actions_title,
    barrier_lines,
    everywhere_title,
    number_rows,
)
from everyday.language import Language, shortened

__all__ = ["transport_pdf_bytes"]

_MARGIN = 14 * mm
_HIGH_MAP, _LOW_MAP = 90 * mm, 50 * mm
_NUMBERS, _ACTIONS = (0.31, 0.23, 0.23, 0.23), (0.34, 0.21, 0.13, 0.14, 0.18)
_LINE = "#8d8a84"


def transport_pdf_bytes(pages: Sequence[TransportFacts], language: Language) -> bytes:
    """The pages as the bytes of a .pdf file: always one page for each area."""
    _ = language
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, lang="en-GB" if _.code == "en" else _.code.replace("_", "-"), pageCompression=1)
    canvas.setTitle(shortened(pages[0].title) if len(pages) == 1 else _("Transport in every area of {town}",
                                                                          town=pages[0].town))  # fmt: skip
    canvas.setAuthor("Everyday Atlas")
    wide, high = A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN
    for facts in pages:
        frame = Frame(_MARGIN, _MARGIN, wide, high, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        canvas.bookmarkPage(facts.code)
        canvas.addOutlineEntry(shortened(facts.title), facts.code)
        frame.addFromList([KeepInFrame(wide, high, _parts(facts, _, wide), mode="shrink")], canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _parts(facts: TransportFacts, _: Language, wide: float) -> list[Flowable]:
    parts: list[Flowable] = [written(shortened(facts.title), 18, is_bold=True), Spacer(1, 3)]
    if facts.is_made_up:
        parts.append(written(made_up_line(_, facts.town), 9, is_bold=True))
    if facts.about:
        parts.append(written(facts.about, 9.5))
    parts += [Spacer(1, 4), _map(facts, wide), Spacer(1, 5)]
    parts += [written(facts.legend, 8), Spacer(1, 4)] if facts.legend else []
    parts += [_table(*number_rows(facts, _), wide, _NUMBERS), Spacer(1, 6)]
    parts.append(written(_("Transport barriers"), 10.5, is_bold=True))
    parts += [written(f"{lead} {words}", 8.5) for lead, words in barrier_lines(facts, _)]
    for title, lines in ((actions_title(facts, _), facts.actions), (everywhere_title(facts, _), facts.everywhere)):
        parts += [Spacer(1, 6), written(title, 10.5, is_bold=True)]
        if lines:
            parts.append(_table(*action_rows(lines, _), wide, _ACTIONS))
    parts += [Spacer(1, 6), written(_("What changed since the edition before"), 10.5, is_bold=True)]
    parts += [written(line, 8.5) for line in facts.changed]
    parts += [Spacer(1, 6), written(" · ".join([facts.edition_words, *facts.attributions]), 7, colour=QUIET)]
    return parts


def _map(facts: TransportFacts, wide: float) -> Image:
    pixels_wide, pixels_high = ImageReader(io.BytesIO(facts.map_png)).getSize()
    scale = min(wide / pixels_wide, (_HIGH_MAP if facts.is_roomy else _LOW_MAP) / pixels_high)
    return Image(io.BytesIO(facts.map_png), pixels_wide * scale, pixels_high * scale, hAlign="LEFT")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], wide: float, shares: Sequence[float]) -> Table:
    head = [written(words, 8, is_bold=True) for words in heads]
    table = Table(
        [head, *([written(words, 8) for words in row] for row in rows)],
        colWidths=[wide * share for share in shares],
        repeatRows=1,
    )
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("LINEABOVE", (0, 0), (-1, 0), 0.8, "#16191d"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ])
    )  # fmt: skip
    return table
