"""What people of a home area could reach against where the sample was: sentences, a map of signs, and tables."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd
import streamlit as st

from analysis.suggestions import suggest_of_movement
from app.observed.drawing import Sign, signs_map
from app.observed.here import HOME, Here, beside, go_to, note, number
from app.observed.pinning import draw_pin
from app.printed import in_a_box, table, text
from app.words import observed as words
from everyday.movement import POTENTIAL_RULES

__all__ = ["draw_potential"]

_COLOURS = {"reachable_visited": "#1d5b8f", "reachable_never": "#a03c14", "hard_visited": "#1d5b8f",
            "near_never": "#a03c14", "not_said": "#5b5f66"}  # fmt: skip
_MOST_ROWS = 12


def draw_potential(at: Here) -> None:
    """Draw what is said of one home area."""
    st.header(words.POTENTIAL, anchor=False)
    found = at.shown.observed("observed_potential")
    if found is None or not len(found):
        note(words.POTENTIAL_NONE)
        return
    st.html(f'<div class="ea-prose"><p>{text(words.POTENTIAL_SAYS.format(reach=_reach()))}</p></div>')
    home = _choose(at, found)
    area = at.area_names.get(home, home)
    part = found[found["home_area"] == home]
    refused = part[part["what"] == "area"]
    if len(refused):
        st.info(words.REASONS[str(refused["reason"].iloc[0])].format(area=area))
        beside(at)
        return
    _draw_findings(at, part, area)
    _draw_map(at, part, home, area)
    beside(at)
    _draw_kinds(at, part[part["what"] == "kind"], area)
    _draw_places(at, part[part["what"] == "place"], area)


def _reach() -> str:
    return f"{POTENTIAL_RULES.reach_min:.0f}"


def _choose(at: Here, found: pd.DataFrame) -> str:
    homes = sorted(found["home_area"].unique(), key=lambda one: at.area_names.get(one, one))
    asked = st.query_params.get(HOME, "")
    told = found[found["status"] == "near_never"]["home_area"]
    usual = next((one for one in homes if (found[found["home_area"] == one]["what"] != "area").any()), homes[0])
    if len(told):
        usual = _loneliest(at, [one for one in homes if one in set(told)])
    st.session_state["observed_home"] = asked if asked in homes else usual
    st.selectbox(
        words.POTENTIAL_HOME, homes, format_func=lambda one: at.area_names.get(one, one), key="observed_home",
        on_change=_chosen, width=320,
    )  # fmt: skip
    return str(st.session_state["observed_home"])


def _loneliest(at: Here, homes: list[str]) -> str:
    """The home area whose people stay most in it: where a planner looks first."""
    own = at.people.set_index("home_area")["own_share"]
    return max(homes, key=lambda one: float(own.get(one, 0.0)))


def _chosen() -> None:
    go_to(**{HOME: str(st.session_state.get("observed_home") or "")})


def _draw_findings(at: Here, part: pd.DataFrame, area: str) -> None:
    plurals = {kind.key: kind.plural for kind in at.shown.place_kinds}
    found = suggest_of_movement(part, at.table("observed_places"), at.shown.cells, kind_words=plurals)
    st.subheader(words.FINDING, anchor=False)
    if not len(found):
        note(words.FINDING_NONE.format(area=area))
    for row in found.sort_values("score", ascending=False).to_dict("records"):
        st.html(f'<div class="ea-prose ea-observed-finding"><p>{text(row["sentence"])}</p></div>')
        draw_pin(at, row, json.loads(str(row["evidence_json"])))


def _draw_map(at: Here, part: pd.DataFrame, home: str, area: str) -> None:
    places = part[part["what"] == "place"]
    counts = places["status"].value_counts()
    told = [status for status in words.STATUS if counts.get(status, 0)]
    visited = set(at.table("observed_places")["place_id"].astype(str))
    signs = []
    for status in reversed(told):
        for row in places[places["status"] == status].to_dict("records"):
            is_named = status in ("near_never", "reachable_never") and row["place_id"] in visited
            signs.append(Sign((row["lat"], row["lon"]), words.SIGNS[status], _COLOURS[status],
                              str(row["name"]) if is_named else ""))  # fmt: skip
    said = ", ".join(f"{counts[status]} {words.STATUS[status].lower()}" for status in told)
    key = [(words.SIGNS[status], _COLOURS[status], f"{words.STATUS[status]} ({counts[status]})") for status in told]
    st.html(signs_map(at.shown, signs, key, home, alt=words.POTENTIAL_ALT.format(area=area, counts=said),
                      caption=words.POTENTIAL_CAPTION.format(area=area)))  # fmt: skip


def _seen(at: Here, row: dict[str, Any], area: str) -> str:
    status = str(row["status"])
    more = words.STATUS_OF[status].format(
        k=at.k,
        least=at.least,
        area=area,
        hours=number(row["tracked_h"]),
        people=number(row["sample_n"]),
        reach=_reach(),
    )
    return f"{words.SIGNS[status]} {words.STATUS[status]}: {more}"


def _minutes(value: float) -> str:
    return words.BEYOND.format(n=f"{POTENTIAL_RULES.longest_min:.0f}") if math.isnan(value) else f"{value:.0f}"


def _draw_kinds(at: Here, part: pd.DataFrame, area: str) -> None:
    if not len(part):
        return
    rows = [(at.kind_words.get(row["kind"], row["kind"]), _minutes(row["minutes"]), _seen(at, row, area))
            for row in part.to_dict("records")]  # fmt: skip
    st.html(in_a_box(table(rows, words.POTENTIAL_KINDS_HEADS, words.POTENTIAL_KINDS), words.POTENTIAL_KINDS))


def _draw_places(at: Here, part: pd.DataFrame, area: str) -> None:
    order = {status: n for n, status in enumerate(("near_never", "reachable_never", "hard_visited",
                                                   "reachable_visited", "not_said"))}  # fmt: skip
    sorted_ = part.assign(order=part["status"].map(order)).sort_values(["order", "crow_km", "name"])
    rows = [
        (str(row["name"]) or words.UNNAMED, at.kind_words.get(row["kind"], row["kind"]), _minutes(row["minutes"]),
         number(row["crow_km"], "km", digits=1), _seen(at, row, area))
        for row in sorted_.to_dict("records")
    ]  # fmt: skip
    label = words.POTENTIAL_TABLE.format(n=len(rows))
    with st.expander(label, icon=":material/table:", key="observed_potential", expanded=len(rows) <= _MOST_ROWS):
        st.html(in_a_box(table(rows, words.POTENTIAL_HEADS, label), label))
