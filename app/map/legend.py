"""Legends: at most five classes with the people in each, nine for two measures together, four for reach."""

from __future__ import annotations

import numpy as np

from analysis.registry import class_words, people_words
from app.map import palettes
from app.map.classes import Classes, class_breaks, class_labels, classes_of
from app.parts import Family, noun_of
from app.printed import text
from app.server import Shown
from app.words import common as common_words
from app.words import map as map_words

__all__ = ["both_legend", "class_legend", "class_people", "reach_legend"]


def _median_class(classes: Classes) -> int | None:
    if not np.isfinite(classes.median):
        return None
    return int(np.searchsorted(np.asarray(classes.breaks), classes.median, side="right"))


def class_people(weight: float, noun: str, whole: float) -> str:
    """How many a class holds and their share, without the noun, which is in the title; "nobody" where it holds none."""
    if weight <= 0:
        return map_words.NOBODY.get(noun, map_words.NOBODY[""])
    return people_words(weight, noun, whole, with_noun=False)


def _count(weight: float, noun: str, whole: float) -> str:
    return f"<span>{text(class_people(weight, noun, whole))}</span>"


def _item(fill: str, label: str, count: str, *, end: str = "", note: str = "") -> str:
    swatch = f'<i style="background:{palettes.swatch(fill)}">{text(end)}</i>'
    return f"<li>{swatch}<strong>{text(label)}</strong>{count}{note}</li>"


def class_legend(shown: Shown, family: Family, band: str, unit: str, breaks: tuple[float, ...] | None = None) -> str:
    """The legend over the map: left the worse end, right the better, then what is not known.

    ``breaks`` are those of another edition where this one is seen beside it; people are counted in this one.
    """
    classes = classes_of(shown, family, band, unit, breaks)
    noun, whole = noun_of(shown), sum(classes.weights) + classes.unknown
    is_reversed = classes.measure.better == "lower"
    fills = palettes.colours(family.level, classes.count, is_lower_better=is_reversed)
    labels, median = class_labels(classes), _median_class(classes)
    order = list(range(classes.count))[:: -1 if is_reversed else 1]
    ends = {order[0]: map_words.WORSE, order[-1]: map_words.BETTER} if classes.measure.better and len(order) > 1 else {}
    items = []
    for place in order:
        value = text(classes.measure.format_value(classes.median))
        note = f'<span class="ea-median">{map_words.TOWN_MEDIAN} {value}</span>' if place == median else ""
        count = _count(classes.weights[place], noun, whole)
        items.append(_item(fills[place], labels[place], count, end=ends.get(place, ""), note=note))
    unknown = f"<i></i><strong>{text(common_words.NOT_KNOWN)}</strong>{_count(classes.unknown, noun, whole)}"
    title = map_words.LEGEND_TITLE.format(
        measure=classes.measure.full_title, unit="area" if unit == "areas" else "cell", noun=noun
    )
    return (
        f'<div class="ea-legend"><p class="ea-legend-title">{text(title)}</p>'
        f'<ul>{"".join(items)}<li class="ea-unknown">{unknown}</li></ul></div>'
    )


def _level_words(family: Family, band: str, breaks: tuple[float, ...]) -> list[str]:
    return class_words(breaks, family.measure(band).unit)


def _corner(row: int, column: int, rows: int, columns: int) -> str:
    """What a corner of the square means; nothing where a measure has one class alone, or between corners."""
    if rows < 2 or columns < 2:
        return ""
    ends = {0: 0, rows - 1: 1}.get(row), {0: 0, columns - 1: 1}.get(column)
    return next((words for corner, words in map_words.BOTH_CORNERS.items() if corner == ends), "")


def both_legend(shown: Shown, near: Family, across: Family, band: str, unit: str) -> str:
    """Three by three: columns from little to much near home, rows from much to little of the town.

    Below it the four corners say in words what they mean.
    """
    table, noun = shown.table(unit), noun_of(shown)
    weights = table["weight_n"].fillna(0.0).to_numpy(dtype=float)
    values = [table[family.measure(band).name].to_numpy(dtype=float) for family in (near, across)]
    breaks = [class_breaks(shown, family, 3) for family in (near, across)]
    known = np.isfinite(values[0]) & np.isfinite(values[1])
    one, two = (np.searchsorted(edge, value, side="right") for edge, value in zip(breaks, values, strict=True))
    width, height = len(breaks[0]) + 1, len(breaks[1]) + 1
    whole, fills = float(weights.sum()), palettes.both_colours(width, height)
    head = "".join(f'<th scope="col">{text(words)}</th>' for words in _level_words(near, band, breaks[0]))
    rows, corners = [], []
    row_words = _level_words(across, band, breaks[1])
    for row in range(height - 1, -1, -1):
        cells = []
        for column in range(width):
            count = class_people(float(weights[known & (one == column) & (two == row)].sum()), noun, whole)
            swatch = f'<i style="background:{palettes.swatch(fills[row * width + column])}"></i>'
            people, share, rest = text(count).partition(" (")  # the share in a line of its own
            cells.append(f"<td>{swatch}<span>{people}{share and ' <br>('}{rest}</span></td>")
            if corner := _corner(row, column, height, width):
                corners.append(f"<li>{swatch}<span>{text(corner)}</span></li>")
        rows.append(f'<tr><th scope="row">{text(row_words[row])}</th>{"".join(cells)}</tr>')
    unknown = class_people(float(weights[~known].sum()), noun, whole)
    title = map_words.BOTH_TITLE.format(
        across=across.measure(band).full_title, near=near.measure(band).full_title, noun=noun
    )
    return (
        f'<div class="ea-legend"><p class="ea-legend-title">{text(title)}</p>'
        f'<table class="ea-both"><tr><td></td>{head}</tr>{"".join(rows)}</table>'
        f'<ul class="ea-corners">{"".join(corners)}</ul>'
        f'<p class="ea-unknown"><i></i> {text(common_words.NOT_KNOWN)}: {text(unknown)}</p></div>'
    )


def reach_legend(way: str) -> str:
    """Four bands of minutes from a chosen spot."""
    title = text(map_words.REACH_LEGEND.format(way=map_words.REACH_WAYS[way].lower()))
    starts = ("up to 15", "15 to 30", "30 to 45", "45 to 60")
    items = "".join(
        f'<li><i style="background:{palettes.swatch(fill)}"></i><strong>{label} minutes</strong></li>'
        for fill, label in zip(palettes.REACH, starts, strict=True)
    )
    head = f'<p class="ea-legend-title">{title}</p>'
    return f'<div class="ea-legend ea-legend-reach">{head}<ul>{items}</ul><p>{map_words.REACH_BEYOND}</p></div>'
