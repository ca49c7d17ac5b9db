"""Where the phones of a room find this server: the names it answers to, and the address on the screen."""

from __future__ import annotations

import os
import time
from functools import lru_cache
from urllib.parse import urlsplit

from app.server.atlases import own_path
from app.server.settings import allowed_hosts, is_forum, sign_in_path
from app.server.signing_in import sign_in
from everyday.serving import JOIN_PATH, ROOM_URL_VARIABLE, machine_names, named_address, room_addresses

__all__ = ["join_path", "page_url", "room_hosts", "room_url", "room_urls"]

_ADDRESS_LASTS_S = 15.0


def _bracketed(address: str) -> str:
    return f"[{address}]" if address.count(":") > 1 and not address.startswith("[") else address


def room_hosts() -> frozenset[str]:
    """Names under which phones may ask for this computer, besides the address a request came in at."""
    told = urlsplit(os.environ.get(ROOM_URL_VARIABLE, "")).netloc.rpartition(":")[0].lower()
    named = urlsplit(f"//{_bracketed(named_address())}").hostname or ""
    return frozenset((machine_names() | {told, _bracketed(named)}) - {""}) | allowed_hosts()


@lru_cache(maxsize=1)
def _addresses_of(_moment: int, _named: str) -> tuple[str, ...]:
    return tuple(_bracketed(address) for address in room_addresses())


def _addresses_now() -> tuple[str, ...]:
    """Room addresses, looked up anew a few times a minute: a laptop changes its network."""
    return _addresses_of(int(time.monotonic() / _ADDRESS_LASTS_S), named_address())


def room_urls(request_host: str = "") -> list[str]:
    """Every address at which phones find the phone page, the one to show first.

    With sign-in that is the public address; in a forum those of this computer on its networks now; empty where no
    phone can come in. ``request_host`` (the page's Host header) gives the port if the server was not told its own.
    """
    if sign_in_path() is not None:
        return [f"{sign_in().origin}{JOIN_PATH}"]
    if not is_forum():
        return []
    told = urlsplit(os.environ.get(ROOM_URL_VARIABLE, ""))
    port = told.port or urlsplit(f"//{request_host}").port or 80
    suffix = "" if port == 80 else f":{port}"
    told_host = _bracketed(told.hostname or "")
    addresses = sorted(_addresses_now(), key=lambda address: address != told_host)
    return [f"http://{address}{suffix}{JOIN_PATH}" for address in addresses]


def room_url(request_host: str = "") -> str | None:
    """The address to put on the screen and into the QR code, None where no phone can come in (see ``room_urls``)."""
    return next(iter(room_urls(request_host)), None)


def join_path() -> str:
    """The phone page of this atlas, as a browser must ask for it."""
    return own_path(JOIN_PATH)


def page_url(request_host: str) -> str:
    """The address of this atlas's phone page for links that hold a key, on the screen's own host without a room."""
    url = room_url(request_host) or f"http://{request_host}{JOIN_PATH}"
    return url.removesuffix(JOIN_PATH) + join_path()
