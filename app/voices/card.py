"""One answer that is open: its pictures and remarks, what was agreed, and what the team does with it."""

from __future__ import annotations

import base64
from dataclasses import replace

import streamlit as st

from app.parts import history_html
from app.printed import date_words, table, text
from app.voices.here import Here, day_input, is_personal_asked, note, save_now
from app.words import common as common_words
from app.words import voices as words
from everyday.voices import change_answer, diary_photo_bytes, finding_of, pin_answer
from geo.errors import UsageError
from plan.records import Answer, Finding
from plan.text import clean_line

__all__ = ["draw_card"]

_NEW = ""


def draw_card(at: Here, one: Answer) -> None:
    """Draw it."""
    _draw_diary(at, one)
    if one.along:
        rows = [(str(remark.get("at", "")) or "–", str(remark.get("text", ""))) for remark in one.along]
        st.html(table(rows, ("", ""), words.REMARKS))
    quotable = words.QUOTABLE if one.is_quotable else words.NOT_QUOTABLE
    note(f"{words.CONSENT_LINE.format(consent=one.consent)} ({quotable})")
    note(words.UNTIL_LINE.format(readers=words.READERS[one.readers], day=date_words(one.retention_until)))
    if one.finding_ids:
        numbers = at.store.numbers()
        note(words.PINNED_AS.format(numbers=", ".join(str(numbers.get(key, key)) for key in one.finding_ids)))
    _draw_tags(at, one)
    with st.expander(words.PIN, icon=":material/push_pin:"):
        _draw_pin(at, one)
    with st.expander(words.CHANGE, icon=":material/edit:"):
        _draw_change(at, one)
    if at.may("erase"):
        with st.expander(words.ERASE, icon=":material/delete:"):
            _draw_erase(at, one)
    with st.expander(words.HISTORY):
        st.html(history_html(at.store.history(one.id)))


def _draw_diary(at: Here, one: Answer) -> None:
    for photo in at.photos.get(one.id, []):
        content = base64.b64encode(diary_photo_bytes(at.store, at.person, at.today, photo.id)).decode()
        st.html(
            f'<figure class="ea-figure"><img class="ea-photo" alt="{text(photo.alt)}" '
            f'src="data:image/jpeg;base64,{content}"><figcaption dir="auto">{text(photo.text)}</figcaption></figure>'
        )


def _draw_tags(at: Here, one: Answer) -> None:
    labels = at.taxonomy.labels("dimensions")
    key = f"voices_tags_{one.id}_{one.version}"
    chosen = st.multiselect(
        words.TAGS, list(labels), [key for key in one.dimensions if key in labels], format_func=labels.__getitem__,
        key=key, placeholder=words.NONE_CHOSEN, select_all=False,
    )  # fmt: skip
    if tuple(chosen) != one.dimensions:
        save_now(lambda: at.store.save(replace(one, dimensions=tuple(chosen)), at.person), words.TAGGED)


def _draw_pin(at: Here, one: Answer) -> None:
    note(words.PIN_ABOUT)
    numbers = at.store.numbers()
    known = {finding.id: finding for finding in at.store.all(Finding, moderation="shown")
             if finding.status not in ("merged", "retired")}  # fmt: skip
    key = f"{one.id}_{one.version}"
    target = st.selectbox(
        words.PIN_TO, [_NEW, *known], key=f"voices_pin_to_{key}",
        format_func=lambda id_: (words.PIN_OF.format(n=numbers[id_], title=known[id_].title) if id_
                                 else words.PIN_NEW),
    )  # fmt: skip
    kind, sentence = "barrier", ""
    if not target:
        kinds = common_words.KIND_WORDS
        kind = str(st.segmented_control(
            words.PIN_KIND, tuple(kinds), format_func=kinds.__getitem__, default="barrier", required=True,
            key=f"voices_pin_kind_{key}",
        ))  # fmt: skip
        sentence = st.text_area(words.PIN_SENTENCE, key=f"voices_pin_sentence_{key}", max_chars=300, height=68)
    quote = ""
    if one.is_quotable:
        quote = st.text_area(words.PIN_QUOTE, key=f"voices_pin_quote_{key}", max_chars=600, height=68)
    else:
        note(words.PIN_NO_QUOTE)
    is_asked = is_personal_asked(f"{sentence}\n{quote}", key=f"voices_pin_personal_{key}")
    if st.button(words.PIN_DO, key=f"voices_pin_{key}", type="primary", disabled=is_asked):
        save_now(lambda: _pinned(at, one, known.get(target), kind, sentence, quote),
                 lambda kept: words.PINNED.format(n=at.store.numbers()[kept.id]))  # fmt: skip


def _pinned(at: Here, one: Answer, known: Finding | None, kind: str, sentence: str, quote: str) -> Finding:
    if known is None and not clean_line(sentence):
        raise UsageError(words.PIN_LACKS)
    finding = known or finding_of(one, kind=kind, title=clean_line(sentence))
    where = at.areas.get(one.area_id, words.WHOLE_TOWN)
    return pin_answer(at.atlas, at.shown, one, at.person, words=at.language, finding=finding, quote=quote, where=where)


def _draw_change(at: Here, one: Answer) -> None:
    """What was agreed, who reads it, until when, and the ward."""
    key = f"{one.id}_{one.version}"
    with st.form(f"voices_change_{key}", border=False):
        consent = st.text_input(words.ADD_CONSENT, one.consent, key=f"change_consent_{key}", max_chars=1000)
        is_quotable = st.checkbox(words.ADD_QUOTABLE, one.is_quotable, key=f"change_quotable_{key}",
                                  help=words.CHANGE_QUOTES)  # fmt: skip
        known = tuple(words.READERS)
        readers = st.radio(words.ADD_READERS, known, known.index(one.readers), key=f"change_readers_{key}",
                           format_func=words.READERS.__getitem__, horizontal=True)  # fmt: skip
        until = day_input(words.ADD_UNTIL, one.retention_until, key=f"change_until_{key}")
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        wanted = replace(one, consent=consent, is_quotable=is_quotable, readers=str(readers), retention_until=until)
        save_now(lambda: change_answer(at.store, wanted, at.person), words.CHANGED)


def _draw_erase(at: Here, one: Answer) -> None:
    note(words.ERASE_ABOUT)
    reason = st.text_input(words.ERASE_REASON, key=f"voices_erase_reason_{one.id}", max_chars=300)
    if st.button(words.ERASE_DO, key=f"voices_erase_{one.id}"):
        st.query_params.pop("answer", None)
        save_now(lambda: at.store.erase(at.person, record_ids=[one.id], reason=reason),
                 lambda done: words.ERASED.format(what=words.FOUND_ONE, state=done.says))  # fmt: skip
