"""What a document is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Block", "Grid", "Heading", "Look", "Paper", "Picture", "Sheet", "Words", "dressed"]

Look = Literal["plain", "strong", "quiet", "item", "quote"]


@dataclass(frozen=True)
class Heading:
    """A heading inside a sheet; 2 is the level below the sheet's own title."""

    words: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph. ``mark`` stands before it in bold."""

    words: str
    look: Look = "plain"
    mark: str = ""


def dressed(block: Words) -> str:
    """The words with the signs of their look: a quotation has its marks, an item a dot unless a mark leads it."""
    if block.look == "quote":
        return f"“{block.words}”"
    return f"• {block.words}" if block.look == "item" and not block.mark else block.words


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes:
        title: what it is, for people who do not see it.
        heads: one for each column.
        rows: as many cells each; there are no merged cells.
        shares: of the width, one for each column.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG that is at most ``high_mm`` high, and what it shows in words."""

    png: bytes
    alt: str
    high_mm: float


Block = Heading | Words | Grid | Picture


@dataclass(frozen=True)
class Sheet:
    """A part of the document under a title of its own. ``key`` tells it from all others.

    It begins a page unless ``begins_page`` is False.
    """

    key: str
    title: str
    blocks: Sequence[Block]
    begins_page: bool = True


@dataclass(frozen=True)
class Paper:
    """A document.

    Attributes:
        title: of the whole.
        sheets: in order.
        foot: words at the foot of each page, before its number.
        is_page_each: True where every sheet is one page; a PDF then makes it fit by setting it smaller.
    """

    title: str
    sheets: Sequence[Sheet]
    foot: str
    is_page_each: bool = False
