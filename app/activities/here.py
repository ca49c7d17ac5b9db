"""Whose activities are looked at, by whom; and how something is saved: told when it was, or why it was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.parts import Drawing, Saving, current_drawing, note
from app.words import activities as words
from everyday.activities import Listed, listed
from everyday.atlas import has_plan
from everyday.named_areas import named_edition

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["CHOSEN", "VIEW", "Here", "draw_told", "here", "note", "save_now"]

VIEW, CHOSEN = "view", "activity"
SAVING = Saving("activities")
save_now, draw_told, saved_n = SAVING.save_now, SAVING.draw_told, SAVING.saved_n


@dataclass
class Here(Drawing):
    """What every part of the page works with, for one drawing."""

    today: date = field(default_factory=date.today)

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
    def named(self) -> OpenEdition:
        """The edition with the areas that people use."""
        return named_edition(self.atlas, self.shown)

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names of the areas by code."""
        areas = self.shown.areas
        return dict(zip(map(str, areas["area_id"]), map(str, areas["area_name"]), strict=True))

    def where(self, one: Listed) -> str:
        """Where an activity is held, in words, and no more than may be known."""
        area = self.area_names.get(one.record.area_id, one.record.area_id)
        if one.record.is_ward_only:
            return words.WARD_ONLY.format(area=area)
        return ", ".join(part for part in (one.record.venue, area) if part) or words.NO_PLACE


def here() -> Here | None:
    """Where somebody is; None without an atlas that was built."""
    return current_drawing(Here)
