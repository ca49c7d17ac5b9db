"""Word documents that everybody can use: headings, table headers and words for pictures are real, not only drawn."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from everyday.language import writable

if TYPE_CHECKING:
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

__all__ = [
    "cell_said",
    "cell_styles",
    "document_bytes",
    "new_document",
    "page_width_mm",
    "said",
    "table_with_header",
    "with_footer",
    "with_picture",
]

AUTHOR = "Everyday Atlas"
FONT = "Arial"
_INK = RGBColor(0x1F, 0x1F, 0x1F)
_QUIET = RGBColor(0x4A, 0x46, 0x40)
_HEADING = RGBColor(0x12, 0x3C, 0x4A)
_CELL_LOOKS = {"text": (0.0, False, _INK), "quiet": (0.0, False, _QUIET), "head": (0.0, True, _INK),
               "title": (1.0, True, _INK)}  # fmt: skip
_MARGIN_MM = 18.0
_LONGEST_WHOLE = 1_500  # characters of a row
_A4_MM = (210.0, 297.0)
_SIZES_PT = {"Normal": 10.5, "Title": 24.0, "Subtitle": 14.0, "Heading 1": 17.0, "Heading 2": 13.5, "List Bullet": 10.5}


def new_document(title: str, language_code: str, *, is_landscape: bool = False) -> WordDocument:
    """An empty A4 document with title, language and author set, and readable styles."""
    document = Document()
    document.core_properties.title = writable(title)[:255]
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    document.core_properties.comments = ""
    document.core_properties.language = _tag(language_code)
    _page(document, is_landscape)
    for name, size_pt in _SIZES_PT.items():
        _style(document, name, size_pt)
    _set_language(document, _tag(language_code))
    return document


def document_bytes(document: WordDocument) -> bytes:
    """The document as the bytes of a .docx file."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def page_width_mm(document: WordDocument) -> float:
    """Width between the margins."""
    section: Any = document.sections[0]
    return float((section.page_width - section.left_margin - section.right_margin) / Mm(1))


def said(
    holder: WordDocument | _Cell, words: object, *, style: str | None = None, is_bold: bool = False,
    is_quiet: bool = False, size_pt: float | None = None, is_first: bool = False,
) -> Paragraph:  # fmt: skip
    """A paragraph of text that may have come from anybody: nothing in it is markup.

    Args:
        is_first: fill the empty paragraph that a cell begins with.
    """
    paragraph = holder.paragraphs[0] if is_first else holder.add_paragraph()
    if style:
        paragraph.style = style
    run = paragraph.add_run(writable(words))
    run.bold = is_bold or None
    if is_quiet:
        run.font.color.rgb = _QUIET
    if size_pt:
        run.font.size = Pt(size_pt)
    if not isinstance(holder, WordDocument):
        paragraph.paragraph_format.space_after = Pt(1.5)
    return paragraph


def cell_styles(document: WordDocument, size_pt: float, *, after_pt: float = 1.5) -> dict[str, str]:
    """Paragraph styles for the cells of a table, made in the document: ids of ``text``, ``quiet``, ``head``, ``title``.

    A size said once in a style is changed by a person in one place, and thousands of cells need not repeat it.

    Args:
        size_pt: of the letters; a title is a point larger.
        after_pt: room after each paragraph.
    """
    ids = {}
    for look, (larger_pt, is_bold, colour) in _CELL_LOOKS.items():
        style: Any = document.styles.add_style(f"Table {look}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size_pt + larger_pt), is_bold or None, colour
        style.paragraph_format.space_after = Pt(after_pt)
        ids[look] = str(style.style_id)
    return ids


def cell_said(cell: _Cell, words: object, style_id: str, *, mark: str = "", is_first: bool = False) -> None:
    """A paragraph in a cell, in one of :func:`cell_styles`; ``mark`` stands before it in bold."""
    element: Any = cell._tc.p_lst[0] if is_first else cell._tc.add_p()
    element.style = style_id
    if mark:
        strong = element.add_r()
        strong.text = writable(mark)
        strong.get_or_add_rPr()._add_b()
    run = element.add_r()
    run.text = writable(f" {words}" if mark else words)


def keep_whole(row: _Row, *, is_short: bool | None = None) -> None:
    """Not broken at the end of a page, unless it would not fit on one: some programs would cut that off.

    Args:
        is_short: whether it fits; without it, told from its words.
    """
    if sum(len(cell.text) for cell in row.cells) < _LONGEST_WHOLE if is_short is None else is_short:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def table_with_header(
    document: WordDocument, headings: Sequence[str], widths_mm: Sequence[float], *, title: str, rows_n: int,
    head_style: str = "", is_close: bool = False,
) -> Table:  # fmt: skip
    """A table with fixed widths whose header row is marked as one and comes again on every page.

    Args:
        title: what the table is, for people who do not see it.
        rows_n: rows below the header.
        head_style: one of :func:`cell_styles`; without it headings are as large as the text of the document.
        is_close: hardly any room above and below the words of a cell.
    """
    table = document.add_table(rows=rows_n + 1, cols=len(headings), style="Table Grid")
    table.autofit = False
    properties = table._tbl.tblPr
    properties.find(qn("w:tblLook")).addprevious(_cell_margins(10 if is_close else 60))
    for tag in ("w:tblCaption", "w:tblDescription"):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), writable(title)[:250])
        properties.append(mark)
    for column, width_mm in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width_mm)
    for row in table.rows:
        for cell, width_mm in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width_mm)
    header = table.rows[0]
    _mark_header(header)
    for cell, heading in zip(header.cells, headings, strict=True):
        _shade(cell, "E4ECEF")
        if head_style:
            cell_said(cell, heading, head_style, is_first=True)
        else:
            said(cell, heading, is_bold=True, is_first=True)
    return table


def with_picture(document: WordDocument, png: bytes, alt: str, *, width_mm: float, most_high_mm: float) -> None:
    """A picture as wide as fits, with words for people who do not see it."""
    picture = document.add_picture(io.BytesIO(png), width=Mm(width_mm))
    if picture.height > Mm(most_high_mm):
        picture.width, picture.height = int(picture.width * Mm(most_high_mm) / picture.height), Mm(most_high_mm)
    picture._inline.docPr.set("descr", writable(alt))
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER


def with_footer(document: WordDocument, words: str) -> None:
    """The same words at the foot of every page, and its number."""
    document.styles["Footer"].font.size = Pt(8.5)  # type: ignore[attr-defined]  # the number is set in the size of its style
    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(f"{writable(words)} · ")
    run.font.size, run.font.color.rgb = Pt(8.5), _QUIET
    number = paragraph.add_run()
    number.font.size, number.font.color.rgb = Pt(8.5), _QUIET
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        part: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        number._r.append(part)


def _tag(language_code: str) -> str:
    return "en-GB" if language_code == "en" else language_code.replace("_", "-")


def _page(document: WordDocument, is_landscape: bool) -> None:
    section = document.sections[0]
    wide, high = (_A4_MM[1], _A4_MM[0]) if is_landscape else _A4_MM
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)


def _style(document: WordDocument, name: str, size_pt: float) -> None:
    style: Any = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(size_pt)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    style.font.color.rgb = _INK if name in ("Normal", "List Bullet") else _HEADING
    if name == "Normal":
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(4), 1.1


def _set_language(document: WordDocument, tag: str) -> None:
    """What a screen reader speaks and a spelling checker checks."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)


def _cell_margins(high_twips: int) -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", high_twips), ("left", 110), ("bottom", high_twips), ("right", 110)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _mark_header(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(tag))


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
