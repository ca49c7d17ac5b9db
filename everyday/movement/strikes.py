"""What people strike out before anything is counted: hours, days, a circle. It is silence afterwards, not absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from geo.crs import haversine_m
from geo.errors import InputError, Report

if TYPE_CHECKING:
    from geo.gps import HeldFile

__all__ = ["Strike", "read_strikes", "struck"]

DAY_CUT_H = 3


@dataclass(frozen=True)
class Strike:
    """Something that is struck out; what is left empty strikes out all of it.

    Attributes:
        person: as the logs call them; empty for everybody.
        first, last: local days, YYYY-MM-DD, both struck out; a day begins at 03:00.
        start, end: times of day HH:MM; an end before the start lies on the next day.
        lat, lon, radius_m: a circle, degrees and metres.
    """

    person: str = ""
    first: str = ""
    last: str = ""
    start: str = ""
    end: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: float = 0.0

    def faults(self) -> list[str]:
        """What is wrong with it, in words."""
        found = []
        for name in ("first", "last"):
            if (value := getattr(self, name)) and not _is_day(value):
                found.append(f"{name} is {value!r}, needed YYYY-MM-DD")
        for name in ("start", "end"):
            if (value := getattr(self, name)) and not _is_time(value):
                found.append(f"{name} is {value!r}, needed HH:MM")
        if bool(self.start) != bool(self.end):
            found.append("hours need a start and an end")
        if (self.lat is None) != (self.lon is None) or (self.lat is not None and not self.radius_m > 0):
            found.append("a circle needs lat, lon and radius_m")
        elif self.lat is not None and not (abs(self.lat) <= 90 and abs(self.lon or 0) <= 180):
            found.append(f"the circle lies at {self.lat}, {self.lon}, which is nowhere")
        if not (self.first or self.start or self.lat is not None):
            found.append("it names no day, no hours and no circle")
        return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


_HEADINGS = ("person", "first", "last", "start", "end", "lat", "lon", "radius_m")


def read_strikes(path: Path | HeldFile) -> list[Strike]:
    """What is struck out by a CSV file with any of ``person, first, last, start, end, lat, lon, radius_m``.

    Raises:
        InputError: it cannot be read; every fault is named by its row.
    """
    report = Report(path.name, "struck out")
    try:
        with path.open("rb") as stream:
            table = pl.read_csv(stream, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        report.add("refused", "unreadable", f"{path.name} cannot be read ({type(error).__name__}).",
                   needed=f"a CSV with {', '.join(_HEADINGS)}")  # fmt: skip
        raise InputError(report) from error
    table = table.rename({name: name.strip().lower() for name in table.columns})
    if wrong := [name for name in table.columns if name not in _HEADINGS]:
        report.add("refused", "columns", f"no such column: {', '.join(wrong)}.", needed=", ".join(_HEADINGS))
    found = []
    for number, row in enumerate(table.iter_rows(named=True), start=2):
        told = {name: (row.get(name) or "").strip() for name in _HEADINGS}
        try:
            numbers = {name: float(told[name]) if told[name] else None for name in ("lat", "lon", "radius_m")}
        except ValueError:
            report.add("refused", "number", "lat, lon or radius_m is no number.", where=[f"row {number}"])
            continue
        strike = Strike(
            told["person"], told["first"], told["last"], told["start"], told["end"], numbers["lat"], numbers["lon"],
            numbers["radius_m"] or 0.0,
        )  # fmt: skip
        for fault in strike.faults():
            report.add("refused", "strike", f"{fault}.", where=[f"row {number}"])
        found.append(strike)
    report.raise_if_refused()
    return found


def struck(fixes: pl.DataFrame, strikes: Sequence[Strike], timezone: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The fixes that are left, and how many were struck out by person.

    A fix after something struck out is marked ``after_silence``: nothing is known of the time before it.

    Returns:
        Fixes; and ``person, struck_n, struck_h`` (hours between the first and last fix of each piece struck out).
    """
    local = fixes["time"].dt.convert_time_zone(timezone).dt.replace_time_zone(None)
    out = np.zeros(len(fixes), dtype=bool)
    for one in strikes:
        out |= _matches(fixes, local, one)
    if not out.any():
        empty = pl.DataFrame(schema={"person": pl.String, "struck_n": pl.Int64, "struck_h": pl.Float64})
        return fixes, empty
    change = np.concatenate([[False], out[1:] != out[:-1]]).cumsum()
    marked = fixes.with_columns(pl.Series("_out", out), pl.Series("_run", change))
    pieces = (
        marked.filter(pl.col("_out")).group_by("person", "_run")
        .agg(n=pl.len(), s=(pl.col("time").max() - pl.col("time").min()).dt.total_seconds())
        .group_by("person").agg(struck_n=pl.col("n").sum().cast(pl.Int64), struck_h=pl.col("s").sum() / 3600)
        .sort("person")
    )  # fmt: skip
    first_after = pl.col("_run") != pl.col("_run").shift().over("person")
    left = marked.with_columns(after_silence=first_after.fill_null(False)).filter(~pl.col("_out"))
    return left.drop("_out", "_run"), pieces


def _matches(fixes: pl.DataFrame, local: pl.Series, one: Strike) -> np.ndarray:
    found = np.ones(len(fixes), dtype=bool)
    if one.person:
        found &= (fixes["person"] == one.person).to_numpy()
    if one.first:
        day = (local - timedelta(hours=DAY_CUT_H)).dt.date()
        first = date.fromisoformat(one.first)
        found &= ((day >= first) & (day <= (date.fromisoformat(one.last) if one.last else first))).to_numpy()
    if one.start:
        start, end = (_minutes(text) for text in (one.start, one.end))
        minute = (local.dt.hour().cast(pl.Int32) * 60 + local.dt.minute()).to_numpy()
        found &= ((minute >= start) & (minute < end)) if start < end else ((minute >= start) | (minute < end))
    if one.lat is not None and one.lon is not None:
        distance = haversine_m(fixes["lat"].to_numpy(), fixes["lon"].to_numpy(), one.lat, one.lon)
        found &= distance <= one.radius_m
    return found


def _minutes(text: str) -> int:
    told = datetime.strptime(text[:5], "%H:%M")
    return told.hour * 60 + told.minute
