"""The place of the next pin: chosen on the Forum page, or on the Explore page before going there."""

from __future__ import annotations

import streamlit as st

from everyday.locate import Place

__all__ = ["place_of_pin", "set_place"]


def place_of_pin() -> Place | None:
    """The place of the pin that is being made."""
    place = st.session_state.get("forum_place")
    return place if isinstance(place, Place) else None


def set_place(place: Place | None) -> None:
    """Choose the place of the pin that is being made."""
    st.session_state["forum_place"] = place
