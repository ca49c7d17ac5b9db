"""What a scenario does: before, after and difference on the map; who gains and loses; what it takes to run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analysis.compare import change_threshold
from analysis.registry import Measure, difference_words, people_words, rounded_column
from app.map import (
    Message,
    base_of,
    change_breaks,
    changed_measures,
    class_breaks,
    class_legend,
    class_people,
    comparison,
    comparison_csv,
    controls,
    draw_map,
    field_of,
    map_and_panel,
    palettes,
    values_of,
    whole_town,
)
from app.parts import MIME, families, noun_of, number_column, rounded_to_show, stem_of
from app.printed import date_words, text
from app.server import Shown, plain
from app.what_if.forecast import draw_forecast
from app.what_if.scenario_edits import scenario_edit_words
from app.words import common as common_words
from app.words import map as map_words
from app.words import what_if as what_if_words
from everyday.scenario import export_gtfs

__all__ = ["area_table", "change_legend", "draw_result", "gain_table"]


def draw_result(shown: Shown, draw_kept: Callable[[], None]) -> None:
    """Draw the result of one scenario; ``draw_kept`` draws the choice among all, first in the row over the map."""
    record, base = shown.manifest["scenario"], base_of(shown)
    measures = changed_measures(base, shown) if base is not None else ()
    with controls("what_if"):
        draw_kept()
        measure, what, unit = _draw_choices(measures) if measures else (None, "", "")
    if base is None:
        st.info(what_if_words.WHAT_IF_NOTHING)
        return
    if measure is None:
        _draw_heading(base, record)
        st.info(what_if_words.GAIN_NONE)
        _draw_record(base, record)
        _draw_costs(record)
        _draw_downloads(base, shown)
        return
    left, panel = map_and_panel("what_if")
    with left:
        start = whole_town(shown, label=what_if_words.CHANGE_MAP_LABEL)
        draw_map(start, _message(base, shown, measure, what, unit), key="what_if_map", on_click=_nothing)
    with panel:
        _draw_heading(base, record)
        _draw_record(base, record)
        draw_forecast(shown)
        _draw_gains(base, shown, measures)
        _draw_costs(record)
        st.html(f'<p class="ea-note">{text(measure.meaning)}</p>')
    _draw_tables(base, shown, measures, measure)
    _draw_downloads(base, shown)


def _draw_heading(base: Shown, record: dict[str, Any]) -> None:
    """The scenario's name, and what it is compared with."""
    st.header(plain(record["name"]), anchor=False)
    st.caption(what_if_words.SCENARIO_COMPARED.format(day=date_words(str(base.manifest["built_at"]))))


def _draw_record(base: Shown, record: dict[str, Any]) -> None:
    items = "".join(f"<li>{text(scenario_edit_words(base, edit))}</li>" for edit in record["edits"])
    parts = [f"<h3>{what_if_words.SCENARIO_CHANGES}</h3><ul>{items}</ul>"]
    if record["notes"]:
        notes = "".join(f"<li>{text(note)}</li>" for note in record["notes"])
        parts.append(f"<h3>{what_if_words.SCENARIO_NOTES}</h3><ul>{notes}</ul>")
    st.html(f'<div class="ea-prose">{"".join(parts)}</div>')


def _draw_choices(measures: tuple[Measure, ...]) -> tuple[Measure, str, str]:
    """Which measure the map shows, before, after or the difference, and by what."""
    known = {measure.name: measure for measure in measures}
    name = st.selectbox(
        common_words.MEASURE_LABEL, list(known), format_func=lambda key: known[key].full_title,
        key="what_if_measure", label_visibility="collapsed", width=420,
    )  # fmt: skip
    what = st.segmented_control(
        what_if_words.SCENARIO_SHOW_LABEL, list(what_if_words.SCENARIO_SHOW),
        format_func=what_if_words.SCENARIO_SHOW.__getitem__, key="what_if_show", default="change",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    unit = st.segmented_control(
        common_words.UNIT_LABEL, list(common_words.UNITS), format_func=common_words.UNITS.__getitem__,
        key="what_if_unit", default="cells", required=True, label_visibility="collapsed",
    )  # fmt: skip
    return known[name], str(what or "change"), str(unit or "cells")


def _nothing() -> None:
    """A click on this map chooses nothing."""


def _scale(shown: Shown, measure: Measure, what: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Breaks and colours: round nothing for a difference, those of Explore for before and after."""
    is_lower_better = measure.better == "lower"
    if what == "change":
        return change_breaks(measure), palettes.changes(is_lower_better=is_lower_better)
    level = "near" if measure.level == "neighbourhood" else "across"
    breaks = class_breaks(shown, families(shown, level)[measure.family])
    return breaks, palettes.colours(level, len(breaks) + 1, is_lower_better=is_lower_better)


def _message(base: Shown, shown: Shown, measure: Measure, what: str, unit: str) -> Message:
    breaks, colours = _scale(shown, measure, what)
    layer = {"change": "change", "before": "before", "after": "values"}[what]
    return Message(
        unit, (field_of(measure, breaks, layer=layer),), colours, heading=_heading(shown, measure, what),
        legend=_legend(base, shown, measure, what, unit),
    )  # fmt: skip


def _heading(shown: Shown, measure: Measure, what: str) -> str:
    """What the map shows, for a picture of it."""
    name = str(shown.manifest["scenario"]["name"])
    return " · ".join((name, what_if_words.SCENARIO_SHOW[what], measure.full_title))


def _unit_words(measure: Measure) -> str:
    """What a change is counted in: "points", "minutes", "neighbours"."""
    if measure.unit == "share":
        return what_if_words.CHANGE_POINTS
    return measure.nouns[1] or map_words.UNIT_WORDS.get(measure.unit, "")


def _change_labels(measure: Measure) -> list[str]:
    step = change_threshold(measure) * (100 if measure.unit == "share" else 1)
    small, middle, large = (f"{step * times:g}" for times in (1, 5, 10))
    steps = ((small, middle), (middle, large))
    rises = [*(f"+{low} to +{high}" for low, high in steps), f"+{large} {what_if_words.CHANGE_MORE}"]
    falls = [f"−{large} {what_if_words.CHANGE_MORE}", *(f"−{high} to −{low}" for low, high in reversed(steps))]
    return [*falls, what_if_words.CHANGE_UP_TO.format(step=small), *rises]


def change_legend(base: Shown, shown: Shown, measure: Measure, unit: str) -> str:
    """Seven classes round nothing with the people in each."""
    values = values_of(base, shown, measure.name, unit)["change"].to_numpy(dtype=float)
    weights = shown.table(unit)["weight_n"].fillna(0.0).to_numpy(dtype=float)
    fills, labels = palettes.changes(is_lower_better=measure.better == "lower"), _change_labels(measure)
    places = np.searchsorted(np.asarray(change_breaks(measure)), values, side="right")
    known, noun = np.isfinite(values), noun_of(shown)
    whole = float(weights.sum())
    order = range(7) if measure.better != "lower" else range(6, -1, -1)
    ends = {0: what_if_words.CHANGE_WORSE, 6: what_if_words.CHANGE_BETTER} if measure.better else {}
    items = []
    for number, place in enumerate(order):
        people = class_people(float(weights[known & (places == place)].sum()), noun, whole)
        items.append(
            f'<li><i style="background:{palettes.swatch(fills[place])}">{ends.get(number, "")}</i>'
            f"<strong>{text(labels[place])}</strong><span>{text(people)}</span></li>"
        )
    unknown = class_people(float(weights[~known].sum()), noun, whole)
    items.append(
        f'<li class="ea-unknown"><i></i><strong>{common_words.NOT_KNOWN}</strong><span>{text(unknown)}</span></li>'
    )
    unit_word = "area" if unit == "areas" else "cell"
    title = text(
        what_if_words.CHANGE_LEGEND.format(
            measure=measure.full_title, change=_unit_words(measure), unit=unit_word, noun=noun
        )
    )
    note = f"<p>{what_if_words.CHANGE_OUT_OF_REACH}</p>" if measure.family == "centre_min" else ""
    return f'<div class="ea-legend"><p class="ea-legend-title">{title}</p><ul>{"".join(items)}</ul>{note}</div>'


def _legend(base: Shown, shown: Shown, measure: Measure, what: str, unit: str) -> str:
    if what == "change":
        return change_legend(base, shown, measure, unit)
    level = "near" if measure.level == "neighbourhood" else "across"
    of = shown if what == "after" else base
    return class_legend(of, families(of, level)[measure.family], measure.band or "am", unit)


def gain_table(base: Shown, shown: Shown, measures: tuple[Measure, ...]) -> pd.DataFrame:
    """One row per measure that changes: people who gain and lose, and the means before and after."""
    summary = comparison(base, shown).summary
    rows = []
    for measure in measures:
        one = summary.loc[measure.name]
        rows.append(
            (
                measure.full_title, one["gaining_n"], one["losing_n"], measure.format_value(one["before_mean"]),
                measure.format_value(one["after_mean"]),
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["measure", "gaining", "losing", "before", "after"])


def _draw_gains(base: Shown, shown: Shown, measures: tuple[Measure, ...]) -> None:
    noun, summary = noun_of(shown), comparison(base, shown).summary
    items = []
    for measure in measures[:5]:
        gain, lose = (float(summary.loc[measure.name, name]) for name in ("gaining_n", "losing_n"))
        words = what_if_words.GAIN_SENTENCE.format(
            title=measure.full_title, gain=people_words(gain, noun), lose=people_words(lose, noun)
        )
        items.append(f"<li>{text(words)}</li>")
    st.html(f'<div class="ea-prose"><h3>{what_if_words.GAIN_TITLE}</h3><ul>{"".join(items)}</ul></div>')


def _draw_costs(record: dict[str, Any]) -> None:
    costs = record["costs"]
    items = [
        what_if_words.COSTS_SENTENCE.format(
            line=one["line"], hours=difference_words(one["extra_vehicle_h_per_week"], "whole"),
            departures=difference_words(one["extra_departures_per_week"], "whole"),
        )
        for one in costs
    ]  # fmt: skip
    if len(items) > 1:
        total = sum(float(one["extra_vehicle_h_per_week"]) for one in costs)
        items.append(what_if_words.COSTS_TOTAL.format(hours=difference_words(total, "whole")))
    words = "".join(f"<li>{text(item)}</li>" for item in items) or f"<li>{what_if_words.COSTS_NONE}</li>"
    note = f'<p class="ea-note">{what_if_words.COSTS_NOTE}</p>' if items else ""
    st.html(f'<div class="ea-prose"><h3>{what_if_words.COSTS_TITLE}</h3><ul>{words}</ul>{note}</div>')


def area_table(base: Shown, shown: Shown, measure: Measure) -> pd.DataFrame:
    """One row per area: before, after, change; the largest change first."""
    table = comparison(base, shown).areas
    rows = table[table["measure"] == measure.name].replace([np.inf, -np.inf], np.nan)
    names = shown.areas.set_index("area_id")["area_name"]
    found = rows.assign(area=rows["area_id"].map(names).to_numpy()).sort_values(
        "change", key=lambda values: -values.abs(), kind="stable"
    )
    return found[["area", "people_n", "before", "after", "change"]].reset_index(drop=True)


def _draw_tables(base: Shown, shown: Shown, measures: tuple[Measure, ...], measure: Measure) -> None:
    noun = noun_of(shown)
    st.subheader(plain(what_if_words.AREA_TITLE.format(measure=measure.full_title)))
    st.caption(what_if_words.AREA_NOTE)
    number = {name: number_column(measure, name.capitalize()) for name in ("before", "after", "change")}
    people = st.column_config.NumberColumn(noun.capitalize(), format="localized")
    known = dict.fromkeys(("before", "after", "change"), measure)
    known["people_n"] = replace(measure, unit="people")
    st.dataframe(
        rounded_to_show(area_table(base, shown, measure), known), hide_index=True, height=300,
        placeholder=common_words.NOT_KNOWN, column_config={"area": "Area", "people_n": people, **number},
        alt=what_if_words.AREA_NOTE,
    )  # fmt: skip
    st.subheader(what_if_words.GAIN_TITLE)
    st.caption(what_if_words.GAIN_NOTE.format(noun=noun))
    counts = {
        name: st.column_config.NumberColumn(name.capitalize(), format="localized") for name in ("gaining", "losing")
    }
    gains = gain_table(base, shown, measures)
    for name in counts:
        gains[name] = rounded_column(gains[name], "people")
    st.dataframe(
        gains, hide_index=True, alt=what_if_words.GAIN_NOTE.format(noun=noun),
        column_config={"measure": "Measure", "before": "Before", "after": "After", **counts},
    )  # fmt: skip


class _Later:
    """Makes a file when somebody asks for it."""

    def __init__(self, base: Shown, shown: Shown, what: str) -> None:
        self._base, self._shown, self._what = base, shown, what

    def __call__(self) -> bytes:
        if self._what != "gtfs":
            return comparison_csv(self._base, self._shown, self._what)
        with tempfile.TemporaryDirectory() as folder:
            return export_gtfs(self._shown.edition, Path(folder) / "scenario.zip").read_bytes()


def _draw_downloads(base: Shown, shown: Shown) -> None:
    record = shown.manifest["scenario"]
    stem = stem_of(record["name"], "scenario")
    files = [("areas", what_if_words.CHANGE_AREAS_CSV, "csv"), ("cells", what_if_words.CHANGE_CSV, "csv")]
    if shown.edition.has_timetable():
        files.append(("gtfs", what_if_words.CHANGE_GTFS, "zip"))
    with st.container(horizontal=True):
        for what, title, ending in files:
            st.download_button(
                title, data=_Later(base, shown, what), file_name=f"{stem}-{what}.{ending}",
                mime=MIME[ending], on_click="ignore",
                icon=":material/download:", key=f"download_scenario_{what}",
            )  # fmt: skip
