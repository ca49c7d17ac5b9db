"""Where somebody is on the Action plan page: atlas, edition, the action that is open, the filters in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.parts import Drawing, current_drawing
from everyday.acting import (
    ActionRow,
    Choice,
    Organisations,
    action_numbers,
    chosen,
    plan_rows,
)
from geo.errors import AtlasError
from plan.records import Organisation

if TYPE_CHECKING:
    pass

__all__ = ["CHOICE", "FAULT", "Desk", "choose", "current_choice", "desk", "try_to"]

ACTION, CHOICE, FAULT = "action", "plan_choice", "plan_fault"


@dataclass
class Desk(Drawing):
    """What the page works with, for one drawing."""

    @property
    def audience(self) -> str:
        """For whom the page is: the team, or whoever else may read it."""
        return "team" if self.may("plan") else "network"

    @cached_property
    def rows(self) -> list[ActionRow]:
        """Every action that this person may see."""
        return plan_rows(self.store, audience=self.audience)

    @cached_property
    def organisations(self) -> Organisations:
        """The organisations that the plan knows."""
        return Organisations(self.store.all(Organisation))

    @cached_property
    def chosen(self) -> list[ActionRow]:
        """Those that the filters take."""
        return chosen(self.rows, current_choice(), self.organisations)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each action by its id."""
        return action_numbers(self.store)

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """Names of the areas by id."""
        return dict(zip(self.shown.areas["area_id"], self.shown.areas["area_name"], strict=True))

    @property
    def open_row(self) -> ActionRow | None:
        """The action that is open."""
        wanted = st.query_params.get(ACTION)
        return next((row for row in self.rows if row.id == wanted), None)


def desk() -> Desk | None:
    """Where somebody is; None without an atlas that was built."""
    return current_drawing(Desk)


def choose(action_id: str) -> None:
    """Open an action, or with an empty id none."""
    if action_id:
        st.query_params[ACTION] = action_id
    else:
        st.query_params.pop(ACTION, None)


def current_choice() -> Choice:
    """The filters in force."""
    return Choice.from_json(st.session_state.get(CHOICE) or {})


def try_to(work: Callable[[], Any]) -> bool:
    """Do what was asked; a fault is kept and drawn with the page (:data:`FAULT`). True if it was done."""
    try:
        work()
    except AtlasError as error:
        st.session_state[FAULT] = error
        return False
    return True
