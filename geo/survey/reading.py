"""A survey table read whole: gathered, joined to areas by code, carried to them where that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from geo.errors import Report
from geo.survey.assembling import settle_units, tell_facts, values_of, years_of
from geo.survey.gathering import gather
from geo.survey.matching import match_areas
from geo.survey.options import options_from
from geo.survey.series import find_indicators, indicator_table
from geo.survey.table import Survey
from geo.tables import SURVEY, SURVEY_INDICATORS

__all__ = ["read_survey"]


def read_survey(
    path: Path | str, *, areas: pd.DataFrame | None = None, town: str = "", name: str = "", **given: Any
) -> Survey:
    """Read a survey table: CSV, XLSX or ODS, wide or long, one year or several.

    Args:
        path: the file.
        areas: ``area_id`` and ``area_name`` that it is joined to by code; without them every official code is kept.
        town: name of the town, as rows of the whole town may give it.
        name: of the file as people know it, which may tell the year; default: that of ``path``.
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
    rows = told.rows
    if areas is not None:
        rows = match_areas(
            rows, areas, town=town, is_by_name=options.is_by_name, is_partial=options.is_partial, report=report
        )
    else:
        rows = rows.filter(pl.col("code") != "").with_columns(pl.col("code").alias("area_id"))
    report.raise_if_refused()
    indicators = find_indicators(told.asked, years_of(rows, told.asked), options, report)
    settle_units(indicators, told.asked, rows, report)
    values = values_of(rows, indicators, told.asked, told.sheets, report)
    table = indicator_table(indicators, told.asked, options, name, "survey", report)
    tell_facts(values, indicators, told, options, report)
    report.raise_if_refused()
    return Survey(values.select(SURVEY.names), table.select(SURVEY_INDICATORS.names), report)
