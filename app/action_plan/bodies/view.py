"""The view: the organisations there are, what happened to one, and the actions that wait for another."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from app.action_plan.desk import FAULT, Desk, desk, try_to
from app.printed import date_words, text
from app.server import draw_fault, plain
from app.words import council as words
from everyday.acting import ActionRow, assign_again, cease, merge_bodies, rename_body, split_body
from plan.records import Organisation

__all__ = ["bodies_table", "draw_bodies"]

_TOLD = "bodies_told"


def draw_bodies(at: Desk) -> None:
    """Draw the view."""
    st.markdown(words.BODIES_SAY)
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    _draw_again(at)
    bodies = at.organisations.known
    st.header(words.BODIES.format(n=len(bodies)), anchor=False)
    if bodies:
        st.dataframe(bodies_table(at), hide_index=True, key="bodies_list", alt=words.BODIES.format(n=len(bodies)),
                     column_config={name: st.column_config.Column(label)
                                    for name, label in words.BODIES_COLUMNS.items()})  # fmt: skip
    else:
        st.html(f'<p class="ea-note">{text(words.BODIES_NONE)}</p>')
    if at.may("plan"):
        with st.container(horizontal=True):
            _draw_adding(at)
            if bodies:
                _draw_changing(at)


def bodies_table(at: Desk) -> pd.DataFrame:
    """One row a body, by name."""
    named = Counter(
        key for row in at.rows
        for key in {at.organisations.key(name) for name in (*row.action.responsible, *row.action.contributes)}
    )  # fmt: skip
    rows = [
        {
            "name": one.name, "kind": at.taxonomy.label("organisation_kinds", one.kind),
            "former": ", ".join(words.FORMER.format(name=entry.get("name", ""), day=date_words(str(entry.get("until"))))
                                for entry in one.former_names),
            "state": _state(at, one), "actions": named[one.id],
        }
        for one in sorted(at.organisations.known, key=lambda one: one.name.casefold())
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(words.BODIES_COLUMNS))


def _state(at: Desk, one: Organisation) -> str:
    if not one.ceased_on:
        return words.NOW
    following = ", ".join(other.name for other in at.organisations.successors(one.name))
    said = words.CEASED_ON.format(day=date_words(one.ceased_on))
    return said + (words.GOES_ON.format(names=following) if following else "")


def _draw_again(at: Desk) -> None:
    """Actions with a responsible body that is no more, those first that nobody else is responsible for."""
    waiting = [(row, name) for row in at.rows if not row.is_over for name in row.ceased]
    st.header(words.AGAIN.format(n=len(waiting)), anchor=False)
    if not waiting:
        st.html(f'<p class="ea-note">{text(words.AGAIN_NONE)}</p>')
        return
    waiting.sort(key=lambda one: len(one[0].action.responsible) > len(one[0].ceased))
    for row, name in waiting:
        _draw_waiting(at, row, name)


def _draw_waiting(at: Desk, row: ActionRow, name: str) -> None:
    found = at.organisations.find(name)
    is_alone = len(row.ceased) == len(row.action.responsible)
    said = words.AGAIN_SAYS.format(name=name, day=date_words(found.ceased_on if found else ""))
    number = f"A{at.numbers[row.id]}: {row.action.title}" + (f" ({words.AGAIN_ONLY})" if is_alone else "")
    with st.container(border=True):
        st.html(f'<p dir="auto"><strong>{text(number)}</strong><br>{text(said)}</p>')
        if not at.may("plan"):
            return
        following = [one.name for one in at.organisations.successors(name)]
        others = [one.name for one in at.organisations.known if not one.ceased_on and one.name not in following]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"again_{row.id}_{found.id if found else ''}"
            st.selectbox(words.AGAIN_TO, [*following, *others], key=key, index=0 if following else None)
            st.button(words.AGAIN_DO, key=f"do_{key}", on_click=_assign, args=(row.id, name, key), type="primary")


def _told(done: bool) -> None:
    if done:
        st.session_state[_TOLD] = words.DONE


def _assign(action_id: str, ceased: str, key: str) -> None:
    at, to = desk(), str(st.session_state.get(key) or "")
    if at is not None:
        _told(try_to(lambda: assign_again(at.store, at.person, action_id, ceased, to)))


def _add() -> None:
    at = desk()
    if at is not None:
        name, kind = (str(st.session_state.get(key) or "") for key in ("body_name", "body_kind"))
        _told(try_to(lambda: at.store.add(Organisation(name=" ".join(name.split()), kind=kind), at.person)))


def _draw_adding(at: Desk) -> None:
    with st.popover(words.ADD, icon=":material/add_business:"):
        st.text_input(words.ADD_NAME, key="body_name", max_chars=300)
        kinds = at.taxonomy.labels("organisation_kinds")
        st.selectbox(words.ADD_KIND, list(kinds), format_func=kinds.__getitem__, key="body_kind")
        st.button(words.DO, key="body_add", type="primary", on_click=_add)


def _change() -> None:
    """What happened, as the form says it."""
    at = desk()
    if at is None:
        return
    what, on = (str(st.session_state.get(key) or "").strip() for key in ("body_what", "body_on"))
    one, name = (str(st.session_state.get(key) or "") for key in ("body_which", "body_new"))
    several = list(st.session_state.get("body_which_several") or ())
    lines = [line for line in str(st.session_state.get("body_into") or "").splitlines() if line.strip()]
    works = {
        "rename": lambda: rename_body(at.store, at.person, one, name, on),
        "merge": lambda: merge_bodies(at.store, at.person, several, name, on),
        "split": lambda: split_body(at.store, at.person, one, lines, on),
        "cease": lambda: cease(at.store, at.person, one, on),
    }
    _told(try_to(works[what]))


def _draw_changing(at: Desk) -> None:
    with st.popover(words.CHANGE, icon=":material/sync_alt:"):
        what = st.radio(words.WHAT, list(words.WHATS), format_func=words.WHATS.__getitem__, key="body_what")
        names = {one.id: one.name for one in at.organisations.known if not one.ceased_on}
        if what == "merge":
            st.multiselect(words.WHICH_SEVERAL, list(names), format_func=names.__getitem__, key="body_which_several",
                           select_all=False)  # fmt: skip
            st.text_input(words.INTO_ONE, key="body_new", max_chars=300)
        else:
            st.selectbox(words.WHICH, list(names), format_func=lambda key: plain(names[key]), key="body_which")
            if what == "rename":
                st.text_input(words.NEW_NAME, key="body_new", max_chars=300)
            elif what == "split":
                st.text_area(words.INTO_SEVERAL, key="body_into", height=80)
        st.text_input(words.ON, key="body_on", max_chars=10)
        st.button(words.DO, key="body_change", type="primary", on_click=_change)
