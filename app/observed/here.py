"""Which sample is looked at, by whom, and what of it they may see."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.parts import Drawing, go_to, note
from app.words import observed as words
from everyday.atlas import observed_rules_from
from plan.roles import may

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HOME", "VIEW", "Here", "beside", "go_to", "may_see", "note", "number", "rounded_words"]

VIEW, HOME = "view", "home"
_LEAST = {"planners": "build", "participants": "add"}


def may_see(readers: str, role: str) -> bool:
    """True if who has a role may see what people agreed that ``readers`` may see."""
    return readers == "public" or may(role, _LEAST.get(readers, "build"))


@dataclass
class Here(Drawing):
    """What every part of the page works with, for one drawing."""

    @property
    def record(self) -> dict[str, Any]:
        """What the edition says of its sample; empty without one."""
        return dict(self.shown.manifest.get("observed") or {})

    @property
    def k(self) -> int:
        """Fewest people behind anything that is shown."""
        return int(self.record["k"])

    @property
    def is_allowed(self) -> bool:
        """True if this person may see it."""
        return may_see(str(self.record.get("readers", "planners")), self.person.role)

    def table(self, name: str) -> pd.DataFrame:
        """A table of the sample, which must be there."""
        found = self.shown.observed(name)
        if found is None:
            raise LookupError(f"The edition has no table {name}.")
        return found

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names of the areas by code."""
        areas = self.shown.areas
        return dict(zip(map(str, areas["area_id"]), map(str, areas["area_name"]), strict=True))

    @cached_property
    def kind_words(self) -> dict[str, str]:
        """What one place of each kind is called."""
        return {kind.key: kind.singular[:1].upper() + kind.singular[1:] for kind in self.shown.place_kinds}

    @cached_property
    def people(self) -> pd.DataFrame:
        """Figures of home areas, the whole sample first."""
        return self.table("observed_people")

    @cached_property
    def homes(self) -> list[str]:
        """Home areas that are shown, in the order of their names."""
        table = self.people
        shown = table[(table["home_area"] != "") & (table["mark"] != "c")]["home_area"].astype(str)
        return sorted(shown, key=lambda one: self.area_names.get(one, one))

    @property
    def has_numbers(self) -> bool:
        """Whether rows tell numbers; editions from before there was a choice do."""
        return bool(self.record["rules"].get("numbers", True))

    @property
    def least(self) -> int:
        """How many people at least are behind every row."""
        return observed_rules_from({"numbers": self.has_numbers, **self.record["rules"]}).least

    def people_words(self, n: float) -> str:
        """How many people are behind a row."""
        said = words.PEOPLE if self.has_numbers else words.PEOPLE_LEAST
        return said.format(n=number(n))

    def people_number(self, n: float) -> str:
        """The same as a number in a table."""
        return number(n) if self.has_numbers or not math.isfinite(n) else words.N_LEAST.format(n=number(n))


def told_columns(
    rows: Sequence[tuple[str, ...]], heads: Sequence[str]
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Rows and heads without the columns of which nothing is told in any row."""
    kept = [n for n in range(len(heads)) if any(row[n] != words.WITHHELD_N for row in rows)] or [0]
    return [tuple(row[n] for n in kept) for row in rows], tuple(heads[n] for n in kept)


def number(value: float, unit: str = "", *, digits: int = 0) -> str:
    """A number as the tables of this page write it; "not shown" where there is none."""
    if not math.isfinite(value):
        return words.WITHHELD_N
    if unit == "share":
        return f"{100 * value:.0f} %"
    return f"{value:,.{digits}f}{f' {unit}' if unit else ''}"


def beside(at: Here) -> None:
    """What stands beside every figure: people, days, hours, home areas that are not shown; and that it is rounded."""
    record = at.record
    said = words.BESIDE.format(
        people=f"{record['people_n']:,}", days=f"{record['days_n']:,}", hours=f"{record['tracked_h']:,}",
        none=len(record["home_areas_without"]), all=len(at.area_names),
    )  # fmt: skip
    note(f"{said} {rounded_words(at)}")


def rounded_words(at: Here) -> str:
    """How numbers are moved and rounded, and from how many people on they are shown."""
    rules = at.record["rules"]
    if not at.has_numbers:
        return words.ROUGH.format(
            least=at.least, start=f"{rules['shown_from'] * at.k:g}", share=f"{100 * rules['share_moved']:g} %"
        )
    return words.ROUNDED.format(
        moved=f"{rules['moved'] * at.k:g}", people=rules["people_to"], visits=rules["visits_to"],
        hours=rules["hours_to"], k=at.k,
    )  # fmt: skip
