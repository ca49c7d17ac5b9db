"""The place of the next pin: chosen on the Forum page, or on the Explore page before going there."""

from __future__ import annotations

import streamlit as st

from everyday.locate import Place

__all__ = ["arrive_at", "place_of_pin", "set_place", "taken_arrival"]

_ARRIVAL = "forum_arrival"


def arrive_at(lat: float, lon: float) -> None:
    """Let the map of the Forum page show this place when it opens, once."""
    st.session_state[_ARRIVAL] = lat, lon


def taken_arrival() -> tuple[float, float] | None:
    """Latitude and longitude that the map is to show when it opens; asked a second time, nowhere."""
    arrival: tuple[float, float] | None = st.session_state.pop(_ARRIVAL, None)
    return arrival


def place_of_pin() -> Place | None:
    """The place of the pin that is being made."""
    place = st.session_state.get("forum_place")
    return place if isinstance(place, Place) else None


def set_place(place: Place | None) -> None:
    """Choose the place of the pin that is being made."""
    st.session_state["forum_place"] = place
