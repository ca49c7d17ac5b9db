"""Phone numbers, e-mail addresses and postcodes in what somebody typed: asked about before anything is saved."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from app.phone.endpoints import Form
from app.phone.pages import NO_STORE, show
from app.phone.visits import Visit
from plan.text import personal_data_in, without_personal_data

__all__ = ["ASKED", "is_changing", "settle_personal_data"]

ASKED = "personal"
"""Field with the answer: ``remove``, ``keep`` or ``change``."""


def is_changing(form: Form) -> bool:
    """True if somebody was asked and wants the form back to change it."""
    return form.one(ASKED) == "change"


def settle_personal_data(visit: Visit, form: Form, fields: tuple[str, ...], action: str) -> Form | Response:
    """The form as it may be saved, or the page that asks.

    Args:
        visit: who types.
        form: what was typed.
        fields: those with free text.
        action: where the form goes again with the answer.
    """
    _, answer = visit._, form.one(ASKED)
    if answer == "keep":
        return form
    found = [one for name in fields for value in form.values.get(name, ()) for one in personal_data_in(value)]
    if not found:
        return form
    if answer == "remove":
        removed = {
            "phone": _("[phone number removed]"),
            "email": _("[e-mail address removed]"),
            "postcode": _("[postcode removed]"),
        }
        cleaned = {
            name: [without_personal_data(value, removed=removed) for value in form.values[name]]  # type: ignore[arg-type]
            for name in fields
            if name in form.values
        }
        return Form(form.values | cleaned, form.file)
    kinds = {"phone": _("phone number"), "email": _("e-mail address"), "postcode": _("postcode")}
    things = list(dict.fromkeys((kinds[one.kind], one.text) for one in found))
    if visit.wants_json:
        return JSONResponse({"is_saved": False, "is_asking": True}, 409, NO_STORE)
    return show(visit, "personal_data.html", 200, things=things, action=action, pairs=form.pairs(without=(ASKED,)))
