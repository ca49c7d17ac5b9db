"""Ids that people can read aloud and write on paper, and the codes that let a room in."""

from __future__ import annotations

import hashlib
import secrets

__all__ = ["CODE_LENGTH", "id_from", "new_code", "new_id", "normal_code", "shown_code"]

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: without I, L, O and U
CODE_LENGTH = 8
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def _signs(number: int) -> str:
    return "".join(_SIGNS[(number >> (5 * place)) & 31] for place in range(CODE_LENGTH))


def new_id(prefix: str) -> str:
    """A new id such as ``F-7K3M9Q2X``: 40 random bits."""
    return f"{prefix}-{_signs(secrets.randbits(40))}"


def id_from(prefix: str, *parts: str) -> str:
    """The id that always belongs to these parts: an entry that a phone sends twice is the same entry."""
    digest = hashlib.sha256("\x00".join(parts).encode()).digest()
    return f"{prefix}-{_signs(int.from_bytes(digest[:5], 'big'))}"


def new_code() -> str:
    """A new join code of 40 random bits, as it is kept: eight signs."""
    return _signs(secrets.randbits(40))


def normal_code(words: str) -> str:
    """A code as it is kept, however somebody typed it; empty if it cannot be one."""
    code = words.strip().upper().translate(_LIKE)
    return code if len(code) == CODE_LENGTH and set(code) <= set(_SIGNS) else ""


def shown_code(code: str) -> str:
    """A code as it is read: ``7K3M-9Q2X``."""
    return f"{code[:4]}-{code[4:]}"
