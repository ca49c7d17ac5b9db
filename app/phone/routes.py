"""Every address of the phone page. All of them are below ``/join``, which is all that the room reaches."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router

from app.phone.answering import take_comment, take_photo, take_proposal, take_vote
from app.phone.asking import show_questions, take_questions
from app.phone.correcting import show_corrections, take_correction
from app.phone.endpoints import posted, shown
from app.phone.entry import show_pin_form, take_pin
from app.phone.ground import serve_ground
from app.phone.joining import leave, serve_door, show_notice, take_code
from app.phone.live import serve_state
from app.phone.monitoring import show_action, show_actions, take_answers, take_helped
from app.phone.pages import refusal_answer, serve_file
from app.phone.places import serve_where
from app.phone.reading import serve_photo, show_list, show_next_vote, show_pin
from app.phone.said import serve_said
from app.phone.visits import Refusal
from app.server import join_path
from everyday.language import later
from everyday.serving import JOIN_PATH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Message, Receive, Scope, Send

__all__ = ["PHONE_ROUTES", "PhonePages"]

_GET, _POST = ["GET"], ["POST"]

PHONE_ROUTES = [
    # What phones ask most first: each is looked for from the top.
    Route(f"{JOIN_PATH}/state.json", shown(serve_state), methods=_GET),
    Route(f"{JOIN_PATH}/pin", shown(show_pin_form), methods=_GET),
    Route(f"{JOIN_PATH}/pin", posted(take_pin), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}", shown(show_pin), methods=_GET),
    Route(f"{JOIN_PATH}/pin/{{pin}}/vote", posted(take_vote), methods=_POST),
    Route(f"{JOIN_PATH}/api/pin", posted(take_pin), methods=_POST),
    Route(f"{JOIN_PATH}/api/vote", posted(take_vote), methods=_POST),
    Route(f"{JOIN_PATH}/api/comment", posted(take_comment), methods=_POST),
    Route(JOIN_PATH, serve_door, methods=_GET),
    Route(JOIN_PATH, take_code, methods=_POST),
    *(Route(f"{JOIN_PATH}/{name}", serve_file, methods=_GET) for name in ("phone.js", "phone_map.js", "phone.css")),
    Route(f"{JOIN_PATH}/notice", shown(show_notice), methods=_GET),
    Route(f"{JOIN_PATH}/said/{{key}}", serve_said, methods=_GET),
    Route(f"{JOIN_PATH}/said/{{key}}", take_helped, methods=_POST),
    Route(f"{JOIN_PATH}/ask/{{key}}", show_questions, methods=_GET),
    Route(f"{JOIN_PATH}/ask/{{key}}", take_questions, methods=_POST),
    Route(f"{JOIN_PATH}/actions", shown(show_actions), methods=_GET),
    Route(f"{JOIN_PATH}/action/{{action}}", shown(show_action), methods=_GET),
    Route(f"{JOIN_PATH}/action/{{action}}", posted(take_answers), methods=_POST),
    Route(f"{JOIN_PATH}/leave", posted(leave), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/comment", posted(take_comment), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/proposal", posted(take_proposal), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/photo", posted(take_photo, has_file=True), methods=_POST),
    Route(f"{JOIN_PATH}/list", shown(show_list), methods=_GET),
    Route(f"{JOIN_PATH}/vote", shown(show_next_vote), methods=_GET),
    Route(f"{JOIN_PATH}/correction", shown(show_corrections), methods=_GET),
    Route(f"{JOIN_PATH}/correction", posted(take_correction), methods=_POST),
    Route(f"{JOIN_PATH}/photo/{{photo}}.jpg", shown(serve_photo), methods=_GET),
    Route(f"{JOIN_PATH}/map.json", shown(serve_ground), methods=_GET),
    Route(f"{JOIN_PATH}/where.json", shown(serve_where), methods=_GET),
]


def _refusal_of(error: HTTPException) -> Refusal:
    """What Starlette or the guard in front refuses, as a page of ours."""
    if error.status_code == 413:
        return Refusal(413, later("This is too large"), str(error.detail))
    if error.status_code == 408:
        return Refusal(408, later("Nothing came for a long time"), str(error.detail))
    if error.status_code in (404, 405):
        return Refusal(error.status_code, later("There is no such page"), later("Look at the address once more."))
    return Refusal(error.status_code, later("This form cannot be read"), str(error.detail))


_BROKEN = Refusal(
    500, later("Something went wrong here"),
    later("What you see on the other pages is safe. Go back and try again; if it happens again, tell the facilitator."),
)  # fmt: skip


class PhonePages:
    """The phone page as an ASGI application: whatever goes wrong at one of its addresses is answered in its design.

    Streamlit would answer an address that it does not know with its own first page: so here nothing is passed on.
    """

    def __init__(self, routes: list[Route] | None = None) -> None:
        self._router = Router(PHONE_ROUTES if routes is None else routes, default=self._nowhere, redirect_slashes=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_begun = False

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            # Below an application a router raises what it would else answer by itself, in plain words.
            await self._router({**scope, "app": scope.get("app", self)}, receive, noting)
        except ClientDisconnect:
            return  # there is nobody to answer
        except HTTPException as error:
            if is_begun:
                raise
            await self._refuse(_refusal_of(error), error.headers or {}, scope, receive, send)
        except Exception:  # a fault of ours: the phone is told in our design, the log keeps the rest
            logging.getLogger(__name__).exception("An address of the phone page failed.")
            if is_begun:
                raise
            await self._refuse(_BROKEN, {}, scope, receive, send)

    async def _refuse(
        self, refusal: Refusal, headers: Mapping[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        answer = await run_in_threadpool(refusal_answer, Request(scope, receive), refusal)
        answer.headers.update(headers)
        await answer(scope, receive, send)

    async def _nowhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page's own address with a slash too many leads to the page; there is nothing else."""
        if scope["path"] != f"{JOIN_PATH}/":
            raise HTTPException(404)
        answer: Response = RedirectResponse(join_path(), 307)
        await answer(scope, receive, send)
