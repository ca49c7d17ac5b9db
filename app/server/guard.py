"""Who may talk to the server. Every request is judged here, before a page or a route sees it.

Three modes (``app.server.settings``). *Local*: only this computer, which needs no account. *Forum*: this computer as
before; everybody else gets the phone page, its files and a health check, and nothing more. *Sign-in*: people who signed
in and have a role; others get the sign-in page and the phone page.

In each of them the host must be one of ours (a name that somebody points at this computer does not help), and a
request that another site's page sends is refused.
"""

from __future__ import annotations

import base64
import hashlib
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.server.atlases import own_path
from app.server.protection import body_limit, guarded_send, limit_words, limited_receive
from app.server.request import Asked, host_name, is_same_site, read_asked
from app.server.room import room_hosts
from app.server.settings import allowed_hosts, is_forum, sign_in_path
from app.words import access as access_words
from everyday.serving import JOIN_PATH

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["HostGuard", "Verdict", "is_allowed", "judge"]

_ROOM_FILES = "/assets/"
_HEALTH = "/health"
_DOOR_PATHS = frozenset(
    {
        "/", "/auth/login", "/auth/logout", "/oauth2callback", "/favicon.png", "/manifest.json", "/_stcore/health",
        "/_stcore/host-config", "/_stcore/stream",
    }
)  # fmt: skip
"""What Streamlit needs to draw the sign-in page, and the way to the provider and back."""
_DOOR_FOLDERS = ("/static/", _ROOM_FILES)


@dataclass(frozen=True)
class Verdict:
    """What happens to a request: let in (``status`` 0), told that the server is alive (200), or refused."""

    status: int = 0
    words: str = ""

    @property
    def is_in(self) -> bool:
        """True if the request goes on to the pages and routes."""
        return self.status == 0


_IN = Verdict()
_ALIVE = Verdict(200, "ok")
_NOT_SERVED = Verdict(403, access_words.NOT_SERVED)
_CROSS_SITE = Verdict(403, access_words.CROSS_SITE)
_ROOM_ONLY = Verdict(403, access_words.ROOM_TITLE)


def is_allowed(host: str, origin: str | None) -> bool:
    """True if ``host`` means this computer and ``origin``, where sent, is the same scheme, host and port."""
    headers = {} if origin is None else {"origin": origin}
    asked = Asked("http", "GET", "http", "/", "/", host, headers, "127.0.0.1", "127.0.0.1", False)
    return host_name(host) in allowed_hosts() and is_same_site(asked, f"http://{host}")


def judge(asked: Asked, scope: Scope) -> Verdict:
    """Decide on a request: by where it comes from, where it is sent to, and what it asks for."""
    if asked.is_muddled:
        return _NOT_SERVED
    if sign_in_path() is not None:
        return _judge_with_sign_in(asked, scope)
    if asked.is_this_computer(allowed_hosts()):
        return _IN if is_same_site(asked, f"{asked.scheme}://{asked.host}") else _CROSS_SITE
    if is_forum() and asked.is_to_room(room_hosts()):
        return _judge_room(asked)
    return _NOT_SERVED


def _judge_room(asked: Asked) -> Verdict:
    """Somebody in the room: the phone page and what belongs to it, by plain paths and plain methods."""
    if asked.kind != "http" or not asked.is_plain_path:
        return _NOT_SERVED
    if not is_same_site(asked, f"{asked.scheme}://{asked.host}"):
        return _CROSS_SITE
    if asked.is_under(JOIN_PATH):
        return _IN if asked.method in ("GET", "HEAD", "POST") else _NOT_SERVED
    if asked.method not in ("GET", "HEAD"):
        return _NOT_SERVED
    if asked.path == _HEALTH:
        return _ALIVE
    return _IN if asked.path.startswith(_ROOM_FILES) else _ROOM_ONLY


def _judge_with_sign_in(asked: Asked, scope: Scope) -> Verdict:
    """Served to others: the host must be the public one; pages and routes need somebody with a role."""
    from app.server.signing_in import role_of_scope, sign_in

    public = sign_in()
    is_public = asked.host == public.host
    if not is_public and host_name(asked.host) not in allowed_hosts():
        return _NOT_SERVED
    if not is_same_site(asked, public.origin if is_public else f"{asked.scheme}://{asked.host}"):
        return _CROSS_SITE
    if _is_at_the_door(asked):
        return _IN
    signed_in, role = role_of_scope(scope)
    if role is not None:
        return _IN
    if asked.path == _HEALTH:
        return _ALIVE
    return Verdict(403, access_words.NOT_YOURS) if signed_in else Verdict(401, access_words.SIGN_IN_FIRST)


def _is_at_the_door(asked: Asked) -> bool:
    """True for what people see before they have signed in. The page itself draws nothing else until then."""
    if not asked.is_plain_path:
        return False
    if asked.kind == "websocket":
        return asked.path == "/_stcore/stream"
    if asked.is_under(JOIN_PATH):
        return asked.method in ("GET", "HEAD", "POST")
    if asked.method not in ("GET", "HEAD"):
        return False
    return asked.path in _DOOR_PATHS or asked.path.startswith(_DOOR_FOLDERS)


class HostGuard:
    """ASGI middleware that judges pages, routes and web sockets alike, and puts security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = read_asked(scope)
        verdict = judge(asked, scope)
        if scope["type"] == "websocket":
            await self._socket(verdict, scope, receive, send)
            return
        is_phone = asked.is_under(JOIN_PATH)
        guarded = guarded_send(send, is_phone=is_phone, is_tls=_is_tls())
        if not verdict.is_in:
            await _answer(verdict, asked)(scope, receive, guarded)
        elif is_phone and asked.method == "POST":
            await self._limited(asked, scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    async def _socket(self, verdict: Verdict, scope: Scope, receive: Receive, send: Send) -> None:
        if verdict.is_in:
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _limited(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """A form from a phone: one that says it is too large is not read at all, one that turns out so is cut off."""
        limit = body_limit(asked)
        said = asked.headers.get("content-length", "0")
        if not said.isascii() or not said.isdigit() or len(said) > 12 or int(said) > limit:
            words = access_words.TOO_LARGE.format(limit=limit_words(limit))
            await _answer(Verdict(413, words), asked)(scope, receive, send)
            return
        await self.app(scope, limited_receive(receive, limit), send)


def _is_tls() -> bool:
    """True if people reach the server over TLS only."""
    if sign_in_path() is None:
        return False
    from app.server.signing_in import sign_in

    return sign_in().origin.startswith("https:")


def _answer(verdict: Verdict, asked: Asked) -> Response:
    """The answer to a request that is not let in; to somebody who reads it, one that says where to go."""
    from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse

    headers = {"Cache-Control": "no-store"}
    if verdict is _ALIVE:
        return JSONResponse({"status": verdict.words}, headers=headers)
    if verdict.status == 413:
        headers["Connection"] = "close"
    if "text/html" not in asked.headers.get("accept", ""):
        return PlainTextResponse(verdict.words, verdict.status, headers)
    if verdict.status == 401 and asked.method == "GET":
        return RedirectResponse(own_path("/"), 303, headers=headers)
    link = (JOIN_PATH, access_words.ROOM_LINK) if verdict is _ROOM_ONLY else None
    return HTMLResponse(
        _page(verdict.words, link), verdict.status, headers | {"Content-Security-Policy": _PLAIN_POLICY}
    )


_PLAIN_STYLE = (
    "body{font:17px/1.5 sans-serif;color:#16191d;background:#fff;max-width:34em;margin:2em auto;padding:0 1em}"
    "h1{font:600 1.5em/1.25 serif}a{color:#1d5b8f}"
)
_PLAIN_HASH = base64.b64encode(hashlib.sha256(_PLAIN_STYLE.encode()).digest()).decode()
_PLAIN_POLICY = f"default-src 'none'; style-src 'sha256-{_PLAIN_HASH}'"


def _page(words: str, link: tuple[str, str] | None = None) -> str:
    """A page that says one thing, with nothing on it that would have to be let in: no file, no script."""
    title, _, rest = words.partition(". ")
    heading = html.escape(title if title.endswith(".") or not rest else f"{title}.")
    more = f"<p>{html.escape(rest)}</p>" if rest else ""
    way = f'<p><a href="{html.escape(link[0])}">{html.escape(link[1])}</a></p>' if link else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{_PLAIN_STYLE}</style></head>"
        f"<body><main><h1>{heading}</h1>{more}{way}</main></body></html>"
    )
