"""What the network has to look at: carried out, and many phones say that it did not help."""

from __future__ import annotations

import streamlit as st

from app.network.here import Here, note
from app.printed import text
from app.words import network as words
from everyday.acting import NO_RULE, raised_questions
from everyday.impact import impact_of

__all__ = ["draw_raised"]


def draw_raised(at: Here) -> None:
    """The questions, each with what was measured; nothing where there is none."""
    found = raised_questions(at.store, at.rows)
    if not found:
        return
    st.header(words.RAISED.format(n=len(found)), anchor=False)
    for one in found:
        series = impact_of(at.atlas, one.row, today=at.today)
        measured = series.sentence if series is not None else words.NOT_MEASURED
        said = words.RAISED_ONE.format(action=at.title(one.row), no=one.count.no_n, all=one.count.devices_n)
        with st.container(border=True, key=f"raised_{one.row.id}"):
            st.html(
                f'<div class="ea-prose"><p dir="auto"><strong>{text(said)}</strong></p><p>{text(measured)}</p></div>'
            )
            st.button(words.RAISED_ASK, key=f"raised_ask_{one.row.id}", on_click=_ask, args=(one.row.id,),
                      icon=":material/help:")  # fmt: skip
    note(NO_RULE)


def _ask(action_id: str) -> None:
    st.query_params["action"] = action_id
    st.query_params["view"] = "questions"
