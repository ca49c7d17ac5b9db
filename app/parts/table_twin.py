"""The table twin of the map: the same numbers, to sort, to read aloud and to take away."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.registry import Measure
from app.parts.choices import noun_of, registry
from app.parts.downloads import MIME, stem_of
from app.parts.view import View, shown_families
from app.server import Shown
from app.words import common as common_words
from everyday.exchange import rounded_table, unknown_last, with_outlines, write_measures

__all__ = [
    "draw_shown_numbers",
    "draw_table",
    "file_bytes",
    "file_stem",
    "measures_shown",
    "number_column",
    "rounded_to_show",
    "twin",
]

FORMATS = (
    ("xlsx", "Excel workbook"),
    ("ods", "ODS workbook"),
    ("csv", "CSV (spreadsheet)"),
    ("gpkg", "GeoPackage (QGIS)"),
    ("parquet", "GeoParquet"),
)
_KEYS = {"areas": ["area_id", "area_name"], "cells": ["cell", "cell_name", "area_name", "lat", "lon"]}


def measures_shown(shown: Shown, view: View) -> list[Measure]:
    """The measures on the map, in the band of the view."""
    return [family.measure(view.band) for family in shown_families(shown, view)]


def twin(shown: Shown, view: View) -> pd.DataFrame:
    """One row per area or cell on the map: its names, its weight, the measures shown."""
    table = shown.table(view.unit)
    columns = [name for name in (*_KEYS[view.unit], "weight_n") if name in table.columns]
    columns += ["typology"] if view.is_types and "typology" in table.columns else []
    columns += [measure.name for measure in measures_shown(shown, view)]
    return pd.DataFrame(table[columns])


def _people(shown: Shown) -> Measure:
    """The weight as what it counts."""
    unit = "people" if noun_of(shown) in ("residents", "households") else "whole"
    return replace(registry(shown)["weight_n"], unit=unit)


def _column_config(shown: Shown, view: View) -> dict[str, Any]:
    config: dict[str, Any] = {
        "area_id": "Code",
        "area_name": "Area",
        "cell_name": "Cell",
        "cell": "Cell id",
        "typology": common_words.TYPE_COLUMN,
        "lat": st.column_config.NumberColumn("Latitude", format="%.5f"),
        "lon": st.column_config.NumberColumn("Longitude", format="%.5f"),
        "weight_n": st.column_config.NumberColumn(noun_of(shown).capitalize(), format="localized"),
    }
    for measure in measures_shown(shown, view):
        config[measure.name] = number_column(measure)
    return config


def number_column(measure: Measure, title: str = "") -> Any:
    """How a column of a measure is called and shown; its numbers are rounded already (shares as per cent)."""
    shape = "%g %%" if measure.unit == "share" else "localized"
    return st.column_config.NumberColumn(title or measure.heading, format=shape, help=measure.meaning)


def rounded_to_show(table: pd.DataFrame, measures: dict[str, Measure]) -> pd.DataFrame:
    """A table as it is shown: rounded as the rest of the page, shares as per cent, empty rows last."""
    found = rounded_table(unknown_last(table, measures), measures)
    for name, measure in measures.items():
        if measure.unit == "share" and name in found:
            found[name] = (100 * found[name]).round(6)
    return found


def file_stem(shown: Shown, view: View, *, is_everything: bool) -> str:
    """``newport-areas-centre_min_am-2024-03-05``: says what it is after a year in a folder."""
    name = stem_of(shown.manifest.get("name", ""), "atlas")
    what = "everything" if is_everything else "-".join(measure.name for measure in measures_shown(shown, view))
    day = str(shown.manifest.get("weekday") or shown.id[:8])
    return f"{name}-{view.unit}-{what}-{day}"


def file_bytes(shown: Shown, view: View, ending: str, *, is_everything: bool = False) -> bytes:
    """What is on the map (or every measure) as a file with outlines; CSV without them."""
    whole = with_outlines(shown.edition, view.unit)
    columns = None if is_everything else list(twin(shown, view).columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"atlas.{ending}"
        write_measures(shown, view.unit, whole, path, columns=columns)
        return path.read_bytes()


def draw_table(shown: Shown, view: View) -> None:
    """The table and its downloads, sent when somebody opens them: a change of measure costs nothing else."""
    st.header(common_words.TABLE_TITLE, anchor=False)
    box = st.expander(common_words.TABLE_OPEN, key="table_open", on_change="rerun", icon=":material/table:")
    if box.open:
        with box:
            _draw_open_table(shown, view)


def _draw_open_table(shown: Shown, view: View) -> None:
    unit = "area" if view.unit == "areas" else "cell"
    names = " · ".join(measure.full_title for measure in measures_shown(shown, view))
    st.caption(common_words.TABLE_NOTE.format(unit=unit, names=names, count=f"{len(registry(shown))}"))
    draw_shown_numbers(shown, view, twin(shown, view), common_words.TABLE_LABEL.format(unit=unit), height=360)
    is_everything = st.checkbox(common_words.EVERY_MEASURE, key="every_measure")
    with st.container(horizontal=True):
        for ending, title in FORMATS:
            st.download_button(
                title,
                data=_Later(shown, view, ending, is_everything),
                file_name=f"{file_stem(shown, view, is_everything=is_everything)}.{ending}",
                mime=MIME[ending],
                on_click="ignore",
                icon=":material/download:",
                key=f"download_{ending}",
            )


def draw_shown_numbers(shown: Shown, view: View, rows: pd.DataFrame, label: str, *, height: Any = "content") -> None:
    """Rows of :func:`twin` as a table, rounded as the rest of the page."""
    st.dataframe(
        rounded_to_show(rows, registry(shown) | {"weight_n": _people(shown)}),
        hide_index=True,
        column_config=_column_config(shown, view),
        height=height,
        placeholder=common_words.NOT_KNOWN,
        alt=label,
    )


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, shown: Shown, view: View, ending: str, is_everything: bool) -> None:
        self._shown, self._view, self._ending, self._is_everything = shown, view, ending, is_everything

    def __call__(self) -> bytes:
        return file_bytes(self._shown, self._view, self._ending, is_everything=self._is_everything)
