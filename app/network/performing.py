"""The network as a whole: who convenes it, when it meets, and which of the five functions it performs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.network.here import Here, day_input, note, past, save_now
from app.printed import date_words, in_a_box, table
from app.words import network as words
from everyday.acting import agreed_day, the_network
from plan.records import Network

__all__ = ["draw_performing"]


def draw_performing(at: Here) -> None:
    """What the network is and does, and the form to say it."""
    network = the_network(at.store)
    st.subheader(words.PERFORMS, anchor=False)
    note(words.PERFORMS_ABOUT)
    if network is not None:
        facts = [
            network.name,
            words.CONVENED.format(name=network.convened_by) if network.convened_by else words.CONVENED_NOBODY,
            words.MEETS.format(day=date_words(network.next_meeting)) if network.next_meeting else words.MEETS_NOT,
            network.text,
        ]
        note(" · ".join(one for one in facts if one))
    drawn = table(_rows(at, network), words.HEADS_PERFORMS, words.PERFORMS_CAPTION)
    st.html(in_a_box(drawn, words.PERFORMS_CAPTION))
    if at.may("plan"):
        with st.expander(words.PERFORMS_FORM, icon=":material/edit:"):
            _draw_form(at, network or Network())


def _rows(at: Here, network: Network | None) -> list[tuple[str, str, str]]:
    said: dict[str, Any] = network.performs if network else {}
    found = []
    for key, label in at.taxonomy.labels("network_functions").items():
        one = said.get(key, {})
        found.append((label, words.VERDICTS.get(one.get("verdict", ""), words.NOT_SAID), str(one.get("text", ""))))
    return found


def _draw_form(at: Here, network: Network) -> None:
    choices = ["", *words.VERDICTS]
    with st.form("network_performs", border=False):
        name = st.text_input(words.NETWORK_NAME, network.name or words.NETWORK_USUAL, key="network_name", max_chars=200)
        convened = st.text_input(
            words.NETWORK_CONVENED, network.convened_by, key="network_convened", max_chars=200,
            help=words.NETWORK_CONVENED_HELP,
        )  # fmt: skip
        more = st.text_area(words.NETWORK_TEXT, network.text, key="network_text", max_chars=2000, height=80)
        left, right = st.columns(2)
        with left:
            meets = day_input(words.NEXT_MEETING, network.next_meeting, key="network_meets")
        with right:
            agreed = day_input(words.AGREED_ON, network.agreed_on, key="network_agreed")
        if not network.agreed_on and (day := agreed_day(at.store)):
            note(words.AGREED_BY_ITSELF.format(day=date_words(day)))
        performs = {}
        for key, label in at.taxonomy.labels("network_functions").items():
            one = network.performs.get(key, {})
            verdict = st.radio(
                label, choices, choices.index(one.get("verdict", "")), key=f"performs_{key}", horizontal=True,
                format_func=lambda one: words.VERDICTS.get(one, words.NOT_SAID),
            )  # fmt: skip
            sentence = st.text_input(
                words.IN_A_SENTENCE.format(function=label), str(one.get("text", "")), key=f"performs_text_{key}",
                max_chars=1000, label_visibility="collapsed", placeholder=words.IN_A_SENTENCE.format(function=label),
            )  # fmt: skip
            if verdict or sentence.strip():
                performs[key] = {"verdict": verdict or "", "text": sentence.strip()}
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if network.id:
        past(at, network.id)
    if is_sent:
        wanted = replace(
            network, name=name, convened_by=convened, text=more, next_meeting=meets, agreed_on=agreed, performs=performs
        )
        write = at.store.save if network.id else at.store.add
        save_now(lambda: write(wanted, at.person), words.NETWORK_SAVED)
