"""Starting, resuming, changing and ending a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from app.forum.here import Here, here
from app.printed import date_words
from app.server import current_person, draw_fault, name_person, plain
from app.words import forum as forum_words
from everyday.facade import Atlas
from geo.errors import AtlasError
from plan.ids import new_code
from plan.records import Session
from plan.roles import may
from plan.taxonomy import Taxonomy

__all__ = ["draw_settings", "draw_start"]

HOURS = 12
KEPT_FOR = timedelta(days=365)
MINUTES = {"present": 20, "discuss": 30, "surface": 40, "draw_together": 30}


def _open(session_id: str) -> None:
    st.query_params["session"] = session_id


def draw_start(atlas: Atlas) -> None:
    """Sessions to resume, and a form for a new one."""
    st.title(forum_words.QUESTION)
    sessions = sorted(atlas.plan().all(Session), key=lambda one: (one.date, one.created_at), reverse=True)
    left, right = st.columns([1, 1.3], gap="large")
    with left:
        st.header(forum_words.RESUME)
        if not sessions:
            st.info(forum_words.NO_SESSIONS)
        for session in sessions:
            _draw_known(session)
    with right:
        if not may(current_person().role, "session"):
            return
        st.header(forum_words.START)
        st.text_input(
            forum_words.YOUR_NAME, key="forum_name", max_chars=80, placeholder=current_person().name, on_change=_named
        )
        given = _draw_form(atlas.taxonomy(), _new_session(), key="new")
        if given is not None:
            _start(atlas, given)


def _named() -> None:
    name_person(str(st.session_state.get("forum_name") or ""))


def _draw_known(session: Session) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        details = " · ".join(part for part in (date_words(session.date), session.venue) if part)
        st.markdown(f"**{plain(session.name)}**  \n{plain(details)}", width="stretch")
        st.button(
            forum_words.RESUME_OPEN, key=f"open_{session.id}", on_click=_open, args=(session.id,),
            type="primary" if not session.closed_at else "secondary",
        )  # fmt: skip


def _new_session() -> Session:
    today = date.today()
    return Session(date=today.isoformat(), retention_until=(today + KEPT_FOR).isoformat(), notice=forum_words.NOTICE)


def _start(atlas: Atlas, given: Session) -> None:
    try:
        session = atlas.plan().add(given, current_person())
    except AtlasError as error:
        draw_fault(error)
        return
    _open(session.id)
    st.rerun()


def _draw_agenda(taxonomy: Taxonomy, session: Session, key: str) -> tuple[dict[str, Any], ...]:
    labels = taxonomy.labels("forum_agenda")
    parts = session.agenda or tuple(
        {"part": part, "title": label, "minutes": MINUTES.get(part, 30)} for part, label in labels.items()
    )
    table = pd.DataFrame(
        [{forum_words.AGENDA_TITLE: part["title"], forum_words.AGENDA_MINUTES: part["minutes"]} for part in parts]
    )
    st.markdown(f"**{forum_words.SESSION_AGENDA}**")
    edited = st.data_editor(table, hide_index=True, width="stretch", key=f"agenda_{key}")
    return tuple(
        {
            "part": part["part"],
            "title": str(row[forum_words.AGENDA_TITLE] or ""),
            "minutes": int(row[forum_words.AGENDA_MINUTES] or 0),
        }
        for part, (_, row) in zip(parts, edited.iterrows(), strict=True)
    )


def _draw_groups(taxonomy: Taxonomy, session: Session, key: str) -> tuple[dict[str, Any], ...]:
    labels = taxonomy.labels("dimensions")
    keys = {label: one for one, label in labels.items()}
    groups = session.groups or tuple({"name": label, "dimension": one, "members_n": 0} for one, label in labels.items())
    table = pd.DataFrame(
        [
            {
                forum_words.GROUP_NAME: group["name"],
                forum_words.GROUP_DIMENSION: labels.get(group.get("dimension", ""), ""),
                forum_words.GROUP_MEMBERS: int(group.get("members_n") or 0),
            }
            for group in groups
        ]
    )
    st.markdown(f"**{forum_words.SESSION_GROUPS}**")
    edited = st.data_editor(
        table, hide_index=True, width="stretch", num_rows="dynamic", key=f"groups_{key}",
        column_config={
            forum_words.GROUP_DIMENSION: st.column_config.SelectboxColumn(options=list(keys)),
            forum_words.GROUP_MEMBERS: st.column_config.NumberColumn(min_value=0, max_value=1000, step=1),
        },
    )  # fmt: skip
    rows = edited.dropna(subset=[forum_words.GROUP_NAME]).to_dict("records")
    return tuple(
        {
            "name": str(row[forum_words.GROUP_NAME]),
            "dimension": keys.get(row[forum_words.GROUP_DIMENSION], ""),
            "members_n": 0 if pd.isna(row[forum_words.GROUP_MEMBERS]) else int(row[forum_words.GROUP_MEMBERS]),
        }
        for row in rows
        if str(row[forum_words.GROUP_NAME]).strip()
    )


def _expiry(hours: int) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _draw_form(taxonomy: Taxonomy, session: Session, *, key: str) -> Session | None:
    """The form; gives the session as it was filled in once the button is pressed."""
    with st.form(f"session_{key}"):
        name = st.text_input(
            forum_words.SESSION_NAME, session.name, max_chars=200, placeholder=forum_words.SESSION_NAME_HINT
        )
        first, second = st.columns(2)
        day = first.date_input(forum_words.SESSION_DATE, date.fromisoformat(session.date), format="DD/MM/YYYY")
        venue = second.text_input(forum_words.SESSION_VENUE, session.venue, max_chars=200)
        has_phones = st.checkbox(
            forum_words.SESSION_PHONES,
            bool(session.join_code) if session.id else True,
            help=forum_words.SESSION_PHONES_HELP,
        )
        is_moderated = st.checkbox(forum_words.SESSION_MODERATED, session.is_moderated)
        is_voting = st.checkbox(forum_words.SESSION_VOTING, session.is_voting)
        with st.expander(forum_words.MORE, expanded=bool(session.id)):
            forums, stages = taxonomy.labels("forums"), taxonomy.labels("stages")
            third, fourth = st.columns(2)
            forum = third.selectbox(
                forum_words.SESSION_FORUM, list(forums), _index(forums, session.forum), format_func=forums.__getitem__
            )
            stage = fourth.selectbox(
                forum_words.SESSION_STAGE, list(stages), _index(stages, session.stage), format_func=stages.__getitem__
            )
            agenda = _draw_agenda(taxonomy, session, key)
            groups = _draw_groups(taxonomy, session, key)
            attendance_n = st.number_input(
                forum_words.SESSION_ATTENDANCE_N, min_value=0, max_value=100_000, value=session.attendance_n, step=1
            )
            attendance = st.text_input(forum_words.SESSION_ATTENDANCE, session.attendance, max_chars=2000)
            hours = st.number_input(forum_words.SESSION_HOURS, min_value=1, max_value=72, value=HOURS, step=1)
            kept = date.fromisoformat(session.retention_until) if session.retention_until else None
            until = st.date_input(forum_words.SESSION_RETENTION, kept, format="DD/MM/YYYY")
            notice = st.text_area(forum_words.SESSION_NOTICE, session.notice, max_chars=3000, height=140)
        is_sent = st.form_submit_button(
            forum_words.SAVE_SESSION if session.id else forum_words.START_BUTTON, type="primary"
        )
    if not is_sent:
        return None
    code = (session.join_code or new_code()) if has_phones else ""
    return replace(
        session, name=name, date=str(day), venue=venue, forum=forum, stage=stage, agenda=agenda, groups=groups,
        attendance_n=None if attendance_n is None else int(attendance_n), attendance=attendance, join_code=code,
        expires_at=_expiry(int(hours)) if code else "", is_moderated=is_moderated, is_voting=is_voting,
        retention_until=str(until) if until else "", notice=notice,
    )  # fmt: skip


def _index(labels: dict[str, str], key: str) -> int:
    return list(labels).index(key) if key in labels else 0


@st.dialog(forum_words.SETTINGS, width="large")
def _settings_dialog() -> None:
    from app.forum.paper import draw_paper

    at = here()
    if at is None:
        return
    if not at.session.closed_at:
        given = _draw_form(at.atlas.taxonomy(), at.session, key=at.session.id)
        if given is not None:
            _save(at, given)
    draw_paper(at)
    if not at.session.closed_at:
        st.divider()
        st.markdown(forum_words.END_SESSION_SURE)
        if st.button(forum_words.END_SESSION, key="forum_end"):
            _end(at)


def _save(at: Here, given: Session) -> None:
    try:
        at.store.save(given, at.who)
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()


def _end(at: Here) -> None:
    try:
        at.store.close_session(at.session, at.who)
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()


def draw_settings(at: Here) -> None:
    """A button to the session's settings, paper and end."""
    if st.button(forum_words.SETTINGS, icon=":material/settings:", key="forum_settings"):
        _settings_dialog()
