"""Did anything change: the success measure of each action over the editions, as bars beside their words."""

from __future__ import annotations

import math

import streamlit as st

from app.charts import Bar, bars
from app.monitor.explaining import draw_why
from app.monitor.here import Here, action_heads
from app.monitor.told import draw_helped, draw_told_only
from app.printed import date_words, text
from app.words import monitor as monitor_words
from everyday.acting import ActionRow
from everyday.impact import REST_WORDS, Point, Series, impact_of

__all__ = ["draw_changed", "series_bars"]

AT_ONCE = 6
_SHOWN = "monitor_shown_n"


def draw_changed(at: Here) -> None:
    """The second half of the page."""
    st.header(monitor_words.CHANGED, anchor=False)
    measured = [row for row in at.rows if row.action.measure or row.action.own_measure]
    if not measured:
        st.html(f'<p class="ea-note">{text(monitor_words.CHANGED_NONE)}</p>')
        draw_told_only(at, at.rows)
        return
    st.html(f'<p class="ea-note">{text(monitor_words.CHANGED_ABOUT)} {text(REST_WORDS)}</p>')
    shown_n = int(st.session_state.get(_SHOWN, AT_ONCE))
    for row in measured[:shown_n]:
        series = impact_of(at.atlas, row, today=at.today)
        if series is not None:
            _draw_one(at, row, series)
    if len(measured) > shown_n:
        st.button(monitor_words.SHOW_MORE, key="monitor_more", on_click=_more, args=(shown_n,))
    without = len(at.rows) - len(measured)
    if without:
        words = monitor_words.WITHOUT_ONE if without == 1 else monitor_words.WITHOUT.format(n=without)
        st.html(f'<p class="ea-note">{text(words)}</p>')
    have = {row.id for row in measured}
    draw_told_only(at, [row for row in at.rows if row.id not in have])


def _more(shown_n: int) -> None:
    st.session_state[_SHOWN] = shown_n + AT_ONCE


def _draw_one(at: Here, row: ActionRow, series: Series) -> None:
    with st.container(border=True, key=f"impact_{row.id}"):
        st.subheader(row.action.title.replace("$", "\\$"), anchor=False)
        apart = [monitor_words.REASONS.format(day=one.label or date_words(one.day), why=" ".join(one.reasons))
                 for one in series.points if one.reasons]  # fmt: skip
        notes = "".join(f'<p class="ea-note">{text(words)}</p>' for words in [*apart, *_notes(series)])
        st.html(
            f'<div class="ea-prose"><p class="ea-note">{text(action_heads(at, row.area_ids))}</p>'
            f"<p>{text(series.sentence)}</p></div>{series_bars(series)}{notes}"
        )
        draw_helped(at, row)
        draw_why(at, row, series)


def _notes(series: Series) -> list[str]:
    return list(dict.fromkeys(one.note for one in series.points if one.note and one.is_comparable))


def series_bars(series: Series) -> str:
    """Beginning, values, forecast and target as bars on one scale, each with its words; HTML."""
    scale = _scale(series)
    with_rest = any(not math.isnan(one.rest) for one in series.points)
    rows = []
    first = next((one for one in series.points if one.edition_id and one.edition_id == series.baseline_edition), None)
    if series.aim.baseline is not None and first is None:
        label = monitor_words.BEGINNING.format(day=date_words(series.baseline_on))
        rows.append(_bar(label, series.aim.baseline, series, scale))
    for one in series.points:
        label = one.label or date_words(one.day)
        if (
            one is not first
            and first is not None
            and (one.day, _words(one, series)) == (first.day, _words(first, series))
        ):
            continue  # the same day measured twice, with the same result
        label = monitor_words.BEGINNING.format(day=label) if one is first else label
        rows.append(_point(label, one, series, scale))
    if not math.isnan(series.forecast):
        rows.append(_bar(monitor_words.FORECAST.format(name=series.forecast_name), series.forecast, series, scale))
    if series.aim.target is not None:
        by = series.aim.target_by
        label = monitor_words.TARGET_BY.format(day=date_words(by)) if by else monitor_words.TARGET
        rows.append(_bar(label, series.aim.target, series, scale))
    caption = monitor_words.SERIES_CAPTION if with_rest else monitor_words.SERIES_CAPTION_PLAIN
    return f'<div class="ea-series">{bars(rows, caption=caption.format(measure=series.title))}</div>'


def _scale(series: Series) -> float:
    numbers = [series.forecast, *(one.value for one in series.points), *(one.rest for one in series.points)]
    numbers += [one for one in (series.aim.baseline, series.aim.target) if one is not None]
    return max((one for one in numbers if math.isfinite(one)), default=0.0)


def _share(value: float, scale: float) -> float | None:
    """Length of a bar; None where the value is not known."""
    if math.isnan(value):
        return None
    if math.isinf(value):
        return 1.0
    return min(max(value / scale, 0.0), 1.0) if scale > 0 else 0.0


def _bar(label: str, value: float, series: Series, scale: float) -> Bar:
    return Bar(label, _share(value, scale), series.write(value), is_beyond=math.isinf(value))


def _words(one: Point, series: Series) -> str:
    here = series.write(one.value)
    if not one.is_comparable:
        return monitor_words.APART.format(value=here)
    if math.isnan(one.rest):
        return here
    return monitor_words.HERE_AND_REST.format(here=here, rest=series.write(one.rest))


def _point(label: str, one: Point, series: Series, scale: float) -> Bar:
    words = _words(one, series)
    if not one.is_comparable:
        return Bar(label, None, words)
    mark = None if math.isnan(one.rest) else _share(one.rest, scale)
    return Bar(label, _share(one.value, scale), words, mark=mark, is_beyond=math.isinf(one.value))
