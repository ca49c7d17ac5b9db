"""A map to draw an area on, corner by corner, with the tools of the Forum's map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.map import MapStart, Message, Pins, draw_map, last_click, outline_of, whole_town
from app.printed import text
from app.server import Shown
from app.words import areas as words
from app.words import forum as forum_words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["DRAWN", "draw_area_map", "drawn_shape"]

DRAWN, MAP_KEY = "named_area_drawn", "named_area_map"


def drawn_shape() -> BaseGeometry | None:
    """What was drawn in this visit and is not kept yet."""
    shape: BaseGeometry | None = st.session_state.get(DRAWN)
    return shape


def _clicked() -> None:
    click = last_click(MAP_KEY)
    if click is None or not click.drawn:
        return
    from shapely.geometry import Polygon

    st.session_state[DRAWN] = Polygon([(lon, lat) for lat, lon in click.points])


def _start_of(shown: Shown) -> MapStart:
    known = st.session_state.get("named_area_start")
    if known is None or known.edition_id != shown.id:
        known = st.session_state["named_area_start"] = whole_town(shown, label=words.MAP_LABEL)
    return known  # type: ignore[no-any-return]


def draw_area_map(shown: Shown, before: BaseGeometry | None) -> None:
    """Draw the map.

    Args:
        shown: the edition.
        before: the outline as it is kept, until another one is drawn.
    """
    st.html(f'<p class="ea-note">{text(words.DRAW)}</p>')
    shape = drawn_shape()
    pins = Pins(url="../../plan/pins/all.json", chosen="", only=[], draw=None if shape else "area",
                spot=_spot(shape or before), words=forum_words.DRAW_WORDS)  # fmt: skip
    message = Message("areas", only="areas", hide_unknown=True, pins=pins, heading=words.TITLE)
    draw_map(_start_of(shown), message, key=MAP_KEY, on_click=_clicked)


def _spot(shape: BaseGeometry | None) -> dict[str, Any] | None:
    return None if shape is None else outline_of(shape)
