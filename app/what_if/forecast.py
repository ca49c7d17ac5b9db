"""What a scenario is for: it hangs on an action as its forecast."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.server import Shown, current_person, draw_fault, open_atlas
from app.words import what_if as what_if_words
from everyday.acting import action_numbers, plan_rows
from everyday.atlas import has_plan
from geo.errors import AtlasError
from plan.records import Action
from plan.roles import may

__all__ = ["draw_forecast", "hang_on_action"]


def _hang(edition_id: str) -> None:
    """Hang the scenario on the action that was chosen, or take it off the one that it hangs on."""
    atlas, person = open_atlas(), current_person()
    action_id = str(st.session_state.get("what_if_action") or "")
    if atlas is None or not action_id:
        return
    store = atlas.plan()
    try:
        action = store.get(Action, action_id)
        wanted = "" if action.scenario == edition_id else edition_id
        store.save(replace(action, scenario=wanted), person)
    except AtlasError as error:
        st.session_state["what_if_fault"] = error


def hang_on_action(action_id: str, edition_id: str) -> str:
    """Hang a scenario on the action that it was worked out for, where this person may; gives the action's title.

    An action that is over keeps the forecast that it had.
    """
    atlas, person = open_atlas(), current_person()
    if atlas is None or not action_id or not may(person.role, "plan") or not has_plan(atlas.folder):
        return ""
    store = atlas.plan()
    row = next((one for one in plan_rows(store) if one.id == action_id and not one.is_over), None)
    if row is None:
        return ""
    try:
        store.save(replace(store.get(Action, row.id), scenario=edition_id), person)
    except AtlasError as error:
        draw_fault(error)
        return ""
    return row.action.title


def draw_forecast(shown: Shown) -> None:
    """The actions that a scenario can forecast, for those who may plan; nothing where there is no action."""
    atlas, person = open_atlas(), current_person()
    if atlas is None or not may(person.role, "plan") or not has_plan(atlas.folder):
        return
    store = atlas.plan()
    rows = {row.id: row for row in plan_rows(store) if not row.is_over}
    if not rows:
        return
    if (fault := st.session_state.pop("what_if_fault", None)) is not None:
        draw_fault(fault)
    numbers = action_numbers(store)
    hung = [row.action.title for row in rows.values() if row.action.scenario == shown.id]
    with st.popover(what_if_words.FORECAST, icon=":material/query_stats:"):
        for title in hung:
            st.text(what_if_words.FORECAST_HANGS.format(action=title))
        chosen = st.selectbox(
            what_if_words.FORECAST_ACTION, list(rows), key="what_if_action",
            format_func=lambda key: f"A{numbers[key]} · {rows[key].action.title}",
        )  # fmt: skip
        is_hung = bool(chosen) and rows[chosen].action.scenario == shown.id
        st.button(
            what_if_words.FORECAST_OFF if is_hung else what_if_words.FORECAST_ON, key="what_if_hang", type="primary",
            on_click=_hang, args=(shown.id,),
        )  # fmt: skip
