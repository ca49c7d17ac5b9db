"""Whose movement it is and what they agreed to: before any figure."""

from __future__ import annotations

import streamlit as st

from app.observed.choosing import draw_choosing
from app.observed.here import Here, note, rounded_words
from app.printed import big_numbers, date_words, in_a_box, table, text
from app.words import observed as words

__all__ = ["draw_sample"]


def draw_sample(at: Here) -> None:
    """Draw it."""
    record = at.record
    st.header(words.WHO, anchor=False)
    numbers = [(f"{record['people_n']:,}", words.NUMBERS["people"]), (f"{record['days_n']:,}", words.NUMBERS["days"]),
               (f"{record['tracked_h']:,}", words.NUMBERS["hours"]),
               (str(len(at.homes)), words.NUMBERS["homes"])]  # fmt: skip
    st.html(f'<div class="ea-monitor-numbers">{big_numbers(numbers)}</div>')
    said = [
        words.WHO_SAYS.format(
            people=f"{record['people_n']:,}", first=date_words(record["first_day"]),
            last=date_words(record["last_day"]), days=f"{record['days_n']:,}", hours=f"{record['tracked_h']:,}",
            day_hours=f"{record['day_tracked_h']:,}",
        ),
        words.NOT_TRAFFIC, _none_from(at),
    ]  # fmt: skip
    if record["struck_h"]:
        said.append(words.STRUCK.format(hours=f"{record['struck_h']:,}"))
    said += [words.LEFT_OUT.format(id=one["id"], reason=one["reason"]) for one in record["left_out"]]
    st.html(f'<div class="ea-prose">{"".join(f"<p>{text(one)}</p>" for one in said)}</div>')
    with st.expander(words.CONSENT, icon=":material/handshake:", key="observed_consent"):
        rows = [
            (one["label"] or one["id"], one["purpose"], one["chosen"], f"{one['people_n']:,}",
             date_words(one["keep_until"]), words.READERS.get(one["readers"], one["readers"]))
            for one in record["uploads"]
        ]  # fmt: skip
        st.html(in_a_box(table(rows, words.CONSENT_HEADS, words.CONSENT_CAPTION), words.CONSENT_CAPTION))
        note(rounded_words(at))
    if at.may("build"):
        draw_choosing(at)


def _none_from(at: Here) -> str:
    without = [at.area_names.get(one, one) for one in at.record["home_areas_without"]]
    return words.NONE_FROM.format(areas=", ".join(sorted(without))) if without else words.ALL_FROM
