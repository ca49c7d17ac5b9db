"""The form that adds an activity, or changes one; what is known to the ward only keeps no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
import streamlit as st

from app.activities.here import CHOSEN, Here, note, save_now, saved_n
from app.words import activities as words
from everyday.activities import Listed
from everyday.locate import locate_words
from plan.records import Activity
from plan.when import read_when, say_when

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["draw_form"]

NEW = ""
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)
_LISTS = (
    ("outcome_themes", words.THEMES), ("participation_areas", words.AREAS), ("playbook_activities", words.FORMS),
    ("individual_outcomes", words.OUTCOMES), ("playbook_barriers", words.BARRIERS),
    ("community_benefits", words.BENEFITS),
)  # fmt: skip


def draw_form(at: Here) -> None:
    """Draw the form for the chosen activity, or a new one."""
    by_id = {one.id: one for one in at.everything}
    asked = st.query_params.get(CHOSEN, "")
    st.session_state["activities_which"] = asked if asked in by_id else NEW
    chosen = st.selectbox(
        words.WHICH, [NEW, *by_id], key="activities_which", on_change=_chosen,
        format_func=lambda one: _named(by_id[one]) if one else words.NEW,
    )  # fmt: skip
    record = by_id[chosen].record if chosen in by_id else Activity()
    key = f"{chosen or 'new'}_{saved_n()}"
    when = st.text_input(words.WHEN, record.when, key=f"activity_when_{key}", max_chars=2000, help=words.WHEN_HELP)
    read = read_when(when)
    if when.strip():
        note(words.WHEN_LEFT.format(left=read.left) if read.left else words.WHEN_READ.format(said=say_when(read)))
    is_hidden = st.checkbox(words.IS_WARD_ONLY, record.is_ward_only, key=f"activity_hidden_{key}",
                            help=words.IS_WARD_ONLY_HELP)  # fmt: skip
    with st.form(f"activity_{key}", border=False):
        wanted, point = _fields(at, replace(record, when=when, is_ward_only=is_hidden), key)
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        save_now(lambda: _save(at, wanted, point), words.SAVED)


def _named(one: Listed) -> str:
    return f"{one.record.title} ({words.IS_UNLISTED.lower()})" if one.record.is_unlisted else one.record.title


def _chosen() -> None:
    if chosen := st.session_state.get("activities_which"):
        st.query_params[CHOSEN] = str(chosen)
    else:
        st.query_params.pop(CHOSEN, None)


def _fields(at: Here, record: Activity, key: str) -> tuple[Activity, str]:
    """The fields of the form: the record as it says, and the words for its place."""
    labels = at.taxonomy.labels
    given: dict[str, Any] = {}
    left, right = st.columns(2)
    with left:
        given["title"] = st.text_input(words.TITLE, record.title, key=f"activity_title_{key}", max_chars=300)
        given["text"] = st.text_area(words.TEXT, record.text, key=f"activity_text_{key}", max_chars=5000, height=90)
        given["kind"] = _one_of(words.FORM_KIND, labels("activity_kinds"), record.kind, f"activity_kind_{key}")
        given["organiser"] = st.text_input(
            words.FORM_ORGANISER, record.organiser, key=f"activity_by_{key}", max_chars=300
        )
        given["cost"] = _one_of(words.FORM_COST, words.COSTS, record.cost, f"activity_cost_{key}")
        given["cost_words"] = st.text_input(words.COST_WORDS, record.cost_words, key=f"activity_cost_words_{key}",
                                            max_chars=300)  # fmt: skip
        given["language_support"] = st.text_input(words.FORM_LANGUAGE, record.language_support,
                                                  key=f"activity_language_{key}", max_chars=300)  # fmt: skip
        given["contact"] = st.text_input(words.FORM_CONTACT, record.contact, key=f"activity_contact_{key}",
                                         max_chars=500, help=words.CONTACT_HELP)  # fmt: skip
    with right:
        point = _place_fields(at, record, key, given)
        given["valid_from"] = _day(words.FIRST_DAY, record.valid_from, f"activity_from_{key}")
        given["valid_to"] = _day(words.LAST_DAY, record.valid_to, f"activity_to_{key}", words.LAST_DAY_HELP)
        given["last_confirmed"] = _day(words.LAST_CONFIRMED, record.last_confirmed or at.today.isoformat(),
                                       f"activity_confirmed_{key}")  # fmt: skip
        given["is_kept"] = st.checkbox(words.IS_KEPT, record.is_kept, key=f"activity_kept_{key}",
                                       help=words.IS_KEPT_HELP)  # fmt: skip
        given["is_unlisted"] = st.checkbox(words.IS_UNLISTED, record.is_unlisted, key=f"activity_unlisted_{key}",
                                           help=words.IS_UNLISTED_HELP)  # fmt: skip
        given["unlisted_reason"] = st.text_input(words.UNLISTED_REASON, record.unlisted_reason,
                                                 key=f"activity_unlisted_why_{key}", max_chars=300)  # fmt: skip
    for name, label in _LISTS:
        terms = labels(name)
        known = [one for one in getattr(record, name) if one in terms]
        given[name] = tuple(
            st.multiselect(
                label,
                list(terms),
                known,
                format_func=terms.__getitem__,
                key=f"activity_{name}_{key}",
                select_all=False,
                placeholder=words.NONE_CHOSEN,
            )
        )
    given["benefit_told"] = st.text_area(words.BENEFIT_TOLD, record.benefit_told, key=f"activity_told_{key}",
                                         max_chars=5000, height=80)  # fmt: skip
    return replace(record, **given), point


def _place_fields(at: Here, record: Activity, key: str, given: dict[str, Any]) -> str:
    """Ward, venue and point; where only the ward may be known there is no field for more."""
    names = {"": words.WARD_NONE, **at.area_names}
    given["area_id"] = _one_of(words.WARD, names, record.area_id, f"activity_ward_{key}")
    if record.is_ward_only:
        return ""
    given["venue"] = st.text_input(words.VENUE, record.venue, key=f"activity_venue_{key}", max_chars=300)
    point = st.text_input(words.POINT, key=f"activity_point_{key}", max_chars=300, help=words.POINT_HELP)
    if record.geometry is not None:
        note(words.POINT_NOW.format(lat=f"{record.geometry.y:.5f}", lon=f"{record.geometry.x:.5f}"))  # type: ignore[attr-defined]
    return str(point or "")


def _one_of(label: str, terms: dict[str, str], value: str, key: str) -> str:
    options = list(terms)
    at = options.index(value) if value in terms else 0
    return str(st.selectbox(label, options, index=at, format_func=terms.__getitem__, key=key))


def _day(label: str, value: str, key: str, about: str | None = None) -> str:
    known = date.fromisoformat(value) if value else None
    day = st.date_input(label, known, key=key, format="DD/MM/YYYY", min_value=_EARLIEST, max_value=_LATEST, help=about)
    return day.isoformat() if isinstance(day, date) else ""


def _save(at: Here, wanted: Activity, point: str) -> None:
    """Keep it, with the area that its point lies in unless one was chosen."""
    if wanted.is_ward_only:
        wanted = replace(wanted, venue="", geometry=None)
    elif point.strip():
        found = locate_words(at.shown, point)
        shape: BaseGeometry | None = found.geometry
        if shape is not None and shape.geom_type != "Point":
            shape = shapely.Point(shape.representative_point().coords[0])
        wanted = replace(wanted, geometry=shape, area_id=found.area_id or wanted.area_id)
    if wanted.version:
        at.store.save(wanted, at.person)
    else:
        at.store.add(wanted, at.person)
