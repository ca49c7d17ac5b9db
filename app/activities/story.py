"""What an activity has brought, as somebody told it: pinned as an enabler, with its words as evidence."""

from __future__ import annotations

import streamlit as st

from app.activities.here import Here, note, save_now
from app.words import activities as words
from everyday.activities import Listed
from everyday.forum import add_pin
from plan.ids import id_from
from plan.records import Evidence, Finding
from plan.text import title_and_text

__all__ = ["draw_story"]

METHOD = "vcse_interview"


def draw_story(at: Here, one: Listed) -> None:
    """The button that pins it, or the number of the finding that it is already."""
    told = one.record.benefit_told
    if not told:
        return
    finding = _finding(one)
    number = at.store.numbers().get(finding.id)
    if number:
        note(words.STORY_PINNED.format(n=number))
    elif st.button(
        words.STORY_PIN, key=f"activities_story_{one.id}", icon=":material/push_pin:", help=words.STORY_HELP
    ):
        by = f" ({one.record.organiser})" if one.record.organiser else ""
        quote = Evidence(kind="quote", title=f"“{told}”{by}"[:1000],
                         content={"quote": told, "activity_id": one.id, "by": one.record.organiser})  # fmt: skip
        save_now(lambda: add_pin(at.atlas, at.shown, finding, at.person, where=at.where(one), more=(quote,)),
                 words.STORY_DONE)  # fmt: skip


def _finding(one: Listed) -> Finding:
    """The same story is the same finding; it stands where the activity does, and no nearer than may be known."""
    record = one.record
    title, text = title_and_text(f"{record.title}: {record.benefit_told}")
    return Finding(
        id=id_from(Finding.prefix, "story", record.id, record.benefit_told), kind="enabler", title=title, text=text,
        method=METHOD, area_id=record.area_id, geometry=None if one.point is None else record.geometry,
    )  # fmt: skip
