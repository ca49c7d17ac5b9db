"""What every answer carries, and what no request may do: security headers, and the size and pace of a body."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException

from app.words import access as access_words

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Send

    from app.server.request import Asked

__all__ = [
    "FORM_LIMIT_BYTES", "PHONE_POLICY", "PHOTO_LIMIT_BYTES", "body_limit", "guarded_send", "keep_uploads_in_memory",
    "limited_receive",
]  # fmt: skip

PHOTO_LIMIT_BYTES = 12 * 1024 * 1024
FORM_LIMIT_BYTES = 64 * 1024
PAUSE_S = 30.0
"""A phone that sends nothing for so long in the middle of a form is gone, or means harm."""

PHONE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE_POLICY = "frame-ancestors 'self'"
_STREAMLIT_COOKIE = "_streamlit"


def keep_uploads_in_memory() -> None:
    """Files that are handed in stay in memory while they arrive: Starlette would put those over a megabyte into a
    temporary file, and nobody's way through the town is to touch a disk."""
    from starlette.formparsers import MultiPartParser

    from everyday.serving import MAX_UPLOAD_MB

    MultiPartParser.spool_max_size = (MAX_UPLOAD_MB + 1) * 1024 * 1024


def _secured(cookie: str) -> str:
    """A cookie of Streamlit's that the browser sends over TLS only."""
    is_theirs = cookie.startswith(_STREAMLIT_COOKIE) and "; secure" not in cookie.lower()
    return f"{cookie}; Secure" if is_theirs else cookie


def guarded_send(send: Send, *, is_phone: bool, is_tls: bool) -> Send:
    """``send`` that puts the security headers on an answer; ``is_phone`` for the strict rules of the phone page."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["X-Frame-Options"] = "DENY" if is_phone else "SAMEORIGIN"
            headers.setdefault("Content-Security-Policy", PHONE_POLICY if is_phone else _PAGE_POLICY)
            if is_tls:
                cookies = [_secured(cookie) for cookie in headers.getlist("set-cookie")]
                del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", cookie)
        await send(message)

    return send_with_headers


def body_limit(asked: Asked) -> int:
    """The largest body of a request to the phone page, in bytes: photos come as ``multipart/form-data``."""
    is_photo = asked.headers.get("content-type", "").lower().startswith(("multipart/form-data", "image/"))
    return PHOTO_LIMIT_BYTES if is_photo else FORM_LIMIT_BYTES


def limit_words(limit: int) -> str:
    """``"12 MB"``, ``"64 kB"``."""
    return f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 1024} kB"


def limited_receive(receive: Receive, limit: int) -> Receive:
    """``receive`` that stops a body at ``limit`` bytes, and one that stalls.

    Raises:
        HTTPException: 413 or 408, which the router turns into the answer.
    """
    taken, is_whole = 0, False

    async def receive_some() -> Message:
        nonlocal taken, is_whole
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout(PAUSE_S):  # no task for each piece, as ``wait_for`` has it
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, access_words.TOO_SLOW, {"Connection": "close"}) from None
        taken += len(message.get("body", b""))
        is_whole = message["type"] != "http.request" or not message.get("more_body", False)
        if taken > limit:
            raise HTTPException(413, access_words.TOO_LARGE.format(limit=limit_words(limit)), {"Connection": "close"})
        return message

    return receive_some
