"""The page Network."""

from __future__ import annotations

import streamlit as st

from app.network.groups import draw_groups
from app.network.here import Here, draw_told, here, note
from app.network.performing import draw_performing
from app.network.questions import draw_questions
from app.network.raised import draw_raised
from app.network.who import draw_members, draw_missing
from app.parts import draw_emerging, draw_nothing_yet
from app.printed import big_numbers, date_words
from app.words import common as common_words
from app.words import network as words
from everyday.acting import agreed_day, groups_now, members, missing, the_network
from everyday.atlas import has_plan
from plan.records import Network

__all__ = ["draw_network"]

VIEW = "view"


def draw_network() -> None:
    """Draw the page."""
    at = here()
    if at is None:
        draw_nothing_yet()
        return
    if not at.may("read"):
        st.info(words.LOCKED)
        return
    draw_told()
    if not has_plan(at.atlas.folder):
        _draw_start(at)
        return
    draw_raised(at)
    _draw_numbers(at)
    view = _draw_views()
    if view == "groups":
        draw_groups(at)
    elif view == "questions":
        draw_questions(at)
    elif view == "emerging":
        st.header(common_words.EMERGING, anchor=False)
        draw_emerging(at.atlas, at.shown, agreed_day(at.store))
    else:
        _draw_who(at)


def _draw_start(at: Here) -> None:
    """There is no plan: looking makes none, pressing the button does."""
    st.header(words.NOT_STARTED, anchor=False)
    note(words.NOT_STARTED_DO)
    if at.may("plan"):
        st.button(words.START, key="network_start", type="primary", on_click=_start)


def _start() -> None:
    from app.network.here import try_to

    at = here()
    if at is not None:
        try_to(lambda: at.store.add(Network(name=words.NETWORK_USUAL), at.person), words.NETWORK_SAVED)


def _draw_numbers(at: Here) -> None:
    now = [one for one in members(at.store, at.today) if one.is_now]
    groups, network = groups_now(at.store, at.today), the_network(at.store)
    year_ago = f"{int(at.today[:4]) - 1}{at.today[4:]}"
    answers = sum((one.given_on or one.created_at[:10]) > year_ago for row in at.rows for one in row.feedback)
    meetings = [one.next_meeting for one in groups] + ([network.next_meeting] if network else [])
    days = [day for day in meetings if day >= at.today]
    counted = [(str(n), words.NUMBERS[name][0 if n == 1 else 1])
               for name, n in (("members", len(now)), ("groups", len(groups)), ("answers", answers))]  # fmt: skip
    counted.append((date_words(min(days)) if days else words.NO_DAY, words.NEXT_MEETING))
    st.html(f'<div class="ea-monitor-numbers ea-network-numbers">{big_numbers(counted)}</div>')


def _draw_views() -> str:
    asked = st.query_params.get(VIEW, "")
    st.session_state["network_view"] = asked if asked in words.VIEWS else next(iter(words.VIEWS))
    view = st.segmented_control(
        words.VIEWS_LABEL, tuple(words.VIEWS), format_func=words.VIEWS.__getitem__, key="network_view", required=True,
        on_change=_viewed, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return str(view)


def _viewed() -> None:
    st.query_params[VIEW] = str(st.session_state.get("network_view") or "")


def _draw_who(at: Here) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_members(at)
        draw_performing(at)
    with right:
        draw_missing(at, missing(at.store, at.rows, at.taxonomy, at.today))
