"""Tables of people as councils and census sites publish them: any encoding and separator, a preamble above the header,
footnotes below it, several rows per code, totals among the rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.boundaries import OFFICIAL_CODE, as_text, find_column
from geo.errors import Report

__all__ = [
    "choose_count_column",
    "coordinate_columns",
    "counts_from_text",
    "point_column",
    "points_from_texts",
    "read_table",
    "refuse_without_table",
    "table_of_rows",
    "tell_cut_off",
]

_COUNT_WORDS = (
    re.compile(
        r"^(population|people|persons|residents|usual_?residents|all_?(usual_?)?residents|all_?people|"
        r"all_?persons|total_?(population|persons|people|residents)|pop|pop_?total|usually_?resident.*|"
        r"resident_?population|population_?(n|count|total|estimate|\d{4})|pop_?\d{2,4}|tot_?pop.*)$"
    ),
    re.compile(r"^(households|all_?households|total_?households|number_?of_?households|household_?(count|n|total))$"),
    re.compile(r"^(count|counts|obs_?value|observation|value|number|n|count_?n|people_?n|persons_?n|population_?n)$"),
    re.compile(r"^(total|all|all_?ages|all_?categories.*|totals?_.*|total.*)$"),
    re.compile(r".*(population|residents|persons|people).*"),
    re.compile(r".*(households|count)$"),
)
_NOT_COUNT = re.compile(
    r"percent|pct|%|share|rate|density|per_|ratio|median|mean|score|rank|decile|quintile|code|name|(^|_)id$|"
    r"(^|_)(cd|nm)$|weight|_km2|_m2|hectare|dimension|categor|type"
)
_CODE_AND_NAME = re.compile(r"^([A-Z]\d{8})\s*[:|\u2013-]\s*(\S.*)$")
_YEAR = re.compile(r"^(?:mid[ _-]?)?((?:19|20)\d\d)$", re.IGNORECASE)
_LAT = ("lat", "latitude", "y_wgs84", "lat_wgs84", "ycoord_deg", "latitude_deg")
_LON = ("lon", "lng", "long", "longitude", "x_wgs84", "lon_wgs84", "longitude_deg")
_POINT = re.compile(r"^(geo_?point(_2d)?|lat_?(lon|long|lng))$")
_PAIR = re.compile(r"^[\[(]?\s*([+-]?\d+(?:\.\d+)?)\s*[,;]\s*([+-]?\d+(?:\.\d+)?)\s*[\])]?$")
_NAMED = re.compile(r"[\"'](lat|lon)[\"']\s*:\s*([+-]?\d+(?:\.\d+)?)")
_EAST = ("easting", "eastings", "east", "x", "os_easting", "osgb_x", "gridref_e", "oseast1m", "bng_e", "xcoord")
_NORTH = ("northing", "northings", "north", "y", "os_northing", "osgb_y", "gridref_n", "osnrth1m", "bng_n", "ycoord")


def plain(column: str) -> str:
    """Column name folded for comparison: lower case, words joined by one underscore."""
    return re.sub(r"[^a-z0-9%]+", "_", column.lower()).strip("_")


def read_table(text: str, report: Report) -> pd.DataFrame | None:
    """Rows of a CSV text as text, indexed by line number in the file; None after a refusal.

    The separator (comma, semicolon, tab, bar) is found by trying: the heading line decides, which has names and as
    many cells as most lines. Lines above it, empty lines and footnotes are passed over and said.
    """
    best: list[tuple[int, list[str]]] = []
    best_score = (False, 1, 0)
    for separator in (",", ";", "\t", "|"):
        rows = _split(text, separator)
        if not rows:
            continue
        width, times = Counter(len(row) for _, row in rows).most_common(1)[0]
        if width < 2 or times * 2 < len(rows):
            continue
        heading = next(row for _, row in rows if len(row) == width)
        score = (not _looks_like_data(heading), width, times)
        if score > best_score:
            best, best_score = rows, score
    if not best:
        refuse_without_table(report)
        return None
    return table_of_rows(best, best_score[1] if best_score[0] else _usual_width(best), report)


def _usual_width(rows: list[tuple[int, list[str]]]) -> int:
    return Counter(len(row) for _, row in rows).most_common(1)[0][0]


def refuse_without_table(report: Report) -> None:
    """Say that nothing looked like a table."""
    report.add(
        "refused",
        "not_a_table",
        "no table with columns was found in the text.",
        needed="rows separated by commas, semicolons or tabs, with a header; or a workbook (XLSX, ODS).",
        action="Save the sheet as CSV and try again.",
    )


def table_of_rows(rows: list[tuple[int, list[str]]], width: int, report: Report) -> pd.DataFrame | None:
    """The table among rows (line number and cells): from the first of ``width`` cells on; None after a refusal."""
    start = next(i for i, (_, row) in enumerate(rows) if len(row) == width)
    header = [cell.strip() or f"column {number}" for number, cell in enumerate(rows[start][1], start=1)]
    body = rows[start + 1 :]
    kept = [(line, row) for line, row in body if len(row) == width]
    passed = [line for line, row in rows[:start]] + [line for line, row in body if len(row) != width]
    if passed:
        report.add(
            "repaired",
            "lines_passed_over",
            f"{len(passed):,} line{'' if len(passed) == 1 else 's'} that "
            f"{'does' if len(passed) == 1 else 'do'} not have the {width} columns of the table (titles, notes).",
            action="Passed over.",
            where=[f"line {line}" for line in passed],
        )
    if _looks_like_data(header):
        report.add(
            "refused",
            "no_header",
            f"the first row has no column names but values ({', '.join(header[:4])} …).",
            needed="a header row such as code,population.",
            action="Add a first row with the names of the columns.",
            where=[f"line {rows[start][0]}"],
        )
        return None
    if not kept:
        report.add(
            "refused",
            "no_rows",
            "the table has a header but no rows.",
            needed="one row for each small area.",
            action="Download the table again.",
        )
        return None
    repeated = [name for name, times in Counter(header).items() if times > 1]
    if repeated:
        seen: Counter[str] = Counter()
        for position, name in enumerate(header):
            seen[name] += 1
            if seen[name] > 1:
                header[position] = f"{name}_{seen[name]}"
        report.add(
            "warning",
            "duplicate_columns",
            f"the column {', '.join(repeated)} occurs more than once.",
            action="The later ones got a number.",
        )
    made = pd.DataFrame([row for _, row in kept], columns=header, index=pd.Index([line for line, _ in kept]))
    tell_cut_off(made, report)
    return _codes_apart(made, report)


def tell_cut_off(table: pd.DataFrame, report: Report) -> None:
    """Warn where a download says itself (Nomis: RECORD_COUNT) that it holds more rows than came."""
    column = next((str(name) for name in table.columns if plain(str(name)) == "record_count"), None)
    if column is None:
        return
    numbers = [number for number in map(number_from_text, table[column].map(as_text)) if number is not None]
    if numbers and len(table) < max(numbers):
        report.add(
            "warning",
            "cut_off_download",
            f"the download was cut off: it has {len(table):,} of {max(numbers):,.12g} rows (RECORD_COUNT).",
            needed="all rows.",
            action="Used as it is, with people missing. Nomis sends at most 25,000 rows at once: ask for the others "
            "with RecordOffset, or choose fewer columns and areas.",
        )


def _codes_apart(table: pd.DataFrame, report: Report) -> pd.DataFrame:
    """``E01000001 : Town 001A`` in one cell becomes the code, and the name a column of its own."""
    for column in list(map(str, table.columns)):
        texts = table[column].map(as_text)
        filled = texts[texts != ""]
        if filled.empty:
            continue
        parts = texts.str.extract(_CODE_AND_NAME)
        if parts[0].notna().sum() < 0.8 * len(filled):
            continue
        table = table.copy()
        name = f"{column} (name)"
        table[name] = parts[1].fillna("")
        table[column] = parts[0].where(parts[0].notna(), texts)
        report.add(
            "note",
            "code_and_name",
            f'column "{column}" has code and name in one cell ("{filled.iloc[0][:40]}").',
            action="Taken apart.",
        )
    return table


def _split(text: str, separator: str) -> list[tuple[int, list[str]]] | None:
    """Non-empty rows with their line numbers."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator, skipinitialspace=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        return None
    return rows


def _looks_like_data(header: list[str]) -> bool:
    values = sum(
        bool(OFFICIAL_CODE.match(cell) or re.match(r"^-?\d+([.,]\d+)*$|^\d{4}[-/]\d\d", cell)) for cell in header
    )
    years = sum(bool(re.match(r"^(19|20)\d\d$", cell)) for cell in header)
    return values - years > len(header) / 4 and values - years >= 1


def coordinate_columns(columns: list[str]) -> list[tuple[str, str, bool]]:
    """Pairs ``(x column, y column, is_degrees)``: longitude and latitude first, then easting and northing."""
    folded = {plain(column): column for column in reversed(columns)}
    pairs = []
    for xs, ys, is_degrees in ((_LON, _LAT, True), (_EAST, _NORTH, False)):
        x = next((folded[name] for name in xs if name in folded), None)
        y = next((folded[name] for name in ys if name in folded), None)
        if x and y:
            pairs.append((x, y, is_degrees))
    return pairs


def point_column(columns: list[str]) -> str | None:
    """A column with latitude and longitude in one cell, as Opendatasoft portals write it (``geo_point_2d``)."""
    return next((column for column in columns if _POINT.match(plain(column))), None)


def points_from_texts(values: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of cells such as ``51.45, -2.59`` or ``{"lon": -2.59, "lat": 51.45}``; NaN elsewhere."""
    x, y = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for at, text in enumerate(values.map(as_text)):
        pair = _PAIR.match(text)
        named = {name: float(number) for name, number in _NAMED.findall(text)} if text.startswith("{") else {}
        if pair:
            y[at], x[at] = float(pair[1]), float(pair[2])
        elif named.keys() >= {"lat", "lon"}:
            y[at], x[at] = named["lat"], named["lon"]
    return x, y


def list_columns(columns: Iterable[object]) -> str:
    """Column names as a person reads them, at most fifteen."""
    names = [str(name) for name in columns]
    more = f" and {len(names) - 15:,} more" if len(names) > 15 else ""
    return (", ".join(names[:15]) or "none") + more


def noun_of_count(count: str | None, table: pd.DataFrame, source: str) -> str:
    """``"households"`` if the count column, another column or the file's name says so, else ``"residents"``."""
    name = plain(count or "")
    if re.search(r"population|people|person|resident|(^|_)pop", name):
        return "residents"
    words = [name, plain(source), *(plain(str(column)) for column in table.columns)]
    return "households" if any("household" in word for word in words) else "residents"


def choose_count_column(table: pd.DataFrame, wanted: str | None, report: Report) -> str | None:
    """Column with the number of people or households; None if there is none (or, refused, not the one wanted)."""
    columns = [str(column) for column in table.columns if column != "geometry"]
    if wanted is not None:
        found = find_column(columns, wanted)
        if found is None:
            report.add(
                "refused",
                "column_missing",
                f'there is no column "{wanted}" for the count.',
                needed=f"one of the columns of the file: {list_columns(columns)}.",
                action="Choose the count column from that list.",
            )
        return found
    for rank, words in enumerate(_COUNT_WORDS):
        for column in columns:
            name = plain(column)
            if words.match(name) and not _NOT_COUNT.search(name) and (rank < 2 or _is_mostly_numbers(table[column])):
                return column
    return _latest_year(table, columns, report)


def _latest_year(table: pd.DataFrame, columns: list[str], report: Report) -> str | None:
    """The column called by a year, as Nomis names values; of several the latest, which is said."""
    years = sorted(
        (match[1], column)
        for column in columns
        if (match := _YEAR.match(column.strip())) and _is_mostly_numbers(table[column])
    )
    if len(years) > 1:
        report.add(
            "note",
            "several_years",
            f"the columns {', '.join(column for _, column in years)} are years.",
            action=f'"{years[-1][1]}", the latest, is used; another can be named by the count-column option.',
        )
    return years[-1][1] if years else None


def _is_mostly_numbers(values: pd.Series) -> bool:
    texts = [as_text(value) for value in values.head(500)]
    texts = [text for text in texts if text]
    return bool(texts) and sum(number_from_text(text) is not None for text in texts) >= 0.5 * len(texts)


def number_from_text(text: str) -> float | None:
    """Number in a text, with blanks or commas between thousands; None if it is none."""
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
    if re.match(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$", bare):
        bare = bare.replace(",", "")
    elif re.match(r"^[+-]?\d+,\d+$", bare):
        bare = bare.replace(",", ".")
    if not re.match(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", bare):
        return None
    value = float(bare)
    return value if np.isfinite(value) else None


def counts_from_text(values: pd.Series, label: str, report: Report) -> pd.Series:
    """Counts as numbers, NaN where missing; texts and negative numbers are reported by row and count as missing."""
    texts = values.map(as_text)
    numbers = texts.map(number_from_text)
    found = pd.Series(np.array([np.nan if n is None else n for n in numbers], dtype=np.float64), index=values.index)
    is_text = (texts != "") & found.isna()
    _tell(report, "count_not_number", "count that is no number", texts[is_text], label)
    _tell(report, "count_missing", "missing count", texts[texts == ""], label)
    _tell(report, "count_negative", "negative count", texts[found < 0], label)
    _tell(report, "count_too_large", "count too large to be people", texts[found > 1e8], label)
    return found.where((found >= 0) & (found <= 1e8))


def _tell(report: Report, code: str, what: str, bad: pd.Series, label: str) -> None:
    if len(bad):
        report.add(
            "repaired",
            code,
            f"{len(bad):,} {what.replace('count', 'counts', 1) if len(bad) > 1 else what}.",
            needed="a number from 0.",
            action="Left out as unknown.",
            where=[f"{label} {index}" + (f' "{text[:20]}"' if text else "") for index, text in bad.items()],
        )
