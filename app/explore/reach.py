"""Reach from the chosen spot: on foot and by bus, the three times of the week side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from analysis.registry import people_words, share_words, short_words
from app.explore.showing import current_view, draw_clear, set_view
from app.map import LIMITS, ON_FOOT, USUAL, origin_of, palettes, reach_of, walks_of
from app.parts import MIME, REACH_WAYS, Chosen, View, noun_of, why_unknown
from app.printed import text
from app.server import Shown
from app.words import common as common_words
from app.words import explore as explore_words
from app.words import map as map_words

if TYPE_CHECKING:
    from everyday.questions import Reach

__all__ = ["draw_reach", "reach_walk", "reach_way"]


def reach_way(shown: Shown, view: View) -> str:
    """What the map shows as reach: walking, or the band where it is known."""
    return ON_FOOT if view.reach == "foot" or why_unknown(shown, view.band) else view.band


def reach_walk(shown: Shown) -> str:
    """How the person walks: as chosen in the panel, if the edition can show it."""
    chosen = str(st.session_state.get("control_walk", USUAL))
    return chosen if chosen in walks_of(shown) else USUAL


def _switch() -> None:
    set_view(replace(current_view(), reach=st.session_state["control_reach"]))


def draw_reach(shown: Shown, view: View, chosen: Chosen) -> None:
    """Draw the panel of reach."""
    origin = origin_of(shown, chosen.unit, chosen.id)
    found = reach_of(shown, origin, reach_walk(shown)) if origin else None
    st.html(f'<h2 id="ea-chosen">{text(explore_words.REACH_TITLE)}</h2>')
    with st.container(horizontal=True):
        if st.button(explore_words.HIDE_REACH, type="primary", key="hide_reach"):
            set_view(replace(current_view(), reach=""))
            st.rerun(scope="app")
        draw_clear(shown)
    if found is None or origin is None:
        st.info(explore_words.REACH_NONE)
        return
    name = str(shown.cells["cell_name"].iloc[shown.cell_row[origin]])
    st.html(f'<p class="ea-note">{text(explore_words.REACH_FROM.format(name=name))}</p>')
    _draw_switch(found)
    st.selectbox(
        explore_words.REACH_WALK, walks_of(shown), format_func=explore_words.REACH_WALKS.__getitem__, key="control_walk"
    )
    st.html(_side_by_side(shown, found, reach_way(shown, view)))
    for why in dict.fromkeys(found.unknown.values()):
        st.html(f'<p class="ea-note">{text(why[:1].upper() + why[1:])}</p>')
    st.download_button(
        explore_words.REACH_DOWNLOAD,
        data=found.minutes.to_csv(index=False).encode("utf-8-sig"),
        file_name=f"reach-{origin}.csv",
        mime=MIME["csv"],
        on_click="ignore",
        icon=":material/download:",
        key="download_reach",
    )


def _draw_switch(found: Reach) -> None:
    """Bus or foot on the map, where there is a choice."""
    if len(found.minutes.columns) <= 2:
        return
    st.session_state["control_reach"] = current_view().reach
    st.segmented_control(
        explore_words.REACH_ON_MAP, REACH_WAYS, format_func=explore_words.REACH_SWITCH.__getitem__, key="control_reach",
        required=True, on_change=_switch, wrap=True,
    )  # fmt: skip


def _cell_words(summary: pd.DataFrame, way: str, limit: int, noun: str) -> str:
    rows = summary[(summary["way"] == way) & (summary["limit_min"] == limit)]
    if rows.empty:
        return f"<td>{common_words.NOT_KNOWN}</td>"
    row = rows.iloc[0]
    share = share_words(float(row["weight_share"])) if np.isfinite(row["weight_share"]) else common_words.NOT_KNOWN
    people = people_words(float(row["weight_n"]), noun, with_noun=False)
    places = explore_words.REACH_PLACES.format(count=short_words(row["bumping_places_n"], "whole"))
    return f"<td><strong>{share}</strong><small>{text(people)}</small><small>{text(places)}</small></td>"


def _side_by_side(shown: Shown, found: Reach, shown_way: str) -> str:
    """Limits down, ways across; what the map shows is marked."""
    noun = noun_of(shown)
    heads = "".join(
        f'<th scope="col"{" class=ea-now" if way == shown_way else ""}>{text(title)}</th>'
        for way, title in map_words.REACH_WAYS.items()
    )
    rows = []
    for limit, colour in zip(LIMITS, palettes.REACH, strict=True):
        cells = "".join(_cell_words(found.summary, way, limit, noun) for way in map_words.REACH_WAYS)
        rows.append(f'<tr><th scope="row"><i style="background:{colour}"></i>{limit} min</th>{cells}</tr>')
    caption = text(explore_words.REACH_CAPTION.format(noun=noun))
    return (
        f'<table class="ea-three"><caption>{caption}</caption><tr><th scope="col">Within</th>{heads}</tr>'
        f"{''.join(rows)}</table>"
    )
