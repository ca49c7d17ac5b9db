"""Records without words, as their kinds are declared: without some that are looked for, or without any."""

from __future__ import annotations

import re
from typing import Any

from plan.kinds import KEYS_OF_ROWS, Record
from plan.text import spans_of

__all__ = ["ERASED", "namers", "redact", "redacted_fields", "without"]

ERASED = "[erased on request]"
_PLAIN_KEY = re.compile(r"[\w.:+-]*", re.ASCII)


def namers(kind: type[Record]) -> list[str]:
    """Fields that say who did something: ``created_by``, ``decided_by``."""
    return [name for name in kind.words if name.endswith("_by")]


def redact(value: Any, wanted: str | None) -> Any:
    """The value without the words (folded, see ``plan.text.fold``); without any words if none are given."""
    if isinstance(value, str):
        return without(value, wanted) if wanted else ERASED if value else ""
    if isinstance(value, dict):
        return {_name(key, wanted): redact(item, wanted) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(redact(item, wanted) for item in value)
    return value


def without(words: str, wanted: str) -> str:
    """A text with another in the place of each of the words; a name that is written with blanks in it is one."""
    for start, end in reversed(spans_of(wanted, words)):
        words = f"{words[:start]}{ERASED}{words[end:]}"
    return words


def _name(key: str, wanted: str | None) -> str:
    """The name of an entry without the words; a key of a table or of the program's own stays."""
    return key if not wanted or _PLAIN_KEY.fullmatch(key) else without(key, wanted)


def _wordless(value: Any) -> Any:
    """The value of a field of words without any; in the rows of a table what are keys and days stays."""
    if isinstance(value, dict):
        return {"erased": ERASED}
    if isinstance(value, list | tuple) and isinstance(value[0], dict):
        rows = [
            {name: one if name in KEYS_OF_ROWS else redact(one, None) for name, one in row.items()} for row in value
        ]
        return type(value)(rows)
    return redact(value, None)


def redacted_fields(kind: type[Record] | None, content: dict[str, Any], wanted: str | None) -> dict[str, Any]:
    """Fields of a record of a kind (of one that is no more: None) without the words, or without any."""
    changed = dict(content)
    keys, words = (kind.keys, kind.words) if kind else (("id",), tuple(content))
    for name, value in content.items():
        if name in keys and name != "sha256":
            continue
        if wanted:
            changed[name] = redact(value, wanted)
        elif name in ("device_id", "sha256"):
            changed[name] = ""
        elif name in words and value:
            changed[name] = _wordless(value)
    return changed
