"""Rows of one file to fixes: what is no fix is counted and said, times go to UTC, what stands twice is taken once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from geo.errors import Report
from geo.gps.clock import in_utc
from geo.gps.fixes import FileFacts
from geo.gps.gathering import LINE, TRACK, Reading

__all__ = ["Doubt", "Settled", "settled"]

_OLDEST = datetime(1990, 1, 1)
_NIGHT = (1, 5)


@dataclass(frozen=True)
class Doubt:
    """Fixes of a file without a zone: how many, and what each answer would mean for the first and for the nights."""

    file: str
    default: str
    fixes_n: int
    first: datetime
    night_utc_n: int
    night_local_n: int


@dataclass(frozen=True)
class Settled:
    """Fixes of a file (``person`` null where the file names nobody), its facts, and its doubt about the zone."""

    fixes: pl.DataFrame
    facts: FileFacts
    doubt: Doubt | None


def settled(reading: Reading, file: str, report: Report, *, times: str, timezone: str, today: datetime) -> Settled:
    """Settle one file.

    Args:
        reading: its rows.
        file: its label.
        report: is told what is wrong.
        times: the answer to the question of zones: ``utc``, ``local``, the name of a zone, or "".
        timezone: zone of the atlas.
        today: nothing can lie after it.
    """
    rows = reading.rows()
    given_n = rows.height
    rows, without_position_n = _with_position(rows, file, report)
    rows, duplicates_n = _walked_once(rows, reading)
    points_n, box = rows.height + without_position_n, _box(rows)
    _say_notes(reading, file, report)
    undated = rows["clock"].is_null()
    unread_n = int((undated & rows["is_dated"]).sum())
    if unread_n:
        example = reading.unread[0] if reading.unread else ""
        report.add(
            "warning", "times_not_read", f"{file}: {unread_n:,} times could not be read, such as “{example[:40]}”.",
            needed="a day and a time in each", action="these fixes were left out", count=unread_n,
        )  # fmt: skip
    rows = rows.filter(~undated)
    rows, strange_n = _of_this_world(rows, file, report, today)
    without_time_n = int(undated.sum()) + strange_n
    zone, used, doubt = _zone(reading, rows, file, times, timezone)
    zoned = in_utc(rows, used)
    _say_changes(zoned.twice_n, zoned.never_n, used, file, report)
    fixes = rows.select(
        "person", "device", zoned.times, "lat", "lon", pl.col("accuracy").fill_null(float("nan")).alias("accuracy"),
        "segment", pl.lit(file).alias("file"),
    ).with_columns(pl.when(pl.col("accuracy") >= 0).then("accuracy").otherwise(float("nan")))  # fmt: skip
    facts = _facts(
        fixes, file, reading, points_n=points_n, box=box, without_time_n=without_time_n,
        without_position_n=without_position_n, duplicates_n=duplicates_n, zone=zone,
    )  # fmt: skip
    _say_what_is_odd(facts, given_n, strange_n, file, report)
    return Settled(fixes, facts, doubt)


def _with_position(rows: pl.DataFrame, file: str, report: Report) -> tuple[pl.DataFrame, int]:
    lat, lon = pl.col("lat"), pl.col("lon")
    is_there = (lat.is_finite() & lon.is_finite()).fill_null(False) & ~(
        (lat.abs() < 1e-7) & (lon.abs() < 1e-7)
    ).fill_null(False)
    is_on_earth = (lat.abs() <= 90) & (lon.abs() <= 180)
    out_n = rows.filter(is_there & ~is_on_earth).height
    if out_n:
        report.add(
            "warning",
            "positions_impossible",
            f"{file}: {out_n:,} positions lie outside the world (latitude over 90 or longitude over 180).",
            needed="degrees, latitude as latitude",
            action="these fixes were left out",
            count=out_n,
        )
    kept = rows.filter(is_there & is_on_earth)
    return kept, rows.height - kept.height


def _walked_once(rows: pl.DataFrame, reading: Reading) -> tuple[pl.DataFrame, int]:
    """One walk written under marks, lines and tracks counts once, by the copy that has times."""
    is_track, is_timed = pl.col("part") == TRACK, pl.col("clock").is_not_null()
    if rows.select(is_track.all()).item():
        return rows, 0
    keyed = rows.with_columns(pl.col("lat").round(6).alias("_y"), pl.col("lon").round(6).alias("_x"))
    tracks, others = keyed.filter(is_track), keyed.filter(~is_track)
    if tracks.filter(is_timed).height:
        kept, rest = tracks, others
    else:
        kept = keyed.filter(is_timed)
        first = kept.sort("part", descending=True, maintain_order=True)
        once = first.unique(["_y", "_x", "clock"], keep="first", maintain_order=True)
        twice_n = kept.height - once.height
        kept, rest = once, keyed.filter(~is_timed)
        if twice_n:
            reading.further["the same point under marks and lines"] = twice_n
    same = rest.join(kept.select("_y", "_x").unique(), on=["_y", "_x"], how="semi")
    duplicates_n = same.height + reading.further.pop("the same point under marks and lines", 0)
    left = rest.join(kept.select("_y", "_x").unique(), on=["_y", "_x"], how="anti")
    walked = left.filter(is_track)
    drawn_n, marks_n = left.filter(pl.col("part") == LINE).height, left.height - walked.height
    if drawn_n:
        reading.further["points of routes and lines, not counted"] = drawn_n
    if marks_n - drawn_n:
        reading.further["marks, not counted"] = marks_n - drawn_n
    return pl.concat([kept, walked]).drop("_y", "_x"), duplicates_n


def _say_notes(reading: Reading, file: str, report: Report) -> None:
    for note in reading.notes:
        report.add("note", "read_so", f"{file}: {note}")
    broken = reading.broken
    if broken is not None:
        report.add(
            "warning", broken.code, f"{file}: {broken.found}", needed=broken.needed,
            action=f"{reading.rows_n:,} rows before that place were read. {broken.do}",
        )  # fmt: skip


def _of_this_world(rows: pl.DataFrame, file: str, report: Report, today: datetime) -> tuple[pl.DataFrame, int]:
    """Without fixes from before there were such logs, or from after today: the clock was not set."""
    latest = today.astimezone(UTC).replace(tzinfo=None) + timedelta(days=1)
    old, future = rows.filter(pl.col("clock") < _OLDEST), rows.filter(pl.col("clock") > latest)
    for code, some, words in (
        ("clock_not_set", old, "before 1990: the clock of the device was not set"),
        ("in_the_future", future, "in the future"),
    ):
        if some.height:
            day: Any = some["clock"].min()
            lie = "fix lies" if some.height == 1 else "fixes lie"
            report.add(
                "warning", code, f"{file}: {some.height:,} {lie} {words} (the first on {day:%Y-%m-%d}).",
                needed="the day on which they were made", action="these fixes were left out", count=some.height,
            )  # fmt: skip
    odd = old.height + future.height
    return (rows.filter(pl.col("clock").is_between(_OLDEST, latest)) if odd else rows), odd


def _zone(reading: Reading, rows: pl.DataFrame, file: str, times: str, timezone: str) -> tuple[str, str, Doubt | None]:
    """The zone in words, the zone used for clocks without one, and the doubt that is left."""
    bare = rows.filter(pl.col("offset").is_null())["clock"]
    if not len(bare):
        return ("stated with each time" if rows.height else ""), "UTC", None
    if times:
        used = {"utc": "UTC", "local": timezone}.get(times, times)
        return f"{used}, as was said", used, None
    used = reading.zone or "UTC"
    words = f"{used}, because {reading.zone_why}" if reading.zone else "not stated, read as UTC until it is said"
    if not reading.zone or reading.format.startswith("GPX"):
        local = in_utc(pl.DataFrame({"clock": bare, "offset": pl.Series([0] * len(bare), dtype=pl.Int32)}), "UTC").times
        nights = [_at_night(local.dt.convert_time_zone(timezone)), _at_night(bare)]
        doubt = Doubt(file, "utc" if reading.zone else "", len(bare), bare.min(), nights[0], nights[1])  # type: ignore[arg-type]
        return words, used, doubt
    return words, used, None


def _at_night(times: pl.Series) -> int:
    return int(times.dt.hour().is_between(_NIGHT[0], _NIGHT[1] - 1).sum())


def _say_changes(twice_n: int, never_n: int, zone: str, file: str, report: Report) -> None:
    if twice_n:
        report.add(
            "note",
            "hour_twice",
            f"{file}: {twice_n:,} times lie in the hour that came twice when clocks in {zone} went back.",
            action="they were read in the order of the file, so that time goes on",
            count=twice_n,
        )
    if never_n:
        report.add(
            "warning",
            "hour_never",
            f"{file}: {never_n:,} times lie in an hour that did not exist in {zone}, when clocks went forward.",
            needed="the zone in which the times were written",
            action="they were read as if the clock had not been put forward; perhaps the times are UTC",
            count=never_n,
        )


def _box(rows: pl.DataFrame) -> tuple[float, float, float, float] | None:
    if rows.is_empty():
        return None
    lat, lon = pl.col("lat"), pl.col("lon")
    edges = (lon.min().alias("west"), lat.min().alias("south"), lon.max().alias("east"), lat.max().alias("north"))
    west, south, east, north = rows.select(edges).row(0)
    return west, south, east, north


def _facts(fixes: pl.DataFrame, file: str, reading: Reading, **counted: Any) -> FileFacts:
    first, last = (fixes["time"].min(), fixes["time"].max()) if fixes.height else (None, None)
    devices = sorted(name for name in fixes["device"].unique().to_list() if name)
    people = sorted(name for name in fixes["person"].unique().to_list() if name)
    return FileFacts(
        file, reading.format, fixes_n=fixes.height, segments_n=fixes["segment"].n_unique(), people=tuple(people),
        devices=tuple(devices), first=first, last=last,  # type: ignore[arg-type]
        further={label: number for label, number in reading.further.items() if number}, **counted,
    )  # fmt: skip


def _say_what_is_odd(facts: FileFacts, given_n: int, strange_n: int, file: str, report: Report) -> None:
    if facts.duplicates_n:
        report.add(
            "note",
            "twice_in_file",
            f"{file}: {facts.duplicates_n:,} points stand under waypoints, routes or lines as well as under a track.",
            action="the copy with a time was taken once",
            count=facts.duplicates_n,
        )
    if len(facts.devices) > 1 and not facts.people:
        report.add(
            "note", "devices", f"{file}: {len(facts.devices)} devices write in it: {', '.join(facts.devices[:6])}.",
            action="each is kept apart", count=len(facts.devices),
        )  # fmt: skip
    if not facts.fixes_n:
        _say_no_fix(facts, given_n, strange_n, file, report)
        return
    for number, code, words in (
        (facts.without_position_n, "without_position", "have no position (empty, 0 and 0, or impossible): no fix"),
        (facts.without_time_n - strange_n, "without_time", "have no time that can be used"),
    ):
        if number:
            report.add(
                "note", code, f"{file}: {number:,} of {facts.points_n:,} points {words}.", action="they were left out",
                count=number,
            )  # fmt: skip
    if facts.fixes_n == 1:
        report.add("warning", "one_fix", f"{file}: it has a single fix, from which no stay and no way follows.")
    elif facts.box is not None and facts.box[0] == facts.box[2] and facts.box[1] == facts.box[3]:
        report.add("warning", "one_point", f"{file}: all {facts.fixes_n:,} fixes lie at the very same point.",
                   action="they were kept; a receiver that hangs writes such logs")  # fmt: skip


def _say_no_fix(facts: FileFacts, given_n: int, strange_n: int, file: str, report: Report) -> None:
    why, action = "it has no points at all" if not given_n else "", "Record with positions and times"
    if facts.without_position_n:
        why = f"none of its {facts.without_position_n:,} records has a position (an indoor or a stationary recording?)"
    if facts.without_time_n:
        why = f"none of its {facts.without_time_n:,} points has a time that can be used"
        if facts.without_time_n == strange_n:
            action = "Set the clock of the device and record again"
    drawn = sum(
        facts.further.get(label, 0) for label in ("points of routes and lines, not counted", "marks, not counted")
    )
    if drawn and not facts.without_time_n:
        why = f"it has {drawn:,} marks or points of routes without times, and no track"
    if facts.without_time_n and facts.without_position_n:
        why += f"; {facts.without_position_n:,} have no position"
    report.add(
        "refused", "no_fix", f"{file}: no fix can be taken: {why}.", needed="points that have a position and a time.",
        action=f"{action}, or leave the file out.",
    )  # fmt: skip
