"""The register of reports that are there already, and who cites them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.printed import in_a_box, text
from app.voices.here import Here, note, of_new, save_now
from app.words import voices as words
from everyday.acting import action_numbers
from everyday.voices import cite_report, citing_findings, report_words
from plan.records import Action, ExistingReport, Finding

__all__ = ["draw_reports"]

_NEW = ""


def draw_reports(at: Here) -> None:
    """The register, and the form for planners."""
    found = sorted(at.store.all(ExistingReport), key=lambda one: (one.year, one.title), reverse=True)
    note(words.REPORTS_ABOUT)
    if found:
        head = "".join(f'<th scope="col">{text(one)}</th>' for one in words.REPORT_HEADS)
        body = "".join(_row(at, one) for one in found)
        drawn = (f'<table class="ea-evidence"><caption>{text(words.REPORTS_CAPTION)}</caption><thead><tr>{head}</tr>'
                 f"</thead><tbody>{body}</tbody></table>")  # fmt: skip
        st.html(in_a_box(drawn, words.REPORTS_CAPTION))
    else:
        note(words.REPORTS_NONE)
    if at.may("plan"):
        with st.expander(words.REPORT_FORM, icon=":material/menu_book:", expanded=not found):
            _draw_form(at, {one.id: one for one in found})


def _row(at: Here, one: ExistingReport) -> str:
    numbers, actions = at.store.numbers(), action_numbers(at.store)
    link = f' <a href="{text(one.link)}" rel="noopener noreferrer">{text(words.REPORT_LINK)}</a>' if one.link else ""
    about = ", ".join(at.areas.get(area, area) for area in one.area_ids) or words.WHOLE_TOWN
    cited = [f"{numbers[finding.id]} · {finding.title}" for finding in citing_findings(at.store, one.id)]
    cited += [
        f"{actions[action.id]} · {action.title}" for action in at.store.all(Action) if action.id in one.action_ids
    ]
    items = "".join(f'<li dir="auto">{text(line)}</li>' for line in cited)
    return (f'<tr><th scope="row"><bdi>{text(report_words(one))}</bdi>{link}</th><td>{text(about)}</td>'
            f'<td dir="auto">{text(one.text)}</td><td><ul>{items}</ul></td></tr>')  # fmt: skip


def _draw_form(at: Here, known: dict[str, ExistingReport]) -> None:
    chosen = st.selectbox(
        words.REPORT_WHICH, [_NEW, *known], key="report_which",
        format_func=lambda one: report_words(known[one]) if one else words.REPORT_NEW,
    )  # fmt: skip
    record = known.get(chosen) or ExistingReport()
    key = f"{chosen}_{record.version}" if chosen else of_new()
    findings = {one.id: one for one in at.store.all(Finding, moderation="shown")
                if one.status not in ("merged", "retired")}  # fmt: skip
    actions = {one.id: one for one in at.store.all(Action)}
    numbers, action_n = at.store.numbers(), action_numbers(at.store)
    cited = [one.id for one in citing_findings(at.store, record.id)] if record.id else []
    with st.form(f"report_{key}", border=False):
        given = {}
        for name, label in words.REPORT_FIELDS.items():
            given[name] = st.text_input(label, getattr(record, name), key=f"report_{name}_{key}", max_chars=1000)
        areas = st.multiselect(
            words.REPORT_AREAS, list(at.areas), [one for one in record.area_ids if one in at.areas], select_all=False,
            format_func=at.areas.__getitem__, key=f"report_areas_{key}", placeholder=words.NONE_CHOSEN,
        )  # fmt: skip
        citing = st.multiselect(
            words.REPORT_FINDINGS, [one for one in findings if one not in cited], key=f"report_findings_{key}",
            format_func=lambda one: f"{numbers[one]} · {findings[one].title}", placeholder=words.NONE_CHOSEN,
            select_all=False,
        )  # fmt: skip
        acting = st.multiselect(
            words.REPORT_ACTIONS, list(actions), [one for one in record.action_ids if one in actions],
            format_func=lambda one: f"{action_n[one]} · {actions[one].title}", key=f"report_actions_{key}",
            placeholder=words.NONE_CHOSEN, select_all=False,
        )  # fmt: skip
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        wanted = replace(record, **given, area_ids=tuple(areas), action_ids=tuple(acting))
        save_now(lambda: _saved(at, wanted, [findings[one] for one in citing]), words.REPORT_SAVED)


def _saved(at: Here, wanted: ExistingReport, citing: list[Finding]) -> None:
    kept = at.store.save(wanted, at.person) if wanted.version else at.store.add(wanted, at.person)
    for finding in citing:
        cite_report(at.store, kept, finding, at.person)
