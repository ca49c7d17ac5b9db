"""What phones say of whether it helped, beside what was measured; and what is newly suggested."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.monitor.here import Here
from app.parts import draw_emerging
from app.printed import text
from app.words import common as common_words
from app.words import monitor as monitor_words
from everyday.acting import ActionRow, Count, agreed_day, helped_counts
from everyday.atlas import has_plan

__all__ = ["draw_helped", "draw_new", "draw_told_only"]


def _counts(at: Here) -> dict[str, Count]:
    return dict(helped_counts(at.atlas.plan())) if has_plan(at.atlas.folder) else {}


def draw_helped(at: Here, row: ActionRow) -> None:
    """The line for one action; nothing where no phone has said anything."""
    count = _counts(at).get(row.id)
    if count is not None:
        st.html(f'<p class="ea-helped">{text(helped_words(count))}</p>')


def helped_words(count: Count) -> str:
    """``"5 phones say of their places: 1 yes, 1 partly, 3 no."`` and, where enough say no, what follows."""
    form = monitor_words.TOLD_ONE if count.devices_n == 1 else monitor_words.TOLD
    said = form.format(n=count.devices_n, yes=count.yes_n, in_part=count.in_part_n, no=count.no_n)
    return f"{said} {monitor_words.TOLD_RAISED}" if count.is_doubted else said


def draw_told_only(at: Here, rows: Sequence[ActionRow]) -> None:
    """Actions without a measure of which phones have said something."""
    counts = _counts(at)
    said = [(row, counts[row.id]) for row in rows if row.id in counts]
    if said:
        lines = "".join(
            f'<li dir="auto"><strong>{text(row.action.title)}</strong>: {text(helped_words(one))}</li>'
            for row, one in said
        )
        st.html(f'<div class="ea-prose"><p>{text(monitor_words.TOLD_ONLY)}</p><ul>{lines}</ul></div>')


def draw_new(at: Here) -> None:
    """What is suggested since the plan was agreed and was not before."""
    st.header(common_words.EMERGING, anchor=False)
    since = agreed_day(at.atlas.plan()) if has_plan(at.atlas.folder) else ""
    draw_emerging(at.atlas, at.shown, since)
