"""Coming in with a code, the privacy notice, and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.phone.endpoints import Form, read_form, told
from app.phone.limits import NEW_PHONES, WRONG_CODES, address_group
from app.phone.pages import NO_STORE, refusal_answer, see_other, show, show_public
from app.phone.turns import write_in_turn
from app.phone.visits import (
    Refusal,
    Visit,
    forget_phone,
    has_open_session,
    known_token,
    new_token,
    phone_id,
    remember_phone,
    the_language,
    visit_of,
)
from app.server import (
    ARRIVALS,
    address_of,
    asked_key,
    home_folder,
    join_path,
    open_atlas,
    person_of_request,
    sign_in_path,
)
from everyday.atlas import has_plan
from everyday.facade import Atlas
from everyday.language import later
from everyday.serving import JOIN_PATH
from everyday.starting import atlases_in
from geo.errors import AtlasError
from plan.ids import normal_code, shown_code
from plan.records import Device, Session
from plan.roles import may
from plan.text import clean_line, personal_data_in

if TYPE_CHECKING:
    from everyday.atlas import PlanStore

__all__ = ["leave", "serve_door", "show_notice", "take_code"]

LONGEST_NAME = 60


def serve_door(request: Request) -> Response:
    """``GET /join``: asks for the code. A code in the address is filled in and not yet used: previews open links."""
    code = normal_code(request.query_params.get("code", "")[:40])
    try:
        visit = visit_of(request)
    except Refusal as refusal:
        return _door(request, code=shown_code(code) if code else "", left=refusal if refusal.is_over else None)
    except AtlasError as error:
        return refusal_answer(request, told(error))
    if code and visit.session.join_code != code:
        return _door(request, code=shown_code(code), visit=visit)
    going_on = _next_of(visit.session)
    return see_other(going_on if not visit.request.query_params.get("lang") else f"{going_on}?lang={visit._.code}")


def _door(
    request: Request, *, code: str = "", name: str = "", problems: dict[str, str] | None = None, status: int = 200,
    visit: Visit | None = None, left: Refusal | None = None,
) -> Response:  # fmt: skip
    atlas = open_atlas()
    is_open = has_open_session(atlas) or (atlas is None and any(map(has_open_session, _of_this_server())))
    return show_public(
        request, "join.html", status, code=code, name=name, problems=problems or {}, is_open=is_open,
        town=atlas.name if atlas else "", joined=visit.session.name if visit else "", left=left, longest=LONGEST_NAME,
        has_left="left" in request.query_params,
    )  # fmt: skip


async def take_code(request: Request) -> Response:
    """``POST /join``: a right code lets the phone in at once, a wrong one is answered slowly.

    There is no device yet that a form's token could belong to; the guard in front refuses forms of other sites.
    """
    try:
        form = await read_form(request)
    except Refusal as refusal:
        return await run_in_threadpool(refusal_answer, request, refusal)
    answer = await write_in_turn(_let_in, request, form)
    if answer is not None:
        return answer
    address = request.client.host if request.client else ""
    is_slowed = await WRONG_CODES.slow_down(address)
    return await run_in_threadpool(_wrong, request, form, is_slowed)


def _let_in(request: Request, form: Form) -> Response | None:
    """The phone inside the session; None for a wrong code."""
    atlas, code = open_atlas(), normal_code(form.one("code")[:40])
    if (looking := _who_only_looks(request)) is not None:
        return refusal_answer(request, looking)
    if atlas is None and not asked_key():
        return _at_its_own_address(code)
    if atlas is None or not has_plan(atlas.folder) or not has_open_session(atlas):
        return _door(request, code=form.one("code")[:40], status=404)
    session = atlas.plan().open_session(code) if code else None
    if session is None:
        return None
    name = clean_line(form.one("name"))
    _ = the_language(request, atlas)
    if problem := _name_problem(name, request):
        return _door(request, code=shown_code(code), name=name, problems={"name": problem}, status=422)
    try:
        return _joined(request, session, name)
    except Refusal as refusal:
        return refusal_answer(request, refusal)
    except AtlasError as error:
        return refusal_answer(request, told(error), again=form.pairs())


def _who_only_looks(request: Request) -> Refusal | None:
    """The answer to somebody who signed in and may not add: a code that they came by makes nobody a participant."""
    person = person_of_request(request) if sign_in_path() is not None else None
    if person is None or may(person.role, "add"):
        return None
    return Refusal(
        403, later("You are signed in to look only"),
        later("Your account may read this atlas and not add to it. Ask a planner for another role."),
    )  # fmt: skip


def _of_this_server() -> Iterator[Atlas]:
    """The atlases of a folder of atlases that can be opened."""
    home = home_folder()
    for one in atlases_in(home) if home is not None else ():
        with suppress(AtlasError):
            yield Atlas(one.folder)


def _at_its_own_address(code: str) -> Response | None:
    """At the root of a server of several atlases: the same form again, at the phone page of the one with that code.

    A right code is told from a wrong one only here, where wrong ones are answered slowly.
    """
    for atlas in _of_this_server() if code else ():
        if has_open_session(atlas) and atlas.plan().open_session(code) is not None:
            return RedirectResponse(f"{address_of(atlas.folder.name)}{JOIN_PATH[1:]}", 307, NO_STORE)
    return None


def _name_problem(name: str, request: Request) -> str:
    _ = the_language(request, open_atlas())
    if len(name) > LONGEST_NAME:
        return _.n("Use at most {n} letter.", "Use at most {n} letters.", LONGEST_NAME)
    if personal_data_in(name):
        return _("Leave out phone numbers, e-mail addresses and postcodes: a group or table is enough.")
    return ""


def _joined(request: Request, session: Session, name: str) -> Response:
    """Join, or go on where the phone has joined already: it keeps its entries and votes.

    Raises:
        Refusal: there is no town, or very many new phones came from one address.
        NotAllowedError: the session is over, or the phone was sent out.
    """
    atlas = open_atlas()
    if atlas is None:
        raise Refusal(404, later("There is no town here yet"))
    store, answer = atlas.plan(), see_other(_next_of(session))
    token, address = known_token(request) or new_token(), address_group(request.client.host if request.client else "")
    device_id = phone_id(session.id, token)
    is_new = not store.all(Device, session=session.id, device_id=device_id)
    if is_new and (wait_s := NEW_PHONES.wait_s(f"{session.id} {address}")):
        raise Refusal(
            429, later("Very many phones came from here at once"),
            later("Wait a few minutes and try again, or speak to the facilitator."), wait_s=wait_s,
        )  # fmt: skip
    store.join(session.id, device_id, name=name, is_out=is_new and _is_from_one_sent_out(store, session, address))
    ARRIVALS.note(session.id, device_id, address)
    remember_phone(request, answer, session, token)
    return answer


def _is_from_one_sent_out(store: PlanStore, session: Session, address: str) -> bool:
    """True where a phone that was sent out asks from the same address: it may have come back without its cookie. The
    facilitator sees the new one and lets it in."""
    here = ARRIVALS.at(session.id, address)
    return any(one.is_blocked and one.device_id in here for one in store.all(Device, session=session.id))


def _next_of(session: Session) -> str:
    """Where a phone goes on: to the plan in a session of Stage Three."""
    return f"{join_path()}/{'actions' if session.stage == 'monitoring' else 'pin'}"


def _wrong(request: Request, form: Form, is_slowed: bool) -> Response:
    _ = the_language(request, open_atlas())
    if not is_slowed:
        return refusal_answer(
            request,
            Refusal(
                429, later("Too many wrong codes from here"),
                later("Wait a minute, then look at the screen in the room and try again."), wait_s=60.0,
            ),
        )  # fmt: skip
    words = _("This code opens no session. Look at the screen in the room: it has eight letters and digits.")
    return _door(
        request, code=form.one("code")[:40], name=clean_line(form.one("name"))[:LONGEST_NAME],
        problems={"code": words}, status=403,
    )  # fmt: skip


def show_notice(visit: Visit) -> Response:
    """``GET /join/notice``: what happens with what people send."""
    return show(visit, "notice.html")


def leave(visit: Visit, form: Form) -> Response:
    """``POST /join/leave``: the phone is in no session any more; what it sent stays."""
    answer = see_other(f"{join_path()}?left=1")
    forget_phone(visit.request, answer)
    return answer
