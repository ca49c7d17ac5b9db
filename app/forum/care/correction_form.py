"""The form for a correction: everything that is lacking is said at once, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import shapely
import streamlit as st

from app.forum.here import Here, here
from app.forum.pins import is_asking
from app.parts import draw_search
from app.server import Shown, draw_fault, plain
from app.words import forum as forum_words
from everyday.locate import Place, locate_words
from everyday.pictures import grid_of_edition
from geo.errors import AtlasError
from plan.corrections import BUS, CORRECTION_KINDS, DAYS, MOST_STOPS, correction_words
from plan.records import Correction
from plan.rules import problems_of
from plan.text import clean_line, clean_record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["draw_correction_form", "place_labels"]

TURN, PROBLEMS, SAID = "correction_turn", "correction_problems", "correction_said"
_START: dict[str, Any] = {
    "kind": "place_missing", "place_kind": None, "name": "", "where": None, "place_id": None, "right_name": "",
    "line": "", "operator": "", "stops": "", "days": ["weekday"], "first": "", "last": "", "headway": None,
    "is_both_ways": True, "text": "",
}  # fmt: skip
_TYPED = ("name", "right_name", "line", "operator", "text")
# Stand in for what was typed but not found, so that everything else can be checked as well.
_SOMEWHERE = shapely.Point(0.0, 0.0)
_TWO_STOPS = [{"name": "", "lat": 0.0, "lon": 0.0}, {"name": "", "lat": 1.0, "lon": 1.0}]


def _key(name: str) -> str:
    turn = int(st.session_state.setdefault(TURN, 1))
    return f"correction_{name}_{turn}"


def _value(name: str) -> Any:
    return st.session_state.get(_key(name))


def _hold() -> None:
    """Keep what was typed into fields that another kind of correction does not show."""
    for name, start in _START.items():
        st.session_state[_key(name)] = st.session_state.get(_key(name), start)


@st.fragment
def draw_correction_form() -> None:
    """The form; folded until somebody opens it."""
    at = here()
    if at is None:
        return
    if (said := st.session_state.pop(SAID, "")) != "":
        st.success(plain(forum_words.PROPOSED.format(sentence=said)))
    with st.expander(forum_words.PROPOSE, icon=":material/edit_note:"):
        _hold()
        kind = st.radio(
            forum_words.PROPOSE_KIND, list(CORRECTION_KINDS), format_func=CORRECTION_KINDS.__getitem__,
            key=_key("kind"), horizontal=True,
        )  # fmt: skip
        _FIELDS[kind](at)
        st.text_area(forum_words.PROPOSE_TEXT, key=_key("text"), max_chars=5000, height=90)
        is_asked = is_asking([_key(name) for name in _TYPED], key="correction_personal")
        if st.button(forum_words.PROPOSE_DO, key="correction_propose", type="primary", disabled=is_asked):
            _propose(at, kind)
        if problems := st.session_state.pop(PROBLEMS, []):
            st.error("\n".join([f"**{forum_words.PROPOSE_PROBLEMS}**", "", *(f"- {plain(one)}" for one in problems)]))


# Fields


@lru_cache(maxsize=4)
def place_labels(shown: Shown) -> dict[str, str]:
    """What people call each place of the map, by its id and in their order: "Abbey Library (library), Abbey"."""
    from geo.cells import assign_areas

    kinds, labels = shown.place_kinds, {}
    rows = assign_areas(shown.places["lat"].to_numpy(), shown.places["lon"].to_numpy(), shown.areas)
    areas = shown.areas["area_name"].to_numpy()
    for place, row in zip(shown.places[["place_id", "kind", "name"]].itertuples(index=False), rows, strict=True):
        kind = kinds[place.kind].singular if place.kind in kinds else str(place.kind)
        what = f"{place.name} ({kind})" if place.name else f"{kind.capitalize()} {forum_words.PLACE_WITHOUT_NAME}"
        labels[str(place.place_id)] = forum_words.IN_AREA.format(what=what, area=areas[row]) if row >= 0 else what
    return dict(sorted(labels.items(), key=lambda one: one[1].casefold()))


def _searched(of: str) -> None:
    st.session_state[_key("where")] = of


def _draw_missing(at: Here) -> None:
    kinds = at.shown.place_kinds
    st.selectbox(
        forum_words.PROPOSE_PLACE_KIND, kinds.keys, format_func=lambda key: kinds[key].singular.capitalize(),
        key=_key("place_kind"),
    )  # fmt: skip
    st.text_input(forum_words.PROPOSE_PLACE_NAME, key=_key("name"), max_chars=200)
    draw_search(
        at.shown, key=f"{_key('where')}_search", label=forum_words.PROPOSE_WHERE, hint=forum_words.PROPOSE_WHERE_HINT,
        on_found=_searched, wanted="pin", is_label_shown=True,
    )  # fmt: skip


def _draw_which(at: Here) -> None:
    labels = place_labels(at.shown)
    st.selectbox(
        forum_words.PROPOSE_WHICH, list(labels), key=_key("place_id"), format_func=lambda one: labels.get(one, one)
    )  # fmt: skip


def _draw_misnamed(at: Here) -> None:
    _draw_which(at)
    st.text_input(forum_words.PROPOSE_RIGHT_NAME, key=_key("right_name"), max_chars=200)


def _draw_bus(at: Here) -> None:
    left, right = st.columns(2)
    left.text_input(forum_words.PROPOSE_BUS_NAME, key=_key("line"), max_chars=200)
    right.text_input(forum_words.PROPOSE_OPERATOR, key=_key("operator"), max_chars=200)
    st.text_area(
        forum_words.PROPOSE_STOPS, key=_key("stops"), max_chars=20_000, height=150, help=forum_words.PROPOSE_STOPS_HELP
    )
    days, first, last, headway = st.columns([2, 1, 1, 1])
    days.multiselect(
        forum_words.PROPOSE_DAYS, list(DAYS), format_func=lambda day: DAYS[day].capitalize(), key=_key("days"),
        select_all=False,
    )  # fmt: skip
    first.text_input(
        forum_words.PROPOSE_FIRST, key=_key("first"), max_chars=5, placeholder=forum_words.PROPOSE_CLOCK_HINT
    )
    last.text_input(forum_words.PROPOSE_LAST, key=_key("last"), max_chars=5, placeholder=forum_words.PROPOSE_CLOCK_HINT)
    headway.number_input(forum_words.PROPOSE_HEADWAY, min_value=1, max_value=240, step=1, key=_key("headway"))
    st.checkbox(forum_words.PROPOSE_BOTH_WAYS, key=_key("is_both_ways"))


_FIELDS: dict[str, Callable[[Here], None]] = {
    "place_missing": _draw_missing, "place_closed": _draw_which, "place_misnamed": _draw_misnamed, BUS: _draw_bus,
}  # fmt: skip


# What was filled in


def _propose(at: Here, kind: str) -> None:
    """Keep the correction, or say everything that is wrong with it."""
    correction, faults = _correction(at, kind)
    checked = clean_record(correction)
    problems = list(dict.fromkeys([*faults, *problems_of(checked, at.atlas.taxonomy())]))
    if problems:
        st.session_state[PROBLEMS] = problems
        return
    try:
        kept = at.store.add(correction, at.who)
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state[SAID] = correction_words(kept)
    st.session_state[TURN] = int(st.session_state[TURN]) + 1
    st.rerun()


def _correction(at: Here, kind: str) -> tuple[Correction, list[str]]:
    """What the fields say, and what of it could not be found."""
    blank = Correction(kind=kind, text=str(_value("text") or ""), session=at.session.id)
    if kind == BUS:
        details, faults = _bus_details(at)
        return replace(blank, name=str(_value("line") or ""), details=details), faults
    if kind == "place_missing":
        geometry, faults = _where(at)
        return replace(
            blank, name=str(_value("name") or ""), place_kind=str(_value("place_kind") or ""), geometry=geometry
        ), faults  # fmt: skip
    return replace(blank, **_chosen_place(at, kind)), []


def _chosen_place(at: Here, kind: str) -> dict[str, Any]:
    place_id = str(_value("place_id") or "")
    row = at.shown.places[at.shown.places["place_id"] == place_id]
    if not len(row):
        return {"place_id": "", "name": str(_value("right_name") or "") if kind == "place_misnamed" else ""}
    name = str(_value("right_name") or "") if kind == "place_misnamed" else str(row["name"].iloc[0] or "")
    return {"place_id": place_id, "place_kind": str(row["kind"].iloc[0]), "name": name}


def _located(at: Here, typed: str) -> Place:
    return locate_words(at.shown, typed, grid_of=grid_of_edition(at.shown.edition).square)


def _fault_words(error: AtlasError) -> str:
    return " ".join(part for part in (error.found, error.needed) if part)


def _where(at: Here) -> tuple[BaseGeometry | None, list[str]]:
    """The place of a missing place; somewhere, with the fault, where it is not found."""
    typed = str(_value("where") or "")
    if not typed.strip():
        return None, []
    try:
        place = _located(at, typed)
    except AtlasError as error:
        return _SOMEWHERE, [_fault_words(error)]
    if place.geometry is None:
        return _SOMEWHERE, [forum_words.PROPOSE_TOO_WIDE.format(words=clean_line(typed)[:80])]
    return place.geometry, []


def _bus_details(at: Here) -> tuple[dict[str, Any], list[str]]:
    stops, faults = _stops(at)
    headway = _value("headway")
    details = {
        "operator": clean_line(str(_value("operator") or "")), "stops": _TWO_STOPS if faults else stops,
        "days": list(_value("days") or []), "first": str(_value("first") or "").strip(),
        "last": str(_value("last") or "").strip(), "headway_min": None if headway is None else int(headway),
        "is_both_ways": bool(_value("is_both_ways")),
    }  # fmt: skip
    return details, faults


def _stops(at: Here) -> tuple[list[dict[str, Any]], list[str]]:
    """The stops of the lines, and a fault for each line that is none."""
    lines = [clean_line(line) for line in str(_value("stops") or "").splitlines() if line.strip()]
    stops: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(lines[: MOST_STOPS + 1], start=1):
        try:
            place = _located(at, line)
        except AtlasError as error:
            faults.append(forum_words.PROPOSE_STOP.format(n=number, fault=_fault_words(error)))
            continue
        if place.geometry is None or place.geometry.geom_type != "Point":
            fault = forum_words.PROPOSE_NOT_A_POINT.format(words=line[:80])
            faults.append(forum_words.PROPOSE_STOP.format(n=number, fault=fault))
            continue
        name = line if place.how in ("stop", "street", "place") else place.label
        stops.append({"name": name[:200], "lat": float(place.geometry.y), "lon": float(place.geometry.x)})
    return stops, faults
