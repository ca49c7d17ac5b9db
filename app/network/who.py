"""Who is in the network, since when and by which post; and, said plainly, who and what is missing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.network.here import Here, day_input, note, of_new, past, save_now
from app.printed import date_words, in_a_box, table, text
from app.words import network as words
from everyday.acting import Member, Missing, members
from plan.ids import new_id
from plan.records import Membership, Organisation, Record

__all__ = ["draw_members", "draw_missing"]

NEW, OTHER = "", "-"
MOST_NAMED = 12


def draw_missing(at: Here, found: Missing) -> None:
    """What is missing, a sentence each."""
    kinds, functions = at.taxonomy.labels("organisation_kinds"), at.taxonomy.labels("network_functions")
    said = [] if found.has_members else [words.NOBODY]
    if found.has_members:
        said += [words.NOBODY_OF_KIND.format(kinds=_listed([kinds[one].lower() for one in found.kinds]))] * bool(
            found.kinds
        )
        said += [words.NOBODY_FOR.format(names=_listed(found.benefits))] * bool(found.benefits)
        said += [words.LEVERS_OUTSIDE.format(names=_listed(found.responsible))] * bool(found.responsible)
    said += [words.NOT_PERFORMED.format(names=_listed([functions[one] for one in found.functions]))] * bool(
        found.functions
    )
    said += [words.NOT_JUDGED.format(names=_listed([functions[one] for one in found.unsaid]))] * bool(found.unsaid)
    said += [words.NO_GROUP.format(names=_listed([at.title(row) for row in found.alone]))] * bool(found.alone)
    said += [words.NO_MEETING.format(names=_listed([one.name for one in found.no_meeting]))] * bool(found.no_meeting)
    unanswered = [at.title(row) for row in found.unanswered]
    said += [words.NO_ANSWERS.format(names=_listed(unanswered))] * bool(unanswered)
    st.subheader(words.MISSING, anchor=False)
    if not said:
        note(words.NOTHING_MISSING)
        return
    st.html(f'<div class="ea-prose"><ul>{"".join(f"<li dir=auto>{text(one)}</li>" for one in said)}</ul></div>')


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (words.AND_MORE.format(n=more) if more > 0 else "")


def draw_members(at: Here) -> None:
    """The members, and the form to add and change them."""
    found = members(at.store, at.today)
    st.subheader(words.MEMBERS.format(n=sum(one.is_now for one in found)), anchor=False)
    if found:
        drawn = table([_row(at, one) for one in found], words.HEADS_MEMBERS, words.MEMBERS_CAPTION)
        st.html(in_a_box(drawn, words.MEMBERS_CAPTION))
    if at.may("plan"):
        with st.expander(words.MEMBER_FORM, icon=":material/group_add:", expanded=not found):
            _draw_form(at, found)


def _row(at: Here, one: Member) -> tuple[str, ...]:
    kinds, functions = at.taxonomy.labels("organisation_kinds"), at.taxonomy.labels("network_functions")
    record, body = one.record, one.organisation
    takes_part = ", ".join(functions[key] for key in record.functions if key in functions)
    since = date_words(record.joined_on) if record.joined_on else words.NO_DAY
    until = date_words(record.left_on) if record.left_on else words.STILL
    name = words.CEASED.format(name=one.name) if body and body.ceased_on and body.ceased_on <= at.today else one.name
    return name, kinds.get(body.kind, "") if body else "", record.post, since, until, takes_part


def _draw_form(at: Here, found: list[Member]) -> None:
    by_id = {one.record.id: one for one in found}
    chosen = st.selectbox(
        words.MEMBER_WHICH, [NEW, *by_id], key="member_which",
        format_func=lambda one: _named(by_id[one]) if one else words.MEMBER_NEW,
    )  # fmt: skip
    member = by_id.get(chosen)
    record = member.record if member else Membership()
    functions, kinds = at.taxonomy.labels("network_functions"), at.taxonomy.labels("organisation_kinds")
    bodies = {one.id: one.name for one in sorted(at.organisations.known, key=lambda one: one.name.casefold())}
    organisation, name, kind = record.organisation_id, "", "other"
    key, new = chosen or of_new(), of_new()
    with st.form(f"member_{chosen or 'new'}", border=False):
        if member is None:
            organisation = st.selectbox(
                words.MEMBER_BODY, [*bodies, OTHER], key=f"member_body{new}",
                format_func=lambda one: bodies.get(one, words.MEMBER_OTHER),
            )  # fmt: skip
            left, right = st.columns(2)
            name = left.text_input(words.MEMBER_NAME, key=f"member_name{new}", max_chars=200)
            kind = right.selectbox(
                words.MEMBER_KIND,
                list(kinds),
                index=len(kinds) - 1,
                key=f"member_kind{new}",
                format_func=kinds.__getitem__,
            )
        post = st.text_input(
            words.MEMBER_POST, record.post, key=f"member_post_{key}", max_chars=200, help=words.MEMBER_POST_HELP
        )
        left, right = st.columns(2)
        with left:
            joined = day_input(words.MEMBER_SINCE, record.joined_on or at.today, key=f"member_since_{key}")
        with right:
            left_on = day_input(words.MEMBER_UNTIL, record.left_on, key=f"member_until_{key}")
        takes_part = st.multiselect(
            words.MEMBER_FUNCTIONS, list(functions), [one for one in record.functions if one in functions],
            format_func=functions.__getitem__, key=f"member_functions_{key}", select_all=False,
            placeholder=words.NONE_CHOSEN,
        )  # fmt: skip
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if member is not None:
        past(at, record.id)
    if is_sent:
        wanted = replace(record, post=post, joined_on=joined, left_on=left_on, functions=tuple(takes_part))
        _save(at, wanted, str(organisation or OTHER), name, kind)


def _save(at: Here, wanted: Membership, organisation: str, name: str, kind: str) -> None:
    if wanted.id:
        save_now(lambda: at.store.save(wanted, at.person), words.MEMBER_SAVED)
        return
    records: list[Record] = []
    if name.strip():
        body = at.organisations.find(name.strip()) or Organisation(id=new_id("O"), name=name, kind=kind)
        records += [body] if not body.version else []
        organisation = body.id
    if organisation == OTHER:
        organisation = ""
    records.append(replace(wanted, organisation_id=organisation))
    save_now(lambda: at.store.add_all(records, at.person), words.MEMBER_SAVED)


def _named(one: Member) -> str:
    return one.name if one.is_now else words.MEMBER_GONE.format(name=one.name)
