"""One finding: the words, the numbers of its place, votes and comments, and what the room decides about it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.registry import short_words
from app.charts import Bar, bars
from app.forum.here import (
    ALL,
    Here,
    choose,
    chosen_finding,
    current_filter,
    here,
    rest_until_written,
    state_of,
    tell_changed,
)
from app.forum.pins.editing import draw_edit
from app.forum.pins.evidence import evidence_html
from app.forum.pins.lists import mark
from app.parts import draw_plan_action, draw_what_if_for, history_html
from app.printed import date_words, text
from app.server import draw_fault, own_path
from app.words import common as common_words
from app.words import forum as forum_words
from everyday.acting import is_about_transport
from geo.errors import AtlasError
from plan.records import Comment, Evidence, Finding, Proposal, Vote

__all__ = ["draw_card"]

EVERY_S = 2.0


def _pin_of(at: Here, finding: Finding) -> dict[str, Any] | None:
    """As the map beside it has it; a finding that the filter leaves out as its own session has it."""
    scopes = (at.session.id if at.session.step == "add" else current_filter(at).session, finding.session, ALL)
    found = (pin for scope in scopes for pin in state_of(at, scope)["pins"] if pin["id"] == finding.id)
    return next(found, None)


def votes_html(votes: dict[str, Any], most: int) -> str:
    """Two bars, importance and amenability, each with its number in words; no bar where nobody has voted."""
    rows = []
    for name, label in forum_words.VOTE_WORDS.items():
        count, mean = votes[f"{name}_n"], votes[f"{name}_mean"]
        if count:
            form = forum_words.VOTES_ONE if count == 1 else forum_words.VOTES_N
            words = form.format(mean=short_words(mean, "of 5"), most=most, n=count)
            rows.append(Bar(label, mean / most, words))
        else:
            rows.append(Bar(label, 0.0, forum_words.VOTES_NONE))
    return f'<div class="ea-votes">{bars(rows)}</div>'


def _facts(at: Here, pin: dict[str, Any]) -> str:
    taxonomy = at.atlas.taxonomy()
    parts = [pin["where"], taxonomy.label("levels", pin["level"])]
    parts += [taxonomy.label("dimensions", key) for key in pin["dimensions"]]
    parts += [taxonomy.label("themes", key) for key in pin["themes"]]
    lines = [" · ".join(part for part in parts if part)]
    if pin["groups"]:
        lines.append(forum_words.AFFECTS.format(groups=", ".join(pin["groups"])))
    lines.append(forum_words.BY.format(name=pin["by"], when=date_words(pin["at"])))
    return "".join(f'<p class="ea-note"><bdi>{text(line)}</bdi></p>' for line in lines)


@st.fragment(run_every=EVERY_S)
def _draw_words() -> None:
    """What everybody reads: drawn anew by itself as votes and comments come in."""
    at = here()
    finding = chosen_finding(at) if at else None
    pin = _pin_of(at, finding) if at and finding else None
    if at is None or finding is None or pin is None:
        return
    rest_until_written(at)
    word = common_words.ENABLER if pin["kind"] == "enabler" else common_words.BARRIER
    status = at.atlas.taxonomy().label("finding_status", pin["status"])
    body = f'<p dir="auto" class="ea-words">{text(pin["text"])}</p>' if pin["text"] else ""
    also = "".join(f'<li dir="auto">{text(title)}</li>' for title in pin["merged"])
    photos = "".join(
        f'<img class="ea-photo" src="{text(own_path("/plan/photo/"))}{text(one["id"])}.jpg" alt="{text(one["alt"])}">'
        for one in pin["photos"]
        if one["moderation"] == "shown"
    )
    st.html(
        f'<article class="ea-finding"><h2 id="ea-chosen">{mark(pin)} {text(word)}: '
        f'<span dir="auto">{text(pin["title"])}</span></h2>'
        f'<p><span class="ea-status">{text(status)}</span></p>{body}{_facts(at, pin)}{photos}'
        + (f"<h3>{text(forum_words.ALSO_SAID)}</h3><ul>{also}</ul>" if also else "")
        + f"<h3>{text(forum_words.EVIDENCE)}</h3>{evidence_html(pin['evidence'])}{_edition_note(at, finding)}"
        f"{votes_html(pin['votes'], at.atlas.taxonomy().scale[1])}"
        f"{_proposals(at, finding)}{_comments(at, finding)}</article>"
    )


def _edition_note(at: Here, finding: Finding) -> str:
    """Which edition the frozen numbers are of."""
    frozen = at.store.all(Evidence, finding_id=finding.id, kind="measures")
    words = forum_words.EVIDENCE_OF.format(edition=frozen[0].edition_id) if frozen else ""
    return f'<p class="ea-note">{text(words)}</p>' if words else ""


def _comments(at: Here, finding: Finding) -> str:
    from plan.merging import family_of, merged_map

    family = set(family_of(finding.id, merged_map(at.store.all(Finding))))
    found = [one for one in at.store.all(Comment, moderation="shown") if one.finding_id in family]
    items = "".join(
        f'<li><span dir="auto">{text(one.text)}</span> '
        f'<span class="ea-note"><bdi>{text(one.created_by)}</bdi></span></li>'
        for one in found
    )
    return f"<h3>{text(forum_words.COMMENTS)} ({len(found)})</h3><ul>{items}</ul>" if found else ""


def _proposals(at: Here, finding: Finding) -> str:
    """What the room thinks could be done about it, and who could do it."""
    from plan.merging import family_of, merged_map

    family = set(family_of(finding.id, merged_map(at.store.all(Finding))))
    found = [one for one in at.store.all(Proposal, moderation="shown") if one.finding_id in family]
    items = "".join(
        f'<li dir="auto">{text(one.text)}{text(f" ({one.lever})") if one.lever else ""}</li>' for one in found
    )
    return f"<h3>{text(forum_words.COULD_BE_DONE)} ({len(found)})</h3><ul>{items}</ul>" if found else ""


def draw_card() -> None:
    """Draw the finding that is open."""
    at = here()
    finding = chosen_finding(at) if at else None
    if at is None or finding is None:
        return
    if st.button(forum_words.CLOSE, icon=":material/close:", key="forum_close", on_click=choose, args=("",)):
        st.rerun(scope="app")
    _draw_words()
    if (fault := st.session_state.pop("forum_card_fault", None)) is not None:
        draw_fault(fault)
    with st.container(horizontal=True):
        if at.may("status"):
            _draw_statuses(at, finding)
        if at.may("vote"):
            _draw_vote(at, finding)
        if at.may("edit"):
            draw_edit(finding)
        draw_plan_action([finding.id])
        if finding.kind == "barrier" and ("spatial" in finding.dimensions or is_about_transport([finding])):
            draw_what_if_for(finding=finding.id)
        _draw_history(at, finding)
    if at.may("add"):
        _draw_comment(at, finding)


def _try(work: Any) -> None:
    """Do what was asked, or say why not at the next drawing."""
    try:
        work()
        if at := here():
            tell_changed(at)
    except AtlasError as error:
        st.session_state["forum_card_fault"] = error


def _to_status(finding: Finding, status: str, reason_key: str = "") -> None:
    at = here()
    if at is not None:
        reason = str(st.session_state.get(reason_key) or "") if reason_key else ""
        _try(lambda: at.store.set_status(finding, status, at.who, reason=reason))


def _draw_statuses(at: Here, finding: Finding) -> None:
    for status in at.atlas.taxonomy().next_statuses("finding", finding.status):
        label = forum_words.STATUS_DO.get(status)
        if label is None or (finding.status in ("merged", "retired") and not at.may("reopen")):
            continue
        if status != "retired":
            st.button(
                label, key=f"status_{status}", on_click=_to_status, args=(finding, status),
                type="primary" if status in ("sense_checked", "agreed") else "secondary",
            )  # fmt: skip
            continue
        with st.popover(label):
            st.text_input(forum_words.RETIRE_REASON, key="forum_retire", max_chars=500)
            st.button(
                forum_words.RETIRE_DO, key="status_retired", on_click=_to_status, args=(finding, status, "forum_retire")
            )


def _vote(finding: Finding) -> None:
    at = here()
    if at is None:
        return
    values = {name: st.session_state.get(f"forum_vote_{name}") for name in forum_words.VOTE_WORDS}
    _try(lambda: at.store.vote(finding.id, at.who, **values))


def _draw_vote(at: Here, finding: Finding) -> None:
    least, most = at.atlas.taxonomy().scale
    questions = at.atlas.taxonomy().labels("forum_questions_levers")
    own = at.store.all(Vote, finding_id=finding.id, device_id=f"desk:{at.person.name}")
    with st.popover(forum_words.VOTE):
        for name in forum_words.VOTE_WORDS:
            low, high = forum_words.VOTE_ENDS[name]
            st.radio(
                questions.get(name, name), range(least, most + 1), key=f"forum_vote_{name}", horizontal=True,
                index=(getattr(own[0], name) - least) if own and getattr(own[0], name) else None,
                captions=[low, *[""] * (most - least - 1), high],
            )  # fmt: skip
        st.button(forum_words.VOTE_SAVE, key="forum_vote_save", type="primary", on_click=_vote, args=(finding,))


def _comment(finding: Finding, key: str) -> None:
    at, words = here(), str(st.session_state.get(key) or "")
    if at is None or not words.strip():
        return
    _try(lambda: at.store.add(Comment(finding_id=finding.id, session=at.session.id, text=words), at.who))
    st.session_state[key] = ""


def _draw_comment(at: Here, finding: Finding) -> None:
    key = f"forum_comment_{finding.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(forum_words.COMMENT, key=key, max_chars=5000)
        st.button(forum_words.COMMENT_ADD, key="forum_comment_add", on_click=_comment, args=(finding, key))


def _draw_history(at: Here, finding: Finding) -> None:
    with st.popover(forum_words.HISTORY):
        st.html(history_html(at.store.history(finding.id)))
