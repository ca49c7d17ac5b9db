"""A question over the years, of the town or an area: values with intervals, breaks, and what changed between two."""

from __future__ import annotations

import math

import streamlit as st

from app.charts import Range, ranges
from app.printed import in_a_box, table, text
from app.survey.here import Here, go_to, note
from app.survey.ranking import number_or_none, scale_of
from app.words import survey as words
from everyday.survey import (
    Change,
    about_words,
    change_words,
    mark_words,
    stretches_of,
    trend_words,
)

__all__ = ["draw_years"]


def _chosen() -> None:
    go_to(area=str(st.session_state.get("survey_area") or ""))


def draw_years(at: Here) -> None:
    """Draw them."""
    indicator = at.indicator
    st.html(f'<div class="ea-prose"><h2>{text(indicator.title)}</h2><p>{text(about_words(indicator))}</p></div>')
    known = at.with_named.areas
    names = {"": words.WHOLE_TOWN} | dict(zip(known["area_id"], known["area_name"], strict=True))
    st.session_state["survey_area"] = at.area
    st.selectbox(words.YEARS_AREA, list(names), format_func=names.__getitem__, key="survey_area", on_change=_chosen,
                 width=330)  # fmt: skip
    if len(indicator.years) < 2:
        note(words.YEARS_ONE.format(year=indicator.years[0]))
        return
    _draw_series(at, names[at.area])
    _draw_change(at)


def _draw_series(at: Here, name: str) -> None:
    indicator = at.indicator
    series = at.survey.series(indicator.key, at.area).set_index("year")
    if not series["value"].notna().any():
        note(words.NO_RANKING.format(year=", ".join(indicator.years)))
        return
    rows: list[Range] = []
    for run in stretches_of(indicator):
        if rows:
            rows.append(_break(at, run[0]))
        for year in run:
            one = series.loc[year]
            interval = indicator.write_interval(one["low"], one["high"])
            said = indicator.write(one["value"]) + (f" ({interval})" if interval else "")
            said = said if math.isfinite(one["value"]) else mark_words(str(one["mark"])) or said
            rows.append(Range(year, number_or_none(one["value"]), number_or_none(one["low"]),
                              number_or_none(one["high"]), said))  # fmt: skip
    scale = scale_of(at.judged, series)
    caption = words.YEARS_CAPTION.format(title=indicator.title, area=name)
    drawn = ranges(rows, caption=caption, scale=scale, heads=words.YEARS_HEADS,
                   ends=(indicator.write(scale[0]), indicator.write(scale[1])))  # fmt: skip
    st.html(in_a_box(drawn, caption))
    note(trend_words(at.survey.trend(indicator.key, at.area), indicator))


def _break(at: Here, first: str) -> Range:
    """The line between two stretches: what was broken, by the last break before the year."""
    years = list(at.indicator.years)
    earlier = years[years.index(first) - 1]
    after, why = next(((year, why) for year, why in reversed(at.indicator.breaks.items()) if year <= first),
                      (earlier, ""))  # fmt: skip
    said = words.BROKEN_WHY.format(why=why[:1].upper() + why[1:]) if why else words.BROKEN_NO_WHY
    return Range(words.BROKEN.format(year=after), None, None, None, said, is_heading=True)


def _draw_change(at: Here) -> None:
    years = list(at.indicator.years)
    st.header(words.CHANGE, anchor=False)
    with st.container(horizontal=True):
        before = st.selectbox(words.BEFORE, years[:-1], index=len(years) - 2, key=f"survey_before_{at.indicator.key}",
                              width=150)  # fmt: skip
        later = years[years.index(before) + 1 :]
        after = st.selectbox(words.AFTER, later, index=len(later) - 1, width=150,
                             key=f"survey_after_{at.indicator.key}_{before}")  # fmt: skip
    change = at.survey.change(at.indicator.key, before, after)
    if change.why_not:
        note(change.why_not)
        return
    if change.town is not None and math.isfinite(change.town["change"]):
        st.html(f'<div class="ea-prose"><p>{text(change_words(change, at.indicator, change.town))}</p></div>')
    _draw_changes(at, change)


def _signed(value: float, said: str) -> str:
    """``"+7"``, ``"−7"``; in words what is smaller than the last digit that is written."""
    if said.startswith("under "):
        return words.JUST_OVER if value > 0 else words.JUST_UNDER
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{said}"


def _draw_changes(at: Here, change: Change) -> None:
    indicator = at.indicator
    wards = change.wards.assign(size=change.wards["change"].abs()).sort_values("size", ascending=False)
    rows = []
    for row in wards.to_dict("records"):
        number, interval = "–", ""
        if math.isfinite(row["change"]):
            number = _signed(row["change"], indicator.write_difference(row["change"]))
        if math.isfinite(row["change_low"]):
            ends = [_signed(one, indicator.write_difference(one).split(" percentage")[0])
                    for one in (row["change_low"], row["change_high"])]  # fmt: skip
            interval = f" ({ends[0]} to {ends[1]})"
        said = words.CHANGES[row["verdict"]] if math.isfinite(row["change"]) else ""
        rows.append((row["area_name"], indicator.write(row["before"]), indicator.write(row["after"]),
                     number + interval, said))  # fmt: skip
    caption = words.CHANGE_CAPTION.format(title=indicator.title, before=change.before, after=change.after)
    heads = [one.format(before=change.before, after=change.after) for one in words.CHANGE_HEADS]
    st.html(in_a_box(table(rows, heads, caption), caption))
