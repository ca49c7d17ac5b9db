"""The page of a place as a Word file: real headings, a table with a header row, words for the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everyday.documents.figure import made_up_line
from everyday.documents.place.facts import PlaceFacts
from everyday.documents.word import (
    document_bytes,
    new_document,
    page_width_mm,
    said,
    table_with_header,
    with_footer,
    with_picture,
)
from everyday.language import Language, shortened

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["place_word_bytes"]

_SHARES = (0.42, 0.19, 0.17, 0.22)
_MAP_HIGH_MM = 74.0
_SMALL_PT = 8.5


def place_word_bytes(facts: PlaceFacts, language: Language) -> bytes:
    """The page as the bytes of a .docx file."""
    _ = language
    document = new_document(facts.title, _.code)
    said(document, shortened(facts.title), style="Heading 1")
    if facts.is_made_up:
        said(document, made_up_line(_, facts.town), is_bold=True)
    if facts.about:
        said(document, " ".join(facts.about))
    with_picture(document, facts.map_png, facts.map_alt, width_mm=page_width_mm(document), most_high_mm=_MAP_HIGH_MM)
    said(document, _("Numbers beside the town's"), style="Heading 2")
    _table(document, facts, _)
    if facts.near:
        said(document, _("Stops near by"), style="Heading 2")
        said(document, " · ".join(facts.near), size_pt=_SMALL_PT + 0.5)
    said(document, _("Sources"), style="Heading 2")
    said(document, " · ".join([facts.edition_words, *facts.attributions]), is_quiet=True, size_pt=_SMALL_PT)
    with_footer(document, shortened(facts.title))
    return document_bytes(document)


def _table(document: Document, facts: PlaceFacts, _: Language) -> None:
    wide = page_width_mm(document)
    headings = [_("Measure"), _("Here"), _("Town"), _("Against the town")]
    table = table_with_header(
        document, headings, [wide * share for share in _SHARES], title=_("Numbers beside the town's"),
        rows_n=len(facts.rows),
    )  # fmt: skip
    for row, one in zip(table.rows[1:], facts.rows, strict=True):
        for cell, words in zip(row.cells, (one.title, one.here, one.town, one.against), strict=True):
            said(cell, words, is_first=True, size_pt=_SMALL_PT)
