"""A pen for sheets to write on: words, lines and boxes in millimetres, laid out for A4."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from everyday.language import writable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["BOX", "EDGE", "HIGH", "LABEL_PT", "MM", "TEXT_PT", "TITLE_PT", "WIDE", "Pen", "measuring_pen", "width_mm"]

MM = 72 / 25.4
WIDE, HIGH, EDGE = 210.0, 297.0, 13.0
BOX = 4.6
"""A box to tick: large enough for an unsteady hand."""
LABEL_PT, TEXT_PT, TITLE_PT = 9.5, 10.0, 17.0
_LONGEST_LABEL = 60


class Pen:
    """Writes on a canvas in millimetres from the top left corner, downwards."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def words(
        self, x: float, y: float, text: str, size_pt: float, *, is_bold: bool = False, grey: float = 0.1
    ) -> float:
        """One line on the base line ``y``; returns where it ends."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        from everyday.documents import BOLD, REGULAR

        font = BOLD if is_bold else REGULAR
        self.canvas.setFont(font, size_pt)
        self.canvas.setFillGray(grey)
        self.canvas.drawString(x * MM, (HIGH - y) * MM, writable(text))
        return x + float(stringWidth(writable(text), font, size_pt)) / MM

    def paragraph(
        self, x: float, y: float, text: str, size_pt: float, wide: float, *, most: int = 20, is_bold: bool = False
    ) -> float:
        """Lines of text from ``y`` downwards; returns where the next would begin."""
        from reportlab.lib.utils import simpleSplit

        from everyday.documents import BOLD, REGULAR

        lines = simpleSplit(writable(text), BOLD if is_bold else REGULAR, size_pt, wide * MM)
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1] + " …"]
        for line in lines:
            y += size_pt / MM * 1.25
            self.words(x, y, line, size_pt, is_bold=is_bold)
        return y

    def rule(self, x: float, y: float, wide: float, *, grey: float = 0.55, width_pt: float = 0.6) -> None:
        """A line to write on."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(x * MM, (HIGH - y) * MM, (x + wide) * MM, (HIGH - y) * MM)

    def box(self, x: float, y: float, wide: float, high: float, *, width_pt: float = 0.8) -> None:
        """A rectangle whose upper left corner is at ``x, y``."""
        self.canvas.setStrokeGray(0.2)
        self.canvas.setLineWidth(width_pt)
        self.canvas.rect(x * MM, (HIGH - y - high) * MM, wide * MM, high * MM)

    def tick_boxes(self, x: float, y: float, labels: Sequence[str], left: float, right: float) -> float:
        """Boxes with labels side by side, on further lines where they do not fit; returns the base line of the last."""
        for label in (_short(label) for label in labels):
            wide = BOX + 1.6 + width_mm(label, TEXT_PT) + 5
            if x + wide > right and x > left:
                x, y = left, y + BOX + 2.6
            self.box(x, y - BOX + 0.7, BOX, BOX)
            self.words(x + BOX + 1.6, y, label, TEXT_PT)
            x += wide
        return y


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def width_mm(text: str, size_pt: float) -> float:
    """Width of a line of text."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from everyday.documents import REGULAR

    return float(stringWidth(text, REGULAR, size_pt)) / MM


def measuring_pen() -> Pen:
    """A pen whose canvas is thrown away."""
    from reportlab.pdfgen.canvas import Canvas

    return Pen(Canvas(os.devnull))
