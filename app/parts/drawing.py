"""What every part of a page works with for one drawing, and how something is saved on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from app.printed import text
from app.server import Shown, current_person, draw_fault, open_atlas, plain, shown_edition
from everyday.facade import Atlas
from geo.errors import AtlasError
from plan.records import Person
from plan.roles import may

if TYPE_CHECKING:
    from everyday.atlas import PlanStore
    from plan.taxonomy import Taxonomy

__all__ = ["Drawing", "Saving", "current_drawing", "go_to", "note"]


@dataclass
class Drawing:
    """Which atlas and edition are looked at, and by whom; pages add what is their own."""

    atlas: Atlas
    shown: Shown
    person: Person

    @cached_property
    def store(self) -> PlanStore:
        """The plan."""
        return self.atlas.plan()

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The town's vocabulary."""
        return self.atlas.taxonomy()

    def may(self, operation: str) -> bool:
        """True if this person may do it."""
        return may(self.person.role, operation)


Kind = TypeVar("Kind", bound=Drawing)


def current_drawing(kind: type[Kind]) -> Kind | None:
    """Where somebody is; None without an atlas that was built."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    return None if atlas is None or shown is None else kind(atlas, shown, current_person())


@dataclass(frozen=True)
class Saving:
    """How something is saved on a page: told when it was, or why it was not.

    Attributes:
        page: a word that tells the page's state from that of others.
    """

    page: str

    def try_to(self, work: Callable[[], Any], told: str) -> None:
        """Do what a button asked and say that it was done; a fault is drawn with the page."""
        try:
            work()
        except AtlasError as error:
            st.session_state[f"{self.page}_fault"] = error
            return
        st.session_state[f"{self.page}_told"] = told

    def save_now(self, work: Callable[[], Any], told: str | Callable[[Any], str]) -> None:
        """The same while the page is being drawn: drawn anew once it is done; a fault stands where the button is, and
        what was typed stays.

        Args:
            told: what is said then, or what makes it of what the work gave.
        """
        try:
            done = work()
        except AtlasError as error:
            draw_fault(error)
            return
        st.session_state[f"{self.page}_told"] = told if isinstance(told, str) else told(done)
        st.session_state[f"{self.page}_saved_n"] = self.saved_n() + 1
        st.rerun()

    def saved_n(self) -> int:
        """How often something was saved in this visit."""
        return int(st.session_state.get(f"{self.page}_saved_n", 0))

    def of_new(self) -> str:
        """What fields of a form for something new are called by beside their names: after a save they are others,
        empty."""
        return f"new{saved_n}" if (saved_n := self.saved_n()) else ""

    def forget(self) -> None:
        """Say nothing any more of what was saved before."""
        st.session_state.pop(f"{self.page}_told", None)

    def draw_told(self) -> None:
        """What was done, or why it was not."""
        if (fault := st.session_state.pop(f"{self.page}_fault", None)) is not None:
            draw_fault(fault)
        if told := st.session_state.pop(f"{self.page}_told", ""):
            st.success(plain(told))


def note(said: str) -> None:
    """A line of small print."""
    st.html(f'<p class="ea-note">{text(said)}</p>')


def go_to(**parts: str) -> None:
    """Write what was chosen into the address; what is empty leaves it."""
    for name, value in parts.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
