"""What fits an action or a finding: the form of a change with place, line and stops filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.printed import text
from app.server import Shown, current_person
from app.what_if.scenario_edits import fill_scenario_edit_form
from app.words import what_if as what_if_words
from everyday.acting import action_numbers, place_of, plan_rows, suggestion_rules
from everyday.atlas import has_plan
from everyday.facade import Atlas
from everyday.scenario import Fitting, fitting_of
from plan.records import Action, Finding
from plan.roles import may

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["draw_fitting"]

_FILLED, _PILLS = "what_if_filled", "what_if_fits"


@dataclass(frozen=True)
class _Subject:
    """What a scenario is for: an action, or a finding that nobody has planned an action for."""

    id: str
    words: str
    action: Action
    findings: Sequence[Finding]
    is_action: bool


def _subject(atlas: Atlas) -> _Subject | None:
    """What the address names, if this person may plan."""
    wanted = str(st.query_params.get("action") or st.query_params.get("finding") or "")
    if not wanted or not may(current_person().role, "plan") or not has_plan(atlas.folder):
        return None
    store = atlas.plan()
    for row in plan_rows(store):
        if row.id == wanted:
            words = what_if_words.FITS_ACTION.format(n=action_numbers(store)[row.id], title=row.action.title)
            return _Subject(row.id, words, row.action, row.findings, True)
    found = next((one for one in store.all(Finding, moderation="shown") if one.id == wanted), None)
    if found is None:
        return None
    areas = (found.area_id,) if found.area_id and found.geometry is None else ()
    asked = Action(geometry=found.geometry, area_ids=areas)
    return _Subject(found.id, what_if_words.FITS_FINDING.format(title=found.title), asked, (found,), False)


def draw_fitting(atlas: Atlas, shown: Shown) -> None:
    """What fits the action or finding that the address names; the first that fits is filled in at once."""
    subject = _subject(atlas)
    if subject is None:
        return
    shape, area_ids = place_of(subject.action, subject.findings)
    fitting = fitting_of(shown, shape, area_ids, suggestion_rules(subject.findings))
    keys = fitting.keys if fitting is not None else ()
    about = what_if_words.FITS_ABOUT if keys else what_if_words.FITS_NOTHING
    then = f" {what_if_words.FITS_THEN}" if keys and subject.is_action else ""
    st.html(
        f'<div class="ea-prose"><p><strong dir="auto">{text(subject.words)}</strong></p>'
        f'<p class="ea-note">{text(about + then)}</p></div>'
    )
    if fitting is None or not keys:
        return
    if st.session_state.get(_FILLED) != subject.id:
        st.session_state[_FILLED], st.session_state[_PILLS] = subject.id, keys[0]
        _fill(shown, fitting.edit(keys[0]))
    st.pills(
        what_if_words.FITS_CHOOSE, keys, format_func=what_if_words.FITS.__getitem__, key=_PILLS, wrap=True,
        on_change=_chosen, args=(shown, fitting),
    )  # fmt: skip


def _chosen(shown: Shown, fitting: Fitting) -> None:
    key = st.session_state.get(_PILLS)
    if key:
        _fill(shown, fitting.edit(str(key)))


def _fill(shown: Shown, edit: dict[str, Any]) -> None:
    if edit:
        fill_scenario_edit_form(shown, edit)
