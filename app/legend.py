"""Legends: five classes with the people in each, nine for two measures together, four for reach."""

from __future__ import annotations

import numpy as np

from app import palettes, wording
from app.choices import Family, noun_of
from app.classes import Classes, class_breaks, classes_of
from app.library import Shown
from app.printed import people_words, share_words, text

__all__ = ["both_legend", "class_labels", "class_legend", "reach_legend"]


def class_labels(classes: Classes) -> list[str]:
    """Range of each class in words, from low to high values."""
    short, breaks = classes.measure.short, classes.breaks
    if not breaks:
        return ["all the same"]
    middle = [f"{short(low).removesuffix(' %')} to {short(high)}" for low, high in zip(breaks, breaks[1:], strict=False)]
    return [f"under {short(breaks[0])}", *middle, f"{short(breaks[-1])} or more"]


def _median_class(classes: Classes) -> int | None:
    if not np.isfinite(classes.median):
        return None
    return int(np.searchsorted(np.asarray(classes.breaks), classes.median, side="right"))


def _people(weight: float, noun: str, whole: float) -> str:
    """People of a class and their share, on a line each."""
    share = f"<span>{text(share_words(weight, whole))}</span>" if whole > 0 else ""
    return f"<span>{text(people_words(weight, noun))}</span>{share}"


def class_legend(shown: Shown, family: Family, band: str, unit: str) -> str:
    """The legend under the map: left the worse end, right the better, then what is not known."""
    classes = classes_of(shown, family, band, unit)
    noun, whole = noun_of(shown), sum(classes.weights) + classes.unknown
    is_reversed = classes.measure.better == "lower"
    fills = palettes.colours(family.level, classes.count, is_lower_better=is_reversed)
    labels, median = class_labels(classes), _median_class(classes)
    order = range(classes.count - 1, -1, -1) if is_reversed else range(classes.count)
    items = []
    for place in order:
        note = ""
        if place == median:
            value = text(classes.measure.format_value(classes.median))
            note = f'<span class="ea-median">town median: {value}</span>'
        items.append(
            f'<li><i style="background:{fills[place]}"></i><strong>{text(labels[place])}</strong>'
            f"{_people(classes.weights[place], noun, whole)}{note}</li>"
        )
    items.append(
        f'<li class="ea-unknown"><i></i><strong>{text(wording.NOT_KNOWN)}</strong>'
        f"{_people(classes.unknown, noun, whole)}</li>"
    )
    ends = ""
    if classes.measure.better:
        ends = f'<p class="ea-ends"><span>← {wording.WORSE}</span><span>{wording.BETTER} →</span></p>'
    title = text(f"{classes.measure.full_title}, by {'area' if unit == 'areas' else 'cell'}")
    return f'<div class="ea-legend"><p class="ea-legend-title">{title}</p>{ends}<ul>{"".join(items)}</ul></div>'


def _level_words(family: Family, band: str, breaks: tuple[float, ...]) -> list[str]:
    measure = family.measure(band)
    if len(breaks) < 2:
        return ["low", "middle", "high"][: len(breaks) + 1]
    low, high = measure.short(breaks[0]), measure.short(breaks[1])
    return [f"under {low}", f"{low.removesuffix(' %')} to {high}", f"{high} or more"]


def both_legend(shown: Shown, near: Family, across: Family, band: str, unit: str) -> str:
    """Three by three: columns from little to much near home, rows from much to little of the town."""
    table, noun = shown.table(unit), noun_of(shown)
    weights = table["weight_n"].fillna(0.0).to_numpy(dtype=float)
    values = [table[family.measure(band).name].to_numpy(dtype=float) for family in (near, across)]
    breaks = [class_breaks(shown, family, 3) for family in (near, across)]
    known = np.isfinite(values[0]) & np.isfinite(values[1])
    one, two = (np.searchsorted(np.asarray(edge), value, side="right") for edge, value in zip(breaks, values, strict=True))
    width = len(breaks[0]) + 1
    whole = float(weights.sum())
    head = "".join(f'<th scope="col">{text(words)}</th>' for words in _level_words(near, band, breaks[0]))
    rows = []
    row_words = _level_words(across, band, breaks[1])
    for row in range(len(breaks[1]), -1, -1):
        cells = []
        for column in range(width):
            weight = float(weights[known & (one == column) & (two == row)].sum())
            fill = palettes.BOTH[row * 3 + column]
            cells.append(f'<td><i style="background:{fill}"></i>{text(people_words(weight, noun, whole))}</td>')
        rows.append(f'<tr><th scope="row">{text(row_words[row])}</th>{"".join(cells)}</tr>')
    unknown = people_words(float(weights[~known].sum()), noun, whole)
    across_title, near_title = text(across.measure(band).full_title), text(near.measure(band).full_title)
    return (
        f'<div class="ea-legend"><p class="ea-legend-title">Down: {across_title}. Across: {near_title}.</p>'
        f'<table class="ea-both"><tr><td></td>{head}</tr>{"".join(rows)}</table>'
        f'<p class="ea-unknown"><i></i> {text(wording.NOT_KNOWN)}: {text(unknown)}</p></div>'
    )


def reach_legend(way: str) -> str:
    """Four bands of minutes from a chosen spot."""
    title = text(wording.REACH_LEGEND.format(way=wording.REACH_WAYS[way].lower()))
    starts = ("up to 15", "15 to 30", "30 to 45", "45 to 60")
    items = "".join(
        f'<li><i style="background:{fill}"></i><strong>{label} minutes</strong></li>'
        for fill, label in zip(palettes.REACH, starts, strict=True)
    )
    return f'<div class="ea-legend ea-legend-reach"><p class="ea-legend-title">{title}</p><p class="ea-ends">{wording.REACH_BEYOND}</p><ul>{items}</ul></div>'
