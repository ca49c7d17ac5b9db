"""Closing an action: whether it was carried out, and, apart from that, whether it helped."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.monitor.here import Here
from app.printed import text
from app.server import draw_fault, plain
from app.words import monitor as monitor_words
from geo.errors import AtlasError

__all__ = ["draw_closing"]

_TOLD = "monitor_closed"


def draw_closing(at: Here) -> None:
    """The form, for those who may."""
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    if not at.may_plan:
        return
    taxonomy = at.atlas.taxonomy()
    open_rows = {row.id: row for row in at.rows if "done" in taxonomy.next_statuses("action", row.action.status)}
    with st.expander(monitor_words.CLOSE, icon=":material/task_alt:"):
        st.html(f'<p class="ea-note">{text(monitor_words.CLOSE_ABOUT)}</p>')
        if not open_rows:
            st.html(f'<p class="ea-note">{text(monitor_words.CLOSE_NONE)}</p>')
            return
        with st.form("monitor_close", border=False):
            which = st.selectbox(
                monitor_words.CLOSE_WHICH, list(open_rows), format_func=lambda key: open_rows[key].action.title,
                key="close_which",
            )  # fmt: skip
            carried = st.radio(
                monitor_words.CARRIED_OUT, list(monitor_words.CARRIED), index=None, horizontal=True,
                format_func=monitor_words.CARRIED.__getitem__, key="close_carried",
            )  # fmt: skip
            helped = st.radio(
                monitor_words.HELPED, list(monitor_words.HELP), index=None, horizontal=True,
                format_func=monitor_words.HELP.__getitem__, key="close_helped",
            )  # fmt: skip
            result = st.text_area(monitor_words.RESULT, max_chars=2000, height=80, key="close_result")
            is_sent = st.form_submit_button(monitor_words.CLOSE_SAVE, type="primary")
        if is_sent:
            _close(at, str(which), carried or "", helped or "", result)


def _close(at: Here, action_id: str, carried: str, helped: str, result: str) -> None:
    if not carried or not helped:
        st.warning(monitor_words.CLOSE_ASK)
        return
    action = next(row.action for row in at.rows if row.id == action_id)
    try:
        at.atlas.plan().save(
            replace(action, status="done", carried_out=carried, helped=helped, result=result), at.person
        )
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[_TOLD] = monitor_words.CLOSED.format(title=plain(action.title))
    st.rerun()
