"""What a phone adds to a pin: a vote, a comment, a photo, what could be done about it."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from app.phone.endpoints import Form, keep_pace
from app.phone.entry import saved
from app.phone.limits import ENTRIES, VOTES
from app.phone.pages import NO_STORE
from app.phone.personal_data import is_changing, settle_personal_data
from app.phone.reading import next_to_vote, seen_finding, show_pin
from app.phone.visits import Visit
from app.server import join_path
from everyday.forum import CleanPhoto, clean_photo_apart
from geo.errors import UsageError
from plan.ids import id_from
from plan.records import Comment, Finding, Photo, Proposal, Record
from plan.rules import RecordFault
from plan.text import clean_line, clean_text, personal_data_in
from plan.votes import QUESTIONS

__all__ = ["take_comment", "take_photo", "take_proposal", "take_vote"]

LONGEST_COMMENT = 5_000
LONGEST_ALT = LONGEST_PROPOSAL = 300


def _wrong(visit: Visit, problems: dict[str, str], **typed: str) -> Response:
    """The page again with what is wrong and what was typed (``comment``, ``alt``, ``proposal``, ``lever``)."""
    if visit.wants_json:
        return JSONResponse({"is_saved": False, "problems": problems}, 422, NO_STORE)
    return show_pin(visit, problems=problems, **typed)


def _asked_pin(visit: Visit, form: Form) -> Finding:
    """The pin that the address names, or the form of a script."""
    return seen_finding(visit, visit.request.path_params.get("pin") or form.one("pin"))


def _page_of(pin_id: str, what: str) -> str:
    return f"{join_path()}/pin/{pin_id}?saved={what}#saved"


def take_vote(visit: Visit, form: Form) -> Response:
    """``POST /join/pin/{id}/vote``: one or both answers; a later vote of the same phone takes the place of this one."""
    _, pin = visit._, _asked_pin(visit, form)
    least, most = visit.store.taxonomy.scale
    answers: dict[str, int] = {}
    for question in QUESTIONS:
        typed = form.one(question)
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 4 and least <= int(typed) <= most):
            return _wrong(visit, {"vote": _("Vote from {least} to {most}.", least=least, most=most)})
        if typed:
            answers[question] = int(typed)
    if not answers:
        return _wrong(visit, {"vote": _("Choose a number for one of the two questions.")})
    keep_pace(visit, VOTES)
    visit.store.vote(pin.id, visit.person, importance=answers.get("importance"), amenability=answers.get("amenability"))
    is_next = form.one("then") == "next"
    return saved(visit, next_to_vote(visit) if is_next else _page_of(pin.id, "vote"), pin.id, is_new=False)


def take_comment(visit: Visit, form: Form) -> Response:
    """``POST /join/pin/{id}/comment``."""
    _, pin = visit._, _asked_pin(visit, form)
    words = clean_text(form.one("comment"))
    if is_changing(form):
        return show_pin(visit, comment=words)
    if not words:
        return _wrong(visit, {"comment": _("Write your comment first.")})
    if len(words) > LONGEST_COMMENT:
        problem = _.n("There is room for {n} letter.", "There is room for {n} letters.", LONGEST_COMMENT)
        return _wrong(visit, {"comment": problem}, comment=words)
    settled = settle_personal_data(visit, form, ("comment",), f"{join_path()}/pin/{pin.id}/comment")
    if isinstance(settled, Response):
        return settled
    keep_pace(visit, ENTRIES)
    nonce = form.one("nonce")
    record_id = id_from("C", visit.device.device_id, pin.id, nonce, words) if nonce else ""
    _add_once(visit, Comment(id=record_id, finding_id=pin.id, text=settled.one("comment")))
    return saved(visit, _page_of(pin.id, "comment"), pin.id)


def take_proposal(visit: Visit, form: Form) -> Response:
    """``POST /join/pin/{id}/proposal``: in a session about levers, what could be done and who could do it."""
    _, pin = visit._, _asked_pin(visit, form)
    words, lever = clean_line(form.one("proposal")), clean_line(form.one("lever"))
    if is_changing(form):
        return show_pin(visit, proposal=words, lever=lever)
    problem = ""
    if visit.session.stage != "levers":
        problem = _("This session is not about what could be done.")
    elif not words:
        problem = _("Write first what could be done.")
    elif len(words) > LONGEST_PROPOSAL or len(lever) > LONGEST_PROPOSAL:
        problem = _.n("There is room for {n} letter.", "There is room for {n} letters.", LONGEST_PROPOSAL)
    if problem:
        return _wrong(visit, {"proposal": problem}, proposal=words, lever=lever)
    settled = settle_personal_data(visit, form, ("proposal", "lever"), f"{join_path()}/pin/{pin.id}/proposal")
    if isinstance(settled, Response):
        return settled
    keep_pace(visit, ENTRIES)
    nonce = form.one("nonce")
    record_id = id_from("L", visit.device.device_id, pin.id, nonce, words) if nonce else ""
    text, who = clean_line(settled.one("proposal")), clean_line(settled.one("lever"))
    _add_once(visit, Proposal(id=record_id, finding_id=pin.id, text=text, lever=who))
    return saved(visit, _page_of(pin.id, "proposal"), pin.id)


def _add_once(visit: Visit, record: Record) -> None:
    """Keep a record; one that the same phone has sent before is kept already."""
    try:
        visit.store.add(record, visit.person)
    except RecordFault:
        same = visit.store.all(type(record), id=record.id, device_id=visit.device.device_id) if record.id else []
        if not same:
            raise


def _photo(record_id: str, finding_id: str, alt: str, photo: CleanPhoto) -> Photo:
    return Photo(
        id=record_id, finding_id=finding_id, alt=alt, content=photo.content, sha256=photo.sha256,
        width_px=photo.width_px, height_px=photo.height_px,
    )  # fmt: skip


def take_photo(visit: Visit, form: Form) -> Response:
    """``POST /join/pin/{id}/photo``: cleaned, kept, and shown once the facilitator has looked at it."""
    _, pin = visit._, _asked_pin(visit, form)
    alt, problems = clean_line(form.one("alt")), {}
    if not form.file:
        problems["photo"] = _("Choose a photo.")
    if not alt:
        problems["alt"] = _("Say in a few words what the photo shows, for people who cannot see it.")
    elif len(alt) > LONGEST_ALT:
        problems["alt"] = _.n("There is room for {n} letter.", "There is room for {n} letters.", LONGEST_ALT)
    elif personal_data_in(alt) and not form.one("keep"):
        problems["alt"] = _(
            "There is a phone number, an e-mail address or a postcode in these words. Leave it out, or tick “keep it”; "
            "then choose the photo again."
        )
    if problems:
        return _wrong(visit, problems, alt=alt)
    keep_pace(visit, ENTRIES)
    try:
        photo = clean_photo_apart(form.file)
    except UsageError as error:
        return _wrong(visit, {"photo": " ".join(filter(None, (_(error.found), _(error.needed), _(error.do))))}, alt=alt)
    record_id = id_from("P", visit.device.device_id, pin.id, photo.sha256)
    _add_once(visit, _photo(record_id, pin.id, alt, photo))
    return saved(visit, _page_of(pin.id, "photo"), pin.id)
