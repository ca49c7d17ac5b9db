"""The frame round every page: navigation, whose town it is, how old the numbers are, where they come from."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.pages import pages_for, start_pages
from app.printed import date_words, text
from app.server import (
    ASSETS,
    Shown,
    admit,
    asked_key,
    current_person,
    draw_account,
    home_folder,
    open_atlas,
    plain,
    shown_edition,
    shown_faults,
    start_address,
)
from app.words import common as common_words
from app.words import start as start_words
from everyday.atlas import opened_plan
from everyday.fetch import ages_of_edition
from everyday.pictures import COLOURS, custom_properties
from plan.roles import may

__all__ = ["draw_frame", "edition_dates", "out_of_date"]


def edition_dates(shown: Shown) -> str:
    """``"Timetable of 5 March 2024 · map of 13 June 2023"``."""
    manifest = shown.manifest
    parts = []
    if manifest.get("weekday"):
        parts.append(f"timetable of {date_words(str(manifest['weekday']))}")
    if manifest.get("map_date"):
        parts.append(f"map of {date_words(str(manifest['map_date']))}")
    words = " · ".join(parts) or f"built on {date_words(shown.id[:8])}"
    return words[:1].upper() + words[1:]


def out_of_date(shown: Shown) -> str:
    """``"Out of date: timetable, streets"``; empty where nothing is. Data says more."""
    aged = ages_of_edition(shown.manifest, date.today(), shown.edition.atlas_folder)
    kinds = dict.fromkeys(common_words.AGED_KINDS[age.kind] for age in aged)
    return common_words.AGED.format(kinds=", ".join(kinds)) if kinds else ""


def is_changed_outside(shown: Shown) -> bool:
    """True where whoever works on the plan has to know that another program has changed it; Data says more.

    Asked on every page, so of a plan that is open already: the first map waits for none to be opened.
    """
    if not may(current_person().role, "edit"):
        return False
    plan = opened_plan(shown.edition.atlas_folder)
    return plan is not None and bool(plan.outside())


def _draw_masthead(shown: Shown | None, page: str) -> None:
    """Town, the page's question where it has one, dates: one line, so that the map has the window."""
    name = str(shown.manifest.get("name", "")) if shown else common_words.APP
    parts = [f"<strong>{text(name)}</strong>"]
    if address := start_address():
        parts.append(f'<a href="{text(address)}" target="_self">{text(start_words.MASTHEAD)}</a>')
    if shown and page in common_words.QUESTIONS:
        parts.append(f"<h1>{text(common_words.QUESTIONS[page])}</h1>")
    if shown:
        parts.append(f"<span>{text(edition_dates(shown))}</span>")
        if aged := out_of_date(shown):
            parts.append(f'<span class="ea-aged">{text(aged)}</span>')
        if is_changed_outside(shown):
            parts.append(f'<span class="ea-aged">{text(common_words.CHANGED_OUTSIDE)}</span>')
        if scenario := shown.manifest.get("scenario"):
            parts.append(
                f'<span class="ea-madeup">{text(common_words.SCENARIO_OF.format(name=scenario["name"]))}</span>'
            )
        if shown.manifest.get("is_made_up"):
            parts.append(f'<span class="ea-madeup">{text(common_words.MADE_UP)}</span>')
    st.html(f'<div class="ea-masthead">{"".join(parts)}</div>')


def _draw_foot(shown: Shown | None) -> None:
    if shown is None:
        return
    found = [str(entry.get("attribution") or "").strip() for entry in shown.manifest.get("inputs", [])]
    credits = " · ".join(text(credit) for credit in dict.fromkeys(found) if credit)
    st.html(f'<footer class="ea-foot">{credits}<br>{text(common_words.APP)} · edition {text(shown.id)}</footer>')


def _tab_title(page: str, shown: Shown | None) -> str:
    """``"Explore · Wrenmouth · Everyday Atlas"``: tells the pages apart among a browser's tabs."""
    town = str(shown.manifest.get("name", "")) if shown else ""
    return " · ".join(part for part in (page, town, common_words.APP) if part)


def _is_without_atlas() -> bool:
    """True at the root of a server of several atlases, and at the address of one that is not there."""
    with shown_faults():
        return open_atlas() is None
    return False


def _draw_start() -> None:
    """The start page; at the address of an atlas that is not there, where to find those that are."""
    if key := asked_key():
        st.navigation([st.Page(_draw_not_here, title=common_words.START, default=True)], position="hidden")
        st.error(plain(start_words.NOT_HERE.format(key=key[:100])))
        st.html(f'<p><a href="{text(start_address())}" target="_self">{text(start_words.TO_START)}</a></p>')
        return
    current = st.navigation(start_pages(), position="top")
    st.set_page_config(page_title=_tab_title(current.title, None))
    with shown_faults():
        current.run()
    draw_account()


def _draw_not_here() -> None:
    """Nothing more is to be drawn."""


def draw_frame() -> None:
    """Draw the whole of a page."""
    st.set_page_config(page_title=common_words.APP, layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{custom_properties(COLOURS)}</style>")
    for name in ("page.css", "legend.css", "everyday_search.css", "forum.css"):
        st.html(ASSETS / name)
    if not admit():
        return
    if home_folder() is not None and _is_without_atlas():
        _draw_start()
        return
    current = st.navigation(pages_for(current_person().role), position="top")
    shown = None
    with shown_faults():
        shown = shown_edition(st.query_params.get("edition"))
        st.set_page_config(page_title=_tab_title(current.title, shown))
        _draw_masthead(shown, current.title)
        current.run()
    _draw_foot(shown)
    draw_account()


draw_frame()
