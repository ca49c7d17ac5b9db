"""Small pieces of HTML: escaped text and big numbers. Everything that is not ours goes through :func:`text`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

__all__ = ["big_numbers", "date_words", "text"]


def text(value: object) -> str:
    """Anything as text that HTML does not interpret."""
    return escape(str(value), quote=True)


def date_words(value: str) -> str:
    """``"2024-03-05"`` -> ``"5 March 2024"``; what is not a date stays as it is."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


def big_numbers(numbers: Iterable[tuple[str, str]]) -> str:
    """Number and label pairs, the number large."""
    items = "".join(f"<div><dt>{text(label)}</dt><dd>{text(number)}</dd></div>" for number, label in numbers)
    return f'<dl class="ea-numbers">{items}</dl>'
