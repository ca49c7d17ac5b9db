"""Where this computer is in the room: its addresses and names on the local network, found without the internet."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from functools import lru_cache

__all__ = ["ROOM_ADDRESS_VARIABLE", "machine_names", "named_address", "room_addresses"]

ROOM_ADDRESS_VARIABLE = "EVERYDAY_ROOM_ADDRESS"
# Which of our addresses would be used to reach these: nothing is sent. They stand for "out of here" (documentation
# ranges, so nobody's), then for what routers, phones and laptops that share a network usually have.
_ASKED_V4 = (
    "198.51.100.1", "192.168.1.1", "192.168.0.1", "192.168.137.1", "192.168.43.1", "172.20.10.1", "10.42.0.1",
    "10.0.0.1",
)  # fmt: skip
_ASKED_V6 = ("2001:db8::1",)
_PORT = 9
_SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface


def named_address() -> str:
    """The address that phones are told, where somebody has set it; empty otherwise."""
    return os.environ.get(ROOM_ADDRESS_VARIABLE, "").strip().lower()


@lru_cache(maxsize=1)
def machine_names() -> frozenset[str]:
    """Names of this computer on a local network: its host name, short and long, and the same with ``.local``."""
    name = socket.gethostname().strip().lower().rstrip(".")
    short = name.partition(".")[0]
    names = {name, short, f"{short}.local"} - {"", ".local"}
    return frozenset(names - {"localhost", "localhost.local"})


def _used_to_reach(target: str) -> str:
    """Our address on the way to ``target``; empty if there is no way. Connecting UDP sends nothing."""
    family = socket.AF_INET6 if ":" in target else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, _PORT))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def _of_interfaces() -> list[str]:
    """IPv4 addresses of this computer's interfaces; where the system does not list them, those of its name."""
    if sys.platform == "linux":
        import fcntl

        found = []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            for _, name in socket.if_nameindex():
                try:
                    answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, name.encode()[:15].ljust(256, b"\0"))
                except OSError:  # an interface without an address
                    continue
                found.append(socket.inet_ntoa(answer[20:24]))
        return found
    try:
        entries = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(entry[4][0]) for entry in entries]


def _is_for_phones(address: str) -> bool:
    """False for what only this computer can use, and for IPv6 addresses that need the name of an interface."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.is_loopback or parsed.is_unspecified or parsed.is_multicast:
        return False
    return parsed.version == 4 or not parsed.is_link_local


def _ease(address: str) -> int:
    """How easily a phone uses it: IPv4 first, then IPv4 that the computer gave itself, then IPv6."""
    parsed = ipaddress.ip_address(address)
    return 2 if parsed.version == 6 else int(parsed.is_link_local)


def room_addresses() -> list[str]:
    """Addresses of this computer that phones on the same network can type, the likeliest first.

    ``EVERYDAY_ROOM_ADDRESS`` (an address or a name) replaces what is found. Nothing is sent and no name is asked of
    the internet. Empty where the computer is on no network.
    """
    if named := named_address():
        return [named]
    found = [_used_to_reach(target) for target in (*_ASKED_V4, *_ASKED_V6)] + _of_interfaces()
    return sorted(dict.fromkeys(filter(_is_for_phones, found)), key=_ease)
