"""What stands out against the potential as a finding, with the figures that it rests on frozen beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from app.observed.here import Here, note
from app.parts import Saving, open_session
from app.printed import date_words
from app.words import observed as words
from everyday.forum import add_pin
from plan.records import Evidence, Finding, Person
from plan.rules import MOST_POINTS

__all__ = ["draw_pin", "draw_told", "pin_of"]

SAVING = Saving("observed")
draw_told = SAVING.draw_told


def draw_pin(at: Here, row: dict[str, Any], evidence: dict[str, Any]) -> None:
    """The button; where not everybody may see the figures, why there is none."""
    if not at.may("add"):
        return
    if at.record["readers"] != "public":
        note(words.PIN_NOT)
        return
    st.button(words.PIN, key=f"observed_pin_{row['key']}", on_click=partial(_pin, at, row, evidence),
              icon=":material/keep:")  # fmt: skip


def _pin(at: Here, row: dict[str, Any], evidence: dict[str, Any]) -> None:
    session = open_session(at.store)  # the room that is working sees it at once
    who = Person(at.person.name, at.person.role, session.id if session else "", at.person.device_id)
    finding, frozen = pin_of(at, row, evidence)
    finding = replace(finding, session=session.id if session else "")
    SAVING.try_to(lambda: add_pin(at.atlas, at.shown, finding, who, where=finding.title, more=(frozen,)), words.PINNED)


def pin_of(at: Here, row: dict[str, Any], evidence: dict[str, Any]) -> tuple[Finding, Evidence]:
    """The finding and what it rests on: whose movement, how long they were tracked, what was never visited."""
    record = at.record
    outline, tolerance = row["geometry"], 0.00005
    shape = outline
    while _points(shape) > MOST_POINTS:
        tolerance *= 2
        shape = outline.simplify(tolerance)
    finding = Finding(
        kind=str(row["kind"]), title=str(row["title"]), text=str(row["sentence"]), level=str(row["level"]),
        dimensions=("spatial",), method="gps_logs", area_id=str(row["area_ids"]), geometry=shape,
        suggestion_key=str(row["key"]),
    )  # fmt: skip
    rows = [
        [words.PIN_ROWS["people"], f"at least {evidence['sample_n']:,.0f}", ""],
        [words.PIN_ROWS["hours"], f"{evidence['tracked_h']:,.0f}", ""],
        [words.PIN_ROWS["days"], f"{date_words(record['first_day'])} to {date_words(record['last_day'])}", ""],
        [words.PIN_ROWS["k"], str(at.k), ""],
    ]
    never = evidence.get("places_never") or evidence.get("kinds_never")
    rows += [[words.PIN_ROWS["places"], str(never), ""]] if never else []
    frozen = Evidence(
        kind="suggestion", title=str(row["sentence"]), edition_id=at.shown.id,
        content={"rule": row["rule"], "rows": rows, "evidence": evidence},
    )  # fmt: skip
    return finding, frozen


def _points(shape: Any) -> int:
    import shapely

    return len(shapely.get_coordinates(shape))
