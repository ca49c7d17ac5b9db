"""Whose network is looked at, by whom; and how something is saved: told when it was, or why it was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.parts import history_html
from app.printed import text
from app.server import Shown, current_person, draw_fault, open_atlas, shown_edition
from app.words import network as words
from everyday.acting import ActionRow, Organisations, action_numbers, plan_rows
from everyday.facade import Atlas
from geo.errors import AtlasError
from plan.records import Organisation, Person
from plan.roles import may

if TYPE_CHECKING:
    from everyday.atlas import PlanStore
    from plan.taxonomy import Taxonomy

__all__ = [
    "EARLIEST",
    "LATEST",
    "Here",
    "day_input",
    "draw_told",
    "here",
    "note",
    "of_new",
    "past",
    "save_now",
    "try_to",
]

TOLD, FAULT, _SAVED_N = "network_told", "network_fault", "network_saved_n"
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


@dataclass
class Here:
    """What every part of the page works with, for one drawing."""

    atlas: Atlas
    shown: Shown
    person: Person
    today: str

    @cached_property
    def store(self) -> PlanStore:
        """The plan."""
        return self.atlas.plan()

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The town's vocabulary."""
        return self.atlas.taxonomy()

    @cached_property
    def rows(self) -> list[ActionRow]:
        """Every action that this person may see."""
        audience = "team" if self.may("plan") else "network" if self.may("edit") else "everybody"
        return plan_rows(self.store, audience=audience, today=self.today)

    @cached_property
    def organisations(self) -> Organisations:
        """The organisations that the plan knows."""
        return Organisations(self.store.all(Organisation))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each action by its id."""
        return action_numbers(self.store)

    def may(self, operation: str) -> bool:
        """True if this person may do it."""
        return may(self.person.role, operation)

    def title(self, row: ActionRow) -> str:
        """An action by its number and title."""
        return words.ACTION_N.format(n=self.numbers[row.id], title=row.action.title)


def here() -> Here | None:
    """Where somebody is; None without an atlas that was built."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        return None
    return Here(atlas, shown, current_person(), date.today().isoformat())


def try_to(work: Callable[[], Any], told: str) -> None:
    """Do what a button asked and say that it was done; a fault is drawn with the page."""
    try:
        work()
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    st.session_state[TOLD] = told


def save_now(work: Callable[[], Any], told: str) -> None:
    """The same while the page is being drawn: drawn anew once it is done; a fault stands where the button is, and what
    was typed stays.
    """
    try:
        work()
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[TOLD] = told
    st.session_state[_SAVED_N] = int(st.session_state.get(_SAVED_N, 0)) + 1
    st.rerun()


def of_new() -> str:
    """What fields of a form for something new are called by beside their names: after a save they are others, empty."""
    saved_n = st.session_state.get(_SAVED_N, 0)
    return f"new{saved_n}" if saved_n else ""


def draw_told() -> None:
    """What was done, or why it was not."""
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(TOLD, ""):
        st.success(told)


def note(said: str) -> None:
    """A line of small print."""
    st.html(f'<p class="ea-note">{text(said)}</p>')


def day_input(label: str, value: str, *, key: str) -> str:
    """A day, or none; ``2026-11-28`` or empty."""
    known = date.fromisoformat(value) if value else None
    day = st.date_input(label, known, key=key, format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST)
    return day.isoformat() if isinstance(day, date) else ""


def past(at: Here, record_id: str) -> None:
    """Who changed a record, when, and what."""
    with st.expander(words.HISTORY):
        st.html(history_html(at.store.history(record_id)))
