"""Text that anybody may have typed, on its way into a document."""

from __future__ import annotations

import re

from plan.text import TITLE_LENGTH

__all__ = ["shortened", "writable"]

# What XML 1.0 cannot hold and no font shows.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def writable(text: object) -> str:
    """Text as a document can hold it: what it cannot hold is shown as the replacement sign, nothing vanishes."""
    return _UNWRITABLE.sub("\ufffd", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str) -> str:
    """A title where it stands a second time: at most as long as titles commonly are."""
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1] + "…"
