"""A table of counts joined by code to small areas, or to points of small areas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.boundaries import OFFICIAL_CODE, as_text, choose_code_column, describe_codes, read_boundaries
from geo.errors import InputError, Report
from geo.population.parts import is_total_label, keep_rows_of_one_kind
from geo.population.places import Places, open_population, places_from_table
from geo.population.tables import choose_count_column, counts_from_text, list_columns

__all__ = ["JoinedPlaces", "join_table"]

MOST_LISTED = 60


@dataclass(frozen=True)
class JoinedPlaces:
    """Places with their counts, NaN where not known.

    Attributes:
        codes: object (n,), text.
        counts: float64 (n,).
        geometry: object (n,), points or valid polygons in WGS 84.
        unmatched: codes without a partner.
        count_column: column that was counted, None where places only weigh the same.
    """

    codes: NDArray[np.object_]
    counts: NDArray[np.float64]
    geometry: NDArray[np.object_]
    unmatched: list[str]
    count_column: str | None


def join_table(
    table: pd.DataFrame,
    boundaries: Path,
    report: Report,
    *,
    count_column: str | None = None,
    boundaries_id_column: str | None = None,
    id_column: str | None = None,
) -> JoinedPlaces:
    """Counts of ``table`` on the small areas (or their points) of the file ``boundaries``.

    Several rows of one code are added up; codes without a partner are reported from both sides.

    Raises:
        InputError: a column is missing, the boundaries cannot be used, or no code matches.
    """
    codes, geometry, described = _small_areas(boundaries, boundaries_id_column, report)
    count = choose_count_column(table, count_column, report)
    if count is None and report.is_usable:
        report.add(
            "refused",
            "no_count_column",
            f"no column with counts was found (columns: {list_columns(table.columns)}).",
            needed="a column such as population, count or households.",
            action="Name it with the count-column option.",
        )
    code = _code_column(table, id_column, set(codes), report) if len(codes) else None
    report.raise_if_refused()
    if code is None or count is None:
        raise RuntimeError("no columns to join, but no refusal")
    per_code = _counts_by_code(table, code, count, set(codes), report)
    unmatched = _tell_unmatched(per_code, codes, report)
    if unmatched:
        more = f" and {len(unmatched) - MOST_LISTED:,} more" if len(unmatched) > MOST_LISTED else ""
        report.facts["Codes without a partner"] = ", ".join(unmatched[:MOST_LISTED]) + more
    report.facts["Joined by"] = f"{code} to {described}"
    return JoinedPlaces(codes, per_code.reindex(codes).to_numpy(dtype=np.float64), geometry, unmatched, count)


def _small_areas(
    path: Path, id_column: str | None, report: Report
) -> tuple[NDArray[np.object_], NDArray[np.object_], str]:
    """Codes, geometry and what the codes are; the problems of the file go into the report under its name."""
    nothing = np.empty(0, dtype=object)
    own = Report(path.name, "small areas")
    try:
        opened = open_population(path, own)
        points = opened if isinstance(opened, Places) else places_from_table(opened, own)
        if own.is_usable and _are_points(points):
            usable = points.usable(id_column, own)
            _pass_on(own, report)
            if not own.is_usable:
                return nothing, nothing, ""
            first = ~pd.Series(usable.codes).duplicated().to_numpy()
            return usable.codes[first], usable.geometry[first], f"{own.facts.get('Code column')} of {path.name}"
        found = read_boundaries(path, id_column=id_column)
    except InputError as error:
        _pass_on(error.report, report)
        return nothing, nothing, ""
    _pass_on(found.report, report)
    codes = found.areas["area_id"].to_numpy(dtype=object)
    described = f"{describe_codes(found.id_column, codes.tolist())} of {path.name}"
    return codes, np.asarray(found.areas.geometry.array, dtype=object), described


def _are_points(places: Places) -> bool:
    kinds = [shapely.get_dimensions(shape) for shape in places.geometry if shape is not None]
    return bool(kinds) and sum(kind == 0 for kind in kinds) > len(kinds) / 2


def _pass_on(source: Report, report: Report) -> None:
    for problem in source.problems:
        report.add(
            problem.severity,
            problem.code,
            f"{source.source}: {problem.found}",
            needed=problem.needed,
            action=problem.action,
            where=problem.where,
            count=problem.count,
        )


def _code_column(table: pd.DataFrame, wanted: str | None, codes: set[str], report: Report) -> str | None:
    """Column of the table that has the small areas' codes: by option, else the one with the most of them."""
    if wanted is not None:
        found = choose_code_column(table, wanted, report)
        columns = [found] if found else []
    else:
        columns = [str(column) for column in table.columns]
    texts = {column: set(table[column].map(as_text)) - {""} for column in columns}
    best = max(columns, key=lambda column: len(texts[column] & codes), default=None)
    if best is not None and texts[best] & codes:
        return best
    if report.is_usable:
        official = [min(found) for found in texts.values() if any(OFFICIAL_CODE.match(text) for text in found)]
        samples = f" (the table has {official[0]}, the small areas have {min(codes)})" if official else ""
        report.add(
            "refused",
            "no_code_matches",
            f"no code of the table is a code of the small areas{samples}.",
            needed="a table and boundaries of the same kind and year of small areas.",
            action="Choose the boundaries that the table was made for.",
        )
    return None


def _counts_by_code(table: pd.DataFrame, code: str, count: str, codes: set[str], report: Report) -> pd.Series:
    """Sum of counts by code, totals left out."""
    rows = table.assign(**{code: table[code].map(as_text)})
    is_total = (rows[code].map(is_total_label) | (rows[code] == "")) & ~rows[code].isin(codes)
    _leave_out(rows, is_total, code, report)
    rows = keep_rows_of_one_kind(rows[~is_total], code, count, report)
    numbers = counts_from_text(rows[count], "line", report)
    per_code = _sums(numbers, rows[code], report)
    if len(per_code) < len(rows):
        report.add(
            "note",
            "summed_rows",
            f"{len(rows):,} rows for {len(per_code):,} codes.",
            action=f'Column "{count}" was added up over the rows of each code.',
        )
    foreign = per_code[~per_code.index.isin(codes)]
    total = float(per_code[per_code.index.isin(codes)].sum())
    if total > 0 and len(per_code) > 3:  # the town's own row among those of its small areas
        town = foreign[(foreign - total).abs() <= 0.01 * total].index
        _leave_out(rows, rows[code].isin(town), code, report)
        per_code = per_code.drop(town)
    return per_code


def _sums(numbers: pd.Series, codes: pd.Series, report: Report) -> pd.Series:
    """Sums by code; unknown where any part is: what is left of the parts is not the whole."""
    grouped = numbers.groupby(codes.to_numpy())
    sums = grouped.sum(min_count=1)
    is_known = grouped.count() == grouped.size()
    partly = sums.index[sums.notna() & ~is_known]
    if len(partly):
        report.add(
            "warning",
            "part_unknown",
            f"{len(partly):,} code{' has a part' if len(partly) == 1 else 's have parts'} that "
            f"{'is' if len(partly) == 1 else 'are'} suppressed, missing or no number.",
            needed="every part of a code.",
            action="The number there is unknown, not the sum of the other parts.",
            where=[str(code) for code in partly],
        )
    return sums.where(is_known)


def _leave_out(rows: pd.DataFrame, chosen: pd.Series, code: str, report: Report) -> None:
    if chosen.any():
        number = int(chosen.sum())
        report.add(
            "repaired",
            "total_row",
            f"{number:,} row{'' if number == 1 else 's'} with a total or without a code.",
            needed="one row or more for each small area.",
            action="Left out, so that nobody is counted twice.",
            where=[f'line {line} "{text}"' for line, text in rows.loc[chosen, code].items()],
        )


def _tell_unmatched(per_code: pd.Series, codes: NDArray[np.object_], report: Report) -> list[str]:
    lost, blank = sorted(set(per_code.index) - set(codes)), sorted(set(codes) - set(per_code.index))
    if lost:
        report.add(
            "warning",
            "code_not_in_boundaries",
            f"{len(lost):,} code{'' if len(lost) == 1 else 's'} of the table not among the small areas; "
            f"{float(per_code[lost].sum()):,.12g} of {float(per_code.sum()):,.12g} are counted there.",
            needed="small areas of the table's year.",
            action="Left out.",
            where=lost,
        )
    if blank:
        report.add(
            "warning",
            "code_not_in_table",
            f"{len(blank):,} small area{'' if len(blank) == 1 else 's'} without a row in the table.",
            needed="a row for each small area.",
            action="The number there is unknown, not 0.",
            where=blank,
        )
    return sorted({*lost, *blank})
