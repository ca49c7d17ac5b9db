"""Did it help: asked on the page for everybody, of pins whose action was carried out; counted once for each device.

A device is known here by a random number in a cookie of its own, which no session knows. Whoever clears their cookies
counts anew: that is why answers from one address have a limit, why they only ever raise a question, and why no status
follows from them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.phone.endpoints import Form, read_form, told
from app.phone.limits import HELPED, HELPED_FROM, address_group
from app.phone.pages import refusal_answer, see_other
from app.phone.turns import write_in_turn
from app.phone.visits import Refusal, is_secure, new_token
from app.server import join_path, open_atlas
from everyday.acting import shared_by
from everyday.atlas import PlanStore, has_plan
from everyday.language import later
from geo.errors import AtlasError
from plan.records import Helped, Person, ShareKey

__all__ = ["asking_of", "remember_device", "take_helped"]

COOKIE = "everyday_said"
LASTS_S = 2 * 365 * 24 * 3600
LONGEST_KEY = 100
_TOKEN = re.compile(r"[0-9a-f]{32}")
_CLOSED = Refusal(
    404, later("This is not asked any more"),
    later("The page was closed, or the action is not done any more. Nothing was saved."),
)  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """What the page asks a device, and what it has said already.

    Attributes:
        token: of the device; a new one where it has none yet.
        is_new: True until the page has been answered with the cookie.
        form_token: what the page's forms carry: only who has the cookie can make it.
        said: the device's answers by pin and action.
    """

    token: str
    is_new: bool
    form_token: str
    said: dict[tuple[str, str], str]


def _device_id(token: str) -> str:
    """What the store knows a device by: the same under every key, so that a second page counts nobody twice."""
    return hashlib.sha256(f"said {token}".encode()).hexdigest()


def _form_token(token: str, key: ShareKey) -> str:
    return hmac.new(token.encode(), f"said {key.id}".encode(), hashlib.sha256).hexdigest()


def asking_of(request: Request, store: PlanStore, key: ShareKey) -> Asking | None:
    """What is asked of the device that looks at the page; None where its key does not ask."""
    if not key.is_asking:
        return None
    known = request.cookies.get(COOKIE, "")
    is_new = not _TOKEN.fullmatch(known)
    token = new_token() if is_new else known
    mine = [] if is_new else store.all(Helped, device_id=_device_id(token))
    said = {(one.finding_id, one.action_id): one.verdict for one in mine}
    return Asking(token, is_new, _form_token(token, key), said)


def remember_device(request: Request, answer: Response, asking: Asking) -> None:
    """Give a device its number; it is read on this page alone."""
    if asking.is_new:
        answer.set_cookie(
            COOKIE, asking.token, max_age=LASTS_S, path=f"{join_path()}/said", httponly=True, samesite="strict",
            secure=is_secure(request),
        )  # fmt: skip


async def take_helped(request: Request) -> Response:
    """``POST /join/said/KEY``: whether it helped at the place of one pin."""
    try:
        form = await read_form(request)
    except Refusal as refusal:
        return await run_in_threadpool(refusal_answer, request, refusal)
    return await write_in_turn(_taken, request, form)


def _taken(request: Request, form: Form) -> Response:
    try:
        return _keep(request, form)
    except Refusal as refusal:
        return refusal_answer(request, refusal)
    except AtlasError as error:
        return refusal_answer(request, told(error), again=form.pairs())


def _keep(request: Request, form: Form) -> Response:
    atlas, given = open_atlas(), str(request.path_params["key"])
    if atlas is None or len(given) > LONGEST_KEY or not has_plan(atlas.folder):
        raise _CLOSED
    store = atlas.plan()
    key = shared_by(store, given)
    if key is None or not key.is_asking:
        raise _CLOSED
    token = request.cookies.get(COOKIE, "")
    is_ours = _TOKEN.fullmatch(token) and hmac.compare_digest(
        form.one("token").encode(), _form_token(token, key).encode()
    )
    if not is_ours:
        raise Refusal(
            403, later("This form is not from your page"),
            later("Nothing was saved. Open the page again, with cookies allowed, and send it from there."),
        )  # fmt: skip
    device = _device_id(token)
    address = address_group(request.client.host) if request.client else ""
    if wait_s := HELPED.wait_s(device) or HELPED_FROM.wait_s(address):
        raise Refusal(
            429, later("That was a lot at once"),
            later("Many answers came from here. Wait a while, then open the page again and answer there."),
            wait_s=wait_s,
        )  # fmt: skip
    pin = form.one("pin")[:40]
    person = Person("phone", "participant", device_id=device)
    store.say_helped(key.id, pin, form.one("action")[:40], person, verdict=form.one("verdict")[:20])
    return see_other(f"{join_path()}/said/{given}#{pin}")
