"""Text in columns on PDF pages: whatever was typed is shown as text, wrapped, and goes on where a column ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from everyday.language import writable
from everyday.pictures import COLOURS

__all__ = [
    "BARRIER", "BOLD", "ENABLER", "INK", "QUIET", "REGULAR", "Block", "Column", "VoteBar", "fill", "height_of",
    "register_fonts", "text_block", "written", "written_at_length",
]  # fmt: skip

REGULAR, BOLD = "EverydaySans", "EverydaySans-Bold"
INK, QUIET = HexColor("#1f1f1f"), HexColor("#4a4640")
BARRIER, ENABLER = HexColor(COLOURS["barrier"]), HexColor(COLOURS["enabler"])
_TRACK = HexColor("#e2dfd8")
_LONGEST_PARAGRAPH = 1_500  # characters

Block = list[Flowable]
"""What belongs together, such as one finding; kept in one column where it fits."""


@dataclass
class Column:
    """A column still to be filled: where it begins, how wide it is (points), and what has not found room yet."""

    x: float
    width: float
    blocks: deque[Block]


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """DejaVu Sans, which comes with matplotlib, so that accents and Welsh letters show on every computer."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(REGULAR, str(folder / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(folder / "DejaVuSans-Bold.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


class _Kept(Paragraph):
    """A paragraph that breaks its lines once for each width: tables ask for its height again and again."""

    _measured: tuple[float, tuple[float, float]] | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size it takes."""
        # Where splitting was in vain the lines are thrown away, and have to be broken again.
        if self._measured is None or self._measured[0] != available_width or not hasattr(self, "blPara"):
            self._measured = (available_width, super().wrap(available_width, available_height))
        return self._measured[1]


def written(words: object, size_pt: float, *, is_bold: bool = False, colour: Any = INK, mark: str = "") -> Paragraph:
    """A paragraph of text that may have come from anybody: nothing in it is markup.

    Args:
        mark: short text of our own before it, in ``colour``; the words themselves are then in ink.
    """
    register_fonts()
    style = ParagraphStyle(
        "written", fontName=BOLD if is_bold else REGULAR, fontSize=size_pt, leading=size_pt * 1.25,
        textColor=INK if mark else colour, splitLongWords=1, allowWidows=1, allowOrphans=1,
    )  # fmt: skip
    lead = f'<font name="{BOLD}" color="{colour.hexval().replace("0x", "#")}">{escape(mark)}</font> ' if mark else ""
    return _Kept(lead + _lines(writable(words)), style)


def _lines(text: str) -> str:
    return "<br/>".join(escape(line) for line in text.replace("\t", " ").split("\n"))


def written_at_length(words: str, size_pt: float, *, mark: str = "", **looks: Any) -> Block:
    """The same for text that may be very long: in several paragraphs, since breaking one of them into lines again on
    each page takes minutes."""
    pieces = []
    while len(words) > _LONGEST_PARAGRAPH:
        blank = words.rfind(" ", _LONGEST_PARAGRAPH // 2, _LONGEST_PARAGRAPH)
        at = blank if blank > 0 else _LONGEST_PARAGRAPH
        pieces.append(words[:at])
        words = words[at:].removeprefix(" ")
    pieces.append(words)
    return [written(piece, size_pt, mark="" if at else mark, **looks) for at, piece in enumerate(pieces)]


def text_block(lines: Iterable[str], size_pt: float, *, colour: Any = INK, after_pt: float = 4.0) -> Block:
    """Lines of text as one block."""
    parts = [part for line in lines for part in written_at_length(line, size_pt, colour=colour)]
    return [*parts, Spacer(1, after_pt)]


class VoteBar(Flowable):
    """A mean of votes as a bar beside its words, so that it reads without colour and without the bar."""

    def __init__(self, share: float, size_pt: float, colour: Any) -> None:
        super().__init__()
        self.share, self.size_pt, self.colour = min(max(share, 0.0), 1.0), size_pt, colour

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size it takes."""
        self.width, self.height = available_width, self.size_pt * 0.75
        return self.width, self.height

    def draw(self) -> None:
        """Track and bar."""
        high = self.size_pt * 0.4
        self.canv.setFillColor(_TRACK)
        self.canv.rect(0, self.height - high, self.width, high, stroke=0, fill=1)
        self.canv.setFillColor(self.colour)
        self.canv.rect(0, self.height - high, self.width * self.share, high, stroke=0, fill=1)


def height_of(blocks: Iterable[Sequence[Flowable]], width: float) -> float:
    """Height in points of blocks one below the other."""
    return sum(_high(part, width) for block in blocks for part in block)


def _high(part: Flowable, width: float) -> float:
    """Height of a part, measured once for each width: breaking long texts into lines again and again takes minutes."""
    measured = getattr(part, "measured", None)
    if measured is None or measured[0] != width:
        measured = part.measured = (width, float(part.wrap(width, 1e6)[1]))
    return float(measured[1])


def fill(canvas: Canvas, column: Column, top: float, bottom: float, *, most_high: float) -> float:
    """Draw from ``top`` down as much of a column as fits above ``bottom``; what does not stays in its blocks.

    Args:
        most_high: height of the column on an empty page: a block that would fit there is not broken here.

    Returns:
        How far down the column reaches now.
    """
    y = top
    while column.blocks:
        block = column.blocks[0]
        high = height_of([block], column.width)
        if high <= y - bottom:
            y = _draw_all(canvas, block, column, y)
            column.blocks.popleft()
        elif high <= most_high and y < top:
            break
        else:
            y, rest = _draw_part(canvas, block, column, y, bottom)
            if not rest:
                column.blocks.popleft()
                continue
            column.blocks[0] = rest
            break
    return y


def _draw_all(canvas: Canvas, parts: Iterable[Flowable], column: Column, y: float) -> float:
    for part in parts:
        high = _high(part, column.width)
        part.drawOn(canvas, column.x, y - high)
        y -= high
    return y


def _draw_part(canvas: Canvas, block: Block, column: Column, y: float, bottom: float) -> tuple[float, Block]:
    """As many parts of a block as fit, the last one broken between lines; and the rest."""
    for at, part in enumerate(block):
        high = _high(part, column.width)
        if high > y - bottom:
            pieces = part.split(column.width, y - bottom) if isinstance(part, Paragraph) else []
            if len(pieces) == 2:
                y = _draw_all(canvas, pieces[:1], column, y)
                return y, [pieces[1], *block[at + 1 :]]
            part.measured = None  # splitting in vain has thrown the lines away
            return y, block[at:]
        y = _draw_all(canvas, [part], column, y)
    return y, []
