"""What a request says of itself: who sends it, to which host, from which page. Plain facts, no decision.

"This computer" is a peer address of exactly 127.0.0.1 or ::1 and a host name that means this computer; a request
that somebody passed on never is, whatever its headers claim.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import Scope

__all__ = ["SAFE_METHODS", "Asked", "host_name", "is_same_site", "read_asked"]

_PEERS = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_PASSED_ON = frozenset({"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"})
_HOST = re.compile(r"(?P<name>[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_SINGLE = frozenset({"host", "origin", "referer", "sec-fetch-site", "content-length", "content-type"})
_PART = re.compile(r"[A-Za-z0-9_.~-]+")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


@dataclass(frozen=True)
class Asked:
    """One request. ``path`` is what the router matches; ``host`` is lower case with its port; ``headers`` by name.

    ``is_muddled`` says that a header which must come once came twice, or that ``host`` is no host.
    """

    kind: str
    method: str
    scheme: str
    path: str
    raw_path: str
    host: str
    headers: Mapping[str, str]
    peer: str
    at: str
    is_muddled: bool

    @property
    def is_passed_on(self) -> bool:
        """True if a proxy, or somebody who plays one, sent it on."""
        return any(name in _PASSED_ON for name in self.headers)

    @property
    def is_plain_path(self) -> bool:
        """True if the path means the same to everybody: sent as the router reads it, no ``..``, ``%``, ``;``."""
        start, *parts = self.path.split("/")
        if start or not parts or self.path != self.raw_path:
            return False
        kept = parts if parts[-1] else parts[:-1]
        return all(_PART.fullmatch(part) and part.strip(".") for part in kept)

    def is_under(self, start: str) -> bool:
        """True if the path is ``start`` or below it."""
        return self.path == start or self.path.startswith(f"{start}/")

    def is_this_computer(self, hosts: frozenset[str]) -> bool:
        """True if somebody at this computer sent it, to one of ``hosts``."""
        return self.peer in _PEERS and not self.is_passed_on and host_name(self.host) in hosts

    def is_to_room(self, hosts: frozenset[str]) -> bool:
        """True if it was sent to one of ``hosts`` or to the very address it came in at."""
        name = host_name(self.host)
        return name in hosts or (self.at != "" and _plain_address(name.strip("[]")) == self.at)


@lru_cache(maxsize=1024)
def host_name(host: str) -> str:
    """``Localhost:8501`` -> ``localhost``; keeps the brackets of IPv6; empty for what is no host."""
    found = _HOST.fullmatch(host.strip().lower())
    return found["name"] if found else ""


@lru_cache(maxsize=1024)
def _plain_address(address: str) -> str:
    """An IP address in one spelling, IPv4 inside IPv6 as IPv4; empty for anything else."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def read_asked(scope: Scope) -> Asked:
    """The facts of an ASGI scope of the type ``http`` or ``websocket``."""
    headers: dict[str, str] = {}
    is_muddled = False
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").lower()
        is_muddled = is_muddled or (name in _SINGLE and name in headers)
        headers[name] = raw_value.decode("latin-1").strip()
    host = headers.get("host", "").lower()
    path = str(scope["path"])
    raw_path = scope.get("raw_path")
    return Asked(
        kind=scope["type"],
        method=str(scope.get("method", "GET")),
        scheme=str(scope["scheme"]).replace("ws", "http", 1),
        path=path,
        raw_path=path if raw_path is None else raw_path.decode("latin-1"),
        host=host,
        headers=headers,
        peer=str((scope.get("client") or ("",))[0]),
        at=_plain_address(str((scope.get("server") or ("",))[0])),
        is_muddled=is_muddled or not host_name(host),
    )


@lru_cache(maxsize=1024)
def _origin_of(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address, None for what has none (``null``)."""
    try:
        parts = urlsplit(address.strip().lower())
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return None
    if not parts.hostname or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port


def is_same_site(asked: Asked, own: str) -> bool:
    """True unless a page of another origin than ``own`` (such as ``http://localhost:8501``) sent the request.

    An ``Origin`` must be ours whatever the method. A request that changes something and comes without one must not
    say that it crosses sites, and a ``Referer``, if there is any, must be of our host.
    """
    here = _origin_of(own)
    origin = asked.headers.get("origin")
    if origin is not None:
        return here is not None and _origin_of(origin) == here
    if asked.method in SAFE_METHODS:
        return True
    if asked.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    referer = asked.headers.get("referer")
    found = _origin_of(referer) if referer is not None else here
    return found is not None and here is not None and found[1:] == here[1:]
