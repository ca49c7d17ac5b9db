"""The area of each answer: by code, by point, by a look-up of what was answered, by name only if asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geo.cells import assign_areas
from geo.errors import Report
from geo.survey.answers.recognising import POINT, Export
from geo.survey.files import open_sheets
from geo.survey.layout import find_header, text_of
from geo.survey.matching import plain_name

__all__ = ["Placed", "place_answers"]

_LAT = re.compile(r"(_.*_)?lat(itude)?|.*[-_.:/ ]lat(itude)?", re.IGNORECASE)
_LON = re.compile(r"(_.*_)?(lon|lng|longitude)|.*[-_.:/ ](lon|lng|longitude)", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """Row of the area of each answer, -1 where not known; the columns it was read from, and how in words."""

    rows: NDArray[np.int64]
    columns: frozenset[int]
    how: str


def place_answers(
    export: Export, areas: gpd.GeoDataFrame, *, lookup: str, is_by_name: bool, report: Report
) -> Placed | None:
    """Find the area of each answer; None after a refusal."""
    texts = {
        column: [text or "" for text in export.rows[str(column)].to_list()]
        for column in range(min(len(export.headings), export.rows.width))
    }
    by_code = {str(code): row for row, code in enumerate(areas["area_id"])}
    for how, table in (("by code", by_code), ("by the look-up", _lookup(lookup, by_code, report))):
        best = _best(texts, table, str.strip if how == "by code" else _folded)
        if best is not None:
            return replace(best, how=f"{how} in “{export.headings[min(best.columns)]}”")
    if (points := _points(export, texts)) is not None:
        lat, lon, columns = points
        return Placed(assign_areas(lat, lon, areas), columns, "by the point of each answer")
    by_name = {plain_name(str(name)): row for row, name in enumerate(areas["area_name"])}
    named = _best(texts, by_name, plain_name)
    if named is not None and is_by_name:
        return replace(named, how=f"by name in “{export.headings[min(named.columns)]}”")
    alike = f" “{export.headings[min(named.columns)]}” holds names of areas." if named is not None else ""
    report.add(
        "refused", "no_place", f"the area of the answers is not told by a code or a point.{alike}",
        needed="a column with codes of areas, a point, or a look-up table from what was answered (a postcode district) "
        "to codes.", action="Give the look-up (lookup), or say that names are meant (by name).",
    )  # fmt: skip
    return None


def _best(texts: dict[int, list[str]], table: dict[str, int], fold) -> Placed | None:  # type: ignore[no-untyped-def]
    """The column of which most answers are in the table, half of those given at least."""
    found, most = None, 0
    for column, cells in texts.items():
        if not table:
            return None
        rows = np.array([table.get(fold(cell), -1) if cell else -1 for cell in cells], dtype=np.int64)
        hits, given = int((rows >= 0).sum()), sum(bool(cell) for cell in cells)
        if hits > most and hits * 2 >= given:
            found, most = Placed(rows, frozenset({column}), ""), hits
    return found


def _folded(text: str) -> str:
    return " ".join(text.upper().split())


def _lookup(path: str, by_code: dict[str, int], report: Report) -> dict[str, int]:
    """What is answered to the area that it means."""
    if not path:
        return {}
    for sheet in open_sheets(Path(path), report):
        header = find_header(sheet.top, set(by_code))
        if header is None:
            continue
        body = sheet.body(header.first_row)
        columns = {head.column: text_of(body, head.column).to_list() for head in header.headings}
        code = max(columns, key=lambda column: sum(text in by_code for text in columns[column]))
        words = next((column for column in columns if column != code and any(columns[column])), None)
        if words is None:
            continue
        pairs = [(_folded(said), by_code[own]) for said, own in zip(columns[words], columns[code], strict=True)
                 if said and own in by_code]  # fmt: skip
        several = sorted({said for said, row in pairs if any(one == said and other != row for one, other in pairs)})
        if several:
            report.add(
                "refused", "not_one_area", f"{len(several):,} answers of {Path(path).name} lead to several areas.",
                needed="one area for each, as nobody can say in which of them somebody lives.",
                action="Take these out, or name the area in which most of their people live.", where=several,
            )  # fmt: skip
        return dict(pairs)
    return {}


def _points(
    export: Export, texts: dict[int, list[str]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], frozenset[int]] | None:
    """Latitude and longitude: two columns of a heading's pattern, or one with both."""
    lats = [column for column in texts if _LAT.fullmatch(export.headings[column])]
    lons = [column for column in texts if _LON.fullmatch(export.headings[column])]
    for lat in lats:
        stem = re.sub(r"lat(itude)?$", "", export.headings[lat], flags=re.IGNORECASE)
        for lon in lons:
            if re.sub(r"(lon|lng|longitude)$", "", export.headings[lon], flags=re.IGNORECASE) == stem:
                like = {column for column in texts if export.headings[column].startswith(stem) and stem}
                whole = {column for column in texts if stem.strip("_") == export.headings[column]}
                return _numbers(texts[lat]), _numbers(texts[lon]), frozenset({lat, lon, *like, *whole})
    for column, cells in texts.items():
        given = [cell for cell in cells if cell]
        if given and all(POINT.match(cell) for cell in given):
            split = [re.split(r"[ ,]+", cell)[:2] if cell else ["", ""] for cell in cells]
            return _numbers([one[0] for one in split]), _numbers([one[1] for one in split]), frozenset({column})
    return None


def _numbers(cells: list[str]) -> NDArray[np.float64]:
    found = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        try:
            found[row] = float(cell) if cell else np.nan
        except ValueError:
            continue
    return found
