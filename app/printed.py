"""Small pieces of HTML: escaped text, big numbers, bars. Everything that is not ours goes through :func:`text`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

__all__ = [
    "SINGULAR",
    "Bar",
    "bars",
    "big_numbers",
    "columns_chart",
    "date_words",
    "people_words",
    "share_words",
    "text",
]

SINGULAR = {"residents": "resident", "households": "household", "small areas": "small area", "cells": "cell"}


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


def people_words(weight: float, noun: str, whole: float = 0.0) -> str:
    """``"about 12,300 residents (8 %)"``; exact for small numbers, without the share where ``whole`` is 0."""
    from analysis.registry import format_people

    if noun in ("small areas", "cells"):
        words = f"{round(weight):,} {SINGULAR[noun] if round(weight) == 1 else noun}"
    else:
        words = format_people(weight, (SINGULAR.get(noun, noun), noun))
    return f"{words} ({share_words(weight, whole)})" if whole > 0 else words


def share_words(weight: float, whole: float) -> str:
    """``"8 %"``, ``"under 1 %"``."""
    share = 100 * weight / whole
    return "under 1 %" if 0 < share < 0.5 else f"{round(share)} %"


def big_numbers(numbers: Iterable[tuple[str, str]]) -> str:
    """Number and label pairs, the number large."""
    items = "".join(f"<div><dt>{text(label)}</dt><dd>{text(number)}</dd></div>" for number, label in numbers)
    return f'<dl class="ea-numbers">{items}</dl>'


class Bar:
    """One bar: label, share of the full width (0–1, None where not known), words, and where the town's mark stands."""

    def __init__(self, label: str, share: float | None, words: str, *, mark: float | None = None) -> None:
        self.label, self.share, self.words, self.mark = label, share, words, mark


def _clipped(share: float) -> float:
    return 100 * min(max(share, 0.0), 1.0)


def bars(rows: Sequence[Bar], *, caption: str = "") -> str:
    """Horizontal bars as a table: the numbers are there as words too."""
    lines = []
    for row in rows:
        fill = "" if row.share is None else f'<i style="width:{_clipped(row.share):.1f}%"></i>'
        mark = "" if row.mark is None else f'<b style="left:{_clipped(row.mark):.1f}%"></b>'
        kind = "ea-bar ea-bar-unknown" if row.share is None else "ea-bar"
        lines.append(
            f'<tr><th scope="row">{text(row.label)}</th><td class="{kind}"><span>{fill}{mark}</span></td>'
            f'<td class="ea-bar-words">{text(row.words)}</td></tr>'
        )
    head = f"<caption>{text(caption)}</caption>" if caption else ""
    return f'<table class="ea-bars">{head}{"".join(lines)}</table>'


def columns_chart(
    values: Sequence[float], labels: Sequence[str], *, title: str, colours: Sequence[str] = (), mark: int | None = None
) -> str:
    """Upright bars with a label under some; ``title`` says in words what the picture shows."""
    top = max([*values, 1e-9])
    columns = []
    for position, value in enumerate(values):
        colour = f";background:{colours[position]}" if colours else ""
        label = labels[position] if position < len(labels) else ""
        is_marked = ' class="ea-marked"' if position == mark else ""
        columns.append(
            f'<div{is_marked}><i style="height:{100 * value / top:.1f}%{colour}"></i><small>{text(label)}</small></div>'
        )
    return f'<div class="ea-columns" role="img" aria-label="{text(title)}">{"".join(columns)}</div>'
