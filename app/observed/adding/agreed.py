"""The consent sheet: purpose, until when, who may see it. After it the logs are counted, and forgotten."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import streamlit as st

from app.observed.adding.held import HeldLogs, forget
from app.observed.here import note
from app.printed import date_words
from app.server import draw_fault, plain
from app.words import logs as words
from everyday.facade import Atlas
from everyday.movement import READERS, Admitted, Consent, admit
from geo.errors import AtlasError

__all__ = ["draw_agreed", "draw_kept_now"]

_KEPT = "observed_kept"
_USUAL_DAYS = 365


def draw_agreed(atlas: Atlas, logs: HeldLogs) -> None:
    """Draw the sheet."""
    st.subheader(words.AGREED, anchor=False)
    today = date.today()
    with st.form("observed_consent_form", border=True):
        label = st.text_input(words.LABEL, key="observed_label", max_chars=100)
        purpose = st.text_area(words.PURPOSE, key="observed_purpose", max_chars=1000, help=words.PURPOSE_HELP)
        chosen = st.text_input(words.CHOSEN, key="observed_chosen", max_chars=300)
        usual, least, most = (today + timedelta(days=days) for days in (_USUAL_DAYS, 1, 3650))
        until = st.date_input(words.KEEP_UNTIL, usual, min_value=least, max_value=most, format="DD/MM/YYYY",
                              key="observed_until")  # fmt: skip
        readers = st.selectbox(words.READERS, list(READERS), format_func=words.READER_WORDS.__getitem__,
                               key="observed_readers")  # fmt: skip
        preset = st.selectbox(words.PRESET, list(words.PRESETS), format_func=words.PRESETS.__getitem__,
                              key="observed_preset")  # fmt: skip
        is_right = st.checkbox(words.CONFIRM, key="observed_right")
        is_sent = st.form_submit_button(words.COUNT, type="primary")
    if not is_sent:
        return
    if not logs.examined.is_settled:
        st.warning(words.NOT_SETTLED)
        return
    if not is_right:
        st.warning(words.NOT_CONFIRMED)
        return
    consent = Consent(purpose or "", until.isoformat() if isinstance(until, date) else "", str(readers), chosen or "",
                      label or "")  # fmt: skip
    try:
        with st.spinner(words.COUNTING):
            done = admit(atlas, logs.examined, consent, strikes=logs.strikes, preset=str(preset))
    except AtlasError as error:
        draw_fault(error)
        return
    forget()
    st.session_state[_KEPT] = done
    st.rerun()


def draw_kept_now() -> None:
    """What has just been kept, and the codes, which are there until they have been handed out."""
    done = st.session_state.get(_KEPT)
    if not isinstance(done, Admitted):
        return
    homes = done.upload.homes
    st.success(plain(words.KEPT.format(
        id=done.upload.id, people=f"{done.people_n:,}", until=date_words(done.upload.keep_until),
        found=f"{homes['found']:,}", of=f"{homes['people']:,}", chance=f"{homes['by_chance']:,.0f}",
    )))  # fmt: skip
    note(words.CODES)
    with st.container(horizontal=True):
        st.download_button(words.CODES_FILE, data=_codes(done), file_name=f"{done.upload.id}-codes.csv",
                           mime="text/csv", key="observed_codes", on_click="ignore",
                           icon=":material/download:")  # fmt: skip
        st.button(words.CODES_DONE, key="observed_codes_done", on_click=st.session_state.pop, args=(_KEPT, None))
    note(words.BUILD_NEXT)


def _codes(done: Admitted) -> str:
    from plan.exchange import guard_text

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("person", "code"))
    writer.writerows((guard_text(label), code) for label, code in sorted(done.codes.items()))
    return stream.getvalue()
