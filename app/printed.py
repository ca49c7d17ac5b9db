"""Small pieces of HTML: escaped text, big numbers, tables. Everything that is not ours goes through :func:`text`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

__all__ = ["big_numbers", "date_words", "in_a_box", "table", "text"]


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


def table(rows: Iterable[Sequence[str]], heads: Sequence[str], caption: str, kind: str = "") -> str:
    """A table whose first column names its rows."""
    head = "".join(f'<th scope="col">{text(words)}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>{"".join(f"<td>{text(words)}</td>" for words in row[1:])}</tr>'
        for row in rows
    )
    return (f'<table class="ea-evidence {kind}"><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table>")  # fmt: skip


def in_a_box(drawn: str, label: str) -> str:
    """A table that may be wider than a phone and is then scrolled, with the keyboard too."""
    named = f'role="region" tabindex="0" aria-label="{text(label)}"'
    return f'<div class="ea-scroll" data-may-scroll {named}>{drawn}</div>'
