"""The five questions about an action or one of its interventions: every answer with its days, and the form."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.network.following import draw_following, draw_proposed
from app.network.here import Here, day_input, note, of_new, save_now
from app.network.on_paper import draw_paper
from app.printed import date_words, in_a_box, table, text
from app.words import network as words
from everyday.acting import WORDS_ONLY, ActionRow, day_answered, groups_now, latest_answers
from plan.records import Feedback, Record

__all__ = ["ACTION", "draw_questions"]

ACTION = "action"
WHOLE, OTHER = "", "-"


def draw_questions(at: Here) -> None:
    """Which action; its answers; the form; what follows; paper."""
    st.header(words.QUESTIONS, anchor=False)
    note(words.QUESTIONS_ABOUT)
    draw_proposed(at)
    rows = {row.id: row for row in at.rows if row.action.status != "dropped"}
    if not rows:
        note(words.NO_ACTION)
        return
    asked = st.query_params.get(ACTION, "")
    st.session_state["network_action"] = asked if asked in rows else next(iter(rows))
    chosen = st.selectbox(
        words.WHICH_ACTION, list(rows), format_func=lambda one: at.title(rows[one]), key="network_action",
        on_change=_chosen,
    )  # fmt: skip
    row = rows[chosen]
    _draw_latest(at, row)
    _draw_answers(at, row)
    if at.may("edit"):
        with st.expander(words.ANSWER_FORM, icon=":material/edit_note:", expanded=not row.feedback):
            _draw_form(at, row)
        draw_following(at, row)
    draw_paper(at, row)


def _chosen() -> None:
    st.query_params[ACTION] = str(st.session_state.get("network_action") or "")


def _draw_latest(at: Here, row: ActionRow) -> None:
    """The last short answer of each group to each question, with its day."""
    labels = {key: label for key, label in at.taxonomy.labels("advocacy_questions").items() if key not in WORDS_ONLY}
    latest = latest_answers(one for one in row.feedback if one.verdict)
    places = {part.id: number for number, part in enumerate(row.interventions, 1)}
    known = {(one.group.casefold(), one.intervention_id): one.group for one in latest.values()
             if not one.intervention_id or one.intervention_id in places}  # fmt: skip
    rows = []
    for (group, about), name in sorted(known.items(), key=lambda one: (one[0][0], places.get(one[0][1], 0))):
        said = [latest.get((key, about, group)) for key in labels]
        label = name or words.NO_GROUP_NAMED
        label += f", {words.ABOUT_INTERVENTION.format(n=places[about])}" if about else ""
        rows.append((label, *(f"{words.VERDICTS[one.verdict]}, {date_words(day_answered(one))}" if one else "–"
                              for one in said)))  # fmt: skip
    if rows:
        drawn = table(rows, (words.HEAD_GROUP, *labels.values()), words.LATEST_CAPTION)
        st.html(in_a_box(drawn, words.LATEST_CAPTION))


def _draw_answers(at: Here, row: ActionRow) -> None:
    """Answers by question, the newest first."""
    parts = []
    for key, label in at.taxonomy.labels("advocacy_questions").items():
        mine = [one for one in reversed(row.feedback) if one.question == key]
        lines = "".join(f"<li>{_answer_html(row, one)}</li>" for one in mine)
        said = f"<ul>{lines}</ul>" if lines else f'<p class="ea-note">{text(words.NOT_ANSWERED)}</p>'
        parts.append(f"<h3>{text(label)}</h3>{said}")
    st.html(f'<div class="ea-prose" id="ea-answers">{"".join(parts)}</div>')


def _answer_html(row: ActionRow, one: Feedback) -> str:
    verdict = f"<strong>{text(words.VERDICTS[one.verdict])}</strong> " if one.verdict else ""
    given, typed = date_words(day_answered(one)), date_words(one.created_at)
    days = words.ANSWERED.format(day=given) if given == typed else words.ANSWERED_TYPED.format(day=given, typed=typed)
    about = [str(number) for number, part in enumerate(row.interventions, 1) if part.id == one.intervention_id]
    facts = [one.group or words.NO_GROUP_NAMED, days]
    facts += [words.ABOUT_INTERVENTION.format(n=about[0])] if about else []
    facts += [words.ABOUT_GONE] if one.intervention_id and not about else []
    facts += [words.CHANGE_STATUS[one.change_status]] if one.change_status else []
    facts += [words.LED_TO.format(n=row.numbers[one.led_to])] if one.led_to in row.numbers else []
    return f'{verdict}<span dir="auto">{text(one.answer)}</span> <span class="ea-note">{text(" · ".join(facts))}</span>'


def _draw_form(at: Here, row: ActionRow) -> None:
    questions = at.taxonomy.labels("advocacy_questions")
    groups = [one.name for one in groups_now(at.store, at.today) if row.id in one.action_ids]
    groups += [one.name for one in groups_now(at.store, at.today) if one.name not in groups]
    numbered = {part.id: f"{number}. {part.text}" for number, part in enumerate(row.interventions, 1)}
    key = row.id + of_new()
    with st.form(f"answer_{key}", border=False):
        left, right = st.columns(2)
        group = left.selectbox(
            words.ANSWER_GROUP, [*groups, OTHER], key=f"answer_group_{key}",
            format_func=lambda one: words.ANSWER_OTHER if one == OTHER else one,
        )  # fmt: skip
        other = right.text_input(words.ANSWER_NAME, key=f"answer_name_{key}", max_chars=200)
        about = left.selectbox(
            words.ANSWER_ABOUT, [WHOLE, *numbered], key=f"answer_about_{key}",
            format_func=lambda one: numbered.get(one, words.ANSWER_WHOLE),
        )  # fmt: skip
        with right:
            day = day_input(words.ANSWER_DAY, at.today, key=f"answer_day_{key}")
        given: list[tuple[str, str, str]] = []
        for question, label in questions.items():
            verdict = ""
            if question not in WORDS_ONLY:
                verdict = st.radio(
                    label, list(words.VERDICTS), index=None, key=f"answer_verdict_{key}_{question}", horizontal=True,
                    format_func=words.VERDICTS.__getitem__,
                ) or ""  # fmt: skip
            said = st.text_area(
                words.ANSWER_WORDS.format(question=label) if question not in WORDS_ONLY else label,
                key=f"answer_words_{key}_{question}", max_chars=5000, height=80,
            )  # fmt: skip
            given.append((question, verdict, said.strip()))
        is_sent = st.form_submit_button(words.ANSWER_SAVE, type="primary")
    if not is_sent:
        return
    named = other.strip() if other.strip() or group == OTHER else str(group)
    records: list[Record] = [
        Feedback(action_id=row.id, intervention_id=str(about), group=named, question=question, verdict=verdict,
                 answer=said, given_on=day or date.today().isoformat())
        for question, verdict, said in given if verdict or said
    ]  # fmt: skip
    if not records:
        st.warning(words.ANSWER_EMPTY)
        return
    save_now(lambda: at.store.add_all(records, at.person), words.ANSWER_SAVED.format(n=len(records)))
