"""Figure 1 as a Word file: what the forum takes home, edits and passes on."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.disk import replace_bytes
from everyday.documents.figure.facts import FigureFacts
from everyday.documents.figure.wording import (
    about_lines,
    also_under,
    column_label,
    counts_line,
    detail_lines,
    entry_numbers,
    figure_title,
    how_to_read,
    kind_word,
    level_and_place,
    made_up_line,
    vote_lines,
    where_of,
)
from everyday.documents.word import (
    document_bytes,
    keep_whole,
    new_document,
    page_width_mm,
    said,
    table_with_header,
    with_footer,
    with_picture,
)
from everyday.language import Language, shortened
from plan.figure import Entry, Figure, FigureColumn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

__all__ = ["figure_word", "figure_word_bytes"]


def figure_word(
    figure: Figure, facts: FigureFacts, target: Path, language: Language, *, is_landscape: bool = False
) -> None:
    """Write the figure as ``target``, an accessible A4 .docx file, whole or not at all."""
    replace_bytes(target, figure_word_bytes(figure, facts, language, is_landscape=is_landscape))


def figure_word_bytes(figure: Figure, facts: FigureFacts, _: Language, *, is_landscape: bool = False) -> bytes:
    """The same as bytes, for a download."""
    document = new_document(figure_title(_, facts.town), _.code, is_landscape=is_landscape)
    numbers = entry_numbers(figure, facts)
    _opening(document, figure, facts, _)
    document.add_heading(_("Barriers and enablers by dimension"), level=1)
    told: set[str] = set()
    for column in figure.columns:
        _dimension(document, column, figure, facts, numbers, told, _)
    _themes(document, figure, numbers, _)
    _map(document, figure, facts, numbers, _)
    document.add_heading(_("Where this comes from"), level=1)
    for line in about_lines(_, facts):
        said(document, line)
    with_footer(document, figure_title(_, facts.town))
    return document_bytes(document)


def _opening(document: WordDocument, figure: Figure, facts: FigureFacts, _: Language) -> None:
    said(document, figure_title(_, facts.town), style="Title")
    said(document, _("Drawn together by the forum"), style="Subtitle")
    if facts.is_made_up:
        said(document, made_up_line(_, facts.town), is_bold=True)
    for line in facts.session_lines:
        said(document, line)
    said(document, counts_line(_, figure))
    document.add_heading(_("How to read this"), level=1)
    for line in how_to_read(_, figure):
        said(document, line, style="List Bullet")


def _dimension(
    document: WordDocument, column: FigureColumn, figure: Figure, facts: FigureFacts, numbers: dict[str, int],
    told: set[str], _: Language,
) -> None:  # fmt: skip
    """One dimension: barriers on the left, enablers on the right."""
    label = column_label(_, figure, column.key)
    document.add_heading(label, level=2)
    if not column.barriers and not column.enablers:
        said(document, _("Nothing yet."), is_quiet=True)
        return
    pairs = list(zip_longest(column.barriers, column.enablers))
    half_mm = page_width_mm(document) / 2
    headings = [_.n("{n} barrier", "{n} barriers", len(column.barriers)),
                _.n("{n} enabler", "{n} enablers", len(column.enablers))]  # fmt: skip
    title = _("{dimension}: barriers and enablers", dimension=label)
    table = table_with_header(document, headings, [half_mm, half_mm], title=title, rows_n=len(pairs))
    for row, pair in zip(list(table.rows)[1:], pairs, strict=True):
        for cell, entry in zip(row.cells, pair, strict=True):
            if entry is not None:
                _entry(cell, entry, figure, facts, numbers, told, _)
        keep_whole(row)
    said(document, "")


def _entry(
    cell: _Cell, entry: Entry, figure: Figure, facts: FigureFacts, numbers: dict[str, int], told: set[str], _: Language
) -> None:
    """One finding; what belongs to it in detail stands where it comes first."""
    number = numbers[entry.finding_id]
    said(cell, f"{number}. {entry.title}", is_bold=True, is_first=True)
    said(cell, level_and_place(_, figure, facts, entry), size_pt=9.5)
    for line in (" · ".join(vote_lines(_, figure, entry)), also_under(_, figure, entry)):
        if line:
            said(cell, line, size_pt=9.5)
    if entry.finding_id not in told:
        told.add(entry.finding_id)
        for line in detail_lines(_, figure, facts, entry):
            said(cell, line, is_quiet=True, size_pt=9.5)


def _themes(document: WordDocument, figure: Figure, numbers: dict[str, int], _: Language) -> None:
    document.add_heading(_("Cross-cutting themes"), level=1)
    titles = {entry.finding_id: entry.title for entry in figure.entries()}
    if not figure.themes:
        said(document, _("No themes yet."), is_quiet=True)
    for theme in figure.themes:
        said(document, _(theme.label), style="Heading 2")
        for finding_id in theme.finding_ids:
            said(document, f"{numbers[finding_id]}. {shortened(titles[finding_id])}", style="List Bullet")


def _map(document: WordDocument, figure: Figure, facts: FigureFacts, numbers: dict[str, int], _: Language) -> None:
    """The map, and what its numbers mean."""
    document.add_heading(_("Map and list"), level=1)
    wide_mm = page_width_mm(document)
    if facts.map_png is not None:
        with_picture(document, facts.map_png, facts.map_alt, width_mm=wide_mm, most_high_mm=150)
        said(document, _("Squares are barriers, circles are enablers. Findings about the whole town have no pin."))
    entries = sorted(figure.entries(), key=lambda entry: numbers[entry.finding_id])
    headings = [_("Number"), _("Kind"), _("What"), _("Where")]
    widths_mm = [20.0, 28.0, wide_mm - 98.0, 50.0]
    table = table_with_header(document, headings, widths_mm, title=_("What the numbers mean"), rows_n=len(entries))
    for row, entry in zip(list(table.rows)[1:], entries, strict=True):
        words = [
            numbers[entry.finding_id],
            kind_word(_, figure, entry),
            shortened(entry.title),
            where_of(_, facts, entry),
        ]
        for cell, text in zip(row.cells, words, strict=True):
            said(cell, text, is_first=True)
        keep_whole(row)
