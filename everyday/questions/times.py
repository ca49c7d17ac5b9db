"""``everyday times``: travel times between a person's own points."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.errors import InputError, Report, UsageError

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder

__all__ = ["point_travel_times", "read_points", "write_times"]

UNREACHABLE = -1


def read_points(path: Path) -> pd.DataFrame:
    """Read ``id,lat,lon`` points from CSV, naming every fault at once.

    Returns:
        Columns ``id`` (text), ``lat``, ``lon`` (degrees), in the file's order.

    Raises:
        InputError: the file is missing columns, or rows are faulty.
    """
    report = Report(path.name, "points")
    if not path.is_file():
        report.add("refused", "no-file", f"There is no file {path}.", action="Check the name and the folder.")
        raise InputError(report)
    try:
        rows = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False, skipinitialspace=True)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        report.add(
            "refused", "unreadable", f"The file cannot be read as CSV ({error}).", needed="UTF-8 text with id,lat,lon."
        )
        raise InputError(report) from error
    rows.columns = [str(column).strip().lower() for column in rows.columns]
    lacking = [column for column in ("id", "lat", "lon") if column not in rows.columns]
    if lacking:
        report.add(
            "refused",
            "columns",
            f"Columns {', '.join(lacking)} are missing; there are {', '.join(rows.columns)}.",
            needed="id,lat,lon.",
        )
        raise InputError(report)
    points = pd.DataFrame({"id": rows["id"].str.strip()})
    for column, most in (("lat", 90), ("lon", 180)):
        points[column] = pd.to_numeric(rows[column].str.strip(), errors="coerce")
        wrong = ~(points[column].abs() <= most)
        if wrong.any():
            report.add(
                "refused",
                f"{column}-values",
                f"{column} is not a number between -{most} and {most}.",
                needed="degrees (WGS 84).",
                where=[f"row {row + 2}" for row in np.flatnonzero(wrong)],
            )
    repeated = points["id"].duplicated(keep=False) | (points["id"] == "")
    if repeated.any():
        report.add(
            "refused",
            "ids",
            "Ids are empty or used twice.",
            needed="one id a row.",
            where=[f"row {row + 2}" for row in np.flatnonzero(repeated)],
        )
    if points.empty:
        report.add("refused", "empty", "The file has no points.", needed="at least one row.")
    report.raise_if_refused()
    return points


def _departure(text: str, timezone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"The departure is {text!r}.", "Needed: a date and time such as 2024-03-05T08:00.") from error
    return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None) if moment.tzinfo else moment


def _percentiles(text: str | tuple[int, ...]) -> tuple[int, ...]:
    parts = text.split(",") if isinstance(text, str) else [str(value) for value in text]
    try:
        values = tuple(int(part) for part in parts)
    except ValueError as error:
        raise UsageError(f"The percentiles are {text!r}.", "Needed: whole numbers such as 25,50,75.") from error
    if not values or any(not 1 <= value <= 100 for value in values) or len(set(values)) != len(values):
        raise UsageError(f"The percentiles are {text!r}.", "Needed: different whole numbers from 1 to 100.")
    return values


def _positive(value: float | None, name: str, default: float, most: float) -> float:
    if value is None:
        return default
    if not 0 <= value <= most:
        raise UsageError(f"{name} is {value}.", f"Needed: between 0 and {most:g}.")
    return float(value)


def point_travel_times(
    atlas: AtlasFolder,
    origins: pd.DataFrame,
    destinations: pd.DataFrame,
    *,
    depart: str | datetime,
    window_min: int = 60,
    percentiles: str | tuple[int, ...] = (25, 50, 75),
    mode: str = "transit",
    walk_kmh: float | None = None,
    max_walk_min: float | None = None,
    max_transfer_min: float | None = None,
    max_trip_min: float | None = None,
    workers: int | None = None,
) -> pd.DataFrame:
    """Travel times between points, over departures in each minute of a window.

    Args:
        atlas: its streets and timetables are used, read afresh; no edition is needed.
        origins, destinations: ``id, lat, lon``.
        depart: first departure, local time of the atlas.
        window_min: minutes of departures looked at.
        percentiles: of the travel times over the window, as R5 takes them (no interpolation).
        mode: ``transit`` (with walking) or ``walk``.
        walk_kmh, max_transfer_min, max_trip_min: default to the atlas's parameters.
        max_walk_min: limits access, egress and walking all the way; by default the first two have the atlas's limit and
            the last may take as long as a journey.

    Returns:
        ``from_id, to_id, time_p<percentile>_min …``: minutes, whole seconds underneath; pairs that no percentile
        reaches are absent, and a single percentile that is not reached is NaN. ``attrs["notes"]`` says what a reader
        should know (points far from any street).
    """
    from analysis.transit.search import point_times
    from everyday.atlas import read_input
    from everyday.pipeline import merged_timetable
    from geo.clock import seconds_into
    from geo.osm import open_at

    if mode not in ("transit", "walk"):
        raise UsageError(f"The mode is {mode!r}.", "Needed: transit or walk.")
    moment = _departure(depart, atlas.config.timezone) if isinstance(depart, str) else depart
    wanted = _percentiles(percentiles)
    base = atlas.config.parameters
    speed = _positive(walk_kmh, "--walk-kmh", base.walk_kmh, 12)
    if speed < 0.5:
        raise UsageError(f"--walk-kmh is {speed}.", "Needed: between 0.5 and 12.")
    longest = _positive(max_trip_min, "--max-min", base.max_trip_min, 1000)
    parameters = replace(
        base,
        walk_kmh=speed,
        access_walk_min=_positive(max_walk_min, "--max-walk-min", base.access_walk_min, 1000),
        transfer_walk_min=_positive(max_transfer_min, "--max-transfer-min", base.transfer_walk_min, 1000),
        max_trip_min=longest,
    )
    streets = atlas.config.inputs_of("osm")
    timetables = atlas.config.inputs_of("gtfs")
    lacking = ([] if streets else ["streets (everyday add FOLDER osm FILE)"]) + (
        [] if timetables or mode == "walk" else ["a timetable (everyday add FOLDER gtfs FILE)"]
    )
    if lacking:
        raise UsageError(f"The atlas of {atlas.name} lacks {' and '.join(lacking)}.", do="Add it first.")
    extract, _ = read_input("osm", atlas.input_path(streets[-1]))
    start_s = seconds_into(moment, atlas.config.timezone)
    network = open_at(extract.network, moment.date(), start_s, start_s + round(window_min * 60))
    feed, notes = None, []
    if mode == "transit":
        merged = merged_timetable(atlas, timetables, day=moment.date(), with_shapes=False)
        if merged is None:
            raise RuntimeError("timetables, but none read")
        feed, notes = merged.feed, list(merged.notes)
        if not feed.trips_on(moment.date()).any():
            raise UsageError(
                f"No timetable of {atlas.name} runs on {moment.date()}: "
                f"they cover {feed.services.first_date} to {feed.services.last_date}.",
                do="Choose another --depart.",
            )
    seconds = point_times(
        network,
        feed,
        moment.date(),
        (origins["lat"].to_numpy(), origins["lon"].to_numpy()),
        (destinations["lat"].to_numpy(), destinations["lon"].to_numpy()),
        start_s=start_s,
        window_min=window_min,
        parameters=parameters,
        percentiles=wanted,
        mode="walk" if mode == "walk" else "transit",
        direct_walk_min=max_walk_min,
        workers=workers or os.cpu_count() or 1,
    )
    seconds = _at_home(origins, destinations, seconds)
    table = _long_table(origins, destinations, seconds, wanted)
    table.attrs["notes"] = notes + _off_network_notes(network, parameters, origins, destinations)
    return table


def _at_home(origins: pd.DataFrame, destinations: pd.DataFrame, seconds: np.ndarray) -> np.ndarray:
    """From a point to itself takes no time, not the way to the street and back."""
    same = (origins["lat"].to_numpy()[:, None] == destinations["lat"].to_numpy()) & (
        origins["lon"].to_numpy()[:, None] == destinations["lon"].to_numpy()
    )
    return np.where(same[:, :, None] & (seconds >= 0), 0, seconds)


def _off_network_notes(network: Any, parameters: Any, *point_tables: pd.DataFrame) -> list[str]:
    from analysis.walking import snap_points

    notes = []
    for name, points in zip(("--from", "--to"), point_tables, strict=True):
        snap = snap_points(
            network, points["lat"].to_numpy(), points["lon"].to_numpy(), max_m=parameters.snap_max_m,
            is_step_free=parameters.is_step_free,
        )  # fmt: skip
        off = points["id"].to_numpy()[~snap.is_on_network]
        if len(off):
            shown = ", ".join(map(str, off[:5])) + (f" and {len(off) - 5:,} more" if len(off) > 5 else "")
            notes.append(
                f"{len(off):,} of {len(points):,} points of {name} lie more than {parameters.snap_max_m:g} m from any "
                f"street of the extract and reach nothing: {shown}."
            )
    return notes


def _long_table(
    origins: pd.DataFrame, destinations: pd.DataFrame, seconds: np.ndarray, percentiles: tuple[int, ...]
) -> pd.DataFrame:
    reached = (seconds >= 0).any(axis=2)
    row, column = np.nonzero(reached)
    table = pd.DataFrame({"from_id": origins["id"].to_numpy()[row], "to_id": destinations["id"].to_numpy()[column]})
    for position, percentile in enumerate(percentiles):
        values = seconds[row, column, position].astype(float)
        values[values < 0] = np.nan
        table[f"time_p{percentile}_min"] = values / 60
    return table


def write_times(table: pd.DataFrame, path: Path) -> None:
    """Write the table to ``.csv`` or ``.parquet``, whole or not at all.

    Raises:
        UsageError: another ending.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", "Needed: .csv or .parquet.")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(handle)
    try:
        plain = table.copy()
        plain.attrs = {}
        if suffix == ".csv":
            plain.to_csv(beside, index=False, lineterminator="\n")
        else:
            plain.to_parquet(beside, index=False)
        os.replace(beside, path)
        path.chmod(0o644)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
