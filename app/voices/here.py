"""Whose voices are looked at, by whom; places and days in words; and how something is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import streamlit as st

from app.parts import Drawing, Saving, current_drawing
from app.printed import date_words, text
from app.server import plain
from app.words import voices as words
from everyday.evidence import area_words
from everyday.language import Language, language
from everyday.voices import photos_of, readable
from plan.records import Answer, DiaryPhoto
from plan.text import personal_data_in, personal_data_words

if TYPE_CHECKING:
    pass

__all__ = ["Here", "day_input", "draw_told", "here", "is_personal_asked", "note", "of_new", "save_now", "try_to"]

SAVING = Saving("voices")
try_to, save_now, of_new, draw_told = SAVING.try_to, SAVING.save_now, SAVING.of_new, SAVING.draw_told
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


@dataclass
class Here(Drawing):
    """What every part of the page works with, for one drawing."""

    today: date = field(default_factory=date.today)

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
    return current_drawing(Here)


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
