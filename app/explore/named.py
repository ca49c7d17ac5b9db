"""Areas that people use on Explore: chosen from a list, in the panel, and as a table beside that of the wards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.explore.facts import profile_of
from app.explore.panel import profile_words, stops_words
from app.explore.place_page import draw_area_pages
from app.explore.showing import current_view, draw_clear, fly_to, set_view
from app.map import bounds_of
from app.parts import (
    MIME,
    Chosen,
    View,
    draw_findings_here,
    draw_shown_numbers,
    stem_of,
    twin,
)
from app.printed import text
from app.server import Shown, explored, named_grounds, shown_edition
from app.words import areas as words
from everyday.exchange import neutralised
from everyday.named_areas import made_of_words, people_shared_words

if TYPE_CHECKING:
    from everyday.atlas import NamedGround

__all__ = ["draw_named", "draw_named_choice", "draw_named_table", "named_csv"]

CHOICE = "explore_named"


def _chose() -> None:
    shown, code = shown_edition(st.query_params.get("edition")), st.session_state.get(CHOICE)
    if shown is None or not code:
        return
    chosen = Chosen("areas", str(code))
    set_view(replace(current_view(), chosen=chosen, reach="", suggestion=""))
    fly_to(bounds=bounds_of(explored(shown), chosen))


def draw_named_choice(shown: Shown, view: View) -> None:
    """A list of the areas that people use, while nothing is chosen."""
    if view.chosen is not None or view.suggestion or not (grounds := named_grounds(shown)):
        return
    names = {one.record.id: one.record.name for one in grounds}
    st.session_state[CHOICE] = None
    st.selectbox(words.CHOICE, list(names), format_func=names.__getitem__, key=CHOICE, on_change=_chose,
                 placeholder=words.CHOICE_HINT)  # fmt: skip


def draw_named(shown: Shown, chosen: Chosen, ground: NamedGround) -> None:
    """An area that people use in the panel.

    Args:
        shown: the edition with the areas that people use.
        chosen: the area.
        ground: what it is made of.
    """
    profile = profile_of(shown, chosen)
    said = [profile.people, people_shared_words(shown, ground), made_of_words(shown, ground), ground.record.text]
    told = "".join(f'<p class="ea-note">{text(one)}</p>' for one in said if one)
    st.html(f'<h2 id="ea-chosen">{text(profile.name)}</h2>{told}')
    with st.container(horizontal=True):
        draw_area_pages(shown, chosen, profile.name)
        draw_clear(shown)
    if profile.is_known:
        st.html(profile_words(profile))
    draw_findings_here(shown, chosen)
    if profile.stops is not None:
        st.html(stops_words(profile.stops, is_area=True))


def _rows(shown: Shown, view: View) -> pd.DataFrame:
    """Their rows of the table of areas."""
    table = twin(explored(shown), replace(view, unit="areas", is_types=False))
    return table[table["area_id"].isin([one.record.id for one in named_grounds(shown)])]


def draw_named_table(shown: Shown, view: View) -> None:
    """The numbers of the areas that people use, apart from the wards, on which they lie."""
    if not named_grounds(shown):
        return
    box = st.expander(words.TABLE, key="named_table_open", on_change="rerun", icon=":material/table:")
    if not box.open:
        return
    with box:
        st.caption(words.TABLE_NOTE)
        draw_shown_numbers(shown, replace(view, unit="areas", is_types=False), _rows(shown, view), words.TABLE_LABEL)
        stem = stem_of(f"{shown.manifest.get('name', 'atlas')} areas people use", "areas")
        st.download_button(words.CSV, data=lambda: named_csv(shown), file_name=f"{stem}.csv", mime=MIME["csv"],
                           on_click="ignore", icon=":material/download:", key="named_csv")  # fmt: skip


def named_csv(shown: Shown) -> bytes:
    """Every measure of the areas that people use; no text that somebody typed is run by a spreadsheet."""
    edition = explored(shown)
    rows = pd.DataFrame(edition.areas.drop(columns="geometry"))
    rows = rows[rows["area_id"].isin([one.record.id for one in named_grounds(shown)])]
    return bytes(neutralised(rows).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
