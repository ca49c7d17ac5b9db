"""What people say beside what is possible: two maps that move together and a scatter first; in one map as a choice."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import streamlit as st

from app.map import (
    Field,
    MapStart,
    Message,
    asked_field,
    asked_fills,
    asked_title,
    class_breaks,
    class_legend,
    draw_map,
    field_of,
    last_click,
    palettes,
    whole_town,
)
from app.parts import Chosen, Family, draw_pin_here, draw_place_ready
from app.printed import in_a_box, table, text
from app.server import shown_edition
from app.survey.here import Here, go_to, note
from app.survey.map_and_panel import about_html, message_of
from app.survey.ranking import number_or_none, scale_of
from app.survey.scatter import Axis, Point, scatter_picture
from app.words import map as map_words
from app.words import survey as words
from everyday.survey import Beside, against_words, beside_words, out_of_line_words, pairs_words, value_words

__all__ = ["draw_beside_mobility"]

_BOTH = ("#e8e6df", "#c9a3c4", "#8fb3d0", "#5d3a78")
"""Two by two: columns from the lower to the higher class of what people say, rows of the measure."""


@dataclass(frozen=True)
class Other:
    """What stands beside the question: a measure of mobility, or another question.

    Attributes:
        title: what it is; ``head`` what kind of thing.
        pair: both together.
        town: its value for the town, in the unit of the pair's measure.
        message: its own map; ``field_at`` paints it parted at some breaks.
    """

    title: str
    head: str
    pair: Beside
    town: float
    message: Message
    field_at: Callable[[tuple[float, ...]], Field]


def _other(at: Here) -> Other | None:
    if at.other is not None:
        there = at.other
        pair = at.survey.beside_question(at.indicator.key, at.judged.year, there.indicator.key)
        return Other(
            asked_title(there), words.MAP_OTHER, pair, there.town * there.indicator.times,
            message_of(replace(at, judged=there)), partial(asked_field, at.shown, there),
        )  # fmt: skip
    if at.family is None:
        return None
    measure = at.family.measure(at.band)
    pair = at.survey.beside(at.indicator.key, at.judged.year, measure.name)
    return Other(
        measure.full_title, words.MAP_POSSIBLE, pair, at.shown.town_median(measure.name), _possible(at, at.family),
        partial(field_of, measure),
    )  # fmt: skip


def draw_beside_mobility(at: Here) -> None:
    """Draw all of it, or why there is nothing to set beside the survey."""
    other = _other(at)
    if other is None:
        st.html(about_html(at))
        note(words.NO_MEASURES)
        return
    if not np.isfinite(other.pair.values).any():
        note(words.NO_VALUES.format(measure=other.title))
        return
    if at.maps == "one":
        _draw_one_map(at, other)
    else:
        _draw_two_maps(at, other)
    if at.indicator.is_open:
        note(words.OPEN_FORM)
    _draw_scatter(at, other)
    _draw_out_of_line(at, other.pair)
    st.html(about_html(at))


# Maps


def _start(at: Here, side: str) -> MapStart:
    key = f"survey_start_{side}"
    known = st.session_state.get(key)
    if known is None or known.edition_id != at.shown.id:
        visit = st.session_state.setdefault("survey_visit", secrets.token_hex(8))
        start = whole_town(at.shown, label=words.MAP_NAMES[side])
        known = st.session_state[key] = replace(start, together=visit)
    return known  # type: ignore[no-any-return]


def _clicked(key: str) -> None:
    click, shown = last_click(key), shown_edition(st.query_params.get("edition"))
    if click is not None and shown is not None:
        go_to(area="" if click.is_home else shown.area_at(click.lat, click.lon) or "")


def _possible(at: Here, family: Family) -> Message:
    """The measure of mobility by area."""
    measure, breaks = family.measure(at.band), class_breaks(at.shown, family)
    return Message(
        "areas", only="areas", everywhere=True, fields=(field_of(measure, breaks),),
        colours=palettes.colours(family.level, len(breaks) + 1, is_lower_better=measure.better == "lower"),
        chosen=Chosen("areas", at.area) if at.area and at.ground is None else None,
        heading=map_words.MAP_HEADING.format(measure=measure.full_title, unit="{unit}"),
        legend=class_legend(at.shown, family, at.band, "areas"),
    )  # fmt: skip


def _draw_two_maps(at: Here, other: Other) -> None:
    with st.container(key="ea_pair_survey"):
        columns = st.columns(2, gap="small")
    for side, column in zip(("left", "right"), columns, strict=True):
        message = message_of(at) if side == "left" else other.message
        with column:
            head = words.MAP_SAID if side == "left" else other.head
            said = asked_title(at.judged) if side == "left" else other.title
            st.html(f'<p class="ea-note ea-pair-head"><strong>{text(head)}:</strong> {text(said)}</p>')
            with st.container(key=f"ea_work_survey_{side}"):
                key = f"survey_map_{side}"
                draw_map(_start(at, side), message, key=key, on_click=partial(_clicked, key))


def _sides(better: str | None) -> tuple[str, str]:
    """How the lower and the higher of two classes are called."""
    if better == "higher":
        return words.SIDES["worse"], words.SIDES["better"]
    if better == "lower":
        return words.SIDES["better"], words.SIDES["worse"]
    return words.SIDES["lower"], words.SIDES["higher"]


def _draw_one_map(at: Here, other: Other) -> None:
    """Two by two, parted at the town's values, its legend in words."""
    judged, median = at.judged, other.town
    if not (math.isfinite(median) and math.isfinite(judged.town)):
        note(words.BOTH_NO_TOWN.format(title=asked_title(judged) if math.isfinite(median) else other.title))
        _draw_two_maps(at, other)
        return
    breaks = (judged.town * at.indicator.times,), (median,)
    fields = asked_field(at.shown, judged, breaks[0]), other.field_at(breaks[1])
    title = words.BOTH_TITLE.format(title=at.indicator.title, year=judged.year, measure=other.title)
    legend = _legend_of_both(at, other.pair, title, median)
    with st.container(key="ea_work_survey"):
        draw_map(
            _start_alone(at),
            Message(
                "areas", only="areas", everywhere=True, fields=fields, colours=_BOTH, heading=title, legend=legend,
                chosen=Chosen("areas", at.area) if at.area and at.ground is None else None,
            ),
            key="survey_map_both", on_click=partial(_clicked, "survey_map_both"),
        )  # fmt: skip


def _start_alone(at: Here) -> MapStart:
    known = st.session_state.get("survey_start_both")
    if known is None or known.edition_id != at.shown.id:
        known = st.session_state["survey_start_both"] = whole_town(at.shown, label=words.MAP_LABEL)
    return known  # type: ignore[no-any-return]


def _legend_of_both(at: Here, pair: Beside, title: str, median: float) -> str:
    said, value = at.judged.wards["value"].to_numpy(dtype=float), np.asarray(pair.values, dtype=float)
    columns = _sides(at.judged.better)
    rows = _sides(pair.measure.better)
    is_known = np.isfinite(said) & np.isfinite(value)
    told = words.BOTH_HATCHED.format(against=against_words(at.judged))
    hatched = f'<p class="ea-unknown"><i></i> {text(told)}</p>' if at.judged.is_judged else ""
    is_high, is_much = said >= at.judged.town, value >= median
    items = []
    for row in (1, 0):
        for column in (1, 0):
            count = int((is_known & (is_high == bool(column)) & (is_much == bool(row))).sum())
            told = words.BOTH_CORNER.format(says=columns[column], measure=pair.measure.full_title, has=rows[row])
            held = words.AREAS_ONE if count == 1 else words.AREAS.format(n=count)
            fill = f'<i style="background:{palettes.swatch(_BOTH[2 * row + column])}"></i>'
            items.append(f"<li>{fill}<span>{text(told)} ({text(held)})</span></li>")
    return (f'<div class="ea-legend"><p class="ea-legend-title">{text(title)}</p>'
            f'<ul class="ea-corners">{"".join(items)}</ul>{hatched}</div>')  # fmt: skip


# The scatter, and who is out of line


def _ticks(low: float, high: float) -> list[float]:
    step = 10.0 ** math.floor(math.log10((high - low) or 1.0))
    step = next((step * factor for factor in (0.1, 0.2, 0.5, 1, 2) if (high - low) / (step * factor) <= 7), step)
    first = math.ceil(low / step - 1e-9)
    return [one * step for one in range(first, math.floor(high / step + 1e-9) + 1)]


def _across(other: Other) -> Axis:
    pair = other.pair
    known = pair.values[np.isfinite(pair.values)]
    low, high = float(known.min()), float(known.max())
    room = 0.06 * ((high - low) or abs(high) or 1.0)
    low, high = low - room, high + room
    marks = tuple((one, pair.measure.short(one)) for one in _ticks(low, high) if low <= one <= high)
    return Axis(pair.measure.heading, low, high, marks, number_or_none(other.town))


def _up(at: Here) -> Axis:
    low, high = scale_of(at.judged, at.judged.wards, at.judged.town)
    high = high if high > low else low + 1
    marks = tuple((one, at.indicator.short(one)) for one in _ticks(low, high))
    title = words.UP_TITLE.format(title=at.indicator.title, year=at.judged.year)
    return Axis(title, low, high, marks, number_or_none(at.judged.town))


def _draw_scatter(at: Here, other: Other) -> None:
    pair = other.pair
    wards, values = at.judged.wards, pair.values
    rows_of_areas = wards.to_dict("records")
    is_both = (np.isfinite(wards["value"]) & np.isfinite(values)).to_numpy()
    st.header(words.SCATTER, anchor=False)
    if is_both.sum() < 2:
        note(words.SCATTER_NONE)
        return
    marked = {one.area_id for one in pair.out_of_line} | ({at.area} if at.area else set())
    points = [
        Point(str(row["area_name"]), float(value), float(row["value"]), number_or_none(row["low"]),
              number_or_none(row["high"]), row["area_id"] in marked)
        for row, value, there in zip(rows_of_areas, values, is_both, strict=True) if there
    ]  # fmt: skip
    sentence = beside_words(pair)
    fill = asked_fills(at.judged, 5)[1 if at.judged.better == "lower" else 3]
    address, unnamed = scatter_picture(points, _across(other), _up(at), fill=fill)
    caption = words.SCATTER_CAPTION.format(
        measure=pair.measure.full_title, title=at.indicator.title, year=at.judged.year, n=len(points)
    )
    left = words.SCATTER_ONE_UNNAMED if unnamed == 1 else words.SCATTER_UNNAMED.format(n=unnamed) if unnamed else ""
    alt = words.SCATTER_ALT.format(n=len(points), sentence=sentence)
    st.html(
        f'<figure class="ea-scatter"><img alt="{text(alt)}" src="{address}"><figcaption class="ea-note">'
        f'{text(caption)} {text(left)}</figcaption></figure><div class="ea-prose"><p>{text(sentence)}</p>'
        f'<p class="ea-note">{text(pairs_words(pair))}</p></div>'
    )
    rows = [
        (str(row["area_name"]), value_words(at.judged, row), pair.measure.format_value(value))
        for row, value in zip(rows_of_areas, values, strict=True)
    ]
    heads = [one.format(title=at.indicator.title, year=at.judged.year, measure=pair.measure.full_title)
             for one in words.PAIR_HEADS]  # fmt: skip
    named = words.PAIR_CAPTION.format(title=at.indicator.title, year=at.judged.year, measure=pair.measure.full_title)
    with st.expander(words.PAIR_TABLE, icon=":material/table:"):
        st.html(in_a_box(table(rows, heads, named), named))


def _draw_out_of_line(at: Here, pair: Beside) -> None:
    st.header(words.OUT_OF_LINE, anchor=False)
    if not pair.out_of_line:
        note(words.OUT_OF_LINE_NONE)
        return
    note(words.OUT_OF_LINE_ABOUT)
    for one in pair.out_of_line:
        chosen = Chosen("areas", one.area_id)
        with st.container(border=True, key=f"out_{one.area_id}"):
            st.html(f'<div class="ea-prose"><p>{text(out_of_line_words(pair, one))}</p></div>')
            draw_pin_here(at.shown, chosen, label=f"{words.PIN_HERE}: {one.area_name}", key=f"pin_{one.area_id}")
            draw_place_ready(chosen)
