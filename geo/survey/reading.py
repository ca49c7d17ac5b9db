"""A survey table read whole: gathered, joined to areas by code, carried to them where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import polars as pl

from geo.boundaries import read_boundaries
from geo.errors import InputError, Report
from geo.survey.assembling import settle_units, tell_facts, values_of, years_of
from geo.survey.carrying import Weights, carried, weights_by_place, weights_from_lookup
from geo.survey.gathering import Gathered, gather
from geo.survey.matching import match_areas
from geo.survey.options import SurveyOptions, options_from
from geo.survey.series import find_indicators, indicator_table
from geo.survey.table import Survey
from geo.tables import SURVEY, SURVEY_INDICATORS

__all__ = ["read_survey"]


def read_survey(
    path: Path | str,
    *,
    areas: pd.DataFrame | None = None,
    town: str = "",
    name: str = "",
    people: gpd.GeoDataFrame | None = None,
    **given: Any,
) -> Survey:
    """Read a survey table: CSV, XLSX or ODS, wide or long, one year or several.

    Args:
        path: the file.
        areas: ``area_id`` and ``area_name`` that it is joined to by code; without them every official code is kept.
        town: name of the town, as rows of the whole town may give it.
        name: of the file as people know it, which may tell the year; default: that of ``path``.
        people: ``count`` and places of output areas, which decide where areas of another year go; None: their ground.
        given: see :data:`geo.survey.options.OPTIONS`.

    Raises:
        UsageError: an option is wrong.
        InputError: the file cannot be used; its report names every reason.
    """
    path = Path(path)
    options = options_from(given)
    name = name or path.name
    report = Report(name, "survey")
    known = set() if areas is None else {str(code) for code in areas["area_id"]}
    told = gather(path, name, known, options, report)
    cells = told.cells
    weights = None if areas is None else _weights(told, areas, people, options, report)
    report.raise_if_refused()
    if weights is not None:
        old = pd.DataFrame({"area_id": weights.codes, "area_name": ""})
        cells = match_areas(cells, old, town=town, is_by_name=False, is_partial=options.is_partial, report=report)
    elif areas is not None:
        cells = match_areas(
            cells, areas, town=town, is_by_name=options.is_by_name, is_partial=options.is_partial, report=report
        )
    else:
        cells = cells.at(cells.places["code"] != "")
        cells = replace(cells, places=cells.places.with_columns(pl.col("code").alias("area_id")))
        if cells.places.is_empty():
            report.add(
                "refused", "no_codes", "no row has the code of an area.",
                needed="a column of official codes, such as E05010885; names alone are never joined silently.",
                action="Add the codes, or check the file inside an atlas, which knows its own.",
            )  # fmt: skip
    report.raise_if_refused()
    indicators = find_indicators(told.asked, years_of(cells, told.asked), options, report)
    settle_units(indicators, told.asked, cells, report)
    area_ids = cells.places["area_id"]
    values = values_of(cells, indicators, told.asked, told.sheets, report).select(SURVEY.names)
    table = indicator_table(indicators, told.asked, options, name, "survey", report)
    if weights is not None:
        source = Path(options.lookup or options.boundaries).name
        values = carried(values, {one.key: one.unit for one in indicators}, weights, source, report, below=told.below)
        area_ids = values["area_id"]
        table = table.with_columns(
            pl.when(pl.col("unit") == "count")
            .then(pl.lit(f"shared out from other areas by {source}, {weights.method}"))
            .otherwise(pl.lit(f"carried from other areas by {source} where nine tenths of the people are the same"))
            .alias("method")
        )
    tell_facts(values, area_ids, indicators, told, options, report)
    report.raise_if_refused()
    return Survey(values.select(SURVEY.names), table.select(SURVEY_INDICATORS.names), report)


def _weights(
    told: Gathered, areas: pd.DataFrame, people: gpd.GeoDataFrame | None, options: SurveyOptions, report: Report
) -> Weights | None:
    """Where the table's areas go; None where it is of the atlas's own, or nothing was given that says so."""
    codes = set(told.cells.places["code"].unique().to_list()) - {""}
    if not (options.lookup or options.boundaries):
        return None
    if {str(code) for code in areas["area_id"]} <= codes:
        report.add("note", "fits", "the table has a row for each area of the atlas.", action="Nothing is carried.")
        return None
    if options.lookup:
        return weights_from_lookup(Path(options.lookup), [str(code) for code in areas["area_id"]], codes, report)
    try:
        old = read_boundaries(Path(options.boundaries), id_column=options.boundaries_id_column or None)
    except InputError as error:
        report.problems += error.report.problems
        return None
    return weights_by_place(old.areas, gpd.GeoDataFrame(areas), people)
