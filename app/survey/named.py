"""Areas that people use on the page: chosen from a list, with pooled values, or the reason why there are none."""

from __future__ import annotations

import streamlit as st

from app.map import Mark, outline_of
from app.printed import in_a_box, table, text
from app.survey.here import Here, go_to, note
from app.words import survey as words
from everyday.named_areas import made_of_words
from everyday.survey import VERDICTS, value_words, ward_words

__all__ = ["draw_named", "draw_named_choice", "draw_named_values", "mark_of"]

CHOICE = "survey_named"


def _chose() -> None:
    if code := st.session_state.get(CHOICE):
        go_to(area=str(code))


def draw_named_choice(at: Here) -> None:
    """The list, where somebody has named an area."""
    pooled = at.judged.pooled
    if pooled.empty:
        return
    names = dict(zip(pooled["area_id"], pooled["area_name"], strict=True))
    st.session_state[CHOICE] = at.area if at.area in names else None
    st.selectbox(words.NAMED, list(names), format_func=names.__getitem__, key=CHOICE, on_change=_chose,
                 placeholder=words.NAMED_CHOICE)  # fmt: skip


def draw_named(at: Here) -> None:
    """The one that is chosen: what it is made of, and what the question says of it."""
    row = at.judged.ward(at.area)
    if row is None or at.ground is None:
        return
    st.html(f'<div class="ea-prose" id="ea-chosen"><h2>{text(row["area_name"])}</h2>'
            f"<p>{text(ward_words(at.judged, row))}</p></div>")  # fmt: skip
    note(made_of_words(at.with_named, at.ground))
    st.button(words.NAMED_BACK, key="survey_named_back", on_click=lambda: go_to(area=""))


def draw_named_values(at: Here) -> None:
    """All of them in a table, below the ranking of wards: no area that people use takes a ward's place there."""
    pooled = at.judged.pooled
    if pooled.empty:
        return
    st.header(words.NAMED, anchor=False)
    note(words.NAMED_NOTE)
    rows = []
    for row in pooled.to_dict("records"):
        said = (value_words(at.judged, row), VERDICTS[row["verdict"]] if row["verdict"] else "")
        rows.append((str(row["area_name"]), " · ".join(one for one in said if one)))
    caption = words.NAMED_CAPTION.format(title=at.indicator.title, year=at.judged.year)
    st.html(in_a_box(table(rows, words.NAMED_HEADS, caption), caption))


def mark_of(at: Here) -> Mark | None:
    """Its outline on the map, which has wards alone."""
    if (ground := at.ground) is None:
        return None
    point = ground.outline.representative_point()
    return Mark(ground.record.name, point.y, point.x, outline_of(ground.outline))
