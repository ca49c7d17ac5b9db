"""Cut a region's timetable to the trips that call in a town, its margin included, without holding it in memory."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import NotFoundError, Report
from geo.gtfs.archive import FeedFiles, open_feed_files
from geo.gtfs.cropping.blocks import Mended, read_blocks
from geo.gtfs.text import counted

__all__ = ["CropResult", "crop_gtfs"]

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NEEDED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
_OF_A_TRIP = ("4", "5")
"""transfer_type of rules that join two trips: staying seated, and having to get off."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class CropResult:
    """What was kept of a timetable: ``path`` is None where no trip calls in the ground (then nothing is written)."""

    path: Path | None
    report: Report
    stops_n: int
    routes_n: int
    trips_n: int
    stop_times_n: int
    all_trips_n: int
    all_stop_times_n: int


def crop_gtfs(
    path: str | Path, ground: BaseGeometry, to: str | Path, *, progress: Progress | None = None
) -> CropResult:
    """Write the trips of a GTFS timetable that call in ``ground`` to ``to``, whole, and what belongs to them.

    A trip with one call in the ground keeps all of its calls, so that journeys that leave the town and come back stay
    what they are; a trip that the same vehicle goes on with (``block_id``, transfers between trips) comes too. Stops
    in the ground that nothing calls at are kept. Rows are copied as text and not judged: :func:`geo.gtfs.read_gtfs`
    does that with the result. Tables that the product does not read (fares and such) are left out, feed_info.txt is
    kept as it is.

    Args:
        path: the zip file or folder of a region.
        ground: the town with its margin, in degrees (longitude, latitude).
        to: the zip file to write, whole or not at all.
        progress: called with the name of a step and the share done (0–1).

    Returns:
        what was kept, with a report of what was found.

    Raises:
        InputError: the timetable cannot be read; its report names every reason.
        NotFoundError: there is nothing at ``path``.
    """
    source, target = Path(path), Path(to)
    if not source.exists():
        raise NotFoundError(f"There is no file or folder {source}.", do="Check the name and try again.")
    report = Report(source.name, "timetable (GTFS)")
    tell = progress or (lambda _text, _share: None)
    files = open_feed_files(source, report)
    try:
        report.raise_if_refused()
        _check(files, report)
        return _Crop(files, ground, report, tell).write(target)
    finally:
        files.close()


def _check(files: FeedFiles, report: Report) -> None:
    lacking = [name for name in _NEEDED if name not in files]
    if lacking:
        report.add(
            "refused",
            "missing_file",
            f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing.",
            needed="a complete GTFS timetable.",
            action="Download the file again, or ask the publisher for the complete timetable.",
            where=lacking,
        )
    report.raise_if_refused()


class _Crop:
    """One crop: which trips are kept is found first, then every table is copied row by row."""

    def __init__(self, files: FeedFiles, ground: BaseGeometry, report: Report, tell: Progress) -> None:
        self.files, self.report, self.tell = files, report, tell
        self.mended = Mended()
        tell("looking for the stops of the town", 0.0)
        self.stops = self._whole("stops.txt")
        self.near = self._stops_in(ground)
        tell("looking for the trips that call there", 0.05)
        self.trips = self._whole("trips.txt")
        touching = self._trips_that_call()
        self.kept = self._with_what_goes_on(touching)

    def write(self, target: Path) -> CropResult:
        """Copy what is kept into a zip beside the target, then put it in the target's place."""
        if not self.kept.height:
            self._say(None, 0, 0, 0)
            return CropResult(None, self.report, 0, 0, 0, 0, self.trips.height, self.all_times_n)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        os.close(handle)
        try:
            with zipfile.ZipFile(beside, "w", compression=zipfile.ZIP_DEFLATED) as archive:
                counts = self._copy_tables(archive)
            self.report.raise_if_refused()
            Path(beside).chmod(0o644)
            os.replace(beside, target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        self._say(target, *counts)
        self.tell("timetable cut to the town", 1.0)
        return CropResult(
            target, self.report, counts[0], counts[1], self.kept.height, counts[2], self.trips.height, self.all_times_n
        )

    def _whole(self, name: str, *, needed: bool = True) -> pl.DataFrame:
        parts = list(read_blocks(self.files, name, self.report, self.mended))
        self.report.raise_if_refused()
        if not parts and needed:
            self.report.add("refused", "missing_column", f"{name} is empty.", needed="its columns and rows.",
                            action="Download the file again.", where=[name])  # fmt: skip
            self.report.raise_if_refused()
        return pl.concat(parts, how="diagonal") if parts else pl.DataFrame()

    def _need(self, name: str, frame: pl.DataFrame, *columns: str) -> None:
        lacking = [column for column in columns if column not in frame.columns]
        if lacking:
            self.report.add(
                "refused",
                "missing_column",
                f"{name} lacks {', '.join(lacking)}.",
                needed=f"{name} with the columns {', '.join(columns)}.",
                action="Download the file again, or ask the publisher for the complete timetable.",
                where=[f"{name} column {column}" for column in lacking],
            )
            self.report.raise_if_refused()

    def _stops_in(self, ground: BaseGeometry) -> pl.Series:
        """Ids of the stops in the ground, by their own position or by that of the station they belong to."""
        self._need("stops.txt", self.stops, "stop_id", "stop_lat", "stop_lon")
        shapely.prepare(ground)
        lat, lon = (self.stops[column].cast(pl.Float64, strict=False).to_numpy() for column in ("stop_lat", "stop_lon"))
        known = np.isfinite(lat) & np.isfinite(lon)
        inside = np.zeros(len(lat), dtype=bool)
        inside[known] = shapely.intersects_xy(ground, lon[known], lat[known])
        ids = self.stops["stop_id"].filter(pl.Series(inside)).drop_nulls()
        if "parent_station" in self.stops.columns:
            of_station = pl.col("parent_station").is_in(ids.implode())
            ids = pl.concat([ids, self.stops.filter(of_station)["stop_id"].drop_nulls()]).unique()
        return ids

    def _trips_that_call(self) -> pl.DataFrame:
        """Trips with a call in the ground (``trip_id``), the times being looked through part by part."""
        near = pl.DataFrame({"stop_id": self.near})
        found: list[str] = []
        self.all_times_n = 0
        self.trips_of_part: list[pl.Series] = []
        for part in read_blocks(self.files, "stop_times.txt", self.report, self.mended, wanted=("trip_id", "stop_id")):
            self.all_times_n += part.height
            # Texts of a part would keep the whole part alive: what is remembered of it are numbers and copies.
            self.trips_of_part.append(part["trip_id"].hash().unique())
            found += part.join(near, on="stop_id", how="semi")["trip_id"].drop_nulls().unique().to_list()
        self.report.raise_if_refused()
        return pl.DataFrame({"trip_id": found}, schema={"trip_id": pl.String}).unique()

    def _with_what_goes_on(self, touching: pl.DataFrame) -> pl.DataFrame:
        """Rows of trips.txt that touch the ground, and those that their vehicles go on as."""
        trips = self.trips
        self._need("trips.txt", trips, "trip_id", "route_id", "service_id")
        ids = touching
        if "block_id" in trips.columns:
            lines = self._whole("routes.txt")
            self._need("routes.txt", lines, "route_id")
            of = lines.select(
                "route_id", pl.col("agency_id") if "agency_id" in lines.columns else pl.lit("").alias("agency_id")
            )
            blocks = trips.select("trip_id", "route_id", "block_id").join(
                of.unique("route_id"), on="route_id", how="left"
            )
            mine = (
                blocks.join(touching, on="trip_id", how="semi").drop_nulls("block_id").select("block_id", "agency_id")
            )
            ids = pl.concat(
                [
                    ids,
                    blocks.join(mine.unique(), on=["block_id", "agency_id"], how="semi", nulls_equal=True).select(
                        "trip_id"
                    ),
                ]
            ).unique()
        ids = self._joined_by_rules(ids)
        return trips.join(ids, on="trip_id", how="semi", maintain_order="left")

    def _joined_by_rules(self, ids: pl.DataFrame) -> pl.DataFrame:
        rules = self._whole("transfers.txt", needed=False)
        if not {"from_trip_id", "to_trip_id", "transfer_type"} <= set(rules.columns):
            return ids
        pairs = (
            rules.filter(pl.col("transfer_type").is_in(_OF_A_TRIP)).select("from_trip_id", "to_trip_id").drop_nulls()
        )
        known = -1
        while ids.height != known:
            known = ids.height
            ahead = pairs.join(ids, left_on="from_trip_id", right_on="trip_id", how="semi")["to_trip_id"]
            behind = pairs.join(ids, left_on="to_trip_id", right_on="trip_id", how="semi")["from_trip_id"]
            ids = pl.concat([ids, *(pl.DataFrame({"trip_id": one}) for one in (ahead, behind))]).unique()
        return ids

    def _copy_tables(self, archive: zipfile.ZipFile) -> tuple[int, int, int]:
        trip_ids = self.kept.select("trip_id").unique()
        called: list[pl.DataFrame] = []

        def times() -> Iterator[pl.DataFrame]:
            wanted = trip_ids["trip_id"].hash().implode()
            holding = {number for number, trips in enumerate(self.trips_of_part) if trips.is_in(wanted).any()}
            for part in read_blocks(self.files, "stop_times.txt", self.report, Mended(), only=holding):
                rows = part.join(trip_ids, on="trip_id", how="semi", maintain_order="left")
                called.append(rows.select("stop_id").drop_nulls().unique())
                yield rows

        self.tell("copying the times", 0.4)
        times_n = _write(archive, "stop_times.txt", times())
        self.tell("copying stops and lines", 0.8)
        stops = self._stops_kept(pl.concat(called).unique())
        _write(archive, "stops.txt", iter([stops]))
        _write(archive, "trips.txt", iter([self.kept]))
        lines = self._of("routes.txt", "route_id", self.kept)
        _write(archive, "routes.txt", iter([lines]))
        agencies = self._whole("agency.txt", needed=False)
        if {"agency_id"} <= set(agencies.columns) & set(lines.columns) and agencies.height > 1:
            agencies = agencies.join(lines.select("agency_id").unique(), on="agency_id", how="semi", nulls_equal=True)
        _write(archive, "agency.txt", iter([agencies]))
        for name in ("calendar.txt", "calendar_dates.txt"):
            _write(archive, name, iter([self._of(name, "service_id", self.kept)]))
        _write(archive, "frequencies.txt", iter([self._of("frequencies.txt", "trip_id", self.kept)]))
        _write(archive, "transfers.txt", iter([self._rules(stops, trip_ids)]))
        _write(archive, "feed_info.txt", iter([self._whole("feed_info.txt", needed=False)]))
        if "shape_id" in self.kept.columns:
            drawn = self.kept.select("shape_id").drop_nulls().unique()
            parts = read_blocks(self.files, "shapes.txt", self.report, self.mended)
            _write(archive, "shapes.txt", (_semi(part, drawn, "shape_id") for part in parts))
        return stops.height, lines.height, times_n

    def _stops_kept(self, called: pl.DataFrame) -> pl.DataFrame:
        ids = pl.concat([called, pl.DataFrame({"stop_id": self.near})]).unique()
        kept = self.stops.join(ids, on="stop_id", how="semi", maintain_order="left")
        if "parent_station" not in self.stops.columns:
            return kept
        known = -1
        while kept.height != known:  # a boarding area belongs to a platform, which belongs to a station
            known = kept.height
            above = kept.select(pl.col("parent_station").alias("stop_id")).drop_nulls()
            ids = pl.concat([ids, above]).unique()
            kept = self.stops.join(ids, on="stop_id", how="semi", maintain_order="left")
        return kept

    def _of(self, name: str, column: str, owner: pl.DataFrame) -> pl.DataFrame:
        """Rows of a table whose ``column`` the kept trips name."""
        return _semi(self._whole(name, needed=False), owner.select(column).drop_nulls().unique(), column)

    def _rules(self, stops: pl.DataFrame, trip_ids: pl.DataFrame) -> pl.DataFrame:
        """Rules of changing all of whose stops and trips are kept."""
        rules = self._whole("transfers.txt", needed=False)
        for columns, ids in (
            (("from_stop_id", "to_stop_id"), stops["stop_id"]),
            (("from_trip_id", "to_trip_id"), trip_ids["trip_id"]),
        ):
            for column in set(columns) & set(rules.columns):
                rules = rules.filter(pl.col(column).is_null() | pl.col(column).is_in(ids.implode()))
        return rules

    def _say(self, target: Path | None, stops_n: int, routes_n: int, times_n: int) -> None:
        self.mended.tell(self.report)
        trips_n = self.kept.height
        self.report.facts |= {
            "Trips kept": f"{trips_n:,} of {self.trips.height:,}",
            "Times kept": f"{times_n:,} of {self.all_times_n:,}",
            "Stops kept": f"{stops_n:,} of {self.stops.height:,}",
            "Lines kept": f"{routes_n:,}",
        }
        if target is None:
            self.report.add(
                "warning",
                "nothing_near",
                "No trip of this timetable calls in the town or its margin.",
                action="Nothing was kept of it.",
            )
            return
        self.report.add(
            "note",
            "cropped",
            counted(trips_n, "trips call in the town or its margin and were kept whole.", of=self.trips.height),
            count=trips_n,
        )


def _semi(frame: pl.DataFrame, ids: pl.DataFrame, column: str) -> pl.DataFrame:
    if column not in frame.columns:
        return frame.clear()
    return frame.join(ids, on=column, how="semi", maintain_order="left")


def _write(archive: zipfile.ZipFile, name: str, parts: Iterator[pl.DataFrame]) -> int:
    """Write a table part by part; one without a row is left out. Returns the number of rows."""
    rows_n = 0
    filled = (part for part in parts if part.height)
    first = next(filled, None)
    if first is None:
        return 0
    info = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as stream:
        stream.write(first.write_csv(line_terminator="\n").encode("utf-8"))
        rows_n += first.height
        for part in filled:
            stream.write(part.write_csv(include_header=False, line_terminator="\n").encode("utf-8"))
            rows_n += part.height
    return rows_n
