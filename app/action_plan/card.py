"""One action as the method's worksheet has it: what, how, who; when, and how we shall know; what became of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import streamlit as st

from analysis.registry import short_words, value_words
from app.action_plan.desk import Desk, choose
from app.action_plan.evidence import evidence_html
from app.action_plan.steps import draw_asking, draw_history, draw_status, draw_steps, draw_update
from app.action_plan.worksheet import draw_edit
from app.parts import draw_what_if_for
from app.printed import date_words, text
from app.words import action_plan as words
from app.words import common as common_words
from app.words import reports as report_words
from everyday.acting import (
    ActionRow,
    asked_of,
    day_answered,
    is_about_transport,
    latest_answers,
    places_of_rows,
    value_at,
)
from everyday.activities import activity_measure
from everyday.atlas import open_edition
from everyday.evidence import evidence_lines_of
from everyday.voices import report_words as words_of_report
from everyday.voices import reports_of_action
from geo.errors import AtlasError
from plan.records import Evidence, Milestone

__all__ = ["draw_card", "due_words", "status_words"]

_SHOWN_LINES = 3


def status_words(at: Desk, row: ActionRow) -> str:
    """Status, colour in words and whether it is late: ``"Under way · ▲ Amber · Overdue"``."""
    parts = [at.taxonomy.label("action_status", row.action.status), words.RAG_SIGNS.get(row.action.rag, "")]
    return " · ".join(part for part in (*parts, words.OVERDUE if row.is_overdue else "") if part)


def due_words(row: ActionRow) -> str:
    """When it is due, or that it has no end."""
    action = row.action
    if action.is_ongoing:
        return words.ONGOING.format(day=date_words(action.next_look)) if action.next_look else words.ONGOING_NO_DAY
    return words.DUE.format(day=date_words(action.due_date)) if action.due_date else words.NO_DATE


def draw_card(at: Desk, row: ActionRow) -> None:
    """Draw the action that is open, and what can be done with it."""
    st.button(words.CLOSE, icon=":material/close:", key="plan_close", on_click=choose, args=("",))
    sections = [_what(at, row), _how(at, row), _who(row), _when(row), _success(at, row), _said(at, row),
                evidence_html(row)]  # fmt: skip
    number = words.ACTION_N.format(n=at.numbers[row.id])
    reason = f"<p dir='auto'>{text(row.action.rag_reason)}</p>" if row.action.rag_reason else ""
    reason += _goes_on(at, row)
    st.html(
        f'<article class="ea-finding ea-action"><h2 id="ea-chosen">{text(number)}: '
        f'<span dir="auto">{text(row.action.title)}</span></h2>'
        f'<p><span class="ea-status">{text(status_words(at, row))}</span></p>{reason}'
        f"{_note(_place(at, row))}{''.join(sections)}</article>"
    )
    if at.may("plan"):
        with st.container(horizontal=True):
            draw_edit(at, row)
            if is_about_transport(row.findings, row.action.policy_spheres):
                draw_what_if_for(action=row.id)
            draw_status(at, row)
            draw_steps(at, row)
            draw_asking(at, row)
            draw_update(row)
            draw_history(at, row)


def _goes_on(at: Desk, row: ActionRow) -> str:
    """Of one that was merged or superseded: which actions go on."""
    shown = {one.id: one.action.title for one in at.rows}
    names = [f"A{at.numbers[one]}: {shown[one]}" for one in row.action.goes_on_in if one in shown]
    form = report_words.GOES_ON_LINE.get(row.action.goes_on_as, "")
    return f"<p dir='auto'>{text(form.format(names='; '.join(names)))}</p>" if names and form else ""


def _place(at: Desk, row: ActionRow) -> str:
    parts = [places_of_rows(at.shown, row), at.taxonomy.label("levels", row.action.level)]
    parts += [at.taxonomy.label("policy_spheres", key) for key in row.action.policy_spheres]
    return " · ".join(parts)


def _note(words_: str) -> str:
    return f'<p class="ea-note"><bdi>{text(words_)}</bdi></p>' if words_ else ""


def _list(items: Iterable[str], tag: str = "ul") -> str:
    lines = "".join(f'<li dir="auto">{text(item)}</li>' for item in items)
    return f"<{tag}>{lines}</{tag}>" if lines else ""


def _what(at: Desk, row: ActionRow) -> str:
    parts = []
    for finding in row.findings:
        kind = common_words.KIND_WORDS[finding.kind]
        parts.append(
            f"<p><strong>{text(kind)} {row.numbers[finding.id]}:</strong> "
            f'<span dir="auto">{text(finding.title)}</span></p>'
        )
        evidence = at.store.all(Evidence, finding_id=finding.id)
        parts.append(_list(evidence_lines_of(evidence)[:_SHOWN_LINES]))
    parts.append(_list(words.CITES.format(report=words_of_report(one)) for one in reports_of_action(at.store, row.id)))
    if row.importance_mean is not None:
        means = (row.importance_mean, row.amenability_mean)
        said = [short_words(mean, "of 5") if mean is not None else common_words.NOT_KNOWN for mean in means]
        parts.append(_note(words.VOTES.format(importance=said[0], amenability=said[1])))
    return f"<h3>{text(words.WHAT)}</h3>{''.join(parts) or _note(words.NO_FINDING)}"


def _how(at: Desk, row: ActionRow) -> str:
    said = []
    for one in row.interventions:
        extra = [at.taxonomy.label("action_status", one.status)] if one.status != "proposed" else []
        extra += [at.taxonomy.label("levels", one.level)] if one.level and one.level != row.action.level else []
        said.append(f"{one.text} ({', '.join(extra)})" if extra else one.text)
    return f"<h3>{text(words.HOW)}</h3>{_list(said, 'ol')}"


def _who(row: ActionRow) -> str:
    action = row.action
    responsible = []
    for name in sorted(action.responsible, key=lambda one: one != action.lead):
        notes = [words.LEAD] if name == action.lead else []
        notes += [words.STILL_TO_NAME] if name in row.unnamed else []
        responsible.append(f"{name} ({', '.join(notes)})" if notes else name)
    lines = [
        (words.RESPONSIBLE, responsible), (words.CONTRIBUTES, action.contributes), (words.BENEFITS, action.benefits),
    ]  # fmt: skip
    rows = "".join(
        f"<p><strong>{text(label)}:</strong> {text(', '.join(names))}</p>" for label, names in lines if names
    )
    warned = [(words.NEVER_ASKED, row.unasked), (words.NO_ANSWER, row.unanswered), (words.CEASED, row.ceased)]
    warnings = "".join(
        _note(form.format(names=", ".join(names))) for form, names in warned if names and not row.is_over
    )
    return f"<h3>{text(words.WHO)}</h3>{rows}{warnings}"


def _step_words(one: Milestone) -> str:
    said = " ".join(part for part in (date_words(one.date) if one.date else "", one.text) if part)
    extra = [one.owner] if one.owner else []
    if one.earlier_dates:
        extra.append(words.MOVED_FROM.format(days=", ".join(date_words(day) for day in one.earlier_dates)))
    if one.done_on:
        extra.append(words.DONE_ON.format(day=date_words(one.done_on)))
    if one.dropped_on:
        extra.append(words.DROPPED_ON.format(day=date_words(one.dropped_on), reason=one.dropped_reason))
    return f"{said} ({'; '.join(extra)})" if extra else said


def _when(row: ActionRow) -> str:
    done, whole = row.progress
    steps = sorted((*row.milestones, *row.dropped), key=lambda one: (one.date or "9999", one.number))
    progress = words.PROGRESS.format(done=done, all=whole) if whole else ""
    return (
        f"<h3>{text(words.WHEN)}</h3><p>{text(due_words(row))}</p>{_note(progress)}"
        f"{_list(_step_words(one) for one in steps)}"
    )


def _success(at: Desk, row: ActionRow) -> str:
    action = row.action
    asked = asked_of(at.shown, action)
    measure = (activity_measure(action.measure, at.taxonomy) if action.measure_kind == "activities"
               else at.shown.registry.get(action.measure))  # fmt: skip
    title = measure.full_title if measure else asked.title if asked else action.own_measure
    if not title:
        return f"<h3>{text(words.SUCCESS)}</h3>{_note(words.NO_MEASURE)}"

    def said(value: float | None) -> str:
        if value is None:
            return common_words.NOT_KNOWN
        if asked:
            return asked.write(value)
        return measure.format_value(value) if measure else value_words(value, "count")

    day = date_words(action.baseline_on) if action.baseline_on else common_words.NOT_KNOWN
    lines = [words.BASELINE.format(measure=title, value=said(action.baseline), day=day)]
    if action.target is not None:
        form = words.TARGET_BY if action.target_by else words.TARGET
        lines.append(form.format(value=said(action.target), day=date_words(action.target_by)))
    if action.scenario:
        lines.append(_forecast(at, row, said))
    return f"<h3>{text(words.SUCCESS)}</h3>{_list(lines)}"


def _forecast(at: Desk, row: ActionRow, said: Callable[[float | None], str]) -> str:
    """What the scenario that hangs on an action says of its measure at its place."""
    try:
        edition = at.atlas.edition(row.action.scenario)
    except AtlasError:
        return words.FORECAST_GONE
    name = str((edition.manifest.get("scenario") or {}).get("name", edition.id))
    value = value_at(open_edition(edition), row.action, row.findings)
    return words.FORECAST.format(name=name, value=said(value if math.isfinite(value) else None))


def _said(at: Desk, row: ActionRow) -> str:
    """Answers of lever-holders, and what happened."""
    asked = [
        words.ANSWER_LINE.format(
            organisation=one.organisation,
            asked=date_words(one.asked_on) if one.asked_on else common_words.NOT_KNOWN,
            answer=": ".join(part for part in (words.ANSWER_WORDS[one.answer], one.answer_text) if part),
        )
        for one in row.asks
    ]
    happened = [
        f"{date_words(one.happened_on or one.created_at)}: {one.text or words.LOOKED}" for one in reversed(row.updates)
    ]
    parts = [(words.ANSWERS, asked), (words.GROUPS_SAY, _of_groups(at, row)), (words.UPDATES, happened)]
    return "".join(f"<h3>{text(form.format(n=len(lines)))}</h3>{_list(lines)}" for form, lines in parts if lines)


def _of_groups(at: Desk, row: ActionRow) -> list[str]:
    """What groups answered last to the method's questions; all of it stands on the page Network."""
    questions = at.taxonomy.labels("advocacy_questions")
    latest = sorted(latest_answers(row.feedback).values(), key=day_answered, reverse=True)
    return [
        words.GROUP_SAYS.format(
            question=questions.get(one.question, ""), group=one.group or words.GROUP_UNNAMED,
            day=date_words(day_answered(one)),
            said=" ".join(part for part in (words.VERDICTS.get(one.verdict, ""), one.answer) if part),
        )
        for one in latest
    ]  # fmt: skip
