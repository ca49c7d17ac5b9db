"""An OpenDocument spreadsheet (.ods) that LibreOffice shows as it is meant: days as days, numbers as numbers, text as
text.

Written by hand, since a day needs a style of its own beside its value: what the libraries for it write is read back
right by Python, but LibreOffice shows 46204. Text is a string whatever it looks like, so that nothing is run.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from everyday.disk import written_whole
from everyday.exchange.tables.ods_reading import MIME_TYPE
from everyday.exchange.tables.sheet import Sheet
from everyday.exchange.tables.sound import cell_name
from everyday.language import writable
from plan.exchange import guard_text

__all__ = ["write_ods"]

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
        "fo": "xsl-fo-compatible", "meta": "meta",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MM_A_SIGN = 2.1
_BLANKS = re.compile(r" {2,}|^ | $")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_YEAR = 1900
_EMPTY = "<table:table-cell/>"
# Cell styles: days in words and in digits, wrapped and plain text, headings, shares and numbers.
_YEAR, _DASH = '<number:year number:style="long"/>', "<number:text>-</number:text>"
_CELL_STYLES = (
    '<number:date-style style:name="DayWords" number:language="en" number:country="GB"><number:day/>'
    '<number:text> </number:text><number:month number:textual="true" number:style="long"/>'
    f"<number:text> </number:text>{_YEAR}</number:date-style>"
    f'<number:date-style style:name="DayDigits">{_YEAR}{_DASH}<number:month number:style="long"/>{_DASH}'
    '<number:day number:style="long"/></number:date-style>'
    '<number:percentage-style style:name="Share"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
    '<number:text-style style:name="AsText"><number:text-content/></number:text-style>'
)
_PLACED = '<style:table-cell-properties style:vertical-align="top"{wrap}/>'


def _styles() -> Iterator[str]:
    yield _CELL_STYLES
    wrapped = _PLACED.format(wrap=' fo:wrap-option="wrap"')
    plain = _PLACED.format(wrap="")
    left = '<style:paragraph-properties fo:text-align="start"/>'
    for name, data, looks in (
        ("day", "DayWords", plain + left), ("iso", "DayDigits", plain + left), ("share", "Share", plain),
        ("number", "", plain), ("text", "AsText", plain), ("wrapped", "AsText", wrapped),
        ("heading", "AsText", wrapped + '<style:text-properties fo:font-weight="bold"/>'),
    ):  # fmt: skip
        form = f' style:data-style-name="{data}"' if data else ""
        yield f'<style:style style:name="{name}" style:family="table-cell"{form}>{looks}</style:style>'


def write_ods(path: Path, title: str, sheets: Iterable[Sheet], *, with_long_days: bool = True) -> None:
    """Write sheets, whole or not at all; None and empty text become empty cells.

    Args:
        title: of the document.
        with_long_days: "1 March 2027" rather than "2027-03-01".
    """
    held = list(sheets)
    widths = dict.fromkeys(sheet.width(place) for sheet in held for place in range(len(sheet.headings)))
    names = {width: f"column{number}" for number, width in enumerate(widths)}
    columns = "".join(
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _MM_A_SIGN:.1f}mm"/></style:style>'
        for width, name in names.items()
    )
    day_style = "day" if with_long_days else "iso"
    with written_whole(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIME_TYPE)  # first, and not packed: so the format is recognised
        with archive.open("content.xml", "w") as stream:
            stream.write(f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>".encode())
            stream.write("".join([*_styles(), columns]).encode())
            stream.write(b"</office:automatic-styles><office:body><office:spreadsheet>")
            ranges = []
            for number, sheet in enumerate(held):
                rows_n = 1
                for part in _sheet(sheet, names, day_style):
                    stream.write(part.encode())
                    rows_n += part.startswith("<table:table-row>")
                ranges.append(_range(sheet, number, rows_n - 1))
            stream.write(f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>".encode())
            stream.write(b"</office:spreadsheet></office:body></office:document-content>")
        archive.writestr("styles.xml", _PAGE_STYLES)
        archive.writestr("meta.xml", _meta(title))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)


def _range(sheet: Sheet, number: int, rows_n: int) -> str:
    """Marks the table of a sheet."""
    name = sheet.title.replace("'", "''")
    where = f"'{name}'.A1:'{name}'.{cell_name(len(sheet.headings) - 1, max(rows_n, 1))}"
    return (f'<table:database-range table:name="table_{number}" table:target-range-address={quoteattr(where)} '
            'table:display-filter-buttons="false" table:contains-header="true"/>')  # fmt: skip


def _sheet(sheet: Sheet, names: dict[float, str], day_style: str) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(sheet.title)}>"
    for place in range(len(sheet.headings)):
        yield f'<table:table-column table:style-name="{names[sheet.width(place)]}"/>'
    yield "<table:table-header-rows>"
    yield f"<table:table-row>{''.join(_string(words, 'heading') for words in sheet.headings)}</table:table-row>"
    yield "</table:table-header-rows>"
    for row in sheet.rows:
        cells = (_cell(value, place, sheet, day_style) for place, value in enumerate(row))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _cell(value: object, place: int, sheet: Sheet, day_style: str) -> str:
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        shown = f"{value.day} {value:%B %Y}" if day_style == "day" else value.isoformat()
        return (f'<table:table-cell table:style-name="{day_style}" office:value-type="date" '
                f'office:date-value="{value.isoformat()}"><text:p>{shown}</text:p></table:table-cell>')  # fmt: skip
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_share = sheet.formats is not None and sheet.formats[place].endswith("%")
        style, kind = ("share", "percentage") if is_share else ("number", "float")
        return (f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" office:value="{value!r}">'
                f"<text:p>{value!r}</text:p></table:table-cell>")  # fmt: skip
    return _string(str(value), "wrapped" if sheet.is_wrapped else "text")


def _string(words: str, style: str) -> str:
    lines = "".join(f"<text:p>{_line(one)}</text:p>" for one in _NO_XML.sub("\ufffd", guard_text(words)).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _line(words: str) -> str:
    """A line as XML: blanks at its ends or in a row, and tabs, are elements of their own."""
    blanks = _BLANKS.sub(lambda found: f"\0{len(found.group())}\1", words)
    whole = escape(blanks, {"\r": "&#13;"}).replace("\t", "<text:tab/>")
    return re.sub("\0(\\d+)\1", lambda found: f'<text:s text:c="{found.group(1)}"/>', whole)


def _meta(title: str) -> str:
    return (f"{_HEAD}<office:document-meta {_SPACES}><office:meta><dc:title>{escape(writable(title))}</dc:title>"
            "<dc:language>en-GB</dc:language></office:meta></office:document-meta>")  # fmt: skip


_PAGE_STYLES = (
    f'{_HEAD}<office:document-styles {_SPACES}><office:styles><style:default-style style:family="table-cell">'
    '<style:text-properties fo:language="en" fo:country="GB" fo:font-family="Arial" fo:font-size="10pt"/>'
    "</style:default-style></office:styles><office:automatic-styles>"
    '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="297mm" '
    'fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="page"/>'
    "</office:master-styles></office:document-styles>"
)
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME_TYPE}"/>'
    + "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
              for name in ("content.xml", "styles.xml", "meta.xml"))
    + "</manifest:manifest>"
)  # fmt: skip
