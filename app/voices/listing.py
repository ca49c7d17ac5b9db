"""What people said: searched, filtered, listed; one of them open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.printed import text
from app.voices.card import draw_card
from app.voices.here import Here, note
from app.words import voices as words
from everyday.voices import Hit, SearchIndex, people_n
from plan.records import Answer

__all__ = ["draw_answers", "marked"]

OPEN = "answer"
AT_ONCE, LONGEST_SHOWN = 20, 600
_UNTAGGED = "untagged"
_TOWN = "town"


def draw_answers(at: Here) -> None:
    """The search, what it found, and the one that is open."""
    if not at.answers:
        st.header(words.NOTHING_YET, anchor=False)
        note(words.NOTHING_YET_DO)
        return
    typed = st.text_input(words.SEARCH, key="voices_search", help=words.SEARCH_HINT, max_chars=200, autocomplete="off")
    chosen = _draw_filters(at)
    wanted = {one.id for one in chosen}
    hits = [hit for hit in _index(at).find(typed) if hit.answer.id in wanted]
    people = people_n([hit.answer for hit in hits])
    said = words.FOUND_ONE if len(hits) == 1 else words.FOUND_N.format(n=f"{len(hits):,}", people=f"{people:,}")
    st.html(f'<p role="status">{text(said if hits else words.NOTHING)}</p>')
    opened = st.query_params.get(OPEN, "")
    most = int(st.session_state.get("voices_most", AT_ONCE))
    for place, hit in enumerate(hits[:most]):
        _draw_one(at, hit, is_open=hit.answer.id == opened, place=place)
    if (more := len(hits) - most) > 0:
        st.button(words.MORE.format(n=min(more, AT_ONCE)), on_click=_more, key="voices_more")


def _index(at: Here) -> SearchIndex:
    """The words of everything that this person may read, made anew when the plan has changed."""
    key = at.state
    kept = st.session_state.get("voices_index")
    if not isinstance(kept, tuple) or kept[0] != key:
        photos = [photo for found in at.photos.values() for photo in found]
        before = kept[1] if isinstance(kept, tuple) else None
        kept = st.session_state["voices_index"] = (key, SearchIndex(at.answers, photos, before))
    found: SearchIndex = kept[1]
    return found


def _more() -> None:
    st.session_state["voices_most"] = int(st.session_state.get("voices_most", AT_ONCE)) + AT_ONCE


def _draw_filters(at: Here) -> list[Answer]:
    """The answers that the filters leave."""
    dimensions, methods = at.taxonomy.labels("dimensions"), at.taxonomy.labels("methods")
    used = [one for one in methods if any(answer.method == one for answer in at.answers)]
    areas = {answer.area_id for answer in at.answers if answer.area_id}
    first, second, third = st.columns(3)
    dimension = first.selectbox(
        words.BY_DIMENSION, ["", *dimensions, _UNTAGGED], key="voices_dimension",
        format_func=lambda one: {"": words.ANY, _UNTAGGED: words.UNTAGGED}.get(one) or dimensions[one],
    )  # fmt: skip
    method = second.selectbox(
        words.BY_METHOD, ["", *used], key="voices_method", format_func=lambda one: methods.get(one, words.ANY)
    )
    area = third.selectbox(
        words.BY_AREA, ["", *sorted(areas, key=lambda one: at.areas.get(one, one)), _TOWN], key="voices_area",
        format_func=lambda one: {"": words.ANY, _TOWN: words.WHOLE_TOWN}.get(one) or at.areas.get(one, one),
    )  # fmt: skip
    return [
        one
        for one in at.answers
        if (not dimension or dimension in one.dimensions or (dimension == _UNTAGGED and not one.dimensions))
        and (not method or one.method == method)
        and (not area or one.area_id == area or (area == _TOWN and not one.area_id and not one.district))
    ]


def marked(said: str, marks: Sequence[tuple[int, int]], most: int = 0) -> str:
    """Text with what was searched for marked, as HTML; at most so many signs around the first mark where ``most``."""
    begin, end = 0, len(said)
    if most and len(said) > most:
        first = marks[0][0] if marks else 0
        begin = max(min(first - most // 3, len(said) - most), 0)
        end = begin + most
    parts, at = ["…" if begin else ""], begin
    for start, stop in marks:
        if begin <= start and stop <= end:
            parts += [text(said[at:start]), f"<mark>{text(said[start:stop])}</mark>"]
            at = stop
    return "".join([*parts, text(said[at:end]), "…" if end < len(said) else ""])


def _draw_one(at: Here, hit: Hit, *, is_open: bool, place: int) -> None:
    one = hit.answer
    methods, dimensions = at.taxonomy.labels("methods"), at.taxonomy.labels("dimensions")
    facts = [words.KINDS[one.kind], methods.get(one.method, one.method), at.where(one), at.day(one)]
    facts += [dimensions.get(key, key) for key in one.dimensions]
    body = marked(one.text, hit.marks, 0 if is_open else LONGEST_SHOWN)
    head = f'<h3 dir="auto">{text(one.title)}</h3>' if one.title else ""
    asked = f'<p class="ea-note"><bdi>{text(one.question)}</bdi></p>' if one.question else ""
    with st.container(border=True):
        st.html(
            f'<article class="ea-voice">{head}{asked}<p dir="auto" class="ea-words">{body}</p>'
            f'<p class="ea-note"><bdi>{text(" · ".join(facts))}</bdi></p></article>'
        )
        label = words.SHUT if is_open else words.OPEN
        short = (one.title or one.text or words.KINDS[one.kind])[:60]
        st.button(label, key=f"voices_open_{place}", on_click=_open, args=("" if is_open else one.id,),
                  help=words.OPEN_OF.format(words=short))  # fmt: skip
        if is_open:
            draw_card(at, one)


def _open(answer_id: str) -> None:
    if answer_id:
        st.query_params[OPEN] = answer_id
    else:
        st.query_params.pop(OPEN, None)
