"""Everything that an atlas hands out as a file, read as a stranger reads it: every export in every form it has."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import lxml.etree
import lxml.html
import pandas as pd

from everyday.atlas import AtlasFolder
from everyday.exchange import EXPORTS, Wish, export_to
from geo.errors import NotFoundError, UsageError
from tests import needs

__all__ = ["Read", "read_exports"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Read:
    """What was read: sentences and cells of tables as text, rows of tables by file, and what there is nothing of."""

    sentences: list[str] = field(default_factory=list)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)


def read_exports(atlas: AtlasFolder, folder: Path, place: str, names: Sequence[str] = EXPORTS) -> Read:
    """Export and read everything; of what Word and PDF both have, Word.

    Args:
        atlas: with an edition.
        folder: for the files; they stay.
        place: code of an area, for what is about one.
        names: of exports; all of them if left out.
    """
    read = Read()
    folder.mkdir(parents=True, exist_ok=True)
    wishes = {"place": Wish(place=place), "evidence": Wish(area=place)}
    for what in names:
        wish = wishes.get(what, Wish())
        endings = _endings(atlas, folder, what, wish)
        for ending in [one for one in endings if one != ".pdf" or ".docx" not in endings]:
            path = folder / f"{what}{ending}"
            try:
                export_to(atlas, what, path, wish)
            except (NotFoundError, UsageError) as reason:
                read.empty[what] = str(reason)
                continue
            read.forms.setdefault(what, []).append(ending)
            read.rows[path.name] = [*_rows(path)]
            read.sentences += _sentences(path, read.rows[path.name])
    return read


def _endings(atlas: AtlasFolder, folder: Path, what: str, wish: Wish) -> list[str]:
    """The forms an export can have, as it says itself when asked for one that it has not."""
    try:
        export_to(atlas, what, folder / f"{what}.nothing", wish)
    except (NotFoundError, UsageError) as reason:
        return re.findall(r"\.[a-z]{3,7}\b", str(reason).partition("Needed")[2])
    raise AssertionError(f"{what} is written whatever its file is called")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of tables with their headings."""
    if path.suffix == ".csv":
        tables = [pd.read_csv(path, dtype=str)]
    elif path.suffix == ".parquet":
        tables = [pd.read_parquet(path)]
    elif path.suffix in (".xlsx", ".ods"):
        tables = [*pd.read_excel(path, sheet_name=None, dtype=str, engine="calamine").values()]
    elif path.suffix == ".gpkg":
        with sqlite3.connect(path) as database:
            names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
            tables = [pd.read_sql(f'SELECT * FROM "{name}"', database) for name in names]
        database.close()
    elif path.suffix == ".geojson":
        tables = [pd.DataFrame([one["properties"] for one in json.loads(path.read_text("utf-8"))["features"]])]
    else:
        return
    for table in tables:
        for row in table.to_dict("records"):
            yield {str(name): str(value) for name, value in row.items() if str(value) not in ("nan", "None", "<NA>")}


def _sentences(path: Path, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Whatever is text, paragraph by paragraph and cell by cell of the rows of tables."""
    for row in rows:
        yield from row.values()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name.endswith(".xml"):
                    for one in lxml.etree.fromstring(parts.read(name)).iter(f"{WORD}p"):
                        yield "".join(text.text or "" for text in one.iter(f"{WORD}t"))
    elif path.suffix == ".html":
        yield lxml.html.fromstring(path.read_text("utf-8")).text_content()
    elif path.suffix == ".ics":
        yield from path.read_text("utf-8").splitlines()
    elif path.suffix == ".pdf":
        yield from _of_pdf(path)


def _of_pdf(path: Path) -> Iterator[str]:
    command = [needs.poppler("pdftotext"), "-layout", str(path), "-"]
    yield from subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
