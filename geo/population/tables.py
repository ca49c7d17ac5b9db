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

from geo.boundaries import OFFICIAL_CODE, as_text, find_column
from geo.errors import Report

__all__ = ["choose_count_column", "coordinate_columns", "counts_from_text", "keep_rows_of_one_kind", "read_table"]

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
_TOTAL = re.compile(
    r"^(grand\s+)?totals?\b|\btotals?$|^all$|^all\s+(categories|ages|persons|people|usual|residents|households|wards|"
    r"areas|lsoas|msoas|sexes|groups|dwellings)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"^(year|date|period|time|time_?period|date_?name|mid_?year|census_?year|time_?name)$")
_MEASURE = re.compile(r"^(measures?|measures?_?name|measure_?type|statistic|value_?type|unit_?of_?measure)$")
_COUNT_MEASURE = re.compile(r"^(value|count|number|persons|people|households|residents|estimate|number of.*)$", re.I)
_LAT = ("lat", "latitude", "y_wgs84", "lat_wgs84", "ycoord_deg", "latitude_deg")
_LON = ("lon", "lng", "long", "longitude", "x_wgs84", "lon_wgs84", "longitude_deg")
_EAST = ("easting", "eastings", "east", "x", "os_easting", "osgb_x", "gridref_e", "oseast1m", "bng_e", "xcoord")
_NORTH = ("northing", "northings", "north", "y", "os_northing", "osgb_y", "gridref_n", "osnrth1m", "bng_n", "ycoord")


def plain(column: str) -> str:
    """Column name folded for comparison: lower case, words joined by one underscore."""
    return re.sub(r"[^a-z0-9%]+", "_", column.lower()).strip("_")


def read_table(text: str, report: Report) -> pd.DataFrame | None:
    """Rows of a CSV text as text, indexed by line number in the file; None after a refusal.

    The separator (comma, semicolon, tab, bar) is found by trying; lines above the header that do not have its
    width, empty lines and footnotes are passed over and said.
    """
    best: list[tuple[int, list[str]]] = []
    best_width = 1
    for separator in (",", ";", "\t", "|"):
        rows = _split(text, separator)
        if rows is None:
            continue
        widths = Counter(len(row) for _, row in rows)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        if width > best_width and times * 2 >= len(rows):
            best, best_width = rows, width
    if not best:
        report.add(
            "refused",
            "not_a_table",
            "no table with columns was found in the text.",
            needed="rows separated by commas, semicolons or tabs, with a header.",
            action="Save the sheet as CSV and try again.",
        )
        return None
    start = next(i for i, (_, row) in enumerate(best) if len(row) == best_width)
    header = [cell.strip() or f"column {number}" for number, cell in enumerate(best[start][1], start=1)]
    body = best[start + 1 :]
    kept = [(line, row) for line, row in body if len(row) == best_width]
    passed = [line for line, row in best[:start]] + [line for line, row in body if len(row) != best_width]
    if passed:
        report.add(
            "repaired",
            "lines_passed_over",
            f"{len(passed):,} line{'' if len(passed) == 1 else 's'} that "
            f"do not have the {best_width} columns of the table (titles, notes).",
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
            where=[f"line {best[start][0]}"],
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
    return pd.DataFrame([row for _, row in kept], columns=header, index=pd.Index([line for line, _ in kept]))


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
    return None


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


def keep_rows_of_one_kind(table: pd.DataFrame, code: str, count: str, report: Report) -> pd.DataFrame:
    """Of a long table (several rows per code) the rows that may be added up.

    The latest of several years, counts rather than percentages, and where a table has its own totals among its rows
    only these, so that nobody is counted twice.
    """
    for column in [str(name) for name in table.columns if name not in (code, count)]:
        texts = table[column].map(as_text)
        if _TIME.match(plain(column)) and texts.nunique() > 1:
            latest = max(texts)
            table = _keep(table, texts == latest, f'column "{column}" has several dates; {latest} is used', report)
        elif _MEASURE.match(plain(column)) and texts.nunique() > 1:
            fitting = texts.map(lambda text: bool(_COUNT_MEASURE.match(text)))
            if fitting.any():
                table = _keep(table, fitting, f'column "{column}" mixes counts with other measures', report)
    for column in [str(name) for name in table.columns if name not in (code, count)]:
        if not table[code].duplicated().any():
            break
        is_total = table[column].map(lambda value: bool(_TOTAL.search(as_text(value))))
        codes = table.loc[is_total, code]
        if is_total.any() and not is_total.all() and codes.nunique() >= 0.9 * table[code].nunique():
            table = _keep(
                table,
                is_total,
                f'column "{column}" has totals among its rows ("{as_text(table.loc[is_total, column].iloc[0])[:30]}")',
                report,
            )
    return table


def _keep(table: pd.DataFrame, kept: pd.Series, found: str, report: Report) -> pd.DataFrame:
    report.add(
        "repaired",
        "rows_of_one_kind",
        f"{found}.",
        action=f"{int(kept.sum()):,} of {len(table):,} rows are used, so that nobody is counted twice.",
        count=int((~kept).sum()),
    )
    return table[kept]


def is_total_label(text: str) -> bool:
    """Whether a code or name announces a total ("Newport total") rather than a small area."""
    return bool(_TOTAL.search(text))
