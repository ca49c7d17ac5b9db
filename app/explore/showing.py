"""The view of this visit: what the page shows now, how a click changes it, and how the address keeps it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.map import Bounds, bounds_of, flight, town_bounds
from app.parts import ADDRESS, Found, View, forget_search, suggestion_of, view_parameters, write_parameters
from app.server import Shown
from app.words import explore as explore_words

__all__ = [
    "SEARCH_KEY", "current_view", "draw_clear", "draw_whole_page_if_asked", "fly_to", "fly_to_suggestion",
    "fly_to_town", "forget_choice", "found_now", "set_view", "show_found", "write_address",
]  # fmt: skip

SEARCH_KEY = "control_search"


def current_view() -> View:
    """The view of this session."""
    view: View = st.session_state["view"]
    return view


def set_view(view: View) -> None:
    """Change the view; the address follows at the next drawing."""
    st.session_state["view"] = view


def found_now() -> Found | None:
    """What was searched for and is marked; None when it was forgotten."""
    found: Found | None = st.session_state.get("found")
    return found


def fly_to(*, bounds: Bounds | None = None, at: tuple[float, float] | None = None) -> None:
    """Let the map go there, once: to bounds, or to a point (latitude, longitude)."""
    st.session_state["flight"] = flight(bounds=bounds, at=at)


def fly_to_town(shown: Shown) -> None:
    """Let the map go to the whole town, once."""
    west, south, east, north = town_bounds(shown)
    fly_to(bounds=[[south, west], [north, east]])


def fly_to_suggestion(shown: Shown, key: str) -> None:
    """Let the map go to a suggestion and its surroundings, once."""
    west, south, east, north = suggestion_of(shown, key).bounds
    fly_to(bounds=[[south - 0.004, west - 0.006], [north + 0.004, east + 0.006]])


def show_found(shown: Shown, found: Found | None) -> None:
    """Mark what was searched for, choose what is there and go there; None forgets the mark and stays."""
    st.session_state["found"] = found
    if found is None:
        return
    if found.chosen is not None:
        set_view(replace(current_view(), chosen=found.chosen, reach="", suggestion=""))
    if found.lat is not None and found.lon is not None:
        fly_to(at=(found.lat, found.lon))
    elif found.chosen is not None:
        fly_to(bounds=bounds_of(shown, found.chosen))


def forget_choice() -> None:
    """Nothing is chosen or searched for any more."""
    st.session_state["click_fault"] = ""
    st.session_state["found"] = None
    forget_search(SEARCH_KEY)
    set_view(replace(current_view(), chosen=None, reach="", suggestion=""))
    st.session_state["draw_whole_page"] = True


def _clear(shown: Shown) -> None:
    forget_choice()
    fly_to_town(shown)


def draw_whole_page_if_asked() -> None:
    """Draw the search box and the table anew too: a click in the panel draws only map and panel by itself."""
    if st.session_state.pop("draw_whole_page", False):
        st.rerun(scope="app")


def draw_clear(shown: Shown) -> None:
    """A button back to the whole town: nothing chosen, nothing searched for, all of it on the map."""
    st.button(explore_words.CLEAR, on_click=_clear, args=(shown,), key="clear")


def write_address(view: View) -> None:
    """Put the view into the address, leaving ``map`` and ``edition`` as the browser has them."""
    wanted = view_parameters(view)
    write_parameters(ADDRESS, wanted)
    st.session_state["address"] = wanted
