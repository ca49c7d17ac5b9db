"""Charts as plain HTML: upright columns and bars beside their words. What is drawn is the number and nothing else.

Every length is a share of one stated scale, and nothing squeezes or cuts it (tests/browser/test_charts.py measures the
drawn bars). Upright columns are a picture with one sentence for those who do not see it, and their numbers stand in a
table under it; horizontal bars are rows of a table, which says every number, the town's too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.printed import text
from app.words import common as common_words

__all__ = ["Bar", "Column", "Range", "bars", "columns_chart", "percent", "ranges"]


@dataclass(frozen=True)
class Bar:
    """One horizontal bar.

    Attributes:
        label: what it is of.
        share: its length, 0–1 of the full width; None where the number is not known.
        words: the number.
        mark: where the town's mark stands, 0–1 of the full width; ``words`` say the town's number too.
        is_beyond: True if the number is larger than any: the whole width, hatched.
    """

    label: str
    share: float | None
    words: str
    mark: float | None = None
    is_beyond: bool = False


def percent(share: float) -> str:
    """A length as a style sheet has it, to a hundredth of a per cent: ``"62.5%"``."""
    return f"{round(100 * share, 2):g}%"


def _scale_bar(share: float, *, is_beyond: bool = False, mark: float | None = None) -> str:
    """One bar on its track.

    Raises:
        ValueError: a share is not between 0 and 1: the scale was chosen too small.
    """
    for one in (share, mark or 0.0):
        if not -1e-9 <= one <= 1 + 1e-9:
            raise ValueError(f"A bar of {one:.3f} of its scale cannot be drawn: choose a scale that holds every value.")
    kind = ' class="ea-beyond"' if is_beyond else ""
    stands = "" if mark is None else f'<b style="left:{percent(mark)}"></b>'
    return f'<span aria-hidden="true"><i{kind} style="width:{percent(share)}"></i>{stands}</span>'


def bars(rows: Sequence[Bar], *, caption: str = "") -> str:
    """Horizontal bars as a table: label, bar, and the numbers as words."""
    lines = []
    for row in rows:
        kind = "ea-bar ea-bar-unknown" if row.share is None else "ea-bar"
        drawn = (
            '<span aria-hidden="true"></span>'
            if row.share is None
            else _scale_bar(row.share, is_beyond=row.is_beyond, mark=row.mark)
        )
        lines.append(
            f'<tr><th scope="row">{text(row.label)}</th><td class="{kind}">{drawn}</td>'
            f'<td class="ea-bar-words">{text(row.words)}</td></tr>'
        )
    head = f"<caption>{text(caption)}</caption>" if caption else ""
    return f'<table class="ea-bars">{head}{"".join(lines)}</table>'


@dataclass(frozen=True)
class Column:
    """One upright column.

    Attributes:
        value: what its height stands for.
        name: what it is of, in the table: "20 to 25".
        words: its value in the table.
        label: what stands under it, at its left; mostly empty.
        is_marked: True if it stands out (dark, with a sign under it, and ``mark`` in the table).
    """

    value: float
    name: str
    words: str
    label: str = ""
    is_marked: bool = False


def columns_chart(
    columns: Sequence[Column],
    *,
    sentence: str,
    caption: str,
    headings: tuple[str, str],
    last_label: str = "",
    top: float = 0.0,
    top_words: str = "",
    mark: str = "",
) -> str:
    """Upright columns on a common line, and their numbers as a table that can be opened.

    Args:
        columns: from left to right.
        sentence: what the picture shows, for those who do not see it.
        caption: of the table.
        headings: of the table's columns: what the columns are of, and what they count.
        last_label: what stands under the right end.
        top: the value at the top of the picture, so that two charts can share a scale; the largest value if smaller.
        top_words: that value in words, beside the line at the top.
        mark: what is said of a marked column: "holds the town's median".
    """
    scale = max([top, *(column.value for column in columns)])
    drawn, labels, rows = [], [], []
    for column in columns:
        share = column.value / scale if scale > 0 else 0.0
        kind = ' class="ea-marked"' if column.is_marked else ""
        drawn.append(f'<i{kind} style="height:{percent(share)}"></i>')
        labels.append(f"<small>{text(column.label)}</small>")
        said = f"{column.words} ({mark})" if column.is_marked and mark else column.words
        rows.append(f'<tr><th scope="row">{text(column.name)}</th><td>{text(said)}</td></tr>')
    marked = " ea-with-mark" if any(column.is_marked for column in columns) else ""
    end = f'<small class="ea-axis-end">{text(last_label)}</small>' if last_label else ""
    picture = (
        f'<div class="ea-plot{marked}" role="img" aria-label="{text(sentence)}">'
        f'<small class="ea-plot-top">{text(top_words)}</small>'
        f'<div class="ea-columns">{"".join(drawn)}</div><div class="ea-axis">{"".join(labels)}{end}</div></div>'
    )
    one, two = (f'<th scope="col">{text(words)}</th>' for words in headings)
    table = (
        f'<table class="ea-evidence"><caption>{text(caption)}</caption><thead><tr>{one}{two}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    summary = f"<summary>{text(common_words.CHART_NUMBERS)}</summary>"
    return f'<div class="ea-chart">{picture}<details class="ea-chart-numbers">{summary}{table}</details></div>'


@dataclass(frozen=True)
class Range:
    """One value with its interval on a line.

    Attributes:
        label: what it is of.
        value: None where it is not known: the row has its words alone.
        low, high: its limits; None where there is no interval.
        words: the number, and what is said of it.
        mark: a value to set it against; None for none.
        is_heading: True for a line of words between the others, such as where a series is broken.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    words: str
    mark: float | None = None
    is_heading: bool = False


def ranges(
    rows: Sequence[Range],
    *,
    caption: str,
    scale: tuple[float, float],
    ends: tuple[str, str],
    heads: tuple[str, str, str],
) -> str:
    """Values with their intervals as a table: label, a point on a line with its interval, and the numbers as words.

    Args:
        rows: from the top.
        caption: what is shown, of when and against what.
        scale: the values at the left and the right end of every line.
        ends: those values in words.
        heads: of the three columns.

    Raises:
        ValueError: a value or a limit lies outside the scale.
    """
    left, right = scale

    def place(value: float) -> str:
        share = (value - left) / (right - left) if right > left else 0.5
        if not -1e-9 <= share <= 1 + 1e-9:
            raise ValueError(f"{value:.3f} does not lie between {left:g} and {right:g}: choose a scale that holds it.")
        return percent(min(max(share, 0.0), 1.0))

    lines = []
    for row in rows:
        if row.is_heading:
            lines.append(f'<tr class="ea-range-break"><th scope="row">{text(row.label)}</th><td></td>'
                         f"<td>{text(row.words)}</td></tr>")  # fmt: skip
            continue
        drawn = ""
        if row.low is not None and row.high is not None:
            width = (row.high - row.low) / (right - left) if right > left else 0.0
            place(row.high)
            drawn += f'<i style="left:{place(row.low)};width:{percent(width)}"></i>'
        if row.mark is not None:
            drawn += f'<b style="left:{place(row.mark)}"></b>'
        if row.value is not None:
            drawn += f'<em style="left:{place(row.value)}"></em>'
        lines.append(f'<tr><th scope="row">{text(row.label)}</th><td class="ea-range"><span aria-hidden="true">{drawn}'
                     f"</span></td><td>{text(row.words)}</td></tr>")  # fmt: skip
    name, middle, said = (text(one) for one in heads)
    scale_words = f'<span class="ea-range-ends"><small>{text(ends[0])}</small><small>{text(ends[1])}</small></span>'
    return (
        f'<table class="ea-ranges"><caption>{text(caption)}</caption><thead><tr><th scope="col">{name}</th>'
        f'<th scope="col"><span class="ea-unseen">{middle}</span>{scale_words}</th><th scope="col">{said}</th></tr>'
        "</thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
