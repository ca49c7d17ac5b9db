"""The page of a place as a PDF, for printing; the Word file is the accessible form."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Image, KeepInFrame, Spacer, Table, TableStyle

from everyday.documents.figure import made_up_line
from everyday.documents.pdf import QUIET, written
from everyday.documents.place.facts import PlaceFacts
from everyday.language import Language, shortened

__all__ = ["place_pdf_bytes"]

_MARGIN = 15 * mm
_SHARES = (0.46, 0.18, 0.16, 0.2)
_MAP_HIGH = 82 * mm
_LINE = "#8d8a84"


def place_pdf_bytes(facts: PlaceFacts, language: Language) -> bytes:
    """The page as the bytes of a .pdf file, always one A4 page."""
    _ = language
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, lang="en-GB" if _.code == "en" else _.code.replace("_", "-"), pageCompression=1)
    canvas.setTitle(shortened(facts.title))
    canvas.setAuthor("Everyday Atlas")
    wide, high = A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN
    frame = Frame(_MARGIN, _MARGIN, wide, high, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    frame.addFromList([KeepInFrame(wide, high, _parts(facts, _, wide), mode="shrink")], canvas)
    canvas.save()
    return held.getvalue()


def _parts(facts: PlaceFacts, _: Language, wide: float) -> list[Flowable]:
    parts: list[Flowable] = [written(shortened(facts.title), 19, is_bold=True), Spacer(1, 4)]
    if facts.is_made_up:
        parts.append(written(made_up_line(_, facts.town), 9, is_bold=True))
    if facts.about:
        parts += [written(" ".join(facts.about), 10), Spacer(1, 5)]
    parts += [_map(facts.map_png, wide), Spacer(1, 7), _table(facts, _, wide), Spacer(1, 7)]
    if facts.near:
        parts += [written(_("Stops near by"), 10.5, is_bold=True), written(" · ".join(facts.near), 8.5), Spacer(1, 6)]
    parts.append(written(" · ".join([facts.edition_words, *facts.attributions]), 7.5, colour=QUIET))
    return parts


def _map(png: bytes, wide: float) -> Image:
    pixels_wide, pixels_high = ImageReader(io.BytesIO(png)).getSize()
    scale = min(wide / pixels_wide, _MAP_HIGH / pixels_high)
    return Image(io.BytesIO(png), pixels_wide * scale, pixels_high * scale, hAlign="LEFT")


def _table(facts: PlaceFacts, _: Language, wide: float) -> Table:
    head = [written(words, 8.5, is_bold=True) for words in (_("Measure"), _("Here"), _("Town"), _("Against the town"))]
    rows = [[written(words, 8.5) for words in (row.title, row.here, row.town, row.against)] for row in facts.rows]
    table = Table([head, *rows], colWidths=[wide * share for share in _SHARES], repeatRows=1)
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("LINEABOVE", (0, 0), (-1, 0), 0.8, "#16191d"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ])
    )  # fmt: skip
    return table
