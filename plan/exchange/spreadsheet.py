"""Text in spreadsheets: nothing that a person typed is run, and nothing of it is lost on the way out and back.

The quoting rule: text that begins with ``'``, ``=``, ``+``, ``-``, ``@``, tab or return gets one ``'`` in front on
export and loses exactly one on import. Numbers are not text: a longitude of -2.99 is written as it is. In an XLSX file
text is guarded first and coded then: ``to_xlsx(guard_text(words))``, and back ``unguard_text(from_xlsx(cell))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.errors import UsageError

__all__ = ["LONGEST_CELL", "from_xlsx", "guard_text", "join_list", "split_list", "to_xlsx", "unguard_text"]

LONGEST_CELL = 32_767
"""Characters (UTF-16 units) that a cell of an XLSX file holds."""

_RISKY = ("'", "=", "+", "-", "@", "\t", "\r")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# What XML 1.0 cannot hold, and the return, which XML turns into a line feed.
_UNWRITABLE = "\x00-\x08\x0b-\x1f\ufffe\uffff"
# An underscore is coded where it begins what would be read as a code.
_TO_CODE = re.compile(f"[{_UNWRITABLE}]|_(?=x[0-9A-Fa-f]{{4}}[_{_UNWRITABLE}])")
_SURROGATES = range(0xD800, 0xE000)


def guard_text(text: str) -> str:
    """Text as it is written into a CSV or XLSX cell."""
    return "'" + text if text.startswith(_RISKY) else text


def unguard_text(text: str) -> str:
    """Text as it was before :func:`guard_text`: it loses exactly one ``'`` in front, if it has any."""
    return text.removeprefix("'")


def join_list(items: Iterable[str]) -> str:
    """``("a", "b")`` -> ``"a; b"``; empty items are left out.

    Raises:
        UsageError: an item holds a semicolon, which would come back as two.
    """
    whole = [item.strip() for item in items]
    if wrong := [item for item in whole if ";" in item]:
        raise UsageError(
            f"The list entry {wrong[0][:60]!r} holds a semicolon, which separates entries.", do="Write it without."
        )
    return "; ".join(item for item in whole if item)


def split_list(text: str) -> tuple[str, ...]:
    """``"a; b"`` -> ``("a", "b")``, without blanks at the ends and without empty items."""
    return tuple(item for part in text.split(";") if (item := part.strip()))


def _coded(sign: re.Match[str]) -> str:
    return f"_x{ord(sign.group()):04X}_"


def _decoded(code: re.Match[str]) -> str:
    number = int(code.group(1), 16)
    return code.group() if number in _SURROGATES else chr(number)


def to_xlsx(text: str) -> str:
    """Text as it stands in the XML of an XLSX file, where ``_x000D_`` means a return.

    Signs that XML cannot hold are coded like that, and what a person typed in that form is coded itself, so that it is
    shown literally. Lone surrogates have to be gone before.
    """
    return _TO_CODE.sub(_coded, text)


def from_xlsx(text: str) -> str:
    """Text of an XLSX cell as a person sees it: the way back from :func:`to_xlsx`."""
    return _ESCAPED.sub(_decoded, text)
