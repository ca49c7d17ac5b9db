"""A table in heaps of rows, its columns known, to rows of fixes; scale and order of dates are decided before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from geo.gps.clock import DateOrder, date_order
from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.tables.degrees import Scale, numbers_of, scale_of, to_degrees
from geo.gps.tables.headings import plain

__all__ = ["Asked", "read_rows"]

Heaps = Callable[[], Iterator[pl.DataFrame]]
_NO_FIX = r"(?i)^\s*(no ?fix|none|invalid|v|0|false)\s*$"
_POINT = r"(?i)POINT\s*Z?M?\s*\(\s*(-?[\d.eE+-]+)\s+(-?[\d.eE+-]+)"


@dataclass(frozen=True)
class Asked:
    """What somebody said of a table: roles to headings, the order of dates, the unit of positions."""

    columns: dict[str, str]
    day_first: bool | None = None
    is_year_first: bool = False
    """Dates of six digits are year, month, day: loggers that are known write them so."""

    @property
    def unit(self) -> str:
        """``degrees``, ``e7``, ``e6``, ``semicircles`` or "" where nothing was said."""
        return self.columns.get("unit", "")


def read_rows(heaps: Heaps, headings: dict[str, str], asked: Asked, reading: Reading) -> None:
    """Read a table whose columns are named by their role.

    Args:
        heaps: gives the table in heaps of rows, from its beginning each time.
        headings: role to heading.
        asked: what somebody said.
        reading: takes the rows.

    Raises:
        RefusedFileError: positions are no degrees, or dates contradict each other.
    """
    absent = [name for role, name in asked.columns.items() if role != "unit" and headings.get(role) != name]
    if absent:
        reading.notes.append(f"It has no column “{absent[0]}”; what its own headings say was taken.")
    scale, order = _looked_at(heaps, headings, asked)
    if scale.is_metres:
        raise RefusedFileError(
            "metres",
            "positions are no degrees: they look like metres of a national grid.",
            "latitude and longitude in degrees.",
            "Save the table with coordinates in WGS 84 (EPSG:4326).",
        )
    if scale.words:
        reading.notes.append(f"Positions were brought from {scale.words}.")
    if order.is_contradictory:
        raise RefusedFileError(
            "dates_contradict",
            f"{order.day_first_n:,} dates can only have the day first (such as {order.examples[0]}) and "
            f"{order.month_first_n:,} only the month ({order.examples[1]}).",
            "one order of day and month in a file.",
            "Save dates as YYYY-MM-DD.",
        )
    if asked.day_first is not None and order.day_first not in (None, asked.day_first):
        example = order.examples[0] or order.examples[1]
        reading.notes.append(
            f"Its own dates (such as {example}) decide which of day and month stands first, not the answer given."
        )
    reading.day_first = order.day_first if order.day_first is not None else asked.day_first
    reading.asks_order = reading.day_first is None and order.either_n > 0
    if _says_utc(headings):
        reading.zone, reading.zone_why = (
            "UTC",
            f"the heading “{headings.get('utc') or headings.get('date', '')}” says so",
        )
    segments: dict[str, int] = {}
    for heap in heaps():
        rows = _fixes_of(heap, asked, scale, segments)
        reading.take(rows, day_first=reading.day_first is not False)


def _says_utc(headings: dict[str, str]) -> bool:
    if "utc" in headings:
        return True
    own = plain(headings.get("date", "")) + " " + headings.get("time", "").lower()
    return bool(re.search(r"utc|gmt", own))


def _looked_at(heaps: Heaps, headings: dict[str, str], asked: Asked) -> tuple[Scale, DateOrder]:
    """One pass over the table: how large its numbers are, and which order its dates have."""
    order, largest, are_whole = DateOrder(), [0.0, 0.0], True
    for heap in heaps():
        order += date_order(_times(heap, is_year_first=asked.is_year_first))
        if "lat" not in heap.columns:
            continue
        for number, name in enumerate(("lat", "lon")):
            values = numbers_of(heap[name])
            values = values.filter(values.is_finite())
            if len(values):
                largest[number] = max(largest[number], float(values.abs().quantile(0.9) or 0))
                are_whole = are_whole and bool((values == values.floor()).all())
    words = f"{plain(headings.get('lat', ''))} {plain(headings.get('lon', ''))} {headings.get('lat', '').lower()}"
    scale = scale_of(
        *largest, are_whole=are_whole, headings=words, has_hemispheres="ns" in headings, unit=asked.unit
    )  # fmt: skip
    if not scale.is_known:
        raise RefusedFileError(
            "unit_unknown", "positions are large whole numbers: ten-millionths of a degree (E7) or semicircles.",
            "to know which.", "Name it: unit=e7 or unit=semicircles among the columns, or put E7 into the headings.",
        )  # fmt: skip
    return scale, order


def _times(heap: pl.DataFrame, *, is_year_first: bool) -> pl.Series:
    """Times of a heap: one column, or a date and a time beside it, with the zone beside them."""
    name = "utc" if "utc" in heap.columns else "time"
    if name not in heap.columns:
        return heap["date"] if "date" in heap.columns else pl.Series("time", [None] * heap.height, dtype=pl.String)
    times = heap[name]
    if "date" in heap.columns and times.dtype == pl.String:
        has_date = times.str.contains(r"\d[-/.]\d{1,2}[-/.]\d|^\s*\d{8,}|[A-Za-z]{3}.*\d{4}").fill_null(False)
        if not has_date.all():
            dates = heap["date"].cast(pl.String).str.strip_chars()
            if is_year_first:
                dates = dates.str.replace(r"^(\d{2})(\d{2})(\d{2})$", "20$1-$2-$3")
            clock = times.str.strip_chars().str.replace(r"^(\d{2})(\d{2})(\d{2})((?:[.,]\d+)?)$", "$1:$2:$3$4")
            times = pl.select(pl.when(has_date).then(times).otherwise(dates + " " + clock)).to_series()
    if "offset" in heap.columns and times.dtype == pl.String:
        zone = (
            heap["offset"]
            .cast(pl.String)
            .str.strip_chars()
            .str.extract(r"^((?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|Z|UTC|GMT)$")
        )
        times = pl.select(pl.when(zone.is_not_null()).then(times.str.strip_chars() + zone).otherwise(times)).to_series()
    return times.alias("time")


def _fixes_of(heap: pl.DataFrame, asked: Asked, scale: Scale, segments: dict[str, int]) -> pl.DataFrame:
    if "lat" in heap.columns:
        pair = pl.DataFrame({"lat": numbers_of(heap["lat"]), "lon": numbers_of(heap["lon"])})
    else:
        text = heap["geom"].cast(pl.String)
        pair = pl.DataFrame({"lat": text.str.extract(_POINT, 2), "lon": text.str.extract(_POINT, 1)}).cast(pl.Float64)
    sides = {"lat": "ns", "lon": "ew"}
    beside = pl.concat(
        [pair, heap.select(name for name in ("ns", "ew", "valid") if name in heap.columns)], how="horizontal"
    )
    beside = beside.with_columns(
        to_degrees(pl.col(name), pl.col(side) if side in heap.columns else None, scale).alias(name)
        for name, side in sides.items()
    )
    if "valid" in heap.columns and heap["valid"].dtype == pl.String:
        has_fix = ~pl.col("valid").str.contains(_NO_FIX).fill_null(False)
        beside = beside.with_columns(pl.when(has_fix).then(pl.col(name)).alias(name) for name in sides)

    def texts(name: str) -> pl.Series:
        if name not in heap.columns:
            return pl.Series(name, [None] * heap.height, dtype=pl.String)
        return heap[name].cast(pl.String).str.strip_chars()

    return pl.DataFrame(
        {
            "part": pl.Series([0] * heap.height, dtype=pl.UInt8),
            "segment": _segments(texts("segment"), segments),
            "person": texts("person"),
            "device": texts("device").fill_null(""),
            "lat": beside["lat"],
            "lon": beside["lon"],
            "accuracy": numbers_of(heap["accuracy"])
            if "accuracy" in heap.columns
            else pl.Series([None] * heap.height, dtype=pl.Float64),
            "time": _times(heap, is_year_first=asked.is_year_first),
        }
    )


def _segments(texts: pl.Series, known: dict[str, int]) -> pl.Series:
    for text in texts.unique(maintain_order=True).to_list():
        known.setdefault(text, len(known))
    return texts.replace_strict(known, return_dtype=pl.Int32)
