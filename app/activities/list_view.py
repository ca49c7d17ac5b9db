"""The list of activities: filters, the table and its files, and one of them opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from app.activities.here import CHOSEN, VIEW, Here, note, save_now
from app.activities.story import draw_story
from app.parts import draw_download, history_html, stem_of
from app.printed import date_words, text
from app.words import activities as words
from everyday.activities import HOME_MIN, THERE_MIN, Listed, attended, count_words, people_within
from plan.records import Activity
from plan.when import monday_of

__all__ = ["draw_list"]

_SHORT, _HEIGHT_PX = 12, 460


def draw_list(at: Here) -> None:
    """Draw the list, and the activity that was opened beside it."""
    shown = _chosen(at)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(words.LIST_CAPTION.format(n=len(shown)), anchor=False)
        if shown:
            _draw_table(at, shown)
        else:
            note(words.NONE_LEFT)
    with right:
        if shown:
            _draw_one(at, shown)


def _chosen(at: Here) -> list[Listed]:
    kinds, themes = at.taxonomy.labels("activity_kinds"), at.taxonomy.labels("outcome_themes")
    with st.container(horizontal=True):
        kind = st.selectbox(words.KIND, ["", *kinds], key="activities_kind", width=220,
                            format_func=lambda one: kinds.get(one, words.ANY))  # fmt: skip
        theme = st.selectbox(words.THEME, ["", *themes], key="activities_theme", width=260,
                             format_func=lambda one: themes.get(one, words.ANY))  # fmt: skip
    return [one for one in at.rows if (not kind or one.record.kind == kind)
            and (not theme or theme in one.record.outcome_themes)]  # fmt: skip


def _row(at: Here, one: Listed) -> dict[str, Any]:
    record, labels = one.record, at.taxonomy.labels
    themes = labels("outcome_themes")
    return {
        "title": record.title, "when": one.when_said, "where": at.where(one),
        "kind": labels("activity_kinds").get(record.kind, record.kind),
        "themes": ", ".join(themes[key] for key in record.outcome_themes if key in themes),
        "cost": _cost(record, ", ") if record.cost or record.cost_words else "",
        "language": record.language_support, "organiser": record.organiser, "state": words.STATES[one.state],
    }  # fmt: skip


def _cost(record: Activity, between: str) -> str:
    said = words.COSTS[record.cost] if record.cost or not record.cost_words else ""
    return between.join(part for part in (said, record.cost_words) if part)


def _draw_table(at: Here, shown: list[Listed]) -> None:
    table = pd.DataFrame([_row(at, one) for one in shown], columns=list(words.COLUMNS))
    config = {name: st.column_config.TextColumn(label) for name, label in words.COLUMNS.items()}
    st.dataframe(
        table, hide_index=True, column_config=config, alt=words.LIST_LABEL, key="activities_table",
        height=_HEIGHT_PX if len(shown) > _SHORT else "content",
    )  # fmt: skip
    stem = f"{stem_of(at.shown.manifest.get('name', ''), 'town')}-activities"
    with st.container(horizontal=True):
        for ending, label in words.FILES.items():
            draw_download(
                label, stem, ending[1:], lambda path: _write(path, at, shown), key=f"activities_file_{ending}"
            )
    note(words.FILES_SAY)


def _write(path: Path, at: Here, shown: list[Listed]) -> None:
    from everyday.exchange.records import write_records
    from plan.exchange import exchange_of

    write_records(path, exchange_of("activities"), [one.record for one in shown])


def _draw_one(at: Here, shown: list[Listed]) -> None:
    by_id = {one.id: one for one in shown}
    asked = st.query_params.get(CHOSEN, "")
    st.session_state["activities_one"] = asked if asked in by_id else next(iter(by_id))
    chosen = st.selectbox(
        words.OPEN_ONE, list(by_id), key="activities_one", on_change=_opened,
        format_func=lambda one: by_id[one].record.title,
    )  # fmt: skip
    one = by_id[chosen]
    st.html(f'<div class="ea-prose ea-activity">{_facts(at, one)}</div>')
    if at.may("edit"):
        with st.container(horizontal=True):
            if st.button(words.CONFIRM, key=f"activities_confirm_{one.id}", icon=":material/check:"):
                changed = replace(one.record, last_confirmed=at.today.isoformat())
                save_now(lambda: at.store.save(changed, at.person), words.CONFIRM_DONE)
            st.button(words.CHANGE, key=f"activities_change_{one.id}", on_click=_change, args=(one.id,),
                      icon=":material/edit:")  # fmt: skip
        draw_story(at, one)
    if st.toggle(words.ATTEND, key="activities_attend"):
        _draw_attended(at, one)
    if at.may("edit"):
        with st.expander(words.HISTORY):
            st.html(history_html(at.store.history(one.id)))


def _opened() -> None:
    st.query_params[CHOSEN] = str(st.session_state.get("activities_one") or "")


def _change(activity_id: str) -> None:
    st.query_params[CHOSEN] = activity_id
    st.query_params[VIEW] = "form"


def _facts(at: Here, one: Listed) -> str:
    """What is known of one activity, as HTML."""
    record, label = one.record, at.taxonomy.labels
    asks = words.ASK_BECAUSE.format(typed=record.when, left=one.when.left) if one.when.left else one.when_said
    confirmed = date_words(record.last_confirmed) if record.last_confirmed else words.CONFIRMED_NEVER.format(
        day=date_words(record.created_at[:10]))  # fmt: skip
    listed = [label("outcome_themes").get(key, key) for key in record.outcome_themes]
    listed += [label("individual_outcomes").get(key, key) for key in record.individual_outcomes]
    cost = _cost(record, " · ")
    facts = [
        (words.TYPED, record.when or words.ASK), (words.UNDERSTOOD, asks), (words.WHERE, at.where(one)),
        (words.ORGANISER, record.organiser), (words.COST, cost), (words.LANGUAGE, record.language_support),
        (words.FOR, "; ".join(listed)), (words.TOLD, record.benefit_told),
        (words.CONFIRMED, f"{confirmed} ({words.STATES[one.state]})"),
    ]  # fmt: skip
    rows = "".join(f'<dt>{text(name)}</dt><dd dir="auto">{text(said)}</dd>' for name, said in facts if said)
    page = ""
    if record.contact:
        page = f'<p><a href="{text(record.contact)}" rel="noopener noreferrer">{text(words.CONTACT)}</a></p>'
    about = f'<p dir="auto">{text(record.text)}</p>' if record.text else ""
    return f'<h2 dir="auto">{text(record.title)}</h2>{about}<dl class="ea-facts">{rows}</dl>{page}'


def _draw_attended(at: Here, one: Listed) -> None:
    """Who reaches it at its own hours, in this week or the first of the next eight in which it happens."""
    from datetime import timedelta

    first = monday_of(at.today)
    for weeks in range(8):
        monday = first + timedelta(weeks=weeks)
        found = attended(at.shown, [one], monday).get(one.id)
        if found is not None:
            break
    else:
        note(words.ATTEND_NOT.format(week=_week(first)))
        return
    everybody = float(at.shown.weights("cells").sum())
    there, home = people_within(at.shown, found.there), people_within(at.shown, found.home)
    noun = at.shown.noun
    said = words.ATTEND_SAY.format(
        week=_week(monday), there=count_words(there, noun), all=count_words(everybody, noun), noun=noun,
        limit=THERE_MIN, home=count_words(home, noun) if found.is_end_known else "–", home_limit=HOME_MIN,
    )  # fmt: skip
    note(said)
    if not found.is_end_known:
        note(words.ATTEND_NO_END)
    if one.record.is_ward_only:
        note(words.ATTEND_WARD)


def _week(monday: date) -> str:
    return date_words(monday.isoformat())
