"""Places that people of the sample go to, which of them bring home areas together, and kinds of places."""

from __future__ import annotations

import math

import streamlit as st

from app.observed.here import Here, beside, note, number, told_columns
from app.printed import in_a_box, table, text
from app.words import observed as words

__all__ = ["draw_places"]


def draw_places(at: Here) -> None:
    """Draw both tables."""
    places = at.table("observed_places").sort_values(["people_n", "place_id"], ascending=[False, True])
    names = dict(zip(at.shown.places["place_id"].astype(str), at.shown.places["name"], strict=True))
    st.header(words.PLACES, anchor=False)
    if len(places):
        rows = [
            (_named(names.get(row["place_id"])), at.kind_words.get(row["kind"], row["kind"]),
             at.area_names.get(row["area_id"], ""), at.people_number(row["people_n"]), number(row["visits_n"]),
             number(row["home_area_mix"], digits=2))
            for row in places.to_dict("records")
        ]  # fmt: skip
        known = places[places["home_area_mix"].notna()].sort_values(["home_area_mix", "people_n"], ascending=False)
        said = [words.PLACES_MIX] if len(known) else []
        if len(known):
            top = known.iloc[0]
            said.insert(0, words.PLACES_TOP.format(
                place=_named(names.get(top["place_id"])), mix=number(float(top["home_area_mix"]), digits=2),
                people=at.people_words(float(top["people_n"]))))  # fmt: skip
        if said:
            st.html(f'<div class="ea-prose">{"".join(f"<p>{text(one)}</p>" for one in said)}</div>')
        st.html(in_a_box(table(*told_columns(rows, words.PLACES_HEADS), words.PLACES), words.PLACES))
    else:
        note(words.PLACES_NONE)
    beside(at)
    st.header(words.KINDS, anchor=False)
    kinds = at.table("observed_kinds").sort_values(["people_n", "kind"], ascending=[False, True], na_position="last")
    by_kind = [
        (at.kind_words.get(row["kind"], row["kind"]), at.people_number(row["people_n"]), number(row["visits_n"]),
         number(row["hours"]))
        for row in kinds.to_dict("records")
    ]  # fmt: skip
    st.html(in_a_box(table(*told_columns(by_kind, words.KINDS_HEADS), words.KINDS_CAPTION), words.KINDS_CAPTION))
    beside(at)


def _named(name: object) -> str:
    missing = name is None or (isinstance(name, float) and math.isnan(name)) or not str(name)
    return words.UNNAMED if missing else str(name)
