"""The two sides in numbers: a row for each telling measure, its difference in words; as a table and as a file."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import h3
import shapely

from analysis.compare import change_threshold
from analysis.registry import Measure, rounded, rounded_value
from app.parts import Chosen, registry
from app.printed import text
from app.server import Shown
from app.words import beside as beside_words
from app.words import common as common_words
from everyday.evidence import ALWAYS, TELLING, evidence_of, measure_title, value_words
from everyday.language import Language, language
from plan.exchange import guard_text

__all__ = ["Row", "difference_words", "evidence_at", "rows_csv", "rows_of", "rows_table"]


@dataclass(frozen=True)
class Row:
    """One measure on both sides.

    ``left`` and ``right`` are rounded as they are written, NaN where there is none or it is not known; ``difference``
    is what lies between the two as written.
    """

    name: str
    title: str
    unit: str
    left: float
    right: float
    left_words: str
    right_words: str
    words: str

    @property
    def difference(self) -> float:
        """Right minus left, NaN where one of them is no number."""
        return round(self.right - self.left, 10)


@lru_cache(maxsize=16)
def evidence_at(shown: Shown, chosen: Chosen | None) -> dict[str, Any] | None:
    """The evidence of an area or a cell, or of the whole town; None where the edition has no such area.

    A cell that the edition does not have is taken as the point in its middle.
    """
    if chosen is None:
        return evidence_of(shown, None, "")
    if chosen.unit == "areas":
        return evidence_of(shown, None, chosen.id) if chosen.id in shown.area_row else None
    lat, lon = h3.cell_to_latlng(chosen.id)
    return evidence_of(shown, shapely.Point(lon, lat), shown.area_at(lat, lon) or "")


def _is_known(one: dict[str, Any] | None) -> bool:
    return one is not None and (one["value"] is not None or bool(one["is_absent"]))


def _number(one: dict[str, Any] | None, unit: str) -> float:
    return math.nan if one is None else rounded_value(one["value"], unit)


def rows_of(
    left: Shown, right: Shown, one: dict[str, Any] | None, other: dict[str, Any] | None
) -> tuple[list[Row], list[str]]:
    """A row for each telling measure that is known on a side, and the titles of those that are known on neither.

    Args:
        left, right: the editions.
        one, other: the evidence of the left and of the right place; None: there is no such place.
    """
    words = language("en")
    sides = [{entry["name"]: entry for entry in (side or {}).get("measures", ())} for side in (one, other)]
    rows, unknown = [], []
    for name in (*ALWAYS, *TELLING):
        entries = [side.get(name) for side in sides]
        first = entries[0] or entries[1]
        measure = registry(left).get(name) or registry(right).get(name)
        if first is None or measure is None:
            continue
        title = measure_title(first, words)
        if any(_is_known(entry) for entry in entries):
            rows.append(_row(measure, title, entries[0], entries[1], words))
        else:
            unknown.append(title)
    return rows, unknown


def _row(
    measure: Measure, title: str, left: dict[str, Any] | None, right: dict[str, Any] | None, language_words: Language
) -> Row:
    said = [value_words(one, language_words) if one else common_words.NOT_KNOWN for one in (left, right)]
    numbers = [_number(one, measure.unit) for one in (left, right)]
    is_absent = tuple(one is not None and bool(one["is_absent"]) for one in (left, right))
    if not (_is_known(left) and _is_known(right)):
        words = common_words.NOT_KNOWN
    elif said[0] == said[1]:
        words = beside_words.SAME
    elif any(is_absent):
        words = _only_words(measure, is_left=is_absent[1])
    else:
        words = difference_words(measure, *numbers)
    return Row(measure.name, title, measure.unit, numbers[0], numbers[1], said[0], said[1], words)


def _only_words(measure: Measure, *, is_left: bool) -> str:
    """There is one on one side alone: better there, where less is better and none is worst."""
    words = beside_words.ONLY["left" if is_left else "right"]
    if measure.better != "lower":
        return words
    return _with_verdict(words, is_better=not is_left)


def _with_verdict(words: str, *, is_better: bool) -> str:
    verdict = beside_words.BETTER if is_better else beside_words.WORSE
    return beside_words.WITH_VERDICT.format(words=words, verdict=verdict)


def difference_words(measure: Measure, left: float, right: float) -> str:
    """``"4 minutes longer, worse"``: what is written on the right against what is written on the left.

    Better or worse is said where the measure has a direction and the difference is one that people notice.
    """
    change = round(right - left, 10)
    if change == 0:
        return beside_words.SAME
    found = rounded(abs(change), measure.unit)
    digits = f"{found.bound} {found.digits}".strip()
    forms = beside_words.DIFFERENCE.get(measure.unit, beside_words.DIFFERENCE[""])
    form = forms[(0 if change > 0 else 2) + (0 if found.digits == "1" else 1)]
    words = form.format(n=digits)
    if measure.better is None or abs(change) < change_threshold(measure) - 1e-9:
        return words
    return _with_verdict(words, is_better=(change > 0) == (measure.better == "higher"))


def rows_table(rows: list[Row], caption: str, left: str, right: str) -> str:
    """The rows as HTML; ``left`` and ``right`` are the names of the two sides."""
    heads = (
        beside_words.HEAD_MEASURE,
        beside_words.HEAD_SIDE.format(side=beside_words.SIDES["left"], name=left),
        beside_words.HEAD_SIDE.format(side=beside_words.SIDES["right"], name=right),
        beside_words.HEAD_DIFFERENCE,
    )
    head = "".join(f'<th scope="col">{text(words)}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row">{text(row.title)}</th><td>{text(row.left_words)}</td><td>{text(row.right_words)}</td>'
        f"<td>{text(row.words)}</td></tr>"
        for row in rows
    )
    return (
        f'<table class="ea-evidence ea-beside"><caption>{text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def rows_csv(rows: list[Row], left: str, right: str) -> bytes:
    """The rows as a file: numbers rounded as they are written, empty where there is none, and the words beside them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guard_text(head.format(left=left, right=right)) for head in beside_words.CSV_HEADS])
    for row in rows:
        numbers = ["" if math.isnan(number) else f"{number:g}" for number in (row.left, row.right, row.difference)]
        writer.writerow([row.title, row.name, row.unit, *numbers, row.left_words, row.right_words, row.words])
    return out.getvalue().encode("utf-8-sig")
