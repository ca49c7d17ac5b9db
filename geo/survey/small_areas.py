"""Statistics of small areas (deprivation, census tables) rolled up to the areas of the atlas.

Ranks and scores become averages over people, deciles the share of people in the most deprived tenth, never an average
decile; counts of categories are added up, and their percentages follow from the sums.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.boundaries import read_boundaries
from geo.errors import InputError, Report
from geo.survey.assembling import settle_units, tell_facts, values_of, years_of
from geo.survey.carrying import LEAST_COVERED, Rolled, Weights, roll_count, roll_mean, roll_tenth, weights_by_place
from geo.survey.gathering import Gathered, gather
from geo.survey.indicators import key_of
from geo.survey.layout import Asked
from geo.survey.matching import match_areas
from geo.survey.options import SurveyOptions, options_from
from geo.survey.reading import read_survey
from geo.survey.series import Indicator, find_indicators, indicator_table
from geo.survey.table import Survey
from geo.tables import SURVEY, SURVEY_INDICATORS

__all__ = ["read_statistics"]

_DECILE = re.compile(r"[\s_:]*\b(decile|decil)\b\s*(\(.*\))?", re.IGNORECASE)
_MOST_OFF = 0.05
_LEAST_OWN = 0.5
"""A table of which so many rows are the atlas's areas is of these; the rest may be the town or wards around it."""


def read_statistics(
    path: Path | str,
    *,
    areas: gpd.GeoDataFrame | None = None,
    town: str = "",
    name: str = "",
    people: gpd.GeoDataFrame | None = None,
    **given: Any,
) -> Survey:
    """Read a table of small areas and roll it up.

    Args:
        path: the table: CSV, XLSX or ODS, its rows by code.
        areas: those of the atlas, with outlines; without them the table is only checked. Without ``boundaries`` its
            rows have to be these areas.
        town: name of the town.
        name: of the file as people know it.
        people: ``count`` and points or polygons of output areas, which weigh; None where they are not known.
        given: see :data:`geo.survey.options.OPTIONS`; ``boundaries`` is the file of the small areas.

    Raises:
        UsageError: an option is wrong.
        InputError: a file cannot be used; the report names every reason.
    """
    options = options_from(given)
    path = Path(path)
    report = Report(name or path.name, "statistics")
    if not options.boundaries:
        return _of_own_areas(path, areas, town, report, given)
    small = _small_areas(options, report)
    told = gather(path, report.source, set(small["area_id"]), options, report)
    cells = match_areas(told.cells, small, town=town, is_by_name=False, is_partial=True, report=report)
    report.raise_if_refused()
    report.problems = [one for one in report.problems if one.code != "no_row"]  # told with its people below
    own = cells.at(cells.places["area_id"] != "")
    indicators = find_indicators(told.asked, years_of(own, told.asked), options, report)
    settle_units(indicators, told.asked, own, report)
    values = values_of(own, indicators, told.asked, told.sheets, report)
    report.raise_if_refused()
    target = small if areas is None else areas
    weights = weights_by_place(small, target, people)
    _tell_weights(weights, report)
    _tell_lacking(values, weights, report)
    _tell_hidden(values, told.below, report)
    rolled, table = _roll(values, indicators, told, options, weights, report)
    _compare_published(weights, options, set(weights.areas), report)
    tell_facts(rolled, rolled["area_id"], indicators, told, options, report)
    report.facts["Town"] = "rolled up as its areas"
    for label in ("Beside the values", "How people were chosen"):
        report.facts.pop(label)
    report.raise_if_refused()
    return Survey(rolled.select(SURVEY.names), table.select(SURVEY_INDICATORS.names), report)


def _of_own_areas(
    path: Path, areas: gpd.GeoDataFrame | None, town: str, report: Report, given: dict[str, Any]
) -> Survey:
    """A table whose rows are the atlas's own areas: as it is given, and nothing is rolled up."""
    if areas is not None:
        own, aside = set(areas["area_id"]), Report(report.source, report.kind)
        told = gather(path, report.source, own, options_from(given), aside)
        own_n = int(told.cells.places["code"].is_in(own).sum())
        if own_n >= _LEAST_OWN * len(told.cells.places):
            found = read_survey(path, areas=areas, town=town, name=report.source, **given)
            found.report.kind = report.kind
            found.report.facts.pop("How people were chosen", None)
            found.report.facts["Rows"] = "the atlas's own areas: nothing had to be rolled up"
            return Survey(found.values, found.indicators.with_columns(kind=pl.lit("statistics")), found.report)
    report.add(
        "refused", "no_small_areas", "the outlines of the small areas were not given, and its rows are not the atlas's "
        "own areas.", needed="the boundaries of its rows, such as LSOAs of the table's year as GeoJSON.",
        action="Give them with the boundaries option (--boundaries FILE).",
    )  # fmt: skip
    raise InputError(report)


def _small_areas(options: SurveyOptions, report: Report) -> gpd.GeoDataFrame:
    try:
        found = read_boundaries(Path(options.boundaries), id_column=options.boundaries_id_column or None)
    except InputError as error:
        report.problems += error.report.problems
        raise InputError(report) from error
    return found.areas


def _roll(
    values: pl.DataFrame,
    indicators: list[Indicator],
    told: Gathered,
    options: SurveyOptions,
    weights: Weights,
    report: Report,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Values by area of the atlas, and what they are."""
    known = {
        (str(indicator), str(year)): rows
        for (indicator, year), rows in values.group_by(["indicator", "year"], maintain_order=True)
    }
    parts: list[pl.DataFrame] = []
    counted: dict[tuple[str, str], list[tuple[Indicator, Rolled]]] = {}
    shown: list[Indicator] = []
    families = {told.asked[one.members[-1]].family for one in indicators if one.unit == "count"} - {""}
    for one in indicators:
        family = told.asked[one.members[-1]].family
        if family in families and one.unit == "%":  # its percentages follow from the counts
            continue
        own_key = one.key
        if is_decile := bool(_DECILE.search(one.title)):
            stem = _DECILE.sub("", one.title).strip(" :")
            one.title, one.unit = f"{stem}: people in the most deprived tenth", "%"
            one.key = f"{key_of(stem, set())}_most_deprived_tenth"
        shown.append(one)
        for year in one.years:
            cells = known[own_key, year]
            found = dict(zip(cells["area_id"], cells["value"], strict=True))
            numbers = np.array([found.get(code, np.nan) for code in weights.codes])
            hidden = set(cells["area_id"].filter(cells["mark"] == "c"))
            if one.unit == "count" and not is_decile:
                rolled = roll_count(weights, numbers, np.array([code in hidden for code in weights.codes]), told.below)
            else:
                rolled = (roll_tenth if is_decile else roll_mean)(weights, numbers)
            parts.append(_frame(one.key, year, weights, rolled, "c" in set(cells["mark"])))
            if family and one.unit == "count":
                counted.setdefault((family, year), []).append((one, rolled))
    asked = list(told.asked)
    shares = _shares_of_categories(counted, asked, weights, parts)
    everything = sorted([*shown, *shares], key=lambda one: one.key)
    table = indicator_table(everything, asked, options, report.source, "statistics", report)
    methods = {one.key: _method(one, weights, is_share=one in shares) for one in everything}
    comparator = options.comparator or f"all small areas of the town, {weights.method}"
    table = table.with_columns(
        pl.col("indicator").replace_strict(methods, return_dtype=pl.String).alias("method"),
        pl.lit(comparator).alias("comparator"),
    )
    return pl.concat(parts).sort("indicator", "year", "area_id"), table


def _method(one: Indicator, weights: Weights, *, is_share: bool) -> str:
    if is_share:
        return f"counts of small areas added up {weights.method}, then a percentage of all categories"
    if one.unit == "count":
        return f"counts of small areas shared out and added up {weights.method}"
    if one.title.endswith("most deprived tenth"):
        return f"people of small areas in decile 1, {weights.method}"
    return f"average of small areas weighted {weights.method}"


def _shares_of_categories(
    counted: dict[tuple[str, str], list[tuple[Indicator, Rolled]]],
    asked: list[Asked],
    weights: Weights,
    parts: list[pl.DataFrame],
) -> list[Indicator]:
    """Percentages of all categories of one column, from their counts."""
    found: dict[str, Indicator] = {}
    for (_, year), members in counted.items():
        total = np.sum([rolled.sums for _, rolled in members], axis=0)
        covered = np.min([rolled.covered for _, rolled in members], axis=0)
        hidden = np.any([rolled.hidden for _, rolled in members], axis=0)
        is_known = (total > 0) & (covered >= LEAST_COVERED) & ~hidden  # what is suppressed is not none
        lows, highs = (np.sum([getattr(rolled, end) for _, rolled in members], axis=0) for end in ("low", "high"))
        for one, rolled in members:
            values = np.divide(rolled.sums * 100.0, total, out=np.full(len(total), np.nan), where=is_known)
            low, high = _share_between(rolled, lows, highs, hidden)
            key = f"{one.key}_pct"
            if key not in found:
                found[key] = Indicator(key, one.members, title=f"{one.title}, % of all", unit="%")
            found[key].years.append(year)
            shared = Rolled(values, covered, values, low, high, hidden)
            parts.append(_frame(key, year, weights, shared, bool(hidden.any())))
    return list(found.values())


def _share_between(
    rolled: Rolled, lows: NDArray[np.float64], highs: NDArray[np.float64], hidden: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Between which percentages one category lies where counts are suppressed: least of it with most of all others,
    and the other way round."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = 100 * rolled.low / (rolled.low + highs - rolled.high)
        most = 100 * rolled.high / (rolled.high + lows - rolled.low)
    return np.where(hidden, least, np.nan), np.where(hidden, most, np.nan)


def _frame(key: str, year: str, weights: Weights, rolled: Rolled, has_suppressed: bool) -> pl.DataFrame:
    nothing = np.full(len(rolled.values), np.nan)
    is_range = np.isnan(rolled.values) & rolled.hidden & np.isfinite(rolled.low) & np.isfinite(rolled.high)
    unknown = np.where(is_range, "range", "c" if has_suppressed else "x")
    return pl.DataFrame(
        {
            "indicator": [key] * len(nothing),
            "area_id": [*weights.areas, ""],
            "year": [year] * len(nothing),
            "value": rolled.values,
            "low": np.where(is_range, rolled.low, np.nan),
            "high": np.where(is_range, rolled.high, np.nan),
            **dict.fromkeys(("se", "n"), nothing),
            "mark": np.where(np.isnan(rolled.values), unknown, ""),
        }
    )


def _tell_weights(weights: Weights, report: Report) -> None:
    split = int(((weights.shares > _MOST_OFF).sum(axis=0) > 1).sum())
    away = weights.outside > 1 - 1e-9
    report.facts["Rolled up"] = (
        f"{len(weights.codes):,} small areas to {len(weights.areas):,} areas {weights.method}; {split:,} lie in more "
        f"than one by at least a twentieth, {int(away.sum()):,} outside all"
    )
    total = float(weights.people.sum())
    if weights.has_people:
        inside = float(weights.parts.sum())
        report.facts["People"] = f"{inside:,.0f} of {total:,.0f} in the areas of the atlas"


def _tell_lacking(values: pl.DataFrame, weights: Weights, report: Report) -> None:
    """Small areas without a row: how many, and how many people."""
    held = set(values["area_id"].to_list())
    lacking = [number for number, code in enumerate(weights.codes) if code not in held]
    if not lacking:
        report.facts["Small areas with a row"] = f"all {len(weights.codes):,}"
        return
    inside = weights.parts.sum(axis=0)
    share = float(inside[lacking].sum() / max(inside.sum(), 1e-9))
    told = f"{inside[lacking].sum():,.0f} people, {share:.1%}" if weights.has_people else f"{share:.1%} of all"
    parts = weights.shares[:, lacking].sum(axis=1)
    wards = [area for area, part in zip(weights.areas, parts, strict=True) if part > 0.001]
    report.add(
        "warning", "small_areas_lacking",
        f"{len(weights.codes) - len(lacking):,} of {len(weights.codes):,} small areas have a row; {len(lacking):,} "
        f"lack one ({told}).",
        needed="a table and boundaries of small areas of the same year.",
        action=f"Counts are not available in the {len(wards):,} areas that hold a part of one, and averages and "
        "percentages only where nine tenths of the people are known.",
        where=[weights.codes[number] for number in lacking],
    )  # fmt: skip


def _tell_hidden(values: pl.DataFrame, below: float, report: Report) -> None:
    """Suppressed counts: how many, and whether their sums are ranges or not available."""
    hidden = values.filter(pl.col("mark") == "c")
    if hidden.is_empty():
        return
    is_said = below == below
    report.add(
        "warning", "suppressed_counts", f"{len(hidden):,} values of small areas are suppressed.",
        needed="" if is_said else "below which number a count is suppressed (suppressed_below).",
        action=f"Each is taken as 0 to {below - 1:.0f}: a sum that holds one is a range, from least to most." if is_said
        else "A sum that holds one is not available.",
        where=sorted(set(hidden["area_id"].to_list())),
    )  # fmt: skip


def _compare_published(weights: Weights, options: SurveyOptions, areas: set[str], report: Report) -> None:
    """People rolled up beside published ones of the areas: best fit is never exact."""
    if not options.published:
        return
    own = Report(Path(options.published).name, "published population")
    told = gather(Path(options.published), own.source, areas, SurveyOptions(year="published"), own)
    first = told.cells.rows(told.cells.numbered["asked"] == _count_column(told.asked))
    published = dict(zip(first["code"], first["value"], strict=True))
    found = dict(zip(weights.areas, weights.parts.sum(axis=1), strict=True))
    if not weights.has_people or not set(found) & set(published):
        report.add(
            "warning", "not_compared", f"{own.source} could not be compared with the people of the small areas.",
            needed="people of output areas in the atlas, and the areas' codes in that file.", action="Left out.",
        )  # fmt: skip
        return
    off = {area: found[area] / published[area] - 1 for area in found if published.get(area, 0) > 0}
    far = {area: share for area, share in off.items() if abs(share) > _MOST_OFF}
    report.facts["Beside published people"] = (
        f"{len(off):,} areas compared, {len(far):,} off by more than 5 %, the largest by "
        f"{max(off.values(), key=abs, default=0.0):+.1%}"
    )
    if far:
        report.add(
            "warning", "best_fit",
            f"{len(far):,} areas have more than 5 % other people here than {own.source} says.",
            action="Used as they are. Each output area is counted in the area in which its centre lies, and official "
            "figures of areas that cut output areas are made another way or of another year.",
            where=[f"{area} {share:+.1%}" for area, share in sorted(far.items(), key=lambda one: -abs(one[1]))],
        )  # fmt: skip


def _count_column(asked: Sequence[Asked]) -> int:
    """The column of people: the one called so, else the first."""
    words = [one.title.lower() for one in asked]
    return next((number for number, word in enumerate(words) if re.search(r"population|people|residents", word)), 0)
