"""What the open data has wrong: proposed in the room, accepted or rejected by a planner, used at the next build."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.forum.care.correction_form import draw_correction_form
from app.forum.here import Here, here, rest_until_written
from app.printed import date_words, text
from app.server import Shown, draw_fault
from app.words import forum as forum_words
from everyday.pipeline import waiting_corrections
from geo.errors import AtlasError, UsageError
from plan.corrections import correction_words
from plan.records import Correction

__all__ = ["correction_sentence", "draw_corrections"]

EVERY_S = 15.0
FAULT = "forum_correction_fault"


def draw_corrections(at: Here) -> None:
    """The list, and the form for another."""
    st.header(forum_words.CORRECTIONS)
    st.html(f'<p class="ea-note">{text(forum_words.CORRECTIONS_SAYS)}</p>')
    _draw_list()
    if at.may("add"):
        draw_correction_form()


def correction_sentence(shown: Shown, one: Correction) -> str:
    """A correction in plain words; what people typed is in it as it is."""
    row = shown.places[shown.places["place_id"] == one.place_id] if one.place_id else shown.places.iloc[:0]
    kinds = shown.place_kinds
    kind = str(row["kind"].iloc[0]) if len(row) else one.place_kind
    was = str(row["name"].iloc[0] or "") if len(row) else ""
    return correction_words(one, kind_words=kinds[kind].singular if kind in kinds else "", was=was)


def _standing(at: Here) -> dict[str, str]:
    """What becomes of each accepted correction, by id."""
    entries = at.shown.manifest.get("corrections", [])
    accepted = at.atlas.accepted_corrections()
    waiting, _ = waiting_corrections(at.shown.manifest, accepted)
    notes = {
        entry["id"]: forum_words.CORRECTION_APPLIED
        if entry["is_applied"]
        else forum_words.CORRECTION_NOT_APPLIED.format(note=entry["note"])
        for entry in entries
    }
    standing = {one.id: notes.get(one.id, forum_words.CORRECTION_NEXT_BUILD) for one in accepted}
    return standing | {one.id: forum_words.CORRECTION_NEXT_BUILD for one in waiting}


@st.fragment(run_every=EVERY_S)
def _draw_list() -> None:
    """All of them, those to decide on first; it looks for new ones by itself."""
    at = here()
    if at is None:
        return
    rest_until_written(at)
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    found = [one for one in at.store.all(Correction, moderation="shown") if one.status in forum_words.CORRECTION_STATUS]
    if not found:
        st.html(f'<p class="ea-note">{text(forum_words.CORRECTIONS_NONE)}</p>')
        return
    standing = _standing(at)
    for status, label in forum_words.CORRECTION_STATUS.items():
        mine = [one for one in found if one.status == status]
        if mine:
            st.subheader(f"{label} ({len(mine)})")
        for one in mine:
            _draw_one(at, one, standing.get(one.id, ""))


def _lines(at: Here, one: Correction) -> list[str]:
    lines = [forum_words.CORRECTION_PLACE.format(place=place)] if (place := _place(at, one)) else []
    lines += [one.text] if one.text else []
    proposed = forum_words.CORRECTION_DECIDED.format(name=one.created_by, day=date_words(one.created_at))
    lines.append(f"{forum_words.CORRECTION_STATUS['proposed']}: {proposed}")
    if one.decided_by:
        decided = forum_words.CORRECTION_DECIDED.format(name=one.decided_by, day=date_words(one.decided_at))
        lines.append(f"{forum_words.CORRECTION_STATUS[one.status]}: {decided}")
    if one.status_reason:
        lines.append(forum_words.CORRECTION_REASON.format(reason=one.status_reason))
    return lines


def _place(at: Here, one: Correction) -> str:
    """Where a missing place is; empty for the others, which their sentence tells apart."""
    from everyday.locate import locate

    if one.geometry is None:
        return ""
    try:
        return locate(at.shown, geometry=one.geometry).label
    except AtlasError as error:
        return error.found


def _draw_one(at: Here, one: Correction, standing: str) -> None:
    status = f' <span class="ea-status">{text(standing)}</span>' if standing else ""
    lines = "<br>".join(f"<bdi>{text(line)}</bdi>" for line in _lines(at, one))
    st.html(
        f'<p class="ea-item"><strong><bdi>{text(correction_sentence(at.shown, one))}</bdi></strong>{status}<br>'
        f'<span class="ea-note">{lines}</span></p>'
    )
    if at.may("correct"):
        _draw_decisions(one)


def _draw_decisions(one: Correction) -> None:
    reason_key = f"correction_reason_{one.id}"
    with st.container(horizontal=True):
        if one.status != "accepted":
            label = (
                forum_words.CORRECTION_ACCEPT if one.status == "proposed" else forum_words.CORRECTION_ACCEPT_AFTER_ALL
            )
            st.button(label, key=f"correction_accept_{one.id}", on_click=_decide, args=(one.id, True, ""))
        if one.status != "rejected":
            label = forum_words.CORRECTION_REJECT if one.status == "proposed" else forum_words.CORRECTION_TAKE_BACK
            with st.popover(label, key=f"correction_open_{one.id}"):
                st.text_input(forum_words.CORRECTION_WHY, key=reason_key, max_chars=500)
                st.button(
                    forum_words.CORRECTION_REJECT_DO, key=f"correction_reject_{one.id}", on_click=_decide,
                    args=(one.id, False, reason_key),
                )  # fmt: skip


def _decide(correction_id: str, is_accepted: bool, reason_key: str) -> None:
    at, reason = here(), str(st.session_state.get(reason_key) or "").strip() if reason_key else ""
    if at is None:
        return
    try:
        if not is_accepted and not reason:
            found, needed = forum_words.CORRECTION_NEEDS_REASON
            raise UsageError(found, needed)
        one: Any = at.store.get(Correction, correction_id)
        at.store.decide_correction(one, at.who, is_accepted=is_accepted, reason=reason)
    except AtlasError as error:
        st.session_state[FAULT] = error
