"""Rows of one file as a reader finds them, brought to numbers and clocks in heaps, so that texts do not pile up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from geo.gps.clock import clocks_of
from geo.gps.limits import RefusedFileError

__all__ = ["HEAP", "LINE", "MARK", "RAW", "TRACK", "Reading", "parsed"]

HEAP = 1 << 16
TRACK, LINE, MARK = 0, 1, 2
"""What a row stood under: a track; a line or route, which is drawn rather than walked; a mark or waypoint."""

RAW: dict[str, pl.DataType] = {
    "part": pl.UInt8(),
    "segment": pl.Int32(),
    "person": pl.String(),
    "device": pl.String(),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "accuracy": pl.Float32(),
    "clock": pl.Datetime("us"),
    "offset": pl.Int32(),
    "is_dated": pl.Boolean(),
}
"""Rows before they are settled; ``is_dated``: something was written where the time stands."""


def _as_number(column: pl.Expr) -> pl.Expr:
    return column.str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def parsed(rows: pl.DataFrame, *, day_first: bool = True) -> pl.DataFrame:
    """Rows with ``lat``, ``lon``, ``accuracy`` and ``time`` as texts or numbers, as rows of :data:`RAW`."""
    clocks = clocks_of(rows["time"], day_first=day_first)
    dated = pl.col("time").is_not_null()
    if rows["time"].dtype == pl.String:
        dated &= pl.col("time").str.strip_chars() != ""
    numbers = [
        _as_number(pl.col(name)) if rows[name].dtype == pl.String else pl.col(name).cast(pl.Float64)
        for name in ("lat", "lon", "accuracy")
    ]
    return pl.concat(
        [rows.with_columns(*numbers, dated.alias("is_dated")).drop("time"), clocks], how="horizontal"
    ).select(pl.col(name).cast(dtype) for name, dtype in RAW.items())


@dataclass
class Reading:
    """What a reader found in one file.

    Args:
        format: in words, such as "GPX 1.1".
        most: as many rows are taken; more refuse the file.
        zone: the zone that the format's own rules give a time without one; "" where they give none.
        zone_why: why that zone, in words.
        further: numbers of the format by their label.
        notes: sentences on what was repaired or read in a way that somebody should know.
        unread: first texts that stood where a time stands and gave none.
        day_first: what the rows decided or somebody said; None where no such date occurs.
        asks_order: dates can be read either way, and nothing decides.
        broken: why the file could not be read to its end.
    """

    format: str
    most: int
    zone: str = ""
    zone_why: str = ""
    further: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    day_first: bool | None = None
    asks_order: bool = False
    broken: RefusedFileError | None = None
    heaps: list[pl.DataFrame] = field(default_factory=list)
    rows_n: int = 0
    _rows: list[tuple] = field(default_factory=list)

    def add(
        self,
        lat: object,
        lon: object,
        time: object,
        *,
        accuracy: object = None,
        segment: int = 0,
        device: str = "",
        person: str | None = None,
        part: int = TRACK,
    ) -> None:
        """One row; numbers may be texts, None stands for what is not there."""
        self._rows.append((part, segment, person, device, lat, lon, accuracy, time))
        if len(self._rows) >= HEAP:
            self.flush()

    def flush(self) -> None:
        """Bring the rows added so far to numbers and clocks."""
        if not self._rows:
            return
        part, segment, person, device, lat, lon, accuracy, time = zip(*self._rows, strict=True)
        self._rows.clear()
        rows = pl.DataFrame(
            {
                "part": pl.Series(part, dtype=pl.UInt8), "segment": pl.Series(segment, dtype=pl.Int32),
                "person": pl.Series(person, dtype=pl.String), "device": pl.Series(device, dtype=pl.String),
                "lat": _column(lat), "lon": _column(lon), "accuracy": _column(accuracy), "time": _column(time),
            }
        )  # fmt: skip
        self.take(rows)

    def take(self, rows: pl.DataFrame, *, day_first: bool = True) -> None:
        """Rows of a table, as :func:`parsed` wants them."""
        heap = parsed(rows, day_first=day_first)
        if len(self.unread) < 5:
            missed = rows["time"].filter(heap["is_dated"] & heap["clock"].is_null())
            self.unread += [str(text) for text in missed.head(5 - len(self.unread))]
        self.heaps.append(heap)
        self.rows_n += heap.height
        if self.rows_n > self.most:
            raise RefusedFileError(
                "too_many_fixes",
                f"there are more than {self.most:,} fixes.",
                f"at most {self.most:,} fixes at a time.",
                "Hand them in as several uploads, each of some of the people.",
            )

    def rows(self) -> pl.DataFrame:
        """All rows in the order of the file."""
        self.flush()
        return pl.concat(self.heaps) if self.heaps else pl.DataFrame(schema=RAW)


def _column(values: tuple) -> pl.Series:
    """Values of one kind as they are, of several kinds as texts."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {str}:
        return pl.Series(values, dtype=pl.String)
    if kinds <= {int}:
        try:
            return pl.Series(values, dtype=pl.Int64)
        except (OverflowError, TypeError, pl.exceptions.PolarsError):
            return pl.Series([str(value) for value in values], dtype=pl.String)
    if kinds <= {int, float}:
        return pl.Series([None if value is None else float(value) for value in values], dtype=pl.Float64)
    texts = [value if value is None or isinstance(value, str) else str(value) for value in values]
    return pl.Series(texts, dtype=pl.String)
