"""How we know: the methods of the toolkit in this town, and what each brought."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.printed import date_words, in_a_box, text
from app.voices.here import Here, note, of_new, save_now, try_to
from app.words import voices as words
from everyday.voices import PLANNED, USED, MethodUse, method_uses
from plan.records import PlannedMethod

__all__ = ["draw_knowing"]

MOST_FINDINGS = 6


def draw_knowing(at: Here) -> None:
    """One table, and the form to plan a method."""
    st.header(words.KNOW_CAPTION, anchor=False)
    note(words.KNOW_ABOUT)
    uses = method_uses(at.atlas, at.today)
    states = [one.state for one in uses]
    note(words.KNOW_SUMMARY.format(used=states.count(USED), all=len(uses), planned=states.count(PLANNED)))
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in words.KNOW_HEADS)
    body = "".join(_row(at, one) for one in uses)
    drawn = (f'<table class="ea-evidence"><caption>{text(words.KNOW_CAPTION)}</caption><thead><tr>{head}</tr></thead>'
             f"<tbody>{body}</tbody></table>")  # fmt: skip
    st.html(in_a_box(drawn, words.KNOW_CAPTION))
    if at.may("plan"):
        with st.expander(words.PLAN_FORM, icon=":material/event:"):
            _draw_form(at, uses)


def _row(at: Here, one: MethodUse) -> str:
    numbers = at.store.numbers()
    state = [words.KNOW_STATES[one.state]]
    state += [words.KNOW_LAST.format(day=date_words(one.last_on))] if one.last_on else []
    state += [f"{plan.planned_for}{f' ({plan.text})' if plan.text else ''}" for plan in one.plans]
    kept = [words.KNOW_KEPT[one.answers_n != 1].format(n=one.answers_n)] if one.answers_n else []
    kept += [words.KNOW_SESSIONS[one.sessions_n != 1].format(n=one.sessions_n)] if one.sessions_n else []
    items = "".join(f'<li dir="auto">{numbers[found.id]} · {text(found.title)}</li>'
                    for found in one.findings[:MOST_FINDINGS])  # fmt: skip
    if (more := len(one.findings) - MOST_FINDINGS) > 0:
        items += f"<li>{text(words.KNOW_MORE.format(n=more))}</li>"
    findings = f"<ul>{items}</ul>" if items else text(words.KNOW_NO_FINDINGS)
    label = at.taxonomy.label("methods", one.method)
    return (
        f"<tr><td>{text(words.KNOW_STEPS[one.step])}</td><th scope='row'>{text(label)}</th>"
        f"<td><bdi>{text('; '.join(state))}</bdi></td><td>{text(', '.join(kept))}</td><td>{findings}</td></tr>"
    )


def _draw_form(at: Here, uses: list[MethodUse]) -> None:
    labels, new = at.taxonomy.labels("methods"), of_new()
    with st.form("plan_method", border=False):
        method = st.selectbox(words.PLAN_WHICH, list(labels), format_func=labels.__getitem__, key=f"plan_method_{new}")
        left, right = st.columns(2)
        when = left.text_input(words.PLAN_WHEN, key=f"plan_when_{new}", max_chars=100)
        said = right.text_input(words.PLAN_TEXT, key=f"plan_text_{new}", max_chars=300)
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        wanted = PlannedMethod(method=str(method), planned_for=when, text=said)
        save_now(lambda: at.store.add(wanted, at.person), words.PLAN_SAVED)
    for one in (plan for use in uses for plan in use.plans):
        label = words.PLAN_DROP.format(method=f"{labels.get(one.method, one.method)}, {one.planned_for}")
        st.button(label, key=f"plan_drop_{one.id}", on_click=_drop, args=(at, one))


def _drop(at: Here, one: PlannedMethod) -> None:
    try_to(lambda: at.store.save(replace(one, is_dropped=True), at.person), words.PLAN_DROPPED)
