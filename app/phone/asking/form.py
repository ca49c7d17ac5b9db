"""``/join/ask/KEY``: the questions, what was wrong with an answer, and thanks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.phone.endpoints import Form, read_form, told
from app.phone.limits import ASKED_FROM, address_group
from app.phone.pages import refusal_answer, see_other, show_public
from app.phone.turns import write_in_turn
from app.phone.visits import Refusal, new_token, the_language
from app.server import join_path, open_atlas, shown_edition
from everyday.asking import CONSENT, QUESTIONS
from everyday.atlas import has_plan
from everyday.evidence import area_words
from everyday.language import Language, later
from everyday.voices import answers_of_form, asked_by
from geo.errors import AtlasError
from plan.records import Person
from plan.text import personal_data_in, personal_data_words, without_personal_data

__all__ = ["show_questions", "take_questions"]

LONGEST_KEY, LONGEST_WORDS = 100, 5_000
_NONCE = re.compile(r"[0-9a-f]{32}")
_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_CLOSED = Refusal(
    404, later("This page is not open"),
    later("Its address was withdrawn, or is not complete. Ask whoever gave it to you for the new one."),
)  # fmt: skip
_WORDS = tuple(one.key for one in QUESTIONS if one.form == "words")


@dataclass
class _Checked:
    """What is wrong with a form, by field, and what looks like a person's in it."""

    problems: dict[str, str] = field(default_factory=dict)
    personal: list[str] = field(default_factory=list)


async def show_questions(request: Request) -> Response:
    """``GET /join/ask/KEY``; ``?sent=1`` thanks."""
    return await run_in_threadpool(_shown, request)


async def take_questions(request: Request) -> Response:
    """``POST /join/ask/KEY``."""
    try:
        form = await read_form(request)
    except Refusal as refusal:
        return await run_in_threadpool(refusal_answer, request, refusal)
    return await write_in_turn(_taken, request, form)


def _key_of(request: Request) -> tuple[Any, str]:
    """The plan, and the id of the key.

    Raises:
        Refusal: the key opens nothing.
    """
    atlas, given = open_atlas(), str(request.path_params["key"])
    if atlas is None or len(given) > LONGEST_KEY or not has_plan(atlas.folder):
        raise _CLOSED
    found = asked_by(atlas.plan(), given)
    if found is None:
        raise _CLOSED
    return atlas.plan(), found.id


def _shown(request: Request) -> Response:
    try:
        _key_of(request)
    except Refusal as refusal:
        return refusal_answer(request, refusal)
    if "sent" in request.query_params:
        return show_public(request, "asked.html", is_kept=request.query_params["sent"] == "1")
    return _page(request, Form({}), _Checked())


def _page(request: Request, form: Form, checked: _Checked) -> Response:
    words, shown = the_language(request, open_atlas()), shown_edition()
    areas = []
    if shown is not None:
        ids = [str(one) for one in shown.areas["area_id"]]
        areas = sorted(((one, area_words(shown, one, words)) for one in ids), key=lambda pair: pair[1])
    status = 422 if checked.problems or checked.personal else 200
    nonce = form.one("nonce")
    return show_public(
        request, "ask.html", status, form=form, problems=checked.problems, personal=checked.personal, areas=areas,
        consent=words(CONSENT), questions=[_question(one, words) for one in QUESTIONS], longest=LONGEST_WORDS,
        town=str(getattr(shown, "manifest", {}).get("name", "")), key=str(request.path_params["key"]),
        nonce=nonce if _NONCE.fullmatch(nonce) else new_token(),
    )  # fmt: skip


def _question(one: Any, words: Language) -> dict[str, Any]:
    return {"key": one.key, "form": one.form, "words": words(one.words), "hint": words(one.hint) if one.hint else "",
            "choices": [(key, words(label)) for key, label in one.choices.items()]}  # fmt: skip


def _checked(form: Form, words: Language, areas: set[str]) -> _Checked:
    found = _Checked()
    if form.one("may_use") not in ("quote", "use", "no"):
        found.problems["may_use"] = words("Say whether we may use what you write.")
    if form.one("may_use") == "no":
        return found
    district = form.one("district").upper()
    if district and not _DISTRICT.fullmatch(district):
        found.problems["district"] = words("Only the first half of your postcode, such as BS5.")
    if form.one("ward") and form.one("ward") not in areas:
        found.problems["ward"] = words("Choose from the list.")
    for key in _WORDS:
        if len(form.one(key)) > LONGEST_WORDS:
            found.problems[key] = words("This is longer than can be kept.")
    if not any(form.many(one.key) for one in QUESTIONS if one.form in ("many", "words")):
        found.problems["near_home"] = words("Answer at least one question.")
    if not found.problems and form.one("personal") not in ("remove", "keep"):
        whole = "\n".join(form.one(key) for key in _WORDS)
        found.personal = personal_data_words(personal_data_in(whole))
    return found


def _taken(request: Request, form: Form) -> Response:
    try:
        return _kept(request, form)
    except Refusal as refusal:
        return refusal_answer(request, refusal)
    except AtlasError as error:
        return refusal_answer(request, told(error), again=form.pairs())


def _kept(request: Request, form: Form) -> Response:
    store, key_id = _key_of(request)
    shown = shown_edition()
    areas = {str(one) for one in shown.areas["area_id"]} if shown is not None else set()
    checked = _checked(form, the_language(request, open_atlas()), areas)
    if checked.problems or checked.personal or not _NONCE.fullmatch(form.one("nonce")):
        return _page(request, form, checked)
    address = address_group(request.client.host) if request.client else ""
    if wait_s := ASKED_FROM.wait_s(address):
        raise Refusal(
            429, later("That was a lot at once"),
            later("Many answers came from here. Wait a while, then open the page again and answer there."),
            wait_s=wait_s,
        )  # fmt: skip
    given = {one.key: form.many(one.key) for one in QUESTIONS}
    if form.one("personal") == "remove":
        given |= {name: [without_personal_data(one) for one in given[name]] for name in _WORDS}
    answers = answers_of_form(
        given, area_id=form.one("ward"), district=form.one("district").upper(), nonce=form.one("nonce"),
        today=date.today(),
    )  # fmt: skip
    if answers:
        store.take_answers(key_id, answers, Person("phone", "participant"))
    return see_other(f"{join_path()}/ask/{request.path_params['key']}?sent={1 if answers else 0}")
