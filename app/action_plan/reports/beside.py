"""Two reports side by side, or one and the plan as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from app.action_plan.desk import Desk
from app.printed import text
from app.words import reports as words
from everyday.language import language
from everyday.reporting import KINDS, Change, Frozen, compared, frozen_now

__all__ = ["draw_beside"]

NOW = "now"


def draw_beside(at: Desk, frozen: dict[str, Frozen], names: dict[str, str]) -> None:
    """Choose two and read what changed."""
    st.header(words.COMPARE, anchor=False)
    with st.container(horizontal=True):
        first = st.selectbox(words.FIRST, list(names), format_func=names.__getitem__, key="report_first")
        later = {NOW: words.NOW, **names}
        second = st.selectbox(words.SECOND, list(later), format_func=later.__getitem__, key="report_second")
    if first == second:
        st.info(words.SAME)
        return
    now = frozen_now(at.atlas, at.shown.edition, choice=frozen[first].choice) if second == NOW else None
    said = language("en", folder=at.atlas.folder)
    found = compared(frozen[first], now or frozen[second], said, audience=at.audience)
    counts = words.COUNTS.format(before=found.before, old=found.counts[0], after=found.after, new=found.counts[1])
    notes = "".join(f'<p class="ea-note">{text(line)}</p>' for line in (counts, found.note) if line)
    if not found.changes:
        st.html(f"{notes}<p>{text(words.NOTHING_CHANGED)}</p>")
        return
    groups = [(kind, list(changes)) for kind, changes in groupby(found.changes, key=lambda one: one.kind)]
    st.html(notes + "".join(_table(said(KINDS[kind]), changes) for kind, changes in groups))


def _table(title: str, changes: Sequence[Change]) -> str:
    heads = "".join(f'<th scope="col">{text(one)}</th>' for one in words.COMPARE_COLUMNS)
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{text(words.ACTION.format(n=one.number, title=one.title))}</th>'
        f'<td dir="auto">{"<br>".join(text(line) for line in one.lines)}</td></tr>'
        for one in changes
    )
    caption = words.GROUP.format(title=title, n=len(changes))
    return (f'<div class="ea-scroll" data-may-scroll role="region" tabindex="0" aria-label="{text(caption)}">'
            f'<table class="ea-evidence ea-changes"><caption>{text(caption)}</caption><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")  # fmt: skip
