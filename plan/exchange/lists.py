"""Lists in one cell, as we write them (``a; b``) and as map programs write them when they save our files again.

GDAL and QGIS turn a list into ``(2:social,spatial)`` or ``[ "social", "spatial" ]``, numpy (and with it pyogrio) into
``['social' 'spatial']``, as Python writes words: a line break is a backslash and an n. The first cannot be taken apart
where an entry holds a comma itself: then it is refused, not guessed.
"""

from __future__ import annotations

import ast
import json
import re

from plan.exchange.spreadsheet import join_list, split_list

__all__ = ["items_of", "text_of_items"]

_COUNTED = re.compile(r"^\((\d{1,4}):(.*)\)$", re.DOTALL)
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_ARRAY = re.compile(rf"^\[\s*(?:{_QUOTED})(?:[\s,]+(?:{_QUOTED}))*\s*\]$", re.DOTALL)


def text_of_items(items: tuple[str, ...]) -> str:
    """The entries as one cell, ``a; b``; an entry that would be read as a list itself makes it a JSON list.

    Raises:
        UsageError: an entry holds a semicolon.
    """
    text = join_list(items)
    try:
        is_same = items_of(text) == split_list(text)
    except ValueError:
        is_same = False
    return text if is_same else json.dumps(list(items), ensure_ascii=False)


def items_of(text: str) -> tuple[str, ...]:
    """The entries of a cell, without blanks at their ends and without empty ones.

    Raises:
        ValueError: it is a list as map programs write it, and cannot be taken apart; the text says why.
    """
    if found := _COUNTED.match(text):
        return _counted(int(found[1]), found[2])
    if text.startswith("[") and text.endswith("]"):
        return _bracketed(text)
    return split_list(text)


def _counted(number: int, inside: str) -> tuple[str, ...]:
    items = inside.split(",") if number or inside else []
    if len(items) != number:
        raise ValueError(
            f"the list says that it has {number} entries and can be taken apart into {len(items)}: an entry holds a "
            "comma, or the list was cut off. Write the entries with a semicolon between them"
        )
    return tuple(item for part in items if (item := part.strip()))


def _bracketed(text: str) -> tuple[str, ...]:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        listed = None
    if isinstance(listed, list):
        if not all(isinstance(item, str | int | float) and not isinstance(item, bool) for item in listed):
            raise ValueError(
                "the list holds something else than words. Write the entries with a semicolon between them"
            )
        return tuple(item for part in listed if (item := str(part).strip()))
    if not _ARRAY.match(text):
        return split_list(text)  # words in brackets that a person typed
    items = map(_unquoted, re.findall(_QUOTED, text, re.DOTALL))
    return tuple(item for part in items if (item := part.strip()))


def _unquoted(part: str) -> str:
    """The words of an entry in quotation marks, as Python writes them."""
    try:
        return str(ast.literal_eval(part))
    except (ValueError, SyntaxError):  # a backslash that a person typed
        return re.sub(r"\\(.)", r"\1", part[1:-1])
