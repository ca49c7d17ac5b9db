"""Settings of the app: where things are, what is allowed, and how Streamlit should look."""

from __future__ import annotations

import os
import time
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from everyday.serving.room import machine_names, named_address, room_addresses
from everyday.serving.told import (
    ATLAS_VARIABLE,
    FORUM_VARIABLE,
    HOSTS_VARIABLE,
    JOIN_PATH,
    MAX_UPLOAD_MB,
    ROOM_URL_VARIABLE,
    SERVED_OPTIONS,
    SIGN_IN_VARIABLE,
    STREAMLIT_OPTIONS,
)

__all__ = [
    "ASSETS", "ATLAS_VARIABLE", "FORUM_VARIABLE", "HOSTS_VARIABLE", "JOIN_PATH", "MAX_UPLOAD_MB", "ROOM_URL_VARIABLE",
    "SERVED_OPTIONS", "SIGN_IN_VARIABLE", "STREAMLIT_OPTIONS", "allowed_hosts", "atlas_folder", "is_forum",
    "room_hosts", "room_url", "room_urls", "sign_in_path",
]  # fmt: skip

ASSETS = Path(__file__).resolve().parents[1] / "assets"
_ADDRESS_LASTS_S = 15.0


def atlas_folder() -> Path | None:
    """The atlas that is shown: the folder in ``EVERYDAY_ATLAS``, or None where it is not set."""
    value = os.environ.get(ATLAS_VARIABLE, "").strip()
    return Path(value) if value else None


def allowed_hosts() -> frozenset[str]:
    """Host names (without port) under which the server answers; more may be named in ``EVERYDAY_ALLOWED_HOSTS``."""
    more = os.environ.get(HOSTS_VARIABLE, "").split(",")
    return frozenset({"localhost", "127.0.0.1", "[::1]"} | {name.strip().lower() for name in more if name.strip()})


def is_forum() -> bool:
    """True if phones in the room may reach the phone page (``everyday serve --forum``)."""
    return os.environ.get(FORUM_VARIABLE, "").strip() == "1" and sign_in_path() is None


def sign_in_path() -> Path | None:
    """The sign-in file if the atlas is served to people who sign in, else None."""
    value = os.environ.get(SIGN_IN_VARIABLE, "").strip()
    return Path(value) if value else None


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
        from app.server.sign_in import sign_in

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
