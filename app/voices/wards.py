"""Words by ward, counted by people where there are enough of them."""

from __future__ import annotations

import streamlit as st

from app.parts import draw_download, stem_of
from app.printed import in_a_box, table
from app.voices.here import Here, note
from app.words import voices as words
from everyday.voices import LEAST_PEOPLE, Ticked, area_words_of, ticked_by_area, write_ticked

__all__ = ["draw_wards"]

_MOST_TICKED = 3


def draw_wards(at: Here) -> None:
    """One table of words, one of what was ticked."""
    _draw_words(at)
    _draw_ticked(at)


def _draw_ticked(at: Here) -> None:
    """What was ticked of the town's own questions, where anybody did."""
    kept = st.session_state.get("voices_ticked")
    if not isinstance(kept, tuple) or kept[0] != at.state:
        kept = st.session_state["voices_ticked"] = (at.state, ticked_by_area(at.answers, list(at.areas)))
    found: list[Ticked] = kept[1]
    if not found:
        return
    st.header(words.TICKED, anchor=False)
    asked = list(dict.fromkeys(one.question for one in found))
    town = {(one.question, one.year): one.people_n for one in found if not one.area_id}
    people = max((sum(town.get((question, year)) or 0 for year in {one.year for one in found}) for question in asked),
                 default=0)  # fmt: skip
    note(words.TICKED_ABOUT.format(k=LEAST_PEOPLE, n=f"{people:,}" if people else words.FEWER.format(k=LEAST_PEOPLE)))
    for question in asked:
        mine = [one for one in found if one.question == question]
        rows = [_ticked_row(at, area, year, mine) for year in dict.fromkeys(one.year for one in mine)
                for area in (*at.areas, "")]  # fmt: skip
        st.html(in_a_box(table([row for row in rows if row is not None], words.TICKED_HEADS, question), question))
    stem = stem_of(f"{at.shown.manifest.get('name', 'atlas')} ticked answers", "ticked-answers")
    draw_download(
        words.TICKED_FILE, stem, "csv", lambda path: write_ticked(path, found, at.areas), key="voices_ticked_file"
    )


def _ticked_row(at: Here, area: str, year: str, mine: list[Ticked]) -> tuple[str, str, str, str] | None:
    here = [one for one in mine if (one.area_id, one.year) == (area, year)]
    if not here or here[0].people_n == 0:
        return None
    people = words.FEWER.format(k=LEAST_PEOPLE) if here[0].people_n is None else f"{here[0].people_n:,}"
    known = sorted((one for one in here if one.percent), key=lambda one: -(one.percent or 0.0))[:_MOST_TICKED]
    said = ", ".join(f"{one.choice} ({one.percent:.0f} %)" for one in known)
    return at.areas.get(area, words.WHOLE_TOWN), year, people, said or words.TICKED_NONE


def _draw_words(at: Here) -> None:
    kept = st.session_state.get("voices_wards")
    if not isinstance(kept, tuple) or kept[0] != at.state:
        kept = st.session_state["voices_wards"] = (at.state, area_words_of(at.answers))
    found = kept[1]
    note(words.WORDS_ABOUT.format(k=LEAST_PEOPLE))
    if not found:
        note(words.WORDS_NO_WARD)
        return
    rows = []
    for one in found:
        people = words.FEWER.format(k=LEAST_PEOPLE) if one.people_n is None else f"{one.people_n:,}"
        said = ", ".join(f"{word} ({number})" for word, number in one.words)
        nothing = "" if one.people_n is None else words.WORDS_NONE.format(k=LEAST_PEOPLE)
        rows.append((at.areas.get(one.area_id, one.area_id), people, said or nothing))
    st.html(in_a_box(table(rows, words.WORDS_HEADS, words.WORDS_CAPTION), words.WORDS_CAPTION))
