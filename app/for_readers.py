"""Plain routes for those who may see the plan: everybody else is told to sign in, and no answer is kept by anybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from app.words import access as access_words

if TYPE_CHECKING:
    from starlette.requests import Request

    from plan.records import Person

__all__ = ["NEVER_KEPT", "for_readers", "nothing_there"]

NEVER_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""Headers of an answer that may differ for the next person."""


def for_readers(serve: Callable[[Request, Person], Response]) -> Callable[[Request], Response]:
    """The route for a person who may read; 403 without one, before anything of the atlas is opened."""

    @wraps(serve)
    def guarded(request: Request) -> Response:
        from app.server import person_of_request
        from plan.roles import may

        person = person_of_request(request)
        if person is None or not may(person.role, "read"):
            return JSONResponse({"error": access_words.SIGN_IN_FIRST}, status_code=403, headers=NEVER_KEPT)
        return serve(request, person)

    return guarded


def nothing_there(words: str) -> Response:
    """What is asked for does not exist, or not for who asks."""
    return JSONResponse({"error": words}, status_code=404, headers=NEVER_KEPT)
