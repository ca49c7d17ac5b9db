"""Map and panel of the first three steps: what we know, discuss, add."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from app.forum.here import ALL, Here, choose, chosen_finding, current_filter, current_step, filtered, here
from app.forum.session import draw_phones
from app.map import MapStart, Message, Pins, Shapes, draw_map, flight, last_click, map_and_panel, whole_town
from app.parts import Chosen, place_of_pin, set_place, taken_arrival
from app.printed import text
from app.server import draw_fault
from app.words import forum as forum_words
from everyday.locate import Place, locate
from geo.errors import AtlasError
from plan.records import Session

__all__ = ["draw_filter", "draw_work"]

MAP_KEY = "forum_map"
FLIGHT = "forum_flight"


def draw_filter(at: Here) -> None:
    """Session, ward, dimension, level, barrier or enabler."""
    taxonomy = at.atlas.taxonomy()
    sessions = {at.session.id: forum_words.THIS_SESSION, ALL: forum_words.ALL_SESSIONS}
    sessions |= {one.id: one.name for one in at.store.all(Session) if one.id != at.session.id}
    areas = dict(zip(at.shown.areas["area_id"], at.shown.areas["area_name"], strict=True))
    rows: list[tuple[str, str, dict[str, str]]] = [
        ("session", forum_words.FILTER_SESSION, sessions),
        ("area_id", forum_words.FILTER_WARD, {"": forum_words.EVERYTHING, **areas}),
        ("dimension", forum_words.FILTER_DIMENSION, {"": forum_words.EVERYTHING, **taxonomy.labels("dimensions")}),
        ("level", forum_words.FILTER_LEVEL, {"": forum_words.EVERYTHING, **_levels(at)}),
        ("kind", forum_words.FILTER_KIND, {"": forum_words.EVERYTHING, **taxonomy.labels("kinds")}),
    ]
    for name, label, options in rows:
        st.selectbox(label, list(options), format_func=options.__getitem__, key=f"forum_filter_{name}")


def _levels(at: Here) -> dict[str, str]:
    return {key: label for key, label in at.atlas.taxonomy().labels("levels").items() if key != "national"}


def _clicked() -> None:
    """Somebody clicked the map: a pin is opened, a drawn shape or the spot becomes the place of the new pin."""
    click, at = last_click(MAP_KEY), here()
    if click is None or at is None or click.is_home:
        return
    st.session_state["forum_click_fault"] = None
    if click.pin:
        choose(click.pin)
        return
    from app.forum.pins import forget_typed_place

    if current_step(at) != "add":
        return
    choose("")  # the form, whatever was open
    forget_typed_place()
    try:
        if click.drawn:
            set_place(locate(at.shown, geometry=_shape(click.drawn, click.points)))
            st.session_state["forum_draw"] = "point"
        else:
            set_place(locate(at.shown, lat=click.lat, lon=click.lon))
    except AtlasError as error:
        st.session_state["forum_click_fault"] = error


def _shape(kind: str, points: tuple[tuple[float, float], ...]) -> Any:
    from shapely.geometry import LineString, Polygon

    corners = [(lon, lat) for lat, lon in points]
    return Polygon(corners) if kind == "area" else LineString(corners)


def _start_of(at: Here) -> MapStart:
    """Where the map opens: fixed for the visit."""
    known = st.session_state.get("forum_map_start")
    if known is None or known.edition_id != at.shown.id:
        known = st.session_state["forum_map_start"] = whole_town(at.shown)
    return known  # type: ignore[no-any-return]


def _geojson(geometry: Any) -> dict[str, Any]:
    import shapely

    return json.loads(shapely.to_geojson(geometry))  # type: ignore[no-any-return]


def _message(at: Here, step: str) -> Message:
    place = place_of_pin() if step == "add" else None
    session = at.session.id if step == "add" else current_filter(at).session
    draw = st.session_state.get("forum_draw", "point") if step == "add" else "point"
    finding = chosen_finding(at)
    if (arrival := taken_arrival()) is not None:
        st.session_state[FLIGHT] = flight(at=arrival, zoom=None)
    pins = Pins(
        url=f"../../plan/pins/{session or 'all'}.json",
        chosen=finding.id if finding else "",
        only=None if step == "add" else [pin["id"] for pin in filtered(at)] if _is_filtered(at) else None,
        draw=draw if draw in ("line", "area") else None,
        spot=_geojson(place.geometry) if place and place.geometry is not None else None,
        words=forum_words.DRAW_WORDS,
    )
    return Message(
        "areas",
        only="areas",
        hide_unknown=True,
        chosen=Chosen("areas", place.area_id) if place and _is_ward(place) else None,
        fly=st.session_state.get(FLIGHT),
        shapes=_suggested(at) if step == "know" and at.shown.has_suggestions else None,
        pins=pins,
        heading=at.session.name,
    )


def _suggested(at: Here) -> Shapes:
    """The outlines of suggestions that nobody has decided on."""
    from app.forum.pins import open_suggestions

    return Shapes("suggestions", only=tuple(one.key for one in open_suggestions(at)))


def _is_ward(place: Place) -> bool:
    return place.geometry is None and bool(place.area_id)


def _is_filtered(at: Here) -> bool:
    wanted = current_filter(at)
    return bool(wanted.area_id or wanted.dimension or wanted.level or wanted.kind)


@st.fragment
def draw_work(step: str) -> None:
    """Draw map and panel; drawn anew alone when somebody clicks."""
    at = here()
    if at is None:
        return
    left, panel = map_and_panel("forum")
    with left:
        draw_map(_start_of(at), _message(at, step), key=MAP_KEY, on_click=_clicked)
    with panel:
        if step != "add":
            draw_phones(at)
        hint = forum_words.ENDED if at.session.closed_at else forum_words.STEP_HINTS[step]
        st.html(f'<p class="ea-note">{text(hint)}</p>')
        if (fault := st.session_state.get("forum_click_fault")) is not None:
            draw_fault(fault)
        _draw_panel(at, step)
        if step == "add":
            draw_phones(at)


def _draw_panel(at: Here, step: str) -> None:
    from app.forum.pins import draw_card, draw_list, draw_pin_form, draw_suggested

    if chosen_finding(at) is not None:
        draw_card()
        return
    if step == "add" and not at.session.closed_at:
        draw_pin_form(at)
    if step == "know":
        draw_suggested(at)
    draw_list()
