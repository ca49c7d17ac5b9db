"""What follows from an answer: a proposed change of the action that somebody accepts, or a new finding."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from app.network.here import Here, here, note, save_now, try_to
from app.printed import date_words, text
from app.server import plain
from app.words import common as common_words
from app.words import network as words
from everyday.acting import ActionRow, day_answered, decide_change, propose_change
from everyday.forum import add_pin
from plan.ids import id_from
from plan.records import Feedback, Finding
from plan.text import title_and_text

__all__ = ["draw_following", "draw_proposed"]

MOST = 10
NEW = ""


def draw_proposed(at: Here) -> None:
    """Changes of actions that answers propose and nobody has decided on."""
    rows = {row.id: row for row in at.rows}
    waiting = [one for row in at.rows for one in row.feedback if one.change_status == "proposed"]
    if not waiting or not at.may("edit"):
        return
    st.subheader(words.PROPOSED.format(n=len(waiting)), anchor=False)
    for one in waiting[:MOST]:
        _draw_change(at, rows[one.action_id], one)
    if len(waiting) > MOST:
        note(words.AND_MORE.format(n=len(waiting) - MOST))


def _draw_change(at: Here, row: ActionRow, one: Feedback) -> None:
    before = next((part.text for part in row.interventions if part.id == one.change_of), "")
    form = words.CHANGE_OF if one.change_of else words.CHANGE_MORE
    said = form.format(before=before, after=one.change)
    because = words.BECAUSE.format(group=one.group or words.NO_GROUP_NAMED, day=date_words(day_answered(one)),
                                   answer=one.answer or words.VERDICTS.get(one.verdict, ""))  # fmt: skip
    with st.container(border=True, key=f"change_{one.id}"):
        st.html(
            f'<p dir="auto"><strong>{text(at.title(row))}</strong><br>{text(said)}</p>'
            f'<p class="ea-note" dir="auto">{text(because)}</p>'
        )
        if not at.may("plan"):
            return
        with st.container(horizontal=True):
            st.button(
                words.ACCEPT, key=f"accept_{one.id}", type="primary", on_click=partial(_decide, one.id, True),
                help=words.ACCEPT_HELP.format(action=plain(row.action.title)),
            )  # fmt: skip
            with st.popover(words.DECLINE):
                st.text_input(words.DECLINE_WHY, key=f"decline_why_{one.id}", max_chars=1000)
                st.button(words.DECLINE_DO, key=f"decline_{one.id}", on_click=partial(_decide, one.id, False))


def _decide(answer_id: str, is_accepted: bool) -> None:
    at = here()
    if at is None:
        return
    reason = "" if is_accepted else str(st.session_state.get(f"decline_why_{answer_id}") or "").strip()
    told = words.ACCEPTED if is_accepted else words.DECLINED
    try_to(
        lambda: decide_change(
            at.store, at.store.get(Feedback, answer_id), at.person, is_accepted=is_accepted, reason=reason,
            today=at.today,
        ),
        told,
    )  # fmt: skip


def draw_following(at: Here, row: ActionRow) -> None:
    """Choose an answer; then propose a change, or open the form of a finding that is filled in from it."""
    answers = {one.id: one for one in reversed(row.feedback)}
    if not answers:
        return
    with st.expander(words.FOLLOWS, icon=":material/arrow_forward:"):
        chosen = st.selectbox(
            words.FOLLOWS_WHICH, list(answers), format_func=lambda one: _named(at, answers[one]), key="follows_which"
        )
        answer = answers[chosen]
        if answer.change_status in ("", "declined"):
            _draw_propose(at, row, answer)
        if answer.led_to:
            note(words.LED_TO.format(n=row.numbers.get(answer.led_to, "?")))
        else:
            st.toggle(words.FIND, key=f"find_{answer.id}")
            if st.session_state.get(f"find_{answer.id}"):
                _draw_finding(at, row, answer)


def _named(at: Here, one: Feedback) -> str:
    question = at.taxonomy.label("advocacy_questions", one.question)
    said = " ".join(part for part in (words.VERDICTS.get(one.verdict, ""), one.answer) if part)
    return f"{date_words(day_answered(one))} · {one.group or words.NO_GROUP_NAMED} · {question} {said}"[:160]


def _draw_propose(at: Here, row: ActionRow, answer: Feedback) -> None:
    numbered = {part.id: f"{number}. {part.text}" for number, part in enumerate(row.interventions, 1)}
    usual = answer.intervention_id if answer.intervention_id in numbered else NEW
    with st.form(f"propose_{answer.id}", border=False):
        of = st.selectbox(
            words.PROPOSE_OF, [NEW, *numbered], [NEW, *numbered].index(usual), key=f"propose_of_{answer.id}",
            format_func=lambda one: numbered.get(one, words.PROPOSE_NEW),
        )  # fmt: skip
        said = st.text_area(
            words.PROPOSE_WORDS, answer.answer.replace(";", ","), key=f"propose_words_{answer.id}", max_chars=300,
            height=80,
        )  # fmt: skip
        is_sent = st.form_submit_button(words.PROPOSE_SAVE)
    if is_sent:
        save_now(lambda: propose_change(at.store, answer, at.person, words=said, of=str(of)), words.PROPOSE_SAVED)


def _draw_finding(at: Here, row: ActionRow, answer: Feedback) -> None:
    title, rest = title_and_text(answer.answer or row.action.title)
    kinds, levels = common_words.KIND_WORDS, at.taxonomy.labels("levels")
    usual = row.action.level if row.action.level in levels and row.action.level != "national" else "city"
    choices = [one for one in levels if one != "national"]
    with st.form(f"finding_{answer.id}", border=False):
        kind = st.radio(words.FIND_KIND, list(kinds), format_func=kinds.__getitem__, horizontal=True,
                        key=f"find_kind_{answer.id}")  # fmt: skip
        said = st.text_input(words.FIND_TITLE, title, key=f"find_title_{answer.id}", max_chars=300)
        more = st.text_area(words.FIND_TEXT, rest, key=f"find_text_{answer.id}", max_chars=5000, height=80)
        level = st.selectbox(words.FIND_LEVEL, choices, choices.index(usual), format_func=levels.__getitem__,
                             key=f"find_level_{answer.id}")  # fmt: skip
        note(words.FIND_PLACE)
        is_sent = st.form_submit_button(words.FIND_SAVE, type="primary")
    if not is_sent:
        return
    place = row.place
    finding = Finding(
        id=id_from("F", "answer", answer.id),  # pressed twice, it is the same one
        kind=str(kind), title=said, text=more, level=str(level), geometry=place,
        area_id=(row.area_ids or ("",))[0], policy_spheres=row.action.policy_spheres, themes=row.action.themes,
        sectors=row.action.sectors, dimensions=row.dimensions, groups=row.action.benefits[:5],
    )  # fmt: skip

    def keep() -> Any:
        kept = add_pin(at.atlas, at.shown, finding, at.person)
        return at.store.save(replace(answer, led_to=kept.id), at.person, reason=f"Led to {kept.id}")

    save_now(keep, words.FIND_SAVED)
