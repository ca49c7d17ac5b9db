"""Whose activities are looked at, by whom; and how something is saved: told when it was, or why it was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.printed import text
from app.server import Shown, current_person, draw_fault, open_atlas, shown_edition
from app.words import activities as words
from everyday.activities import Listed, listed
from everyday.atlas import has_plan
from everyday.facade import Atlas
from geo.errors import AtlasError
from plan.roles import may

if TYPE_CHECKING:
    from everyday.atlas import PlanStore
    from plan.records import Person
    from plan.taxonomy import Taxonomy

__all__ = ["CHOSEN", "VIEW", "Here", "draw_told", "here", "note", "save_now"]

VIEW, CHOSEN = "view", "activity"
TOLD, _SAVED_N = "activities_told", "activities_saved_n"


@dataclass
class Here:
    """What every part of the page works with, for one drawing."""

    atlas: Atlas
    shown: Shown
    person: Person
    today: date

    @cached_property
    def store(self) -> PlanStore:
        """The plan."""
        return self.atlas.plan()

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The town's vocabulary."""
        return self.atlas.taxonomy()

    @cached_property
    def rows(self) -> list[Listed]:
        """Every activity that may be shown."""
        return self._listed(with_unlisted=False)

    @cached_property
    def everything(self) -> list[Listed]:
        """Those that asked not to be listed too, for who looks after the list."""
        return self._listed(with_unlisted=True) if self.may("edit") else self.rows

    def _listed(self, *, with_unlisted: bool) -> list[Listed]:
        """Looking at the page starts no plan."""
        return listed(self.store, self.today, with_unlisted=with_unlisted) if has_plan(self.atlas.folder) else []

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names of the areas by code."""
        areas = self.shown.areas
        return dict(zip(map(str, areas["area_id"]), map(str, areas["area_name"]), strict=True))

    def may(self, operation: str) -> bool:
        """True if this person may do it."""
        return may(self.person.role, operation)

    def where(self, one: Listed) -> str:
        """Where an activity is held, in words, and no more than may be known."""
        area = self.area_names.get(one.record.area_id, one.record.area_id)
        if one.record.is_ward_only:
            return words.WARD_ONLY.format(area=area)
        return ", ".join(part for part in (one.record.venue, area) if part) or words.NO_PLACE


def here() -> Here | None:
    """Where somebody is; None without an atlas that was built."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        return None
    return Here(atlas, shown, current_person(), date.today())


def save_now(work: Callable[[], Any], told: str) -> None:
    """Save while the page is being drawn: drawn anew once it is done; a fault stands where the button is, and what was
    typed stays.
    """
    try:
        work()
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[TOLD] = told
    st.session_state[_SAVED_N] = int(st.session_state.get(_SAVED_N, 0)) + 1
    st.rerun()


def saved_n() -> int:
    """How often something was saved in this visit: fields of a form are new ones after it."""
    return int(st.session_state.get(_SAVED_N, 0))


def draw_told() -> None:
    """What was done."""
    if told := st.session_state.pop(TOLD, ""):
        st.success(told)


def note(said: str) -> None:
    """A line of small print."""
    st.html(f'<p class="ea-note">{text(said)}</p>')
