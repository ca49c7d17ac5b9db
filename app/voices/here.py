"""Whose voices are looked at, by whom; places and days in words; and how something is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.printed import date_words, text
from app.server import Shown, current_person, draw_fault, open_atlas, plain, shown_edition
from app.words import voices as words
from everyday.evidence import area_words
from everyday.facade import Atlas
from everyday.language import Language, language
from everyday.voices import photos_of, readable
from geo.errors import AtlasError
from plan.records import Answer, DiaryPhoto, Person
from plan.roles import may
from plan.text import personal_data_in, personal_data_words

if TYPE_CHECKING:
    from everyday.atlas import PlanStore
    from plan.taxonomy import Taxonomy

__all__ = ["Here", "day_input", "draw_told", "here", "is_personal_asked", "note", "of_new", "save_now", "try_to"]

TOLD, FAULT, _SAVED_N = "voices_told", "voices_fault", "voices_saved_n"
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


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
    def language(self) -> Language:
        """Of what is written into the plan."""
        return language("en", folder=self.atlas.folder)

    @cached_property
    def answers(self) -> list[Answer]:
        """What this person may read today."""
        return readable(self.store, self.person, self.today)

    @property
    def state(self) -> tuple[object, ...]:
        """What changes when what this person may read may have: for what is worked out once."""
        return (self.store.revision(), self.person.role, self.today)

    @cached_property
    def photos(self) -> dict[str, list[DiaryPhoto]]:
        """Pictures of those answers."""
        return photos_of(self.store, self.answers)

    @cached_property
    def areas(self) -> dict[str, str]:
        """Names of the areas by code."""
        table = self.shown.areas
        return {str(one): area_words(self.shown, str(one)) for one in table["area_id"]}

    def may(self, operation: str) -> bool:
        """True if this person may do it."""
        return may(self.person.role, operation)

    def where(self, answer: Answer) -> str:
        """The place of an answer in words; never the point itself."""
        if answer.district:
            return words.DISTRICT.format(district=answer.district)
        if not answer.area_id:
            return words.WHOLE_TOWN
        name = self.areas.get(answer.area_id, answer.area_id)
        return words.IN_AREA.format(area=name) if answer.geometry is not None else name

    def day(self, answer: Answer) -> str:
        """The day on which it was said, in words."""
        return date_words(answer.given_on) if answer.given_on else words.NOT_DATED


def here() -> Here | None:
    """Where somebody is; None without an atlas that was built."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        return None
    return Here(atlas, shown, current_person(), date.today())


def try_to(work: Callable[[], Any], told: str) -> None:
    """Do what a button asked and say that it was done; a fault is drawn with the page."""
    try:
        work()
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    st.session_state[TOLD] = told


def save_now(work: Callable[[], Any], told: str | Callable[[Any], str]) -> None:
    """The same while the page is being drawn: drawn anew once it is done; a fault stands where the button is, and what
    was typed stays.

    Args:
        told: what is said then, or what makes it of what the work gave.
    """
    try:
        done = work()
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[TOLD] = told if isinstance(told, str) else told(done)
    st.session_state[_SAVED_N] = int(st.session_state.get(_SAVED_N, 0)) + 1
    st.rerun()


def of_new() -> str:
    """What fields of a form for something new are called by beside their names: after a save they are others, empty."""
    return f"new{st.session_state.get(_SAVED_N, 0)}"


def draw_told() -> None:
    """What was done, or why it was not."""
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(TOLD, ""):
        st.success(plain(told))


def note(said: str) -> None:
    """A line of small print."""
    st.html(f'<p class="ea-note"><bdi>{text(said)}</bdi></p>')


def day_input(label: str, value: str, *, key: str) -> str:
    """A day, or none; ``2026-11-28`` or empty."""
    known = date.fromisoformat(value) if value else None
    day = st.date_input(label, known, key=key, format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST)
    return day.isoformat() if isinstance(day, date) else ""


def is_personal_asked(typed: str, *, key: str) -> bool:
    """Ask about what looks like a person's; True while nobody has said that it is to stand."""
    found = personal_data_in(typed)
    if not found:
        return False
    st.warning(plain(words.PERSONAL.format(what=", ".join(personal_data_words(found)))))
    return not st.checkbox(words.PERSONAL_KEEP, key=key)
