"""Whose plan is shown, to whom, and which of its actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from app.server import Shown, current_person, open_atlas, shown_edition
from app.words import monitor as monitor_words
from everyday.acting import ActionRow, Choice, Organisations, chosen, plan_rows
from everyday.atlas import has_plan
from everyday.facade import Atlas
from everyday.language import area_label
from plan.records import Organisation, Person
from plan.roles import may

__all__ = ["AREA", "EVERYWHERE_KEY", "Here", "action_heads", "here"]

AREA = "area"
EVERYWHERE_KEY = "everywhere"


@dataclass(frozen=True)
class Here:
    """What every part of the page needs.

    Attributes:
        all_rows, rows: actions that this person may see, and those of the area that is chosen.
        area_names: of the edition, by code.
        area: the code chosen; ``EVERYWHERE_KEY`` for what has no place, empty for all.
        today: ``2026-11-28``.
    """

    atlas: Atlas
    shown: Shown
    person: Person
    all_rows: Sequence[ActionRow]
    rows: Sequence[ActionRow]
    area_names: dict[str, str]
    area: str
    today: str

    @property
    def may_plan(self) -> bool:
        """True if this person may change actions."""
        return may(self.person.role, "plan")


def _audience(person: Person) -> str:
    if may(person.role, "plan"):
        return "team"
    return "network" if may(person.role, "edit") else "everybody"


def here() -> Here | None:
    """The plan of the atlas that is shown; None where there is no edition yet."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        return None
    person, today = current_person(), date.today().isoformat()
    store = atlas.plan() if has_plan(atlas.folder) else None
    rows = plan_rows(store, audience=_audience(person), today=today) if store is not None else []
    table = shown.areas
    welsh = table["area_name_cy"] if "area_name_cy" in table else [None] * len(table)
    names = {str(code): area_label(name, other)
             for code, name, other in zip(table["area_id"], table["area_name"], welsh, strict=True)}  # fmt: skip
    area = st.query_params.get(AREA, "")
    area = area if area in names or area == EVERYWHERE_KEY else ""
    choice = Choice(conditions=("everywhere",)) if area == EVERYWHERE_KEY else Choice(areas=(area,) if area else ())
    bodies = Organisations(store.all(Organisation) if store is not None else [])
    return Here(atlas, shown, person, rows, chosen(rows, choice, bodies), names, area, today)


def action_heads(at: Here, codes: Sequence[str]) -> str:
    """Names of areas, those that this edition does not have by their code."""
    if not codes:
        return monitor_words.NO_PLACE
    return ", ".join(at.area_names.get(code, monitor_words.GONE_AREA.format(code=code)) for code in codes)
