"""For planners: what is kept of people, sessions past their date, and erasure on request."""

from __future__ import annotations

from datetime import UTC, date, datetime

import streamlit as st

from app.forum.care.erasing import draw_asked, draw_said, record_counts, say_erased
from app.forum.here import Here, here
from app.printed import date_words, text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.forum import DueSession, due_sessions, editions_left_behind, remove_edition
from geo.errors import AtlasError, BuildError
from plan.records import Erasure, Session

__all__ = ["draw_privacy", "draw_privacy_contents"]

FAULT, SAID, WAITED = "forum_privacy_fault", "forum_privacy_said", "forum_privacy_waited"
EVERY_S = 2.0
PLAN_FILE = "plan.gpkg"


def draw_privacy(at: Here) -> None:
    """The button to it, for those who may erase."""
    if at.may("erase") and st.button(forum_words.PRIVACY, icon=":material/shield_person:", key="forum_privacy"):
        _privacy_dialog()


@st.dialog(forum_words.PRIVACY, width="large")
def _privacy_dialog() -> None:
    draw_privacy_contents()


def draw_privacy_contents() -> None:
    """What is kept, what is due, what somebody asked for, what was erased."""
    at = here()
    if at is None or not at.may("erase"):
        return
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    draw_said(SAID)
    _draw_kept(at)
    _draw_due(at)
    draw_asked(at)
    _draw_left_behind(at)
    _draw_past(at)


def _draw_kept(at: Here) -> None:
    where = forum_words.PRIVACY_IN_FILE.format(path=PLAN_FILE) if at.store.is_file else forum_words.PRIVACY_IN_DATABASE
    st.subheader(forum_words.PRIVACY_KEPT)
    st.markdown("\n".join(f"- {line.format(where=plain(where))}" for line in forum_words.PRIVACY_SAYS))


# Sessions past their date


def _draw_due(at: Here) -> None:
    st.subheader(forum_words.PRIVACY_DUE)
    due = [one for one in due_sessions(at.store, date.today()) if one.record_ids]
    if not due:
        st.html(f'<p class="ea-note">{text(forum_words.PRIVACY_DUE_NONE)}</p>')
        return
    st.html(f'<p class="ea-note">{text(forum_words.PRIVACY_DUE_SAYS)}</p>')
    for one in due:
        _draw_due_one(one)


def _draw_due_one(due: DueSession) -> None:
    session = due.session
    line = forum_words.PRIVACY_DUE_LINE.format(
        name=session.name, day=date_words(session.date), until=date_words(session.retention_until),
        left=record_counts(due.record_ids),
    )  # fmt: skip
    with st.container(border=True):
        st.markdown(plain(line))
        with st.popover(forum_words.PRIVACY_DUE_DO, key=f"retention_open_{session.id}"):
            st.markdown(plain(forum_words.PRIVACY_DUE_SURE.format(name=session.name)))
            st.button(forum_words.PRIVACY_DUE_NOW, key=f"retention_{session.id}", on_click=_end, args=(session.id,))


def _end(session_id: str) -> None:
    at = here()
    if at is None:
        return
    try:
        session = at.store.get(Session, session_id)
        done = at.store.end_retention(session, at.who)
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    if done is None:
        st.session_state[SAID] = (forum_words.PRIVACY_DUE_NOTHING.format(name=session.name), True)
    else:
        say_erased(SAID, forum_words.PRIVACY_DUE_DONE, done, name=session.name)


# Editions that still say it


def _draw_left_behind(at: Here) -> None:
    """Editions that were built with corrections of which something has been erased; nothing where there are none."""
    left = editions_left_behind(at.atlas.folder, at.store)
    if not left:
        return
    st.subheader(forum_words.PRIVACY_EDITIONS)
    st.html(f'<p class="ea-note">{text(forum_words.PRIVACY_EDITIONS_SAYS)}</p>')
    shown = at.atlas.edition().id
    for edition_id in left:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(plain(edition_id), width="stretch")
            if edition_id == shown:
                st.markdown(forum_words.PRIVACY_EDITION_SHOWN)
                continue
            with st.popover(forum_words.PRIVACY_EDITION_REMOVE, key=f"edition_open_{edition_id}"):
                st.markdown(plain(forum_words.PRIVACY_EDITION_SURE.format(edition=edition_id)))
                st.button(
                    forum_words.PRIVACY_EDITION_NOW, key=f"edition_{edition_id}", on_click=_remove, args=(edition_id,)
                )


def _remove(edition_id: str) -> None:
    at = here()
    if at is None or not at.may("erase"):
        return
    try:
        remove_edition(at.atlas.folder, edition_id)
    except (AtlasError, OSError) as error:
        st.session_state[FAULT] = error if isinstance(error, AtlasError) else BuildError(str(error))
        return
    st.session_state[SAID] = (forum_words.PRIVACY_EDITION_REMOVED.format(edition=edition_id), True)


# What was erased


def _when(moment: str) -> str:
    """``"26 November 2026, 13:50"``, in the time of this computer."""
    try:
        at = datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    except ValueError:
        return moment
    return f"{date_words(at.date().isoformat())}, {at:%H:%M}"


def _draw_past(at: Here) -> None:
    """What was erased; looked at again every few seconds while words wait to leave the files."""
    is_waiting = "not_yet" in at.store.erasure_states().values()
    st.fragment(_past, run_every=EVERY_S if is_waiting else None)()


def _past() -> None:
    at = here()
    if at is None:
        return
    st.subheader(forum_words.PRIVACY_PAST)
    states = at.store.erasure_states()
    _draw_waiting(sum(state == "not_yet" for state in states.values()))
    done = sorted(at.store.all(Erasure), key=lambda one: one.created_at, reverse=True)
    if not done:
        st.html(f'<p class="ea-note">{text(forum_words.PRIVACY_PAST_NONE)}</p>')
        return
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in forum_words.PRIVACY_PAST_HEAD)
    rows = "".join(
        f'<tr><th scope="row">{text(_when(one.created_at))}</th><td>{text(one.created_by)}</td>'
        f'<td dir="auto">{text(one.reason)}</td><td>{text(date_words(one.requested_on))}</td>'
        f"<td>{text(record_counts(one.record_ids))}</td>"
        f"<td>{text(forum_words.PRIVACY_STATES[states.get(one.id, 'not_yet')])}</td></tr>"
        for one in done
    )
    st.html(f'<table class="ea-evidence"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')


def _draw_waiting(waiting_n: int) -> None:
    """Say that words still stand in the files, and afterwards that they do not any more."""
    if waiting_n:
        one, many = forum_words.PRIVACY_WAITING_N
        st.session_state[WAITED] = True
        st.warning(forum_words.PRIVACY_WAITING.format(what=one if waiting_n == 1 else many.format(n=waiting_n)))
    elif st.session_state.get(WAITED):
        st.success(forum_words.PRIVACY_WAITED)
