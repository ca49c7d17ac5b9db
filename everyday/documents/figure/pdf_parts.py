"""Parts of Figure 1 on PDF pages: sheets, headings, findings."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer

from everyday.documents.figure import wording as words
from everyday.documents.figure.facts import FigureFacts
from everyday.documents.pdf import (
    BARRIER,
    ENABLER,
    QUIET,
    REGULAR,
    Block,
    VoteBar,
    register_fonts,
    text_block,
    written,
    written_at_length,
)
from everyday.language import Language, shortened
from plan.figure import Entry, Figure

__all__ = ["FOOT_PT", "Sheet", "Sizes", "band_heading", "draw_heading", "entry_block", "list_block"]

FOOT_PT = 12.0
_HEADING = HexColor("#123c4a")
_LINE = HexColor("#b9b4aa")
_MARKS = {"barrier": ("■", BARRIER), "enabler": ("●", ENABLER)}
_MOST_HEADING = 60  # characters


@dataclass(frozen=True)
class Sizes:
    """Sizes of letters in points."""

    title: float
    detail: float
    heading: float

    def scaled(self, by: float) -> Sizes:
        """Larger or smaller letters; headings stay."""
        return Sizes(self.title * by, self.detail * by, self.heading)


class Sheet:
    """Pages one after the other; ``y`` is how far down this one is written."""

    def __init__(
        self, canvas: Canvas, size: tuple[float, float], margin: float, title: str, foot: str, language: Language
    ) -> None:
        register_fonts()
        self.canvas, self.title, self.foot, self.language = canvas, title, foot, language
        self.left, self.bottom = margin, margin + FOOT_PT
        self.wide, self.high = size[0] - 2 * margin, size[1] - 2 * margin - FOOT_PT
        self.top = self.y = size[1] - margin

    def turn(self) -> None:
        """Finish this page and begin the next, with the title small at its top."""
        self.end()
        self.y = self.top
        self.down([written(self.title, 10, colour=QUIET), Spacer(1, 6)])

    def end(self) -> None:
        """Finish this page."""
        self.canvas.setFont(REGULAR, 8)
        self.canvas.setFillColor(QUIET)
        self.canvas.drawString(self.left, self.bottom - FOOT_PT, self.foot)
        page = self.language("Page {number}", number=self.canvas.getPageNumber())
        self.canvas.drawRightString(self.left + self.wide, self.bottom - FOOT_PT, page)
        self.canvas.showPage()

    def down(self, block: Block) -> None:
        """Write a block across the whole width."""
        for part in block:
            high = part.wrap(self.wide, 1e6)[1]
            part.drawOn(self.canvas, self.left, self.y - high)
            self.y -= high

    def rule(self, y: float) -> None:
        """A thin line across."""
        self.canvas.setStrokeColor(_LINE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(self.left, y, self.left + self.wide, y)

    def band(self, top: float, heading: str, colour: Any) -> float:
        """Heading of a band across the page; returns where its columns begin."""
        self.rule(top - 2)
        line = written(heading, 10, is_bold=True, colour=colour)
        high = line.wrap(self.wide, 1e6)[1]
        line.drawOn(self.canvas, self.left, top - 4 - high)
        return top - FOOT_PT * 2 + 4

    def bookmark(self, title: str) -> None:
        """An entry in the outline that PDF readers show."""
        key = f"page-{self.canvas.getPageNumber()}-{len(title)}"
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(title, key)

    def picture(self, png: bytes | None, columns_n: int) -> tuple[float, int]:
        """The map: on the left of a page of three columns, else at its top.

        Returns:
            Where text begins, and in which column.
        """
        if png is None:
            return self.y, 0
        image = ImageReader(io.BytesIO(png))
        wide, high = image.getSize()
        is_beside = columns_n > 2
        room_wide = self.wide * (columns_n - 1) / columns_n - FOOT_PT if is_beside else self.wide
        room_high = (self.y - self.bottom) * (1.0 if is_beside else 0.5)
        scale = min(room_wide / wide, room_high / high)
        self.canvas.drawImage(image, self.left, self.y - high * scale, wide * scale, high * scale)
        note = written(
            self.language("Squares are barriers, circles are enablers. Findings about the whole town have no pin."), 9,
            colour=QUIET,
        )  # fmt: skip
        below = self.y - high * scale - note.wrap(room_wide, 1e6)[1] - 2
        note.drawOn(self.canvas, self.left, max(below, self.bottom))
        return (self.y, columns_n - 1) if is_beside else (below - FOOT_PT, 0)


def band_heading(figure: Figure, _: Language, kind: str) -> str:
    """In words: "■ Barriers" or "● Enablers"."""
    return f"{_MARKS[kind][0]} " + (_("Barriers") if kind == "barrier" else _("Enablers"))


def draw_heading(sheet: Sheet, x: float, width: float, label: str, size_pt: float) -> float:
    """The name of a dimension over its column; returns where what follows begins."""
    shown = label if len(label) <= _MOST_HEADING else label[: _MOST_HEADING - 1] + "…"
    heading = written(shown, size_pt, is_bold=True, colour=_HEADING)
    high = heading.wrap(width, 1e6)[1]
    heading.drawOn(sheet.canvas, x, sheet.y - high)
    return sheet.y - high - 4


def _titled(entry: Entry, title: str, number: int, size_pt: float) -> Block:
    mark, colour = _MARKS["barrier" if entry.kind == "barrier" else "enabler"]
    return written_at_length(title, size_pt, is_bold=True, colour=colour, mark=f"{mark} {number}")


def entry_block(
    entry: Entry, figure: Figure, facts: FigureFacts, numbers: Mapping[str, int], _: Language, sizes: Sizes
) -> Block:
    """A finding as it stands in the figure: title, status, place and votes."""
    most = figure.taxonomy.scale[1]
    means = [mean for mean in (entry.tally.importance_mean, entry.tally.amenability_mean) if mean is not None]
    block = _titled(entry, entry.title, numbers[entry.finding_id], sizes.title)
    block.append(written(words.level_and_place(_, figure, facts, entry), sizes.detail))
    for line, mean in zip(words.vote_lines(_, figure, entry), means, strict=True):
        block += [written(line, sizes.detail), VoteBar(mean / most, sizes.detail, _HEADING)]
    if also := words.also_under(_, figure, entry):
        block.append(written(also, sizes.detail, colour=QUIET))
    return [*block, Spacer(1, sizes.title * 0.7)]


def list_block(entry: Entry, figure: Figure, facts: FigureFacts, numbers: Mapping[str, int], _: Language) -> Block:
    """A finding in the list behind the figure, with everything said about it."""
    place = f"{words.kind_word(_, figure, entry)} · {words.where_of(_, facts, entry)}"
    title = _titled(entry, shortened(entry.title), numbers[entry.finding_id], 9.5)
    return [*title, written(place, 9), *text_block(words.detail_lines(_, figure, facts, entry), 8.5, colour=QUIET)]
