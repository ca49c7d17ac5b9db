"""What all addresses of the phone page share: who asks, forms read with limits, faults told plainly.

Handlers are plain functions and run in threads, never in the loop that serves everybody: they read and write the plan.
Those that write have threads and a deadline of their own (``turns``), so that reading never stands behind them.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from app.phone.limits import Pace
from app.phone.pages import refusal_answer
from app.phone.turns import PHOTO_DOOR, read_in_turn, send_again_s, write_in_turn
from app.phone.visits import Refusal, Visit, visit_of
from everyday.atlas import at_one_moment, need_time
from everyday.language import later
from geo.errors import AtlasError, BusyError, NotFoundError
from plan.roles import NotAllowedError
from plan.rules import RecordFault

__all__ = ["Form", "Show", "Take", "keep_pace", "posted", "read_form", "shown", "told"]

MOST_FIELDS_N = 80
MOST_FIELD_BYTES = 64 * 1024
PHOTO_ARRIVES_WITHIN_S = 60.0
"""A photo holds one of few places while it arrives."""
_CONTENT_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Form:
    """What a form holds: values by field, and the bytes of its file, empty without one."""

    values: dict[str, list[str]]
    file: bytes = b""

    def one(self, name: str) -> str:
        """The value of a field without blanks around it, empty if it was not sent."""
        return next(iter(self.values.get(name, ())), "").strip()

    def many(self, name: str) -> list[str]:
        """All values of a field."""
        return [value.strip() for value in self.values.get(name, []) if value.strip()]

    def having(self, **values: str) -> Form:
        """The form with other values."""
        return Form(self.values | {name: [value] for name, value in values.items()}, self.file)

    def pairs(self, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Every field with every value, to be sent again."""
        return [(name, value) for name, values in self.values.items() if name not in without for value in values]


Show = Callable[[Visit], Response]
Take = Callable[[Visit, Form], Response]


async def read_form(request: Request, *, has_file: bool = False) -> Form:
    """Read a form within limits.

    Raises:
        Refusal: not a form, or not one of ours.
        HTTPException: too large (from the guard in front).
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _CONTENT_TYPES:
        raise Refusal(415, later("This cannot be read"), later("A form was expected."))
    values: dict[str, list[str]] = {}
    content = b""
    try:
        async with request.form(
            max_files=1 if has_file else 0, max_fields=MOST_FIELDS_N, max_part_size=MOST_FIELD_BYTES
        ) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                else:
                    values.setdefault(name, []).append(value)
    except MultiPartException:
        raise _unreadable() from None
    except HTTPException as error:
        if error.status_code == 400:
            raise _unreadable() from None
        raise
    return Form(values, content)


def _unreadable() -> Refusal:
    words = later("It is damaged, or holds too much. Go back and try again.")
    return Refusal(400, later("This form cannot be read"), words)


def told(error: AtlasError) -> Refusal:
    """A fault that a person can understand, as a page: the store and the plan say it in whole sentences."""
    if isinstance(error, RecordFault):
        return Refusal(422, later("This was not saved"), " ".join(error.problems))
    if isinstance(error, BusyError):
        return Refusal(
            503, later("This could not be saved just now"),
            later("Others were sending at the same moment. Please send yours again in a moment."),
            is_passing=True, wait_s=send_again_s(),
        )  # fmt: skip
    status = 403 if isinstance(error, NotAllowedError) else 404 if isinstance(error, NotFoundError) else 503
    return Refusal(status, error.found, " ".join(part for part in (error.needed, error.do) if part))


def keep_pace(visit: Visit, pace: Pace) -> None:
    """Refuse a device that sends too much too quickly.

    Raises:
        Refusal
    """
    if wait_s := pace.wait_s(visit.device.device_id):
        raise Refusal(
            429, later("That was a lot at once"),
            later("Wait a few minutes, then go back and send it again. Your words are still in the form."),
            wait_s=wait_s,
        )  # fmt: skip


def shown(handler: Show) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that shows something to a phone that has joined."""

    def answer(request: Request) -> Response:
        try:
            with at_one_moment():
                return handler(visit_of(request))
        except Refusal as refusal:
            return refusal_answer(request, refusal)
        except AtlasError as error:
            return refusal_answer(request, told(error))

    async def endpoint(request: Request) -> Response:
        return await read_in_turn(answer, request)

    return endpoint


def posted(handler: Take, *, has_file: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a form from a phone that has joined: only with the token that its own page gave it."""

    def answer(request: Request, form: Form) -> Response:
        again = form.pairs() if not form.file else ()
        try:
            need_time()
            with at_one_moment():
                return taken(request, form)
        except Refusal as refusal:
            return refusal_answer(request, refusal, typed=_typed(form), again=again)
        except AtlasError as error:
            return refusal_answer(request, told(error), typed=_typed(form), again=again)

    def taken(request: Request, form: Form) -> Response:
        visit = visit_of(request)
        if not hmac.compare_digest(form.one("token").encode(), visit.form_token.encode()):
            raise Refusal(
                403, later("This form is not from your page"),
                later("Nothing was saved. Open the page again and send it from there."),
            )  # fmt: skip
        return handler(visit, form)

    async def endpoint(request: Request) -> Response:
        try:
            form = await read_form(request)
        except Refusal as refusal:
            return await run_in_threadpool(refusal_answer, request, refusal)
        return await write_in_turn(answer, request, form)

    async def endpoint_of_photos(request: Request) -> Response:
        try:
            await run_in_threadpool(visit_of, request)  # nothing is received from somebody whom nobody knows
            async with PHOTO_DOOR.place():
                form = await _arrived(request)
                return await PHOTO_DOOR.run(answer, request, form)
        except Refusal as refusal:
            return await run_in_threadpool(refusal_answer, request, refusal)
        except AtlasError as error:
            return await run_in_threadpool(refusal_answer, request, told(error))

    return endpoint_of_photos if has_file else endpoint


async def _arrived(request: Request) -> Form:
    try:
        async with asyncio.timeout(PHOTO_ARRIVES_WITHIN_S):
            return await read_form(request, has_file=True)
    except TimeoutError:
        raise Refusal(
            408, later("The photo took too long to arrive"),
            later("Choose a smaller size when the phone asks, or send it again where the connection is better."),
        ) from None  # fmt: skip


def _typed(form: Form) -> str:
    """What somebody wrote, given back where it could not be taken."""
    return "\n\n".join(
        filter(None, (form.one(name) for name in ("words", "text", "comment", "proposal", "alt", "name", "stops")))
    )
