"""The page Monitor."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.monitor.changed import draw_changed
from app.monitor.closing import draw_closing
from app.monitor.happened import draw_happened
from app.monitor.here import AREA, EVERYWHERE_KEY, Here, here
from app.monitor.told import draw_new
from app.monitor.transport import draw_transport
from app.parts import draw_nothing_yet, draw_reports_link
from app.printed import text
from app.words import monitor as monitor_words
from everyday.fetch import ages_before_change, ages_of_edition

__all__ = ["draw_monitor"]


def draw_monitor() -> None:
    """Draw the page."""
    at = here()
    if at is None:
        draw_nothing_yet()
        return
    if aged := ages_before_change(ages_of_edition(at.shown.manifest, date.fromisoformat(at.today), at.atlas.folder)):
        st.html(f'<p class="ea-note">{text(aged)}</p>')
    _draw_choice(at)
    if not at.all_rows:
        st.header(monitor_words.NOTHING, anchor=False)
        st.html(f'<p class="ea-note">{text(monitor_words.NOTHING_DO)}</p>')
    else:
        draw_happened(at)
        draw_closing(at)
        draw_changed(at)
        draw_new(at)
    draw_transport(at)


def _draw_choice(at: Here) -> None:
    """Which area; it stands in the address."""
    names = {"": monitor_words.EVERY_AREA, **at.area_names, EVERYWHERE_KEY: monitor_words.NO_PLACE}
    st.session_state["monitor_area"] = at.area
    st.selectbox(
        monitor_words.AREA_LABEL, list(names), format_func=names.__getitem__, key="monitor_area", on_change=_chosen,
        width=330,
    )  # fmt: skip
    if at.all_rows and at.may_plan:
        draw_reports_link(at.area)
    if at.area:
        st.caption(monitor_words.CHOSEN_OF.format(n=len(at.rows), all=len(at.all_rows)))


def _chosen() -> None:
    area = str(st.session_state.get("monitor_area") or "")
    if area:
        st.query_params[AREA] = area
    else:
        st.query_params.pop(AREA, None)
