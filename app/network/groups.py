"""Advocacy groups: organisations clustered around actions, with their next meeting."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.network.here import Here, day_input, note, of_new, past, save_now
from app.printed import date_words, in_a_box, table
from app.words import network as words
from plan.records import AdvocacyGroup

__all__ = ["draw_groups"]


def draw_groups(at: Here) -> None:
    """The groups, and the form to add and change them."""
    found = sorted(at.store.all(AdvocacyGroup), key=lambda one: (_is_over(at, one), one.name.casefold()))
    st.header(words.GROUPS, anchor=False)
    note(words.GROUPS_ABOUT)
    if found:
        drawn = table([_row(at, one) for one in found], words.HEADS_GROUPS, words.GROUPS_CAPTION)
        st.html(in_a_box(drawn, words.GROUPS_CAPTION))
    else:
        note(words.GROUPS_NONE)
    if at.may("plan"):
        with st.expander(words.GROUP_FORM, icon=":material/groups:", expanded=not found):
            _draw_form(at, found)


def _is_over(at: Here, one: AdvocacyGroup) -> bool:
    return bool(one.ended_on) and one.ended_on <= at.today


def _row(at: Here, one: AdvocacyGroup) -> tuple[str, ...]:
    rows = {row.id: row for row in at.rows}
    bodies = {body.id: body.name for body in at.organisations.known}
    actions = "; ".join(at.title(rows[key]) for key in one.action_ids if key in rows) or words.GROUP_NO_ACTION
    inside = ", ".join(bodies.get(key, key) for key in one.organisation_ids) or words.GROUP_NOBODY
    meets = date_words(one.next_meeting) if one.next_meeting else words.NO_DAY
    if one.next_meeting and one.next_meeting < at.today:
        meets = words.MET.format(day=meets)
    if _is_over(at, one):
        meets = words.GROUP_ENDED.format(day=date_words(one.ended_on))
    return one.name, inside, actions, meets, one.text


def _draw_form(at: Here, found: list[AdvocacyGroup]) -> None:
    by_id = {one.id: one for one in found}
    chosen = st.selectbox(
        words.GROUP_WHICH, ["", *by_id], key="group_which",
        format_func=lambda one: by_id[one].name if one else words.GROUP_NEW,
    )  # fmt: skip
    group, key = by_id.get(chosen) or AdvocacyGroup(), chosen or of_new()
    bodies = {one.id: one.name for one in sorted(at.organisations.known, key=lambda one: one.name.casefold())}
    titles = {row.id: at.title(row) for row in at.rows}
    with st.form(f"group_{chosen or 'new'}", border=False):
        name = st.text_input(words.GROUP_NAME, group.name, key=f"group_name_{key}", max_chars=200)
        inside = st.multiselect(
            words.GROUP_BODIES, list(bodies), [one for one in group.organisation_ids if one in bodies],
            format_func=bodies.__getitem__, key=f"group_bodies_{key}", select_all=False, placeholder=words.NONE_CHOSEN,
        )  # fmt: skip
        about = st.multiselect(
            words.GROUP_ACTIONS, list(titles), [one for one in group.action_ids if one in titles],
            format_func=titles.__getitem__, key=f"group_actions_{key}", select_all=False, placeholder=words.NONE_CHOSEN,
        )  # fmt: skip
        more = st.text_area(words.GROUP_TEXT, group.text, key=f"group_text_{key}", max_chars=2000, height=80)
        left, right = st.columns(2)
        with left:
            meets = day_input(words.NEXT_MEETING, group.next_meeting, key=f"group_meets_{key}")
        with right:
            ended = day_input(words.GROUP_ENDED_ON, group.ended_on, key=f"group_ended_{key}")
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if group.id:
        past(at, group.id)
    if is_sent:
        # What this person may not see, or is not known any more, stays as it was.
        kept = [one for one in group.action_ids if one not in titles]
        wanted = replace(
            group, name=name, text=more, organisation_ids=tuple(inside), action_ids=(*about, *kept),
            next_meeting=meets, ended_on=ended,
        )  # fmt: skip
        write = at.store.save if group.id else at.store.add
        save_now(lambda: write(wanted, at.person), words.GROUP_SAVED)
