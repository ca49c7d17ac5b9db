"""Findings as a list beside the map, the newest first; it looks for new ones by itself."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.registry import short_words
from app.forum.here import Here, choose, current_filter, filtered, here, rest_until_said, state_of
from app.printed import text
from app.server import plain
from app.words import common as common_words
from app.words import forum as forum_words

__all__ = ["draw_list", "mark", "votes_line"]

EVERY_S = 2.0
MOST = 12
WITH_NUMBERS = 6
NUMBERS = 2


def mark(pin: dict[str, Any]) -> str:
    """The number of a pin in the shape it has on the map, as HTML."""
    word = common_words.ENABLER if pin["kind"] == "enabler" else common_words.BARRIER
    return f'<span class="ea-mark ea-mark-{text(pin["kind"])}" title="{word}">{pin["seq"]}</span>'


def votes_line(votes: dict[str, Any], most: int) -> str:
    """``"Importance 4.2 of 5 · 12 votes"``; empty without votes."""
    parts = []
    for name, label in forum_words.VOTE_WORDS.items():
        count = votes[f"{name}_n"]
        if count:
            form = forum_words.VOTES_ONE if count == 1 else forum_words.VOTES_N
            parts.append(f"{label} {form.format(mean=short_words(votes[f'{name}_mean'], 'of 5'), most=most, n=count)}")
    return " · ".join(parts)


def _pins(at: Here) -> list[dict[str, Any]]:
    if at.session.step != "add":
        return filtered(at)
    hidden = ("merged", "retired")
    group = _group(at)
    pins = [one for one in state_of(at, at.session.id)["pins"] if one["status"] not in hidden and _is_of(group, one)]
    return sorted((one for one in pins if one["moderation"] != "refused"), key=lambda one: one["seq"], reverse=True)


def _group(at: Here) -> dict[str, Any] | None:
    """The group whose list is asked for."""
    chosen = st.session_state.get("forum_group")
    return next((group for group in at.session.groups if group["name"] == chosen), None)


def _is_of(group: dict[str, Any] | None, pin: dict[str, Any]) -> bool:
    """True if a group said it, or it is of the group's dimension."""
    return group is None or pin["by"] == group["name"] or group.get("dimension") in pin["dimensions"]


def _draw_groups(at: Here) -> None:
    """Each group of the session has its list."""
    if at.session.step == "add" and at.session.groups:
        st.pills(
            forum_words.GROUP_LISTS, [group["name"] for group in at.session.groups], key="forum_group",
            label_visibility="collapsed", format_func=plain,
        )  # fmt: skip


@st.fragment(run_every=EVERY_S)
def draw_list() -> None:
    """The list."""
    at = here()
    if at is None:
        return
    rest_until_said(at, at.session.id if at.session.step == "add" else current_filter(at).session)
    pins = _pins(at)
    count = forum_words.FOUND_ONE if len(pins) == 1 else forum_words.FOUND_N.format(n=len(pins))
    none = forum_words.FOUND_NONE if at.session.step == "add" else forum_words.FOUND_NONE_HERE
    st.html(f'<h2 id="ea-findings">{text(count if pins else none)}</h2>')
    _draw_groups(at)
    most = at.atlas.taxonomy().scale[1]
    with st.container(height=520 if len(pins) > 5 else "content", key="forum_list", gap="xxsmall"):
        for number, pin in enumerate(pins[:MOST]):
            _draw_item(pin, most, with_numbers=number < WITH_NUMBERS)
    if len(pins) > MOST:
        st.html(f'<p class="ea-note">{text(forum_words.MORE_N.format(n=len(pins) - MOST))}</p>')


def _open(finding_id: str) -> None:
    choose(finding_id)


def _draw_item(pin: dict[str, Any], most: int, *, with_numbers: bool) -> None:
    """The words, who said them where, and under the newest the numbers of the place."""
    word = common_words.ENABLER if pin["kind"] == "enabler" else common_words.BARRIER
    title = pin["title"] if len(pin["title"]) <= 160 else pin["title"][:159] + "…"
    if st.button(
        f"**{pin['seq']} {word}** · {plain(title)}", key=f"list_{pin['id']}", on_click=_open, args=(pin["id"],),
        type="tertiary",
    ):  # fmt: skip
        st.rerun(scope="app")
    line = " · ".join(part for part in (pin["where"], pin["by"], votes_line(pin["votes"], most)) if part)
    waiting = f" <strong>{text(forum_words.WAITING_ONE)}</strong>" if pin["moderation"] == "waiting" else ""
    numbers = "".join(f"<br>{text(words)}" for words in pin["evidence"][:NUMBERS]) if with_numbers else ""
    st.html(f'<p class="ea-note ea-item">{mark(pin)} <bdi>{text(line)}</bdi>{waiting}{numbers}</p>')
