"""Did it happen: counts, what is late, what was moved, what nobody has looked at, and progress."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.charts import Bar, bars
from app.monitor.here import Here
from app.monitor.small_maps import small_maps_html
from app.printed import big_numbers, date_words, in_a_box, table, text
from app.server import draw_fault, plain
from app.words import monitor as monitor_words
from everyday.acting import ActionRow
from everyday.impact import EVERYWHERE, counts, not_looked, quarter_start, statuses_of
from geo.errors import AtlasError
from plan.records import Update

__all__ = ["draw_happened"]

MOST_WAITING, MOST_ROWS = 12, 40
_TOLD = "monitor_told"


def draw_happened(at: Here) -> None:
    """The first half of the page."""
    st.header(monitor_words.HAPPENED, anchor=False)
    waiting = not_looked(at.rows, quarter_start(at.today))
    _draw_numbers(at, len(waiting))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(_counts_table(at))
    with right:
        st.html(_status_bars(at))
    if maps := small_maps_html(at):
        st.html(maps)
    _draw_late(at)
    _draw_moved(at)
    _draw_waiting(at, waiting)
    _draw_progress(at)


def _draw_numbers(at: Here, waiting_n: int) -> None:
    numbers = {
        "actions": len(at.rows),
        "overdue": sum(row.is_overdue for row in at.rows),
        "moved": sum(bool(row.moved) for row in at.rows),
        "waiting": waiting_n,
        "ongoing": sum(row.action.is_ongoing for row in at.rows),
    }
    told = [(f"{n:,}", monitor_words.NUMBERS[name][0 if n == 1 else 1]) for name, n in numbers.items()]
    st.html(f'<div class="ea-monitor-numbers">{big_numbers(told)}</div>')


def _counts_table(at: Here) -> str:
    """HTML of the table by area and status; only statuses that there are."""
    labels = at.atlas.taxonomy().labels("action_status")
    known = statuses_of(at.rows)
    statuses = [key for key in labels if known.get(key)]
    heads = [monitor_words.HEAD_AREA, *(labels[key] for key in statuses), monitor_words.HEAD_ONGOING,
             monitor_words.HEAD_OVERDUE]  # fmt: skip
    rows = []
    for one in counts(at.rows, list(at.area_names)):
        name = at.area_names.get(one.area_id, monitor_words.GONE_AREA.format(code=one.area_id))
        name = monitor_words.NO_PLACE if one.area_id == EVERYWHERE else name
        numbers = [*(one.by_status.get(key, 0) for key in statuses), one.ongoing_n, one.overdue_n]
        rows.append((name, *map(str, numbers)))
    return in_a_box(table(rows, heads, monitor_words.COUNTS_CAPTION, "ea-counts"), monitor_words.COUNTS_LABEL)


def _status_bars(at: Here) -> str:
    labels, known = at.atlas.taxonomy().labels("action_status"), statuses_of(at.rows)
    ongoing = len(at.rows) - sum(known.values())
    counted = [(labels.get(key, key), known[key]) for key in labels if known.get(key)]
    counted += [(monitor_words.STATUS_ONGOING, ongoing)] if ongoing else []
    most = max((n for _, n in counted), default=1)
    return bars([Bar(label, n / most, str(n)) for label, n in counted], caption=monitor_words.STATUS_CAPTION)


def _scrolled(drawn: str, label: str) -> None:
    st.html(in_a_box(drawn, label))


def _draw_late(at: Here) -> None:
    late = sorted((row for row in at.rows if row.is_late), key=_late_since)
    st.subheader(monitor_words.OVERDUE.format(n=len(late)), anchor=False)
    if not late:
        st.html(f'<p class="ea-note">{text(monitor_words.OVERDUE_NONE)}</p>')
        return
    rows = []
    for row in late[:MOST_ROWS]:
        what = ", ".join(one.text for one in row.late) or monitor_words.WHOLE_ACTION
        who = ", ".join(row.action.responsible) or monitor_words.NOBODY
        rows.append((row.action.title, what, date_words(_late_since(row)), who))
    caption = monitor_words.OVERDUE_CAPTION
    _scrolled(table(rows, monitor_words.HEADS_OVERDUE, caption), caption)
    _say_more(len(late) - MOST_ROWS)


def _late_since(row: ActionRow) -> str:
    days = [one.date for one in row.late[:1]]
    if not row.action.is_ongoing and row.action.due_date and row.action.due_date < row.today:
        days.append(row.action.due_date)
    return min(days)


def _say_more(n: int) -> None:
    if n > 0:
        st.html(f'<p class="ea-note">{text(monitor_words.MORE.format(n=n))}</p>')


def _draw_moved(at: Here) -> None:
    found = [(row, one) for row in at.rows for one in row.moved]
    with st.expander(monitor_words.MOVED.format(n=len(found)), icon=":material/event_repeat:"):
        if not found:
            st.html(f'<p class="ea-note">{text(monitor_words.MOVED_NONE)}</p>')
            return
        rows = [
            (row.action.title, one.text, date_words(one.earlier_dates[0]),
             date_words(one.date) if one.date else monitor_words.NO_DAY, str(len(one.earlier_dates)))
            for row, one in found[:MOST_ROWS]
        ]  # fmt: skip
        caption = monitor_words.MOVED_CAPTION
        _scrolled(table(rows, monitor_words.HEADS_MOVED, caption), caption)
        _say_more(len(found) - MOST_ROWS)


def _draw_waiting(at: Here, waiting: Sequence[ActionRow]) -> None:
    day = date_words(quarter_start(at.today))
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    if not waiting:
        st.html(f'<p class="ea-note">{text(monitor_words.WAITING_NONE.format(day=day))}</p>')
        return
    st.subheader(monitor_words.WAITING.format(day=day, n=len(waiting)), anchor=False)
    for row in waiting[:MOST_WAITING]:
        words = monitor_words.WAITING_LAST if row.last_look else monitor_words.WAITING_NEVER
        with st.container(horizontal=True, vertical_alignment="center"):
            title = plain(words.format(title=row.action.title, day=date_words(row.last_look)))
            st.markdown(title, width="stretch")
            if at.may_plan:
                st.button(
                    monitor_words.LOOKED, key=f"looked_{row.id}", on_click=_looked, args=(at, row.id),
                    help=monitor_words.LOOKED_HELP.format(action=plain(row.action.title)), icon=":material/visibility:",
                )  # fmt: skip
    _say_more(len(waiting) - MOST_WAITING)


def _looked(at: Here, action_id: str) -> None:
    """One click: somebody looked, and there is nothing new; the action itself stays as it was."""
    try:
        at.atlas.plan().add(Update(action_id=action_id, kind="looked", happened_on=at.today), at.person)
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[_TOLD] = monitor_words.LOOKED_DONE


def _draw_progress(at: Here) -> None:
    counted = [row for row in at.rows if row.progress[1] and not row.is_over]
    with st.expander(monitor_words.PROGRESS, icon=":material/checklist:"):
        if not counted:
            st.html(f'<p class="ea-note">{text(monitor_words.PROGRESS_NONE)}</p>')
            return
        drawn = [
            Bar(row.action.title, row.progress[0] / row.progress[1],
                monitor_words.PROGRESS_OF.format(done=row.progress[0], all=row.progress[1]))
            for row in counted[:MOST_ROWS]
        ]  # fmt: skip
        st.html(f'<div class="ea-series">{bars(drawn, caption=monitor_words.PROGRESS_CAPTION)}</div>')
        _say_more(len(counted) - MOST_ROWS)
