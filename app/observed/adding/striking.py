"""A person sees their own days, on this screen only, and strikes out hours, days or a circle."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.observed.adding.held import HeldLogs
from app.observed.here import note
from app.parts import draw_download, stem_of
from app.printed import date_words, in_a_box, table
from app.server import Shown, draw_fault, plain
from app.words import logs as words
from everyday.movement import Strike, read_strikes
from geo.errors import AtlasError
from geo.gps import HeldFile

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["draw_paper", "draw_striking", "strike_words"]

_PAIR = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_LEAST_M, _MOST_M, _USUAL_M = 50, 5000, 300


def draw_striking(shown: Shown | None, logs: HeldLogs) -> None:
    """Draw it."""
    st.subheader(words.STRIKE, anchor=False)
    note(words.STRIKE_SAY)
    labels = [one.label for one in logs.examined.people]
    person = st.selectbox(words.WHO, labels, index=None, placeholder=words.NOBODY, key="observed_whose", width=320)
    if person is not None:
        _draw_days(logs, str(person))
        _draw_form(shown, logs, str(person))
    _draw_struck(logs)
    _draw_file(logs)
    if shown is not None:
        draw_paper(shown)


def _draw_days(logs: HeldLogs, person: str) -> None:
    left = logs.examined.own_days(person, logs.strikes)
    if left.is_empty():
        note(words.OWN_NONE.format(person=person))
        return
    rows = [(date_words(str(day)), first, last, f"{n:,}") for day, first, last, n in left.iter_rows()]
    caption = words.OWN_CAPTION.format(person=person)
    st.html(in_a_box(table(rows, words.OWN_HEADS, caption), caption))


def _draw_form(shown: Shown | None, logs: HeldLogs, person: str) -> None:
    what = st.segmented_control(words.STRIKE_WHAT, list(words.WHATS), format_func=words.WHATS.__getitem__,
                                default="days", required=True, key="observed_strike_what")  # fmt: skip
    first, last = logs.examined.first_day, logs.examined.last_day
    with st.form("observed_strike", border=True):
        told: dict[str, Any] = {}
        if what == "hours":
            told["start"] = st.time_input(words.START, time(9), key="observed_start", step=900)
            told["end"] = st.time_input(words.END, time(17), key="observed_end", step=900)
        elif what == "circle":
            told["centre"] = st.text_input(words.CENTRE, key="observed_centre", max_chars=100, help=words.CENTRE_HELP)
            told["radius"] = st.number_input(words.RADIUS, _LEAST_M, _MOST_M, _USUAL_M, 50, key="observed_radius")
        is_always = what != "days" and st.checkbox(words.EVERY_DAY, value=True, key="observed_every_day")
        told["first"] = st.date_input(words.FIRST, first, min_value=first, max_value=last, format="DD/MM/YYYY",
                                      key="observed_first")  # fmt: skip
        told["last"] = st.date_input(words.LAST, first, min_value=first, max_value=last, format="DD/MM/YYYY",
                                     key="observed_last")  # fmt: skip
        for_all = st.checkbox(words.EVERYBODY, key="observed_for_all")
        is_sent = st.form_submit_button(words.DO_STRIKE)
    if not is_sent:
        return
    strike = _strike(shown, str(what), told, "" if for_all else person, is_always=is_always)
    if strike is not None:
        logs.strikes.append(strike)
        st.rerun()


def _strike(shown: Shown | None, what: str, told: dict[str, Any], person: str, *, is_always: bool) -> Strike | None:
    """What the form says; None where its place is not known, which is said."""
    first, last = ("", "") if is_always else (_day(told["first"]), _day(told["last"]))
    if what == "hours":
        return Strike(person, first, last, start=f"{told['start']:%H:%M}", end=f"{told['end']:%H:%M}")
    if what == "circle":
        spot = _spot(shown, str(told["centre"] or ""))
        if spot is None:
            st.warning(plain(words.NOT_PLACED.format(said=told["centre"] or "—")))
            return None
        return Strike(person, first, last, lat=spot[0], lon=spot[1], radius_m=float(told["radius"]))
    return Strike(person, first, last)


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _spot(shown: Shown | None, said: str) -> tuple[float, float] | None:
    """A place by latitude and longitude, or by its name."""
    if pair := _PAIR.match(said):
        return float(pair[1]), float(pair[2])
    if shown is None or not said.strip():
        return None
    from everyday.locate import locate_words

    try:
        found = locate_words(shown, said)
    except AtlasError:
        return None
    if found.geometry is None:
        return None
    at = found.geometry.representative_point()
    return float(at.y), float(at.x)


def strike_words(one: Strike) -> str:
    """What is struck out, without where."""
    parts = []
    if one.first:
        days = [date_words(day) for day in dict.fromkeys((one.first, one.last or one.first))]
        parts.append(words.SAID["days"].format(first=days[0], last=days[1]) if len(days) == 2 else days[0])
    if one.start:
        parts.append(words.SAID["hours"].format(start=one.start, end=one.end))
    if one.lat is not None:
        parts.append(words.SAID["circle"].format(metres=f"{one.radius_m:,.0f}"))
    return words.FOR.format(what=", ".join(parts), who=one.person or words.ALL)


def _draw_struck(logs: HeldLogs) -> None:
    st.markdown(f"**{words.STRUCK}**")
    if not logs.strikes:
        note(words.STRUCK_EMPTY)
    for place, one in enumerate(logs.strikes):
        with st.container(horizontal=True, key=f"observed_struck_{place}"):
            st.text(strike_words(one))
            st.button(words.TAKE_BACK, key=f"observed_back_{place}", type="tertiary", on_click=_take_back,
                      args=(logs, place), help=strike_words(one))  # fmt: skip


def _take_back(logs: HeldLogs, place: int) -> None:
    logs.strikes.pop(place)


def _draw_file(logs: HeldLogs) -> None:
    given = st.file_uploader(words.STRIKE_FILE, type=["csv"], key="observed_strike_file", max_upload_size=1)
    if st.button(words.STRIKE_FILE_DO, disabled=given is None, key="observed_strike_take") and given is not None:
        try:
            logs.strikes += read_strikes(HeldFile(given.name, given.getvalue()))
        except AtlasError as error:
            draw_fault(error)
            return
        st.rerun()


def draw_paper(shown: Shown) -> None:
    """The sheet for striking out on paper, made when somebody asks for it."""

    def write(path: Path) -> None:
        from everyday.paper import strike_sheet_pdf

        strike_sheet_pdf(shown.edition, path)

    stem = f"{stem_of(shown.manifest.get('name', ''), 'town')}-strike-out"
    draw_download(words.PAPER, stem, "pdf", write, key="observed_paper")
