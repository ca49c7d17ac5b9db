"""Saying something: the form for a barrier or an enabler, and what becomes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from app.phone.endpoints import Form, keep_pace
from app.phone.limits import ENTRIES
from app.phone.pages import NO_STORE, see_other, show
from app.phone.personal_data import is_changing, settle_personal_data
from app.phone.places import NotOne, area_choices, find_place
from app.phone.visits import Visit, new_token
from app.server import join_path
from everyday.atlas import OpenEdition
from everyday.forum import add_pin, refresh_state
from everyday.locate import Place
from plan.ids import id_from
from plan.records import Comment, Correction, Finding
from plan.text import clean_text, title_and_text

__all__ = ["Problems", "list_of", "saved", "show_pin_form", "take_pin"]

LONGEST_WORDS = 10_000
LONGEST_MORE = 8_000
_FREE_TEXT = ("words", "text", "groups")


@dataclass
class Problems:
    """What is wrong with a form: sentences by field, in the order they were found; options for a place."""

    by_field: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()

    def add(self, name: str, words: str) -> None:
        """Say what is wrong with a field; the first sentence stays."""
        self.by_field.setdefault(name, words)

    def __bool__(self) -> bool:
        return bool(self.by_field)


def list_of(words: str) -> tuple[str, ...]:
    """``"older people, people with prams"`` as a list; also by semicolons and lines."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", words) if part.strip()))


def saved(visit: Visit, address: str, record_id: str, *, is_new: bool = True) -> Response:
    """The answer after saving: on to a page, or told to a script. What is new stands in the list at once."""
    if is_new:
        refresh_state(visit.atlas, visit.session.id)
    if visit.wants_json:
        return JSONResponse({"is_saved": True, "id": record_id, "next": address}, 201, NO_STORE)
    return see_other(address)


def _is_new_here(visit: Visit) -> bool:
    """True until the device has sent something: then it sees the privacy notice in full."""
    device_id = visit.device.device_id
    kinds = (Finding, Comment, Correction)
    return not any(visit.store.all(kind, session=visit.session.id, device_id=device_id) for kind in kinds)


def show_pin_form(visit: Visit) -> Response:
    """``GET /join/pin``."""
    where = visit.request.query_params.get("where", "")[:200]
    return _form(visit, visit.edition(), Form({"where": [where]}), Problems())


def _form(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> Response:
    taxonomy, _ = visit.store.taxonomy, visit._
    return show(
        visit, "pin_form.html", 422 if problems else 200, form=form, problems=problems,
        nonce=form.one("nonce") or new_token(),
        kinds=[(key, _(label)) for key, label in taxonomy.labels("kinds").items()],
        levels=[(key, _(label)) for key, label in taxonomy.labels("levels").items() if key != "national"],
        dimensions=[(key, _(label)) for key, label in taxonomy.labels("dimensions").items()],
        areas=area_choices(opened, _), edition_id=opened.id, is_new_here=_is_new_here(visit), longest=LONGEST_WORDS,
        longest_more=LONGEST_MORE,
    )  # fmt: skip


def _where(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> Place | None:
    _, words = visit._, form.one("where")
    if form.one("is_town"):
        return Place(None, "", _("Whole town"), "whole_town")
    picked = form.one("where_pick")
    if picked and form.one("where_asked") == words:
        words = picked
    area = form.one("area")
    if not words and not area:
        problems.add("where", _("Say where it is: a ward, a street, a stop or a place. Or tick “the whole town”."))
        return None
    found = find_place(opened, words, _, ward=area)
    if isinstance(found, NotOne):
        problems.add("where", found.words)
        problems.options = found.options
        return None
    return found


def _check(visit: Visit, form: Form, problems: Problems) -> None:
    _, taxonomy = visit._, visit.store.taxonomy
    if form.one("kind") not in taxonomy.terms["kinds"]:
        problems.add("kind", _("Choose whether it gets in the way or helps."))
    words, text = clean_text(form.one("words")), clean_text(form.one("text"))
    if not words:
        problems.add("words", _("Say in one sentence what it is."))
    for name, typed, most in (("words", words, LONGEST_WORDS), ("text", text, LONGEST_MORE)):
        if len(typed) > most:
            problems.add(name, _.n("There is room for {n} letter.", "There is room for {n} letters.", most))
    if form.one("level") and form.one("level") not in taxonomy.terms["levels"]:
        problems.add("level", _("Choose one of the levels."))
    if any(key not in taxonomy.terms["dimensions"] for key in form.many("dimensions")):
        problems.add("dimensions", _("Choose some of the dimensions."))
    groups = list_of(form.one("groups"))
    if len(groups) > 20 or any(len(group) > 200 for group in groups):
        problems.add("groups", _("Name at most 20 groups, each in a few words."))


def take_pin(visit: Visit, form: Form) -> Response:
    """``POST /join/pin``: save it, or show what is missing, or ask about personal data."""
    opened, problems = visit.edition(), Problems()
    if is_changing(form):
        return _form(visit, opened, form, problems)
    _check(visit, form, problems)
    place = _where(visit, opened, form, problems)
    if problems or place is None:
        if visit.wants_json:
            return JSONResponse({"is_saved": False, "problems": problems.by_field}, 422, NO_STORE)
        return _form(visit, opened, form, problems)
    settled = settle_personal_data(visit, form, _FREE_TEXT, f"{join_path()}/pin")
    if isinstance(settled, Response):
        return settled
    keep_pace(visit, ENTRIES)
    finding = Finding(**_content(visit, settled, place))
    kept = add_pin(visit.atlas, opened, finding, visit.person, where=place.label)
    return saved(visit, f"{join_path()}/pin/{kept.id}?saved=1", kept.id)


def _content(visit: Visit, form: Form, place: Place) -> dict[str, Any]:
    """Fields of the finding. The same form sent twice makes the same id; one that was changed makes another."""
    title, whole = title_and_text(form.one("words"))
    text = "\n\n".join(filter(None, (whole, clean_text(form.one("text")))))
    parts = [form.one(name) for name in ("nonce", "kind", "words", "text", "where", "where_pick", "area", "is_town")]
    default = "city" if place.how == "whole_town" else "neighbourhood"
    return {
        "id": id_from(Finding.prefix, visit.device.device_id, *parts) if form.one("nonce") else "",
        "kind": form.one("kind"), "title": title, "text": text, "level": form.one("level") or default,
        "dimensions": tuple(dict.fromkeys(form.many("dimensions"))), "groups": list_of(form.one("groups")),
        "geometry": place.geometry, "area_id": place.area_id,
    }  # fmt: skip
