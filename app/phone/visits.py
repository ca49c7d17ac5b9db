"""Who is asking: the phone, its session, and the language it reads.

A phone is known by a random token in a cookie that only this page's addresses get and no script can read. The store
keeps a hash of session and token, which means nothing outside that session. The cookie outlives the session by some
weeks and is kept when somebody leaves: whoever comes back, or finds the session open again, is the same phone with the
same votes.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from app.phone.limits import address_group
from app.server import ARRIVALS, join_path, open_atlas, sign_in_path
from everyday.atlas import has_plan
from everyday.facade import Atlas
from everyday.forum import is_open
from everyday.language import DEFAULT, Language, language, language_of, languages
from everyday.serving import JOIN_PATH
from geo.errors import UsageError
from plan.records import Device, Person, Session

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition, PlanStore

__all__ = [
    "COOKIE", "LANGUAGE_COOKIE", "Refusal", "Visit", "cookie_value", "forget_phone", "has_open_session", "is_script",
    "is_secure", "known_token", "name_of_language", "new_token", "phone_id", "remember_language", "remember_phone",
    "the_language", "visit_of",
]  # fmt: skip

COOKIE = "everyday_device"
LANGUAGE_COOKIE = "everyday_language"
_COOKIE = re.compile(r"(S-[0-9A-Z]{8})\.([0-9a-f]{32})(\.left)?")
_COOKIE_LASTS = timedelta(days=30)
"""After the end of a session: it may be prolonged, or opened again."""
_LANGUAGE_LASTS_S = 30 * 24 * 3600


class Refusal(Exception):
    """A request that is answered with a plain page: its status, a title and a sentence or two, not yet translated.

    ``is_to_join`` says that the way on is to join a session; ``is_over`` that it is over, for now at least;
    ``is_passing`` that the same form, sent again, will do.
    """

    def __init__(
        self, status: int, title: str, words: str = "", *, is_to_join: bool = False, is_over: bool = False,
        wait_s: float = 0.0, is_passing: bool = False,
    ) -> None:  # fmt: skip
        self.status, self.title, self.words = status, title, words
        self.is_to_join, self.is_over, self.wait_s = is_to_join, is_over, wait_s
        self.is_passing = is_passing
        super().__init__(title)


@dataclass(frozen=True)
class Visit:
    """A request of a phone that has joined a session which is open."""

    request: Request
    atlas: Atlas
    session: Session
    device: Device
    token: str
    _: Language

    @property
    def store(self) -> PlanStore:
        """The plan."""
        return self.atlas.plan()

    @property
    def person(self) -> Person:
        """Who writes: a participant by the name of the group or table, if one was given."""
        return Person(self.device.name or "phone", "participant", self.session.id, self.device.device_id)

    @property
    def form_token(self) -> str:
        """What every form of this phone carries: only who has the cookie can make it, and it outlives a restart."""
        return hmac.new(self.token.encode(), f"form {self.session.id}".encode(), hashlib.sha256).hexdigest()

    @property
    def wants_json(self) -> bool:
        """True if a script asks."""
        return is_script(self.request)

    def edition(self) -> OpenEdition:
        """The edition shown.

        Raises:
            Refusal: nothing has been built yet.
        """
        from everyday.atlas import edition_ids, open_edition
        from everyday.language import later

        if not edition_ids(self.atlas.folder):
            raise Refusal(503, later("The map of this town is not ready yet"), later("Ask the facilitator."))
        return open_edition(self.atlas.edition())


def the_language(request: Request, atlas: Atlas | None) -> Language:
    """The language asked for: by ``?lang=``, by an earlier choice, or by the browser's settings; else English.

    A catalogue of the town that has faults is not used, and the faults are in the server's log.
    """
    folder = atlas.folder if atlas else None
    known = languages(folder)
    asked = [request.query_params.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")]
    code = next((one for one in asked if one in known), "")
    code = code or language_of(request.headers.get("accept-language"), known)
    try:
        return language(code, folder=folder)
    except UsageError as error:
        logging.getLogger(__name__).error("The phone page is shown in English: %s", error)
        return language(DEFAULT)


def name_of_language(code: str, folder: Path | None) -> str:
    """A language in its own words; its code where its catalogue has faults."""
    try:
        return language(code, folder=folder).name
    except UsageError:
        return code


def remember_language(request: Request, response: Response, chosen: Language) -> None:
    """Keep a language that was chosen by ``?lang=``."""
    if request.query_params.get("lang") == chosen.code:
        response.set_cookie(
            LANGUAGE_COOKIE, chosen.code, max_age=_LANGUAGE_LASTS_S, path=join_path(), samesite="strict", httponly=True,
            secure=is_secure(request),
        )  # fmt: skip


def phone_id(session_id: str, token: str) -> str:
    """What the store knows a phone by."""
    return hashlib.sha256(f"{session_id} {token}".encode()).hexdigest()


def new_token() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def cookie_value(request: Request) -> tuple[str, str]:
    """Session id and token of the cookie; empty texts without a sound one, and of a phone that has left."""
    found = _COOKIE.fullmatch(request.cookies.get(COOKIE, ""))
    return (found[1], found[2]) if found and not found[3] else ("", "")


def known_token(request: Request) -> str:
    """The token that a phone has had before, in whichever session; empty without one."""
    found = _COOKIE.fullmatch(request.cookies.get(COOKIE, ""))
    return found[2] if found else ""


def is_secure(request: Request) -> bool:
    """True if the phone reached us over TLS, here or at the proxy in front."""
    if sign_in_path() is None:
        return request.url.scheme == "https"
    from app.server import sign_in

    return request.url.scheme == "https" or sign_in().origin.startswith("https:")


def remember_phone(request: Request, response: Response, session: Session, token: str) -> None:
    """Give a phone its cookie, which outlives the session by :data:`_COOKIE_LASTS`."""
    ends = datetime.strptime(session.expires_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    _set_cookie(request, response, f"{session.id}.{token}", ends + _COOKIE_LASTS)


def forget_phone(request: Request, response: Response) -> None:
    """The phone is in no session any more; by its token it is known again if it comes back."""
    found = _COOKIE.fullmatch(request.cookies.get(COOKIE, ""))
    if found:
        _set_cookie(request, response, f"{found[1]}.{found[2]}.left", datetime.now(UTC) + _COOKIE_LASTS)


def _set_cookie(request: Request, response: Response, value: str, ends: datetime) -> None:
    response.set_cookie(
        COOKIE, value, expires=ends, path=join_path(), httponly=True, samesite="strict", secure=is_secure(request)
    )


def is_script(request: Request) -> bool:
    """True if a script asks and wants JSON."""
    path = request.url.path
    return path.startswith(f"{JOIN_PATH}/api/") or "application/json" in request.headers.get("accept", "")


def has_open_session(atlas: Atlas | None) -> bool:
    """True if there is any session that a phone could join now; asking starts no plan."""
    if atlas is None or not has_plan(atlas.folder):
        return False
    return any(is_open(session) for session in atlas.plan().all(Session))


def visit_of(request: Request) -> Visit:
    """The phone that asks.

    Raises:
        Refusal: it has joined no session, the session is over, or it was sent out.
    """
    from everyday.language import later

    atlas = open_atlas()
    session_id, token = cookie_value(request)
    to_join = Refusal(
        401, later("You are not in a session"), later("Join with the code that the screen in the room shows."),
        is_to_join=True,
    )  # fmt: skip
    if atlas is None or not token or not has_plan(atlas.folder):
        raise to_join
    store, device_id = atlas.plan(), phone_id(session_id, token)
    devices = [one for one in store.all(Device, device_id=device_id) if one.session == session_id]
    sessions = store.all(Session, id=session_id)
    if not devices or not sessions:
        raise to_join
    ARRIVALS.note(session_id, device_id, address_group(request.client.host if request.client else ""))
    if not is_open(sessions[0]):
        raise Refusal(
            410, later("This session is over"),
            later("Thank you for taking part. What was said stays with the facilitator."), is_over=True,
        )  # fmt: skip
    if devices[0].is_blocked:
        raise Refusal(403, later("This device may not add anything more"), later("Speak to the facilitator."))
    return Visit(request, atlas, sessions[0], devices[0], token, the_language(request, atlas))
