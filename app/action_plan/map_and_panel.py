"""The map with the actions on it, and beside it one action, or the list of all."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from app.action_plan.card import draw_card, status_words
from app.action_plan.desk import FAULT, Desk, choose, desk
from app.action_plan.routes import PINS_URL
from app.map import MapStart, Message, Pins, draw_map, last_click, map_and_panel, whole_town
from app.parts import Chosen
from app.printed import text
from app.server import draw_fault
from app.words import action_plan as words
from everyday.acting import ActionRow, places_of_rows

__all__ = ["draw_map_and_panel"]

MAP_KEY = "plan_map"
AT_ONCE = 60
"""So many actions are listed, and so many more each time somebody asks; the table has all of them."""
_LISTED_N = "plan_listed_n"


def _start_of(at: Desk) -> MapStart:
    known = st.session_state.get("plan_map_start")
    if known is None or known.edition_id != at.shown.id:
        known = st.session_state["plan_map_start"] = whole_town(at.shown)
    return known  # type: ignore[no-any-return]


def _clicked() -> None:
    click = last_click(MAP_KEY)
    if click is not None and click.pin:
        choose(click.pin)


def _message(at: Desk) -> Message:
    row = at.open_row
    area = next(iter(row.area_ids), "") if row and row.place is None else ""
    return Message(
        "areas",
        only="areas",
        hide_unknown=True,
        chosen=Chosen("areas", area) if area in at.area_names else None,
        pins=Pins(
            url=PINS_URL, chosen=row.id if row else "", only=[one.id for one in at.chosen], draw=None, spot=None,
            words={},
        ),
        heading=words.MAP_HEADING,
        legend=_legend(at),
    )  # fmt: skip


def _legend(at: Desk) -> str:
    """How many actions each area has, as a short table."""
    counts = Counter(area for row in at.chosen for area in row.area_ids)
    lines = "".join(
        f"<tr><th scope='row'>{text(at.area_names.get(area, area))}</th><td>{number}</td></tr>"
        for area, number in counts.most_common()
    )
    return f"<strong>{text(words.HOW_MANY_LEGEND)}</strong><table>{lines}</table>" if lines else ""


@st.fragment
def draw_map_and_panel() -> None:
    """Draw map and panel; drawn anew alone when somebody clicks."""
    at = desk()
    if at is None:
        return
    left, panel = map_and_panel("plan")
    with left:
        draw_map(_start_of(at), _message(at), key=MAP_KEY, on_click=_clicked)
    with panel:
        if (fault := st.session_state.pop(FAULT, None)) is not None:
            draw_fault(fault)
        if (row := at.open_row) is not None:
            draw_card(at, row)
        else:
            _draw_list(at)


def _draw_list(at: Desk) -> None:
    if not at.rows:
        st.subheader(words.NOTHING)
        st.markdown(words.NOTHING_DO)
        return
    if not at.chosen:
        st.info(words.NONE_CHOSEN)
        return
    st.html(f'<p class="ea-note">{text(words.MAP_HINT)}</p>')
    groups = [[row for row in at.chosen if not row.is_everywhere], [row for row in at.chosen if row.is_everywhere]]
    left_n = int(st.session_state.get(_LISTED_N, AT_ONCE))
    for title, rows in zip((words.ON_MAP, words.PLACELESS), groups, strict=True):
        if rows:
            st.html(f"<h2 class='ea-list'>{text(title.format(n=len(rows)))}</h2>")
        for row in rows[:left_n]:
            _draw_line(at, row)
        if len(rows) > left_n:
            st.button(words.LIST_MORE.format(n=len(rows) - left_n), key=f"more_{title}", on_click=_list_more)


def _list_more() -> None:
    st.session_state[_LISTED_N] = int(st.session_state.get(_LISTED_N, AT_ONCE)) + AT_ONCE


def _draw_line(at: Desk, row: ActionRow) -> None:
    st.button(
        f"A{at.numbers[row.id]} · {row.action.title}", key=f"open_{row.id}", on_click=choose, args=(row.id,),
        type="tertiary",
    )  # fmt: skip
    parts = [status_words(at, row), places_of_rows(at.shown, row), ", ".join(row.action.responsible)]
    st.html(f'<p class="ea-note"><bdi>{text(" · ".join(part for part in parts if part))}</bdi></p>')
