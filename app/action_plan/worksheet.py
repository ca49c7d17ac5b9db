"""The worksheet as a form: what, how, who, when, and how one shall know. Opened empty, from findings, or for a change.

Where somebody else was faster nothing is lost: what was changed here is put on top of their version if the person wants
it, and the version that came too late stands in the record of changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from analysis.registry import Measure
from app.action_plan.desk import Desk, choose, desk
from app.parts import families
from app.server import draw_fault, plain
from app.words import action_plan as words
from app.words import common as common_words
from everyday.acting import (
    PROPOSED_FOR_TRANSPORT,
    ActionRow,
    ActivitiesNow,
    action_of,
    is_about_transport,
    with_baseline,
)
from everyday.activities import activity_measure, activity_measures, listed
from everyday.survey import survey_of
from geo.errors import AtlasError, UsageError
from plan.changes import EditConflict, put_on_top
from plan.ids import new_id
from plan.merging import kept_one, merged_map
from plan.records import Action, Finding, Proposal, Session

__all__ = ["draw_edit", "draw_new", "draw_open_worksheet", "draw_worksheet", "open_new"]

_FORM, _READ, _CONFLICT = "plan_form", "plan_form_read", "plan_form_conflict"
COUNT = "count"
SURVEY, ACTIVITIES = "survey:", "activities:"
_MARKS = {"survey": SURVEY, "activities": ACTIVITIES}
"""What stands before the key of a question among the measures that can be chosen."""


def open_new(at: Desk, finding_ids: Sequence[str]) -> None:
    """Open the worksheet for a new action about findings; ids that are not known are passed over."""
    known = {one.id: one for one in at.store.all(Finding, moderation="shown")}
    findings = [known[one] for one in finding_ids if one in known]
    _open(action_of(findings) if findings else Action())


def _open(action: Action) -> None:
    st.session_state[_FORM] = st.session_state[_READ] = action
    st.session_state.pop(_CONFLICT, None)
    for key in [key for key in st.session_state if str(key).startswith("sheet_")]:
        del st.session_state[key]


def draw_new(at: Desk) -> None:
    """The button to a new action."""
    if at.may("plan"):
        st.button(
            words.NEW, key="plan_new", icon=":material/add_task:", type="primary", on_click=_open, args=(Action(),)
        )


def draw_open_worksheet() -> None:
    """The form, if somebody has asked for it."""
    if _FORM in st.session_state:
        _dialog()


def draw_edit(at: Desk, row: ActionRow) -> None:
    """The button that opens the form for an action."""
    if st.button(words.EDIT, key="plan_edit", icon=":material/edit:"):
        _open(at.store.get(Action, row.id))
        st.rerun()


def _closed() -> None:
    for name in (_FORM, _READ, _CONFLICT):
        st.session_state.pop(name, None)


@st.dialog(words.EDIT_TITLE, width="large", on_dismiss=_closed)
def _dialog() -> None:
    draw_worksheet()


def draw_worksheet() -> None:
    """What the dialog holds: the form, or what to do about a conflict."""
    at, action = desk(), st.session_state.get(_FORM)
    if at is None or not isinstance(action, Action):
        return
    conflict = st.session_state.get(_CONFLICT)
    if isinstance(conflict, EditConflict):
        _draw_conflict(at, conflict)
        return
    _draw_form(at, action)


def _names(at: Desk) -> list[str]:
    """Organisations and groups that are known or named somewhere."""
    named = {name for row in at.rows for name in (*row.action.responsible, *row.action.contributes)}
    return sorted({one.name for one in at.organisations.known} | named, key=str.casefold)


def _tags(label: str, known: Sequence[str], now: Sequence[str], key: str) -> tuple[str, ...]:
    options = list(dict.fromkeys((*known, *now)))
    return tuple(
        st.multiselect(
            label, options, list(now), accept_new_options=True, placeholder=words.FIELD_WHO_HINT, select_all=False,
            key=f"sheet_{key}",
        )
    )  # fmt: skip


def _keys(at: Desk, label: str, terms: str, now: Sequence[str]) -> tuple[str, ...]:
    labels = at.taxonomy.labels(terms) | {key: at.taxonomy.label(terms, key) for key in now}
    return tuple(
        st.multiselect(label, list(labels), list(now), format_func=labels.__getitem__, select_all=False,
                       key=f"sheet_{terms}")
    )  # fmt: skip


def _finding_labels(at: Desk, now: Sequence[str]) -> dict[str, str]:
    numbers = at.store.numbers()
    hidden = ("merged", "retired")
    return {
        one.id: f"{common_words.KIND_WORDS[one.kind]} {numbers[one.id]}: {one.title[:120]}"
        for one in at.store.all(Finding, moderation="shown")
        if one.status not in hidden or one.id in now
    }


def _draw_form(at: Desk, action: Action) -> None:
    """The fields, as they were when the form was opened."""
    from app.words import forum as forum_words

    values: dict[str, Any] = {}
    _draw_room(action)
    with st.form("plan_sheet"):
        st.subheader(words.WHAT)
        labels = _finding_labels(at, action.finding_ids)
        values["finding_ids"] = tuple(
            st.multiselect(words.FIELD_FINDINGS, list(labels), [one for one in action.finding_ids if one in labels],
                           format_func=labels.__getitem__, select_all=False, key="sheet_findings")
        )  # fmt: skip
        values["title"] = st.text_area(words.FIELD_TITLE, action.title, max_chars=1000, height=80, key="sheet_title")
        st.subheader(words.HOW)
        how = st.text_area(words.FIELD_HOW, "\n".join(action.interventions), height=140, key="sheet_how")
        ticked = _proposals(at, action)
        st.subheader(words.WHO)
        names = _names(at)
        values["responsible"] = _tags(words.FIELD_RESPONSIBLE, names, action.responsible, "responsible")
        lead = st.text_input(words.FIELD_LEAD, action.lead, max_chars=300, key="sheet_lead")
        values["contributes"] = _tags(words.FIELD_CONTRIBUTES, names, action.contributes, "contributes")
        groups = sorted({one for row in at.rows for one in row.action.benefits})
        values["benefits"] = _tags(words.FIELD_BENEFITS, groups, action.benefits, "benefits")
        levels = at.taxonomy.labels("levels")
        values["level"] = st.radio(
            words.LEVEL, list(levels), list(levels).index(action.level) if action.level in levels else 0,
            format_func=levels.__getitem__, horizontal=True, key="sheet_level",
        )  # fmt: skip
        values["policy_spheres"] = _keys(at, forum_words.SPHERES, "policy_spheres", action.policy_spheres)
        areas = at.area_names
        values["area_ids"] = tuple(
            st.multiselect(words.FIELD_AREAS, list(areas), [one for one in action.area_ids if one in areas],
                           format_func=areas.__getitem__, select_all=False, key="sheet_areas")
        )  # fmt: skip
        st.subheader(words.WHEN)
        when = st.text_area(words.FIELD_MILESTONES, "\n".join(action.milestones), height=110, key="sheet_when")
        values["is_ongoing"] = st.checkbox(words.FIELD_ONGOING, action.is_ongoing, key="sheet_ongoing")
        due = st.text_input(words.FIELD_DUE, action.due_date, max_chars=10, key="sheet_due")
        values["next_look"] = st.text_input(words.FIELD_LOOK, action.next_look, max_chars=10, key="sheet_look")
        st.subheader(words.SUCCESS)
        values |= _success_fields(at, action)
        st.subheader(words.RAG)
        rags = {"": words.RAG_NONE, **words.RAG_SIGNS}
        values["rag"] = st.radio(words.RAG, list(rags), list(rags).index(action.rag), format_func=rags.__getitem__,
                                 horizontal=True, key="sheet_rag", label_visibility="collapsed")  # fmt: skip
        values["rag_reason"] = st.text_input(words.RAG_REASON, action.rag_reason, max_chars=2000, key="sheet_reason")
        values["visibility"] = st.radio(
            words.FIELD_SEEN, list(words.SEEN), list(words.SEEN).index(action.visibility),
            format_func=words.SEEN.__getitem__, horizontal=True, key="sheet_seen", help=words.FOR_EVERYBODY,
        )  # fmt: skip
        values["team_note"] = st.text_area(words.FIELD_NOTE, action.team_note, max_chars=5000, height=80,
                                           key="sheet_note", help=words.FOR_TEAM)  # fmt: skip
        with st.expander(words.FIELD_MORE):
            values |= _more_fields(at, action)
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        said = _room_proposals(at, action)
        ticked_words = [said[one].text if one in said else one for one in ticked]
        values["interventions"] = (*_lines(how), *(one for one in ticked_words if one not in _lines(how)))
        values["milestones"] = _lines(when)
        values["due_date"] = "" if values["is_ongoing"] else due.strip()
        values["next_look"] = values["next_look"].strip() if values["is_ongoing"] else ""
        values["lead"] = lead.strip()
        _save(at, action, values, ticked)


def _room_proposals(at: Desk, action: Action) -> dict[str, Proposal]:
    """What the room proposed for the findings and no action has taken up, by what it is called."""
    merged = merged_map(at.store.all(Finding))
    wanted = {kept_one(one, merged) for one in action.finding_ids}
    found = {}
    for one in at.store.all(Proposal, moderation="shown", action_id=""):
        if kept_one(one.finding_id, merged) in wanted:
            found[f"{one.text} ({one.lever})" if one.lever else one.text] = one
    return found


@st.fragment
def _draw_room(action: Action) -> None:
    """What the room proposes, to tick. What has come since is looked for on a press, and what is typed below it stays.

    It does not look by itself: a clock inside a dialog may strike before the dialog is drawn, and the page is lost.
    """
    at = desk()
    said = {} if at is None else _room_proposals(at, action)
    if said or (at is not None and at.store.all(Session, stage="levers")):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{words.ROOM_PROPOSALS}**")
            st.button(words.ROOM_AGAIN, key="plan_room_again", icon=":material/refresh:")
    for label, one in said.items():
        st.checkbox(plain(label), key=_room_key(one))


def _room_key(one: Proposal) -> str:
    return f"sheet_room_{one.id}"


def _proposals(at: Desk, action: Action) -> list[str]:
    """What can be done, to tick: what the room proposed, and for a poor transport link what usually helps."""
    ticked = [label for label, one in _room_proposals(at, action).items() if st.session_state.get(_room_key(one))]
    findings = [one for one in at.store.all(Finding) if one.id in action.finding_ids]
    if is_about_transport(findings, action.policy_spheres):
        offered = [one for one in PROPOSED_FOR_TRANSPORT if one not in action.interventions]
        ticked += st.pills(words.PROPOSALS, offered, selection_mode="multi", key="sheet_proposals", wrap=True)
    return ticked


def _kept(at: Desk, action: Action, ticked: Sequence[str]) -> Action:
    """The action as it was kept, and the proposals of the room that it took up point to it; a new one all at once."""
    said = _room_proposals(at, action)
    if action.version:
        kept = at.store.save(action, at.person)
        if taken := _taken_up(said, ticked, kept.id):
            at.store.keep_together([], taken, at.person)
        return kept
    named = replace(action, id=new_id(Action.prefix))
    at.store.keep_together([named], _taken_up(said, ticked, named.id), at.person)
    return at.store.get(Action, named.id)


def _taken_up(said: Mapping[str, Proposal], ticked: Sequence[str], action_id: str) -> list[Proposal]:
    return [replace(said[label], action_id=action_id) for label in ticked if label in said]


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip().replace(";", ",") for line in typed.splitlines() if line.strip())


def _measures(at: Desk) -> dict[str, str]:
    found = {
        measure.name: measure.full_title
        for level in ("near", "across")
        for family in families(at.shown, level).values()
        for measure in family.by_band.values()
    }
    asked = {
        f"{SURVEY}{key}": words.FIELD_SURVEY.format(title=one.title)
        for key, one in survey_of(at.shown).indicators.items()
        if not one.is_ended and one.unit not in ("count", "rank")
    }
    held = {
        f"{ACTIVITIES}{key}": words.FIELD_ACTIVITIES.format(title=one.title)
        for key, one in activity_measures(at.taxonomy).items()
    }
    return {"": words.FIELD_MEASURE_NONE, **found, **asked, **held, COUNT: words.FIELD_COUNT}


def _success_fields(at: Desk, action: Action) -> dict[str, Any]:
    measures = _measures(at)
    now = COUNT if action.measure_kind == COUNT else f"{_MARKS.get(action.measure_kind, '')}{action.measure}"
    measures |= {now: now} if now not in measures else {}
    picked = st.selectbox(words.FIELD_MEASURE, list(measures), list(measures).index(now),
                          format_func=measures.__getitem__, key="sheet_measure")  # fmt: skip
    own = st.text_input(words.FIELD_OWN, action.own_measure, max_chars=300, key="sheet_own")
    baseline = st.text_input(words.FIELD_BASELINE, _number_words(action.baseline), max_chars=20, key="sheet_baseline")
    is_lower = st.checkbox(words.FIELD_LOWER, action.is_lower_better, key="sheet_lower")
    shown = action.target
    measure = _measure_of(at, action.measure_kind, action.measure)
    if shown is not None and measure is not None and measure.unit == "share":
        shown = 100 * shown
    target = st.text_input(words.FIELD_TARGET, _number_words(shown), max_chars=20, key="sheet_target")
    by = st.text_input(words.FIELD_TARGET_BY, action.target_by, max_chars=10, key="sheet_target_by")
    return {"picked": picked, "own": own, "baseline": baseline, "lower": is_lower, "target": target,
            "target_by": by.strip()}  # fmt: skip


def _number_words(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6):g}"


def _more_fields(at: Desk, action: Action) -> dict[str, Any]:
    found: dict[str, Any] = {
        "reference": st.text_input(words.FIELD_REFERENCE, action.reference, max_chars=300, key="sheet_reference"),
        "other_plans": _tags(words.FIELD_PLANS, (), action.other_plans, "plans"),
        "cost_low": st.text_input(words.FIELD_COST_LOW, _number_words(action.cost_low), key="sheet_low"),
        "cost_high": st.text_input(words.FIELD_COST_HIGH, _number_words(action.cost_high), key="sheet_high"),
    }
    for name, label, options, now in (
        ("cost_per", words.FIELD_COST_PER, words.COST_PER, action.cost_per),
        ("is_funded", words.FIELD_FUNDED, words.FUNDED_CHOICES, action.is_funded),
    ):
        found[name] = st.radio(label, list(options), list(options).index(now), format_func=options.__getitem__,
                               horizontal=True, key=f"sheet_{name}")  # fmt: skip
    found["cost_source"] = st.text_input(words.FIELD_SOURCE, action.cost_source, max_chars=300, key="sheet_source")
    others = [f"A{at.numbers[row.id]}: {row.action.title[:100]}".replace(";", ",") for row in at.rows
              if row.id != action.id]  # fmt: skip
    found["waits_for"] = _tags(words.FIELD_WAITS, others, action.waits_for, "waits")
    found["freed_by"] = st.text_input(words.FIELD_FREED, action.freed_by, max_chars=500, key="sheet_freed")
    found |= {name: _keys(at, words.FILTER_FIELDS[name], name, getattr(action, name)) for name in ("themes", "sectors")}
    return found


def _number(field: str, typed: str) -> float | None:
    """A number as somebody typed it.

    Raises:
        UsageError: it is none.
    """
    cleaned = typed.strip().lstrip("£").rstrip("%").replace(",", "").replace("−", "-").strip()
    if not cleaned:
        return None
    try:
        return float(cleaned)
    except ValueError as error:
        raise UsageError(words.NOT_A_NUMBER.format(field=field, words=typed.strip()[:40])) from error


def _changed(at: Desk, action: Action, values: dict[str, Any]) -> Action:
    """The action as the form has it.

    Raises:
        UsageError: a number is none.
    """
    given = dict(values)
    picked, own, typed, is_lower = (given.pop(name) for name in ("picked", "own", "baseline", "lower"))
    given["target"] = _number(words.FIELD_TARGET, given["target"])
    given["cost_low"] = _number(words.FIELD_COST_LOW, given["cost_low"])
    given["cost_high"] = _number(words.FIELD_COST_HIGH, given["cost_high"])
    if picked == COUNT:
        return replace(action, **given, measure="", measure_kind=COUNT, own_measure=own.strip(),
                       is_lower_better=is_lower, baseline=_number(words.FIELD_BASELINE, typed))  # fmt: skip
    kind = next((kind for kind, mark in _MARKS.items() if picked.startswith(mark)), "measure")
    picked = picked.removeprefix(_MARKS.get(kind, ""))
    measure = _measure_of(at, kind, picked)
    if given["target"] is not None and measure is not None and measure.unit == "share":
        given["target"] /= 100
    if not picked:
        return replace(action, **given, measure="", measure_kind="measure", own_measure="", baseline=None)
    changed = replace(action, **given, measure=picked, measure_kind=kind, own_measure="")
    is_frozen = action.baseline_edition and (action.measure, action.measure_kind) == (picked, kind)
    findings = [one for one in at.store.all(Finding) if one.id in changed.finding_ids]
    if is_frozen:
        return changed
    now = ActivitiesNow(tuple(listed(at.store, date.today())), at.taxonomy, date.today())
    return with_baseline(changed, at.shown, findings, now if kind == "activities" else None)


def _measure_of(at: Desk, kind: str, name: str) -> Measure | None:
    """What says whether a target is typed as a percentage; a question of the survey has its own unit."""
    if kind == "activities":
        return activity_measure(name, at.taxonomy)
    return at.shown.registry.get(name) if kind == "measure" else None


def _save(at: Desk, action: Action, values: dict[str, Any], ticked: Sequence[str]) -> None:
    try:
        kept = _kept(at, _changed(at, action, values), ticked)
    except EditConflict as conflict:
        st.session_state[_CONFLICT] = conflict
        st.rerun()
    except AtlasError as error:
        draw_fault(error)
        return
    _closed()
    choose(kept.id)
    st.rerun()


def _draw_conflict(at: Desk, conflict: EditConflict) -> None:
    """Somebody else was faster: their version stands; ours can be put on top."""
    read, yours, theirs = st.session_state.get(_READ), conflict.yours, conflict.theirs
    if not isinstance(read, Action) or not isinstance(yours, Action) or not isinstance(theirs, Action):
        return
    entries = [entry for entry in at.store.history(theirs.id) if entry.change != "not_saved"]
    by = entries[-1].actor if entries else theirs.created_by
    st.warning(f"**{plain(words.CONFLICT.format(name=by))}** {words.CONFLICT_DO}")
    with st.container(horizontal=True):
        if st.button(words.CONFLICT_THEIRS, key="plan_theirs"):
            _closed()
            st.rerun()
        if st.button(words.CONFLICT_MINE, key="plan_mine", type="primary"):
            try:
                at.store.save(put_on_top(read, yours, theirs), at.person)
            except AtlasError as error:
                draw_fault(error)
                return
            _closed()
            st.rerun()
