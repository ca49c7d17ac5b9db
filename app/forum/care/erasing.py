"""Erasure on request: look where the words stand or choose whole findings, check, then erase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.forum.here import Here, here
from app.printed import text
from app.server import draw_fault, plain
from app.words import council as council_words
from app.words import forum as forum_words
from app.words import records as record_words
from everyday.exchange.council import forget_words, remembered_n
from geo.errors import AtlasError, UsageError
from plan.records import RECORDS, Finding, Record
from plan.text import fold, spans_of

if TYPE_CHECKING:
    from everyday.atlas import Erased

__all__ = ["draw_asked", "draw_said", "record_counts", "say_erased"]

WORDS, HELD, FINDINGS, REASON, REQUESTED = (
    "erase_words", "erase_held", "erase_findings", "erase_reason", "erase_requested",
)  # fmt: skip
SURE, FAULT, SAID = ("erase_sure", "erase_fault", "erase_said")
MOST_SHOWN = 30
_AROUND = 40
_KINDS = {kind.prefix: kind for kind in RECORDS}
_AUDIT = "audit"


@dataclass(frozen=True)
class _Held:
    """Where the words stand."""

    words: str
    by_kind: Mapping[str, list[str]]
    in_register_n: int = 0

    @property
    def record_ids(self) -> list[str]:
        """Records that hold them now."""
        return [one for name, ids in self.by_kind.items() if name != _AUDIT for one in ids]

    @property
    def trail_ids(self) -> list[str]:
        """Records of which only an earlier version holds them."""
        now = set(self.record_ids)
        return [one for one in self.by_kind.get(_AUDIT, []) if one not in now]


def record_counts(record_ids: Iterable[str]) -> str:
    """``"2 findings, 1 comment"``."""
    counts = Counter(record_id.partition("-")[0] for record_id in record_ids)
    parts = [
        one if counts[prefix] == 1 else many.format(n=counts[prefix])
        for prefix, (one, many) in record_words.RECORD_WORDS.items()
        if counts[prefix]
    ]
    return ", ".join(parts) or record_words.RECORDS_NONE


def say_erased(key: str, sentence: str, done: Erased, **more: str) -> None:
    """Keep for the next drawing what was erased, and whether the words have left the files."""
    said = sentence.format(what=record_counts(done.record_ids), state=done.says, **more)
    st.session_state[key] = (said, done.state != "not_yet")


def draw_said(key: str) -> None:
    """Say once what was done: as a success only where nothing is left to wait for."""
    said, is_done = st.session_state.pop(key, ("", True))
    if said:
        (st.success if is_done else st.warning)(plain(said))


def draw_asked(at: Here) -> None:
    """Words or whole findings, then the confirmation."""
    st.subheader(forum_words.PRIVACY_ASKED)
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    draw_said(SAID)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            forum_words.PRIVACY_WORDS, key=WORDS, max_chars=300, help=forum_words.PRIVACY_WORDS_SAYS, autocomplete="off"
        )  # fmt: skip
        st.button(forum_words.PRIVACY_FIND, key="erase_find", on_click=_find)
    held = st.session_state.get(HELD)
    held = held if isinstance(held, _Held) and held.words == st.session_state.get(WORDS) else None
    if held is not None:
        _draw_held(at, held)
    labels = _finding_labels(at)
    st.multiselect(
        forum_words.PRIVACY_FINDINGS, list(labels), key=FINDINGS, format_func=lambda one: labels.get(one, one),
        placeholder=forum_words.PRIVACY_FINDINGS_HINT, select_all=False,
    )  # fmt: skip
    has_words = held is not None and bool(held.by_kind or held.in_register_n)
    if has_words or st.session_state.get(FINDINGS):
        _draw_confirmation(has_words=has_words)


def _finding_labels(at: Here) -> dict[str, str]:
    return {
        one.id: f"{one.id} · {one.title[:120]}"
        for one in sorted(at.store.all(Finding), key=lambda one: one.created_at, reverse=True)
    }


def _find() -> None:
    at, wanted = here(), str(st.session_state.get(WORDS) or "")
    st.session_state.pop(HELD, None)
    if at is None:
        return
    try:
        st.session_state[HELD] = _Held(wanted, at.store.holding(wanted), remembered_n(at.atlas.folder, wanted))
    except AtlasError as error:
        st.session_state[FAULT] = error


# Where the words stand


def _draw_held(at: Here, held: _Held) -> None:
    if not held.by_kind and not held.in_register_n:
        st.info(forum_words.PRIVACY_HELD_NONE)
        return
    now, trail = held.record_ids, held.trail_ids
    wanted = fold(held.words)
    lines = [_line(record_id, _snippet(_record(at, record_id), wanted)) for record_id in now[:MOST_SHOWN]]
    lines += [_line(record_id, forum_words.PRIVACY_TRAIL_ONLY) for record_id in trail[: MOST_SHOWN - len(lines)]]
    if (more := len(now) + len(trail) - len(lines)) > 0:
        lines.append(f"<li>{text(forum_words.PRIVACY_MORE.format(n=more))}</li>")
    parts = [record_counts([*now, *trail])] if held.by_kind else []
    if held.in_register_n:
        parts.append(council_words.HELD_HERE.format(n=held.in_register_n))
    what = ", ".join(parts)
    st.html(
        f'<div role="status"><p><strong>{text(forum_words.PRIVACY_HELD.format(what=what))}</strong></p>'
        f"<ul>{''.join(lines)}</ul></div>"
    )


def _line(record_id: str, said: str) -> str:
    return f'<li>{text(record_id)}: <span dir="auto">{text(said)}</span></li>'


def _record(at: Here, record_id: str) -> Record | None:
    kind = _KINDS.get(record_id.partition("-")[0])
    found = at.store.all(kind, id=record_id) if kind else []
    return found[0] if found else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _snippet(record: Record | None, wanted: str) -> str:
    """The words with what stands around them, so that one sees whether they are meant: "Ann" is in "planning" too."""
    for said in _texts(vars(record)) if record else ():
        if found := spans_of(wanted, said):
            start, end = max(found[0][0] - _AROUND, 0), found[0][1] + _AROUND
            return f"{'…' if start else ''}{said[start:end]}{'…' if end < len(said) else ''}"
    return ""


# Erasing


def _draw_confirmation(*, has_words: bool) -> None:
    left, right = st.columns([2, 1])
    left.text_input(forum_words.PRIVACY_REASON, key=REASON, max_chars=300, placeholder=forum_words.PRIVACY_REASON_HINT)
    right.date_input(
        forum_words.PRIVACY_REQUESTED, key=REQUESTED, value="today", max_value="today", format="DD/MM/YYYY"
    )
    is_sure = st.checkbox(forum_words.PRIVACY_SURE, key=SURE)
    with st.container(horizontal=True):
        if has_words:
            st.button(
                forum_words.PRIVACY_ERASE_WORDS, key="erase_words_do", on_click=_erase_words, disabled=not is_sure,
                type="primary",
            )  # fmt: skip
        if st.session_state.get(FINDINGS):
            st.button(
                forum_words.PRIVACY_ERASE_FINDINGS, key="erase_findings_do", on_click=_erase_findings,
                disabled=not is_sure, type="primary",
            )  # fmt: skip


def _requested() -> str:
    day = st.session_state.get(REQUESTED)
    return day.isoformat() if isinstance(day, date) else ""


def _erase_words() -> None:
    at, held, reason = here(), st.session_state.get(HELD), str(st.session_state.get(REASON) or "")
    if at is None or not isinstance(held, _Held):
        return
    try:
        if spans_of(fold(held.words), reason):
            found, needed = forum_words.PRIVACY_REASON_HOLDS
            raise UsageError(found, needed)
        forgotten_n = forget_words(at.atlas.folder, held.words)
        if not held.by_kind:
            _clear()
            st.session_state[SAID] = (council_words.FORGOTTEN.format(n=forgotten_n), True)
            return
        done = at.store.erase(at.who, words=held.words, reason=reason, requested_on=_requested())
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    _conclude(done)


def _erase_findings() -> None:
    at, reason = here(), str(st.session_state.get(REASON) or "")
    ids = [str(one) for one in st.session_state.get(FINDINGS) or ()]
    if at is None:
        return
    try:
        done = at.store.erase(at.who, record_ids=ids, reason=reason, requested_on=_requested())
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    _conclude(done)


def _clear() -> None:
    """The words themselves are not kept on the page either."""
    st.session_state.pop(HELD, None)
    st.session_state[WORDS], st.session_state[REASON], st.session_state[FINDINGS] = "", "", []
    st.session_state[SURE] = False


def _conclude(done: Erased) -> None:
    """Say what was erased."""
    _clear()
    say_erased(SAID, forum_words.PRIVACY_DONE, done)
