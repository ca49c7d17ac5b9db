"""Whose network is looked at, by whom; and how something is saved: told when it was, or why it was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import streamlit as st

from app.parts import Drawing, Saving, current_drawing, history_html, note
from app.words import network as words
from everyday.acting import ActionRow, Organisations, action_numbers, plan_rows
from plan.records import Organisation

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

SAVING = Saving("network")
try_to, save_now, of_new, draw_told = SAVING.try_to, SAVING.save_now, SAVING.of_new, SAVING.draw_told
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


@dataclass
class Here(Drawing):
    """What every part of the page works with, for one drawing."""

    today: str = field(default_factory=lambda: date.today().isoformat())

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

    def title(self, row: ActionRow) -> str:
        """An action by its number and title."""
        return words.ACTION_N.format(n=self.numbers[row.id], title=row.action.title)


def here() -> Here | None:
    """Where somebody is; None without an atlas that was built."""
    return current_drawing(Here)


def day_input(label: str, value: str, *, key: str) -> str:
    """A day, or none; ``2026-11-28`` or empty."""
    known = date.fromisoformat(value) if value else None
    day = st.date_input(label, known, key=key, format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST)
    return day.isoformat() if isinstance(day, date) else ""


def past(at: Here, record_id: str) -> None:
    """Who changed a record, when, and what."""
    with st.expander(words.HISTORY):
        st.html(history_html(at.store.history(record_id)))
