"""Figure 1 as a PDF: an A3 poster with the dimensions side by side, or A4 pages with one after the other.

The Word file is the accessible form; the PDF is for printing. It has title, language and bookmarks.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from everyday.disk import replace_bytes
from everyday.documents.figure import wording as words
from everyday.documents.figure.facts import FigureFacts
from everyday.documents.figure.pdf_parts import (
    FOOT_PT,
    Sheet,
    Sizes,
    band_heading,
    draw_heading,
    entry_block,
    list_block,
)
from everyday.documents.pdf import BARRIER, ENABLER, QUIET, Block, Column, fill, height_of, text_block, written
from everyday.language import Language, shortened, writable
from geo.errors import UsageError
from plan.figure import Figure, FigureColumn

__all__ = ["PAPERS", "figure_pdf", "figure_pdf_bytes"]

PAPERS = ("A3", "A4")
KINDS = ("barrier", "enabler")
_MARGIN = 12 * mm
_GAP = 6 * mm
_MOST_ABREAST = 6  # dimensions side by side on the poster
_MOST_HEAD_SHARE = 0.2  # of the page, for what stands above the figure; likewise below
_SCALES = (1.5, 1.3, 1.15, 1.0, 0.9, 0.8)  # of the poster's letters, to fill one sheet if possible
_POSTER, _PAGES = Sizes(title=10.5, detail=8.5, heading=14.0), Sizes(title=10.5, detail=9.0, heading=14.0)


def figure_pdf(figure: Figure, facts: FigureFacts, target: Path, language: Language, *, paper: str = "A3") -> None:
    """Write the figure as ``target``, whole or not at all.

    Args:
        paper: ``"A3"`` for a poster (landscape, several sheets if need be) or ``"A4"`` (portrait).

    Raises:
        UsageError: another paper.
    """
    replace_bytes(target, figure_pdf_bytes(figure, facts, language, paper=paper))


def figure_pdf_bytes(figure: Figure, facts: FigureFacts, language: Language, *, paper: str = "A3") -> bytes:
    """The same as bytes, for a download."""
    if paper not in PAPERS:
        raise UsageError(f"There is no paper {paper[:20]!r}.", f"There are: {', '.join(PAPERS)}.")
    size = landscape(A3) if paper == "A3" else A4
    held = io.BytesIO()
    tag = "en-GB" if language.code == "en" else language.code.replace("_", "-")
    canvas = Canvas(held, pagesize=size, lang=tag, pageCompression=1)
    title = shortened(words.figure_title(language, facts.town))
    canvas.setTitle(title)
    canvas.setAuthor("Everyday Atlas")
    work = _Work(figure, facts, words.entry_numbers(figure, facts), language)
    sheet = Sheet(canvas, size, _MARGIN, title, shortened(writable(facts.edition_words)), language)
    later = _opening(sheet, work)
    if paper == "A3":
        _poster(sheet, work, later)
    else:
        _pages(sheet, work)
        later += _theme_blocks(work)
    _behind(sheet, work, later, columns_n=3 if paper == "A3" else 2)
    sheet.end()
    canvas.save()
    return held.getvalue()


@dataclass(frozen=True)
class _Work:
    figure: Figure
    facts: FigureFacts
    numbers: dict[str, int]
    language: Language

    def entries(self, column: FigureColumn, kind: str, sizes: Sizes) -> deque[Block]:
        """Blocks of the barriers or the enablers of a dimension."""
        chosen = column.barriers if kind == "barrier" else column.enablers
        return deque(entry_block(one, self.figure, self.facts, self.numbers, self.language, sizes) for one in chosen)


def _opening(sheet: Sheet, work: _Work) -> list[Block]:
    """Title, sessions and counts on the first page; what is too long for it is given back."""
    _ = work.language
    sheet.bookmark(sheet.title)
    sheet.down([written(sheet.title, 22, is_bold=True)])
    if work.facts.is_made_up:
        sheet.down([written(shortened(words.made_up_line(_, work.facts.town)), 10, is_bold=True)])
    sessions = text_block(work.facts.session_lines, 10, after_pt=2)
    is_short = height_of([sessions], sheet.wide) <= sheet.high * _MOST_HEAD_SHARE
    if is_short:
        sheet.down(sessions)
    sheet.down(text_block([words.counts_line(_, work.figure)], 10, after_pt=8))
    return [] if is_short else [[written(_("Sessions"), 12, is_bold=True)], sessions]


def _theme_blocks(work: _Work) -> list[Block]:
    """A heading, and a block for each theme with the numbers of the findings that carry it."""
    _ = work.language
    blocks: list[Block] = [[written(_("Cross-cutting themes"), 12, is_bold=True)]]
    for theme in work.figure.themes:
        listed = ", ".join(str(work.numbers[one]) for one in theme.finding_ids)
        block = [written(_(theme.label), 10, is_bold=True), *text_block([listed], 9)]
        blocks.append(block)
    return blocks if work.figure.themes else [*blocks, text_block([_("No themes yet.")], 9, colour=QUIET)]


def _poster(sheet: Sheet, work: _Work, later: list[Block]) -> None:
    """Dimensions side by side, barriers above enablers, themes across the foot of the first sheet."""
    foot = _foot(sheet, work, later)
    columns = work.figure.columns
    sets_n = -(-len(columns) // _MOST_ABREAST)
    abreast = -(-len(columns) // sets_n)
    for at in range(0, len(columns), abreast):
        if at:
            sheet.turn()
        foot = _abreast(sheet, work, columns[at : at + abreast], foot)


def _foot(sheet: Sheet, work: _Work, later: list[Block]) -> float:
    """Draw the themes at the foot of this sheet and say how high they are; too many go behind the figure."""
    heading, *themes = _theme_blocks(work)
    abreast = min(max(len(themes), 1), _MOST_ABREAST)
    width = (sheet.wide - (abreast - 1) * _GAP) / abreast
    rows = [themes[at : at + abreast] for at in range(0, len(themes), abreast)]
    highs = [max(height_of([block], width) for block in row) for row in rows]
    high = sum(highs) + height_of([heading], sheet.wide) + FOOT_PT
    if high > sheet.high * _MOST_HEAD_SHARE:
        later += [heading, *themes]
        return 0.0
    y = sheet.bottom + high
    sheet.rule(y)
    y = fill(sheet.canvas, Column(sheet.left, sheet.wide, deque([heading])), y - FOOT_PT / 2, 0, most_high=sheet.high)
    for row, row_high in zip(rows, highs, strict=True):
        for place, block in enumerate(row):
            column = Column(sheet.left + place * (width + _GAP), width, deque([block]))
            fill(sheet.canvas, column, y, 0, most_high=sheet.high)
        y -= row_high
    return high + FOOT_PT


def _abreast(sheet: Sheet, work: _Work, columns: Sequence[FigureColumn], foot: float) -> float:
    """Some dimensions side by side, on as many sheets as they need; returns the foot of the sheets after."""
    width = (sheet.wide - (len(columns) - 1) * _GAP) / len(columns)
    lefts = [sheet.left + place * (width + _GAP) for place in range(len(columns))]
    bands = _fitting_bands(work, columns, lefts, width, sheet.y - sheet.bottom - foot - 2 * _POSTER.heading)
    is_first = True
    while is_first or any(column.blocks for band in bands.values() for column in band):
        if not is_first:
            sheet.turn()
        labels = [words.column_label(work.language, work.figure, one.key) for one in columns]
        tops = [draw_heading(sheet, x, width, label, _POSTER.heading) for x, label in zip(lefts, labels, strict=True)]
        _two_bands(sheet, work, bands, min(tops), sheet.bottom + foot)
        foot, is_first = 0.0, False
    return foot


def _fitting_bands(
    work: _Work, columns: Sequence[FigureColumn], lefts: Sequence[float], width: float, room: float
) -> dict[str, list[Column]]:
    """Barriers and enablers in the largest letters with which they fit one sheet, or in common ones on several."""

    def bands_at(scale: float) -> dict[str, list[Column]]:
        sizes = _POSTER.scaled(scale)
        return {
            kind: [Column(x, width, work.entries(one, kind, sizes)) for x, one in zip(lefts, columns, strict=True)]
            for kind in KINDS
        }

    def has_room(bands: dict[str, list[Column]]) -> bool:
        return sum(max(_band_need(column) for column in band) for band in bands.values()) <= room

    smallest = bands_at(_SCALES[-1])
    if not has_room(smallest):
        return bands_at(1.0)
    return next((bands for scale in _SCALES[:-1] if has_room(bands := bands_at(scale))), smallest)


def _two_bands(sheet: Sheet, work: _Work, bands: dict[str, list[Column]], top: float, bottom: float) -> None:
    """Barriers above, enablers below; each band gets what it needs, or at least half the room."""
    room = top - bottom
    needs = {kind: max(_band_need(column) for column in band) for kind, band in bands.items()}
    if sum(needs.values()) > room:
        short = min(needs, key=lambda kind: needs[kind])
        needs[short] = min(needs[short], room / 2)
        needs[next(kind for kind in needs if kind != short)] = room - needs[short]
    for kind, band in bands.items():
        if needs[kind] > 0:
            heading, colour = band_heading(work.figure, work.language, kind), BARRIER if kind == "barrier" else ENABLER
            y = sheet.band(top, heading, colour)
            for column in band:
                fill(sheet.canvas, column, y, top - needs[kind], most_high=room - FOOT_PT * 2)
            top -= needs[kind]


def _band_need(column: Column) -> float:
    return height_of(column.blocks, column.width) + FOOT_PT * 2 if column.blocks else 0.0


def _pages(sheet: Sheet, work: _Work) -> None:
    """One dimension after the other: barriers on the left, enablers on the right."""
    width = (sheet.wide - _GAP) / 2
    least = 40 * mm
    for one in work.figure.columns:
        pair = [
            Column(sheet.left + place * (width + _GAP), width, work.entries(one, kind, _PAGES))
            for place, kind in enumerate(KINDS)
        ]
        is_first = True
        while is_first or any(column.blocks for column in pair):
            if not is_first or sheet.y - sheet.bottom < least:
                sheet.turn()
            label = words.column_label(work.language, work.figure, one.key)
            top = draw_heading(sheet, sheet.left, sheet.wide, label, _PAGES.heading)
            sheet.y = min(
                _half(sheet, work, column, kind, top) for column, kind in zip(pair, ("barrier", "enabler"), strict=True)
            )
            sheet.y -= FOOT_PT
            is_first = False


def _half(sheet: Sheet, work: _Work, column: Column, kind: str, top: float) -> float:
    colour = BARRIER if kind == "barrier" else ENABLER
    heading: Block = [written(band_heading(work.figure, work.language, kind), 10, is_bold=True, colour=colour)]
    y = fill(sheet.canvas, Column(column.x, column.width, deque([heading])), top, 0, most_high=sheet.high)
    if not column.blocks:
        nothing = Column(column.x, column.width, deque([text_block([work.language("Nothing yet.")], 9, colour=QUIET)]))
        return fill(sheet.canvas, nothing, y, 0, most_high=sheet.high)
    return fill(sheet.canvas, column, y, sheet.bottom, most_high=sheet.high * 0.8)


def _behind(sheet: Sheet, work: _Work, later: list[Block], *, columns_n: int) -> None:
    """The map, what its numbers mean with everything said about each, how to read it all, and where it comes from."""
    _ = work.language
    sheet.turn()
    sheet.bookmark(_("Map and list"))
    entries = sorted(work.figure.entries(), key=lambda entry: work.numbers[entry.finding_id])
    blocks = deque([
        *(list_block(one, work.figure, work.facts, work.numbers, _) for one in entries),
        *later,
        [written(_("How to read this"), 12, is_bold=True), *text_block(words.how_to_read(_, work.figure), 9)],
        [written(_("Where this comes from"), 12, is_bold=True), *text_block(words.about_lines(_, work.facts), 9)],
    ])  # fmt: skip
    top, right = sheet.picture(work.facts.map_png, columns_n)
    width = (sheet.wide - (columns_n - 1) * _GAP) / columns_n
    place = right
    while blocks:
        if place == columns_n:
            sheet.turn()
            place, top = 0, sheet.y
        column = Column(sheet.left + place * (width + _GAP), width, blocks)
        fill(sheet.canvas, column, top, sheet.bottom, most_high=sheet.high * 0.9)
        place += 1
