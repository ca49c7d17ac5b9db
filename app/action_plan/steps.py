"""What is done with an action from day to day: status, steps, asks and answers, what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from app.action_plan.desk import Desk, desk, try_to
from app.action_plan.evidence import draw_update_form
from app.parts import history_html
from app.printed import date_words, text
from app.words import action_plan as words
from app.words import reports as report_words
from everyday.acting import ActionRow
from plan.records import Action, Ask, Milestone, Update

__all__ = ["draw_asking", "draw_history", "draw_status", "draw_steps", "draw_update"]


def _today() -> str:
    return date.today().isoformat()


def _value(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _now(action_id: str) -> tuple[Desk, Action] | None:
    """The action as it is now: another screen may have changed it since this one was drawn."""
    at = desk()
    found = at.store.all(Action, id=action_id) if at else []
    return (at, found[0]) if at and found else None


def _do(action_id: str, change: Callable[[Desk, Action], Any]) -> None:
    if (now := _now(action_id)) is not None:
        try_to(lambda: change(*now))


def _to_status(action_id: str, status: str) -> None:
    more: dict[str, Any] = {"goes_on_as": "", "goes_on_in": ()}
    if status == "agreed":
        more["unasked_reason"] = _value("plan_reason_agreed")
    elif status == "dropped":
        more["status_reason"] = _value("plan_reason_dropped")
        if how := _value("plan_goes_on_as"):
            more |= {"goes_on_as": how, "goes_on_in": tuple(st.session_state.get("plan_goes_on_in") or ())}
    elif status == "done":
        more |= {
            "carried_out": _value("plan_carried"),
            "helped": _value("plan_helped"),
            "result": _value("plan_result"),
        }
    _do(action_id, lambda at, action: at.store.save(replace(action, status=status, **more), at.person))


def draw_status(at: Desk, row: ActionRow) -> None:
    """What may follow the status that it has; what needs a reason asks for it."""
    for status in at.taxonomy.next_statuses("action", row.action.status):
        label = words.STATUS_DO.get(status, at.taxonomy.label("action_status", status))
        needs = {"dropped": True, "done": True, "agreed": bool(row.unasked)}.get(status, False)
        if not needs:
            st.button(label, key=f"plan_to_{status}", on_click=_to_status, args=(row.id, status))
            continue
        with st.popover(label):
            if status == "done":
                st.radio(words.CARRIED_OUT, list(words.CARRIED), format_func=words.CARRIED.__getitem__,
                         key="plan_carried", horizontal=True)  # fmt: skip
                st.radio(words.HELPED, list(words.HELP), format_func=words.HELP.__getitem__, key="plan_helped",
                         index=len(words.HELP) - 1)  # fmt: skip
                st.text_input(words.RESULT, key="plan_result", max_chars=2000)
            else:
                said = words.STATUS_UNASKED.format(names=", ".join(row.unasked))
                st.text_input(said if status == "agreed" else words.STATUS_REASON, key=f"plan_reason_{status}",
                              max_chars=1000)  # fmt: skip
                if status == "dropped":
                    _draw_going_on(at, row)
            st.button(label, key=f"plan_to_{status}", type="primary", on_click=_to_status, args=(row.id, status))


def _draw_going_on(at: Desk, row: ActionRow) -> None:
    """Whether another action goes on with one that is dropped, and which."""
    others = {one.id: f"A{at.numbers[one.id]}: {one.action.title[:100]}" for one in at.rows
              if one.id != row.id and one.action.status != "dropped"}  # fmt: skip
    st.radio(report_words.GOES_ON, list(report_words.GOES_ON_AS), format_func=report_words.GOES_ON_AS.__getitem__,
             key="plan_goes_on_as")  # fmt: skip
    st.multiselect(report_words.GOES_ON_IN, list(others), format_func=others.__getitem__, key="plan_goes_on_in",
                   select_all=False)  # fmt: skip


def _step_done(milestone_id: str) -> None:
    _change_step(milestone_id, lambda one: replace(one, done_on=_today()))


def _step_moved(milestone_id: str, key: str) -> None:
    def moved(one: Milestone) -> Milestone:
        earlier = (*one.earlier_dates, one.date) if one.date else one.earlier_dates
        return replace(one, date=_value(key), earlier_dates=earlier)

    _change_step(milestone_id, moved)


def _change_step(milestone_id: str, change: Callable[[Milestone], Milestone]) -> None:
    at = desk()
    if at is not None:
        try_to(lambda: at.store.save(change(at.store.get(Milestone, milestone_id)), at.person))


def draw_steps(at: Desk, row: ActionRow) -> None:
    """Milestones that are not done: done today, or another day."""
    waiting = [one for one in row.milestones if not one.done_on]
    if not waiting:
        return
    with st.popover(words.STEP):
        for one in waiting:
            st.html(f'<p dir="auto">{text(date_words(one.date))} {text(one.text)}</p>')
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.button(words.STEP_DONE, key=f"step_done_{one.id}", on_click=_step_done, args=(one.id,))
                key = f"step_date_{one.id}"
                st.text_input(words.STEP_DATE, one.date, key=key, max_chars=10, width=140)
                st.button(words.STEP_MOVE, key=f"step_move_{one.id}", on_click=_step_moved, args=(one.id, key))


def _ask(action_id: str) -> None:
    ask = Ask(action_id=action_id, organisation=_value("plan_ask_who"), asked_on=_value("plan_ask_on"),
              text=_value("plan_ask_text"))  # fmt: skip
    _do(action_id, lambda at, _action: at.store.add(ask, at.person))


def _answer(ask_id: str) -> None:
    at = desk()
    if at is None:
        return
    given: dict[str, Any] = {
        "answer": _value(f"answer_{ask_id}"), "answered_on": _value(f"answered_on_{ask_id}"),
        "answer_text": _value(f"answer_text_{ask_id}"), "source": _value(f"answer_source_{ask_id}"),
    }  # fmt: skip
    try_to(lambda: at.store.save(replace(at.store.get(Ask, ask_id), **given), at.person))


def draw_asking(at: Desk, row: ActionRow) -> None:
    """Note that an organisation was asked, and what it answered."""
    with st.popover(words.ASK):
        named = (*row.unasked, *row.action.responsible, *row.action.contributes)
        known = (one.name for one in at.organisations.known)
        st.selectbox(words.ASK_WHO, list(dict.fromkeys((*named, *known))), key="plan_ask_who")
        st.text_input(words.ASK_ON, _today(), key="plan_ask_on", max_chars=10)
        st.text_area(words.ASK_TEXT, key="plan_ask_text", max_chars=2000, help=words.FOR_TEAM)
        st.button(words.ASK_SAVE, key="plan_ask", type="primary", on_click=_ask, args=(row.id,))
        for one in (one for one in row.asks if not one.answer):
            st.html(f"<h3>{text(words.ANSWER)}: {text(one.organisation)}</h3>")
            options = [key for key in words.ANSWER_WORDS if key]
            st.radio(words.ANSWER_WHAT, options, format_func=words.ANSWER_WORDS.__getitem__, key=f"answer_{one.id}",
                     horizontal=True)  # fmt: skip
            st.text_input(words.ANSWER_ON, _today(), key=f"answered_on_{one.id}", max_chars=10)
            st.text_area(words.ANSWER_TEXT, key=f"answer_text_{one.id}", max_chars=5000)
            st.text_input(words.ANSWER_SOURCE, key=f"answer_source_{one.id}", max_chars=500)
            st.button(words.ASK_SAVE, key=f"answer_save_{one.id}", on_click=_answer, args=(one.id,))


def _looked(action_id: str) -> None:
    update = Update(action_id=action_id, kind="looked", happened_on=_today())
    _do(action_id, lambda at, _action: at.store.add(update, at.person))


def draw_update(row: ActionRow) -> None:
    """What happened, or that somebody looked and there was nothing new."""
    with st.popover(words.UPDATE):
        draw_update_form(row, _today())
    st.button(words.LOOKED, key="plan_looked", on_click=_looked, args=(row.id,))


def draw_history(at: Desk, row: ActionRow) -> None:
    """Who changed what, when."""
    with st.popover(words.HISTORY):
        st.html(history_html(at.store.history(row.id)))
