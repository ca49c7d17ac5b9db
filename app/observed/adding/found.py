"""What was found in the files: days, hours, people, days a person, a rectangle on the map; confirmed, then counted."""

from __future__ import annotations

import streamlit as st

from app.charts import Column, columns_chart
from app.observed.adding.held import HeldLogs
from app.observed.drawing import box_map
from app.observed.here import note
from app.printed import date_words, in_a_box, table
from app.server import Shown, draw_report
from app.words import logs as words
from everyday.facade import Atlas
from everyday.movement import Examined

__all__ = ["draw_found"]

_DIGITS = 2  # of degrees: about a kilometre, as in what a planner is told on the command line


def draw_found(atlas: Atlas, shown: Shown | None, logs: HeldLogs) -> None:
    """Draw it."""
    examined = logs.examined
    st.subheader(words.FOUND, anchor=False)
    note(words.FOUND_SAY)
    caption = words.FOUND_CAPTION.format(n=len(examined.files))
    st.html(in_a_box(table(_rows(examined), words.FOUND_HEADS, caption), caption))
    if not examined.inside_n:
        st.warning(words.NONE_INSIDE)
    if (people_n := len(examined.people)) < (k := atlas.config.observed.k):
        st.warning(words.FEW.format(n=people_n, k=k))
    draw_report(examined.report)
    _draw_hours(examined)
    if shown is not None and examined.box is not None:
        st.html(box_map(shown, examined.box, alt=words.BOX_ALT.format(box=_box(examined)), caption=words.BOX_CAPTION))
    with st.expander(words.FILE_TABLE.format(n=len(examined.files)), icon=":material/table:", key="observed_found"):
        rows = [
            (one.file, one.format, f"{one.points_n:,}", f"{one.fixes_n:,}", f"{one.without_time_n:,}",
             f"{one.without_position_n:,}", f"{one.duplicates_n:,}", one.zone)
            for one in examined.files
        ]  # fmt: skip
        st.html(in_a_box(table(rows, words.FILE_HEADS, words.FOUND), words.FOUND))


def _rows(examined: Examined) -> list[tuple[str, str]]:
    names = words.FOUND_ROWS
    days = [one.days_n for one in examined.people]
    first, last = (date_words(str(one)) if one else "" for one in (examined.first_day, examined.last_day))
    return [
        (names["days"], words.FROM_TO.format(first=first, last=last) if first else ""),
        (names["people"], f"{len(examined.people):,}"),
        (names["each"], words.LEAST_MOST.format(least=min(days), most=max(days)) if days else ""),
        (names["fixes"], f"{len(examined.fixes):,}"),
        (names["inside"], f"{examined.inside_n:,}"),
        (names["box"], _box(examined)),
    ]  # fmt: skip


def _box(examined: Examined) -> str:
    return ", ".join(f"{one:.{_DIGITS}f}" for one in examined.box or ())


def _draw_hours(examined: Examined) -> None:
    busy = [hour for hour, n in enumerate(examined.hours) if n]
    if not busy:
        return
    columns = [
        Column(float(n), f"{hour}:00", f"{n:,}", label=f"{hour}" if hour % 6 == 0 else "")
        for hour, n in enumerate(examined.hours)
    ]  # fmt: skip
    most = max(range(24), key=lambda hour: examined.hours[hour])
    sentence = words.HOURS_SENTENCE.format(hour=most, first=min(busy), last=max(busy) + 1)
    st.html(columns_chart(columns, sentence=sentence, caption=words.HOURS_CAPTION, headings=words.HOURS_HEADS,
                          last_label="24"))  # fmt: skip
    note(sentence)
