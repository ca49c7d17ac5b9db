"""One answer, interview, journey, diary or note typed in, with its method and what was agreed."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from app.voices.here import Here, day_input, is_personal_asked, of_new, save_now
from app.voices.kinds import Picture, draw_pictures, draw_way, pictures_of, way_of
from app.words import voices as words
from everyday.locate import locate_words
from geo.errors import UsageError
from plan.ids import new_id
from plan.records import Answer, DiaryPhoto, Record

__all__ = ["draw_entry"]

USUAL_METHOD = {"answer": "city_survey", "interview": "neighbourhood_interview", "journey": "shadowing",
                "diary": "photographs", "observation": "civic_observation"}  # fmt: skip
_DISTRICT = re.compile(r"^[A-Za-z]{1,2}\d[A-Za-z\d]?$")
_CONSENT = "voices_last_consent"


@dataclass
class _Typed:
    """What stands in the fields."""

    answer: Answer
    where: str
    way: Any
    pictures: list[Picture]

    def all_words(self) -> str:
        """Everything that may hold a person's data."""
        one = self.answer
        beside = [*(str(remark["text"]) for remark in one.along),
                  *(f"{picture.alt}\n{picture.caption}" for picture in self.pictures)]  # fmt: skip
        return "\n".join([one.title, one.question, one.text, one.consent, *beside])


def draw_entry(at: Here) -> None:
    """Draw the fields and the button."""
    st.header(words.ADD_ONE, anchor=False)
    new = of_new()
    kind = str(st.segmented_control(
        words.ADD_KIND, tuple(words.KINDS), format_func=words.KINDS.__getitem__, default="answer", required=True,
        key=f"add_kind_{new}", wrap=True,
    ))  # fmt: skip
    typed = _draw_fields(at, kind, f"{kind}_{new}")
    is_asked = is_personal_asked(typed.all_words(), key=f"add_personal_{new}")
    if st.button(words.ADD_DO, key=f"add_do_{new}", type="primary", disabled=is_asked):
        st.session_state[_CONSENT] = typed.answer.consent
        save_now(lambda: at.store.add_all(_records(at, typed), at.person), words.ADDED)


def _draw_fields(at: Here, kind: str, key: str) -> _Typed:
    methods, sectors = at.taxonomy.labels("methods"), at.taxonomy.labels("sectors")
    title = st.text_input(words.ADD_TITLE, key=f"add_title_{key}", max_chars=200)
    asked = ""
    if kind in ("answer", "interview"):
        asked = st.text_input(words.ADD_QUESTION, key=f"add_question_{key}", max_chars=300)
    said = st.text_area(words.ADD_TEXT[kind], key=f"add_text_{key}", max_chars=19_000, height=120)
    way = draw_way(key) if kind == "journey" else None
    pictures = draw_pictures(key) if kind == "diary" else []
    left, right = st.columns(2)
    usual = USUAL_METHOD[kind] if USUAL_METHOD[kind] in methods else next(iter(methods))
    method = left.selectbox(
        words.ADD_METHOD, list(methods), index=list(methods).index(usual), format_func=methods.__getitem__,
        key=f"add_method_{key}",
    )  # fmt: skip
    sector = right.selectbox(
        words.ADD_SECTOR, ["", *sectors], format_func=lambda one: sectors.get(one, words.NONE_CHOSEN),
        key=f"add_sector_{key}",
    )  # fmt: skip
    where = ""
    if kind != "journey":
        where = st.text_input(words.ADD_WHERE, key=f"add_where_{key}", help=words.ADD_WHERE_HELP, max_chars=200)
    left, right = st.columns(2)
    with left:
        given_on = day_input(words.ADD_DAY, "", key=f"add_day_{key}")
    with right:
        until = day_input(words.ADD_UNTIL, "", key=f"add_until_{key}")
    consent = st.text_input(
        words.ADD_CONSENT, str(st.session_state.get(_CONSENT, "")), key=f"add_consent_{key}", max_chars=1000,
        placeholder=words.ADD_CONSENT_HINT,
    )  # fmt: skip
    is_quotable = st.checkbox(words.ADD_QUOTABLE, key=f"add_quotable_{key}")
    readers = st.radio(
        words.ADD_READERS, tuple(words.READERS), format_func=words.READERS.__getitem__, key=f"add_readers_{key}",
        index=0 if at.may("plan") else 1, horizontal=True,
    )  # fmt: skip
    answer = Answer(
        kind=kind, title=title, question=asked, text=said, method=str(method), sector=str(sector), given_on=given_on,
        retention_until=until, consent=consent, is_quotable=is_quotable, readers=str(readers),
        remarks={"along": list(way.remarks)} if way and way.remarks else {}, respondent=secrets.token_hex(6),
    )  # fmt: skip
    return _Typed(answer, where, way, pictures)


def _records(at: Here, typed: _Typed) -> list[Record]:
    """The answer with its place, and the pictures of a diary.

    Raises:
        AtlasError: a place is not known, the way is too short, or a picture cannot be used.
    """
    one = replace(typed.answer, id=new_id(Answer.prefix), **_place(at, typed.where))
    if typed.way is not None:
        one = replace(one, **way_of(at, typed.way))
    if one.kind != "diary":
        return [one]
    found: list[DiaryPhoto] = pictures_of(at, one.id, typed.pictures)
    if not found:
        raise UsageError(words.ADD_LACKS_PHOTOS)
    return [one, *found]


def _place(at: Here, where: str) -> dict[str, Any]:
    typed = where.strip()
    if not typed:
        return {}
    if _DISTRICT.match(typed):
        return {"district": typed.upper()}
    place = locate_words(at.shown, typed)
    return {"geometry": place.geometry, "area_id": place.area_id}
