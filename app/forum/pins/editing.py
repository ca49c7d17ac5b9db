"""Editing a finding; where somebody else was faster, both versions are shown and the person chooses.

Whatever is saved in the end lies on top of the version that the other person saved: only fields that were changed in
the form go over it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.forum.here import Here, here, tell_changed
from app.printed import text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.evidence import where_words
from everyday.locate import locate_words
from geo.errors import AtlasError
from plan.changes import EditConflict, own_changes, put_on_top
from plan.records import Finding
from plan.rules import LONGEST_TITLE

__all__ = ["draw_edit"]

# What is written in the form, the version that it is based on, and what somebody else saved meanwhile.
_EDITED, _READ, _CONFLICT = "forum_edited", "forum_edit_read", "forum_conflict"

_LISTS = {"dimensions": forum_words.DIMENSIONS, "themes": forum_words.THEMES, "policy_spheres": forum_words.SPHERES,
          "sectors": forum_words.SECTORS}  # fmt: skip
_COMPARED = ("kind", "title", "text", "geometry", "level", "dimensions", "themes", "policy_spheres", "sectors",
             "groups", "status")  # fmt: skip


def draw_edit(finding: Finding) -> None:
    """The button that opens the form."""
    if st.button(forum_words.EDIT, key="forum_edit", icon=":material/edit:"):
        _start(finding, read=finding)
        _edit_dialog()


def _start(edited: Finding, *, read: Finding) -> None:
    """Open the form with one version, to be saved over another."""
    st.session_state[_EDITED], st.session_state[_READ] = edited, read
    st.session_state.pop(_CONFLICT, None)


@st.dialog(forum_words.EDIT, width="large")
def _edit_dialog() -> None:
    draw_edit_contents()


def draw_edit_contents() -> None:
    """What the dialog holds: the form, or both versions."""
    at, finding = here(), st.session_state.get(_EDITED)
    if at is None or not isinstance(finding, Finding):
        return
    conflict = st.session_state.get(_CONFLICT)
    if isinstance(conflict, EditConflict):
        _draw_conflict(at, conflict)
        return
    _draw_form(at, finding)


def _draw_form(at: Here, finding: Finding) -> None:
    """The fields, as they were when the form was opened."""
    taxonomy = at.atlas.taxonomy()
    kinds, levels = taxonomy.labels("kinds"), taxonomy.labels("levels")
    levels.pop("national", None)
    with st.form("forum_edit_form"):
        title = st.text_area(forum_words.SENTENCE, finding.title, max_chars=LONGEST_TITLE, height=90)
        words = st.text_area(forum_words.WORDS, finding.text, max_chars=20_000, height=120)
        kind = st.radio(
            forum_words.KIND,
            list(kinds),
            list(kinds).index(finding.kind),
            format_func=kinds.__getitem__,
            horizontal=True,
        )
        level = st.radio(
            forum_words.LEVEL, list(levels), list(levels).index(finding.level) if finding.level in levels else 0,
            format_func=levels.__getitem__, horizontal=True,
        )  # fmt: skip
        chosen: dict[str, Any] = {}
        for name, label in _LISTS.items():
            labels = taxonomy.labels(name) | {key: taxonomy.label(name, key) for key in getattr(finding, name)}
            chosen[name] = tuple(
                st.multiselect(
                    label, list(labels), getattr(finding, name), format_func=labels.__getitem__, select_all=False
                )
            )
        groups = st.multiselect(
            forum_words.GROUPS, list(finding.groups), list(finding.groups), accept_new_options=True,
            placeholder=forum_words.GROUPS_HINT, select_all=False,
        )  # fmt: skip
        place = st.text_input(forum_words.EDIT_MOVE, max_chars=2000)
        is_sent = st.form_submit_button(forum_words.EDIT_SAVE, type="primary")
    if is_sent:
        _save(
            at,
            replace(finding, title=title, text=words, kind=kind, level=level, groups=tuple(groups), **chosen),
            place,
        )


def _save(at: Here, changed: Finding, place: str) -> None:
    try:
        if place.strip():
            found = locate_words(at.shown, place)
            changed = replace(changed, geometry=found.geometry, area_id=found.area_id)
        at.store.save(changed, at.who)
        tell_changed(at)
    except EditConflict as conflict:
        st.session_state[_CONFLICT] = conflict
        _draw_again()
    except AtlasError as error:
        draw_fault(error)
        return
    _forget()
    st.rerun()


def _draw_again() -> None:
    """Draw the dialog again and leave it open."""
    st.rerun(scope="fragment")


def _shown(at: Here, finding: Finding, name: str) -> str:
    if name == "geometry":
        words, place = where_words(at.shown, finding), finding.geometry
        spot = None if place is None or place.is_empty else place.representative_point()
        return words if spot is None else f"{words} ({spot.y:.4f}, {spot.x:.4f})"
    taxonomy = at.atlas.taxonomy()
    lists = {"kind": "kinds", "level": "levels", "status": "finding_status"}
    value = getattr(finding, name)
    if name in lists:
        return taxonomy.label(lists[name], value)
    if isinstance(value, tuple):
        return ", ".join(value if name == "groups" else (taxonomy.label(name, key) for key in value))
    return str(value)


def _draw_conflict(at: Here, conflict: EditConflict) -> None:
    """Both versions side by side."""
    read, yours, theirs = st.session_state.get(_READ), conflict.yours, conflict.theirs
    if not isinstance(read, Finding) or not isinstance(yours, Finding) or not isinstance(theirs, Finding):
        return
    mine, both = own_changes(read, yours), put_on_top(read, yours, theirs)
    name = at.store.history(theirs.id)
    by = next((entry.actor for entry in reversed(name) if entry.change != "not_saved"), theirs.created_by)
    st.warning(f"**{forum_words.CONFLICT}.** {plain(forum_words.CONFLICT_SAYS.format(name=by))}")
    labels = {"kind": forum_words.KIND, "title": forum_words.SENTENCE, "text": forum_words.WORDS,
              "level": forum_words.LEVEL, "groups": forum_words.GROUPS, "status": forum_words.STATUS,
              "geometry": forum_words.PLACE_CHOSEN, **_LISTS}  # fmt: skip
    not_mine = forum_words.CONFLICT_NOT_YOURS.format(name=by)
    rows = "".join(
        f'<tr><th scope="row">{text(labels[name])}</th><td dir="auto">{text(_shown(at, theirs, name))}</td>'
        f'<td dir="auto">{text(_shown(at, yours, name) if name in mine else not_mine)}</td></tr>'
        for name in _COMPARED
        if _differs(yours, theirs, name)
    )
    st.html(
        f'<table class="ea-evidence"><thead><tr><th></th>'
        f'<th scope="col">{text(forum_words.CONFLICT_THEIRS.format(name=by))}</th>'
        f'<th scope="col">{text(forum_words.CONFLICT_YOURS)}</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    with st.container(horizontal=True):
        if st.button(forum_words.CONFLICT_KEEP_THEIRS, key="forum_theirs"):
            _forget()
            st.rerun()
        if st.button(forum_words.CONFLICT_SAVE_YOURS, key="forum_yours", type="primary"):
            _start(both, read=theirs)
            _save(at, both, "")
        if st.button(forum_words.CONFLICT_GO_ON, key="forum_go_on"):
            _start(both, read=theirs)
            _draw_again()


def _differs(yours: Finding, theirs: Finding, name: str) -> bool:
    names = ("geometry", "area_id") if name == "geometry" else (name,)
    return any(getattr(yours, one) != getattr(theirs, one) for one in names)


def _forget() -> None:
    for name in (_CONFLICT, _EDITED, _READ):
        st.session_state.pop(name, None)
