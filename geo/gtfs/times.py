"""Stop times of a timetable: parsed, put in order, blanks filled in between timepoints, faults repaired or named.

All steps work on whole columns, so ten million rows are read in seconds. What comes out is sorted by trip and sequence
and its times never run backwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.gtfs.running import fill_blanks, mend_backwards, starts_of
from geo.gtfs.stops import hops_m
from geo.gtfs.streaming import ordered_calls
from geo.gtfs.text import BLANK_S, UNREADABLE_S, TextTable, counted, rows_at, seconds

__all__ = ["STOP_TIME_COLUMNS", "CleanTimes", "clean_stop_times"]

STOP_TIME_COLUMNS = (
    "trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type", "drop_off_type",
    "shape_dist_traveled",
)  # fmt: skip
_FILE = "stop_times.txt"
_SORT_BY = ("trip_index", "place", "arrival_s", "stop_index", "row")


@dataclass(frozen=True)
class CleanTimes:
    """Stop times (``trip_index`` and ``stop_index`` point into the frames given), which trips are left, and the metres
    to each call from the row before it where they had to be known."""

    frame: pl.DataFrame
    is_kept: NDArray[np.bool_]
    hop_m: NDArray[np.float64] | None


def clean_stop_times(table: TextTable, trips: pl.DataFrame, stops: pl.DataFrame, report: Report) -> CleanTimes:
    """Stop times of ``trips`` at ``stops``: columns of :data:`geo.tables.STOP_TIMES` plus ``row``.

    Left out and reported: rows of unknown trips or stops, trips with fewer than two stops, trips whose first or last
    time is missing, trips whose times run backwards by more than ten minutes. Repaired and reported: unreadable times,
    small steps backwards, times that start again at 00:00 after midnight. Blank times between two known ones are
    spread by ``shape_dist_traveled`` where it is complete, else by the distance between the stops, else evenly.
    """
    if (tidy := _tidy_times(table, trips, stops, report)) is not None:
        return tidy
    frame = _with_indices(table, trips, stops, report)
    frame = _in_order(_read_times(frame, report), table, report)
    del table
    trip = frame["trip_index"].to_numpy()
    arrival, departure = (frame[column].to_numpy().astype(np.int32) for column in ("arrival_s", "departure_s"))
    is_bad = mend_backwards(frame, trip, arrival, departure, report)
    is_bad |= _open_ended(frame, trip, arrival, report)
    stop = frame["stop_index"].to_numpy()
    is_again = ~starts_of(trip)
    is_again[1:] &= stop[1:] == stop[:-1]
    rows_n = np.bincount(trip, minlength=trips.height) - np.bincount(trip[is_again], minlength=trips.height)
    _report_empty(trips, rows_n, report)
    is_kept = rows_n >= 2
    is_kept[trip[is_bad]] = False
    if not is_kept.all():
        keep = is_kept[trip]
        frame, is_again = frame.filter(pl.Series(keep)), is_again[keep]
        arrival, departure = arrival[keep], departure[keep]
    hop_m = hops_m(stops, frame["stop_index"].to_numpy()) if (arrival == BLANK_S).any() else None
    finished = _finished(frame, arrival, departure, is_again, hop_m, report)
    return CleanTimes(finished, is_kept, hop_m[~is_again] if hop_m is not None else None)


def _tidy_times(table: TextTable, trips: pl.DataFrame, stops: pl.DataFrame, report: Report) -> CleanTimes | None:
    """The same of typed columns in which nothing has to be mended; None where something has."""
    frame = table.frame
    if "arrival_s" not in frame.columns or table.lacks("stop_sequence"):
        return None
    of_trips, of_stops = (
        _positions(cast(pl.Enum, frame[column].dtype).categories, ids).fill_null(-1).to_numpy()
        for column, ids in (("trip_id", trips["gtfs_trip_id"]), ("stop_id", stops["stop_id"]))
    )
    ordered = ordered_calls(frame, of_trips, of_stops, trips.height)
    if ordered is None:
        return None
    _report_empty(trips, ordered.calls_n, report)
    _report_waits(ordered.again_rows, report)
    return CleanTimes(ordered.frame, ordered.calls_n >= 2, None)


def _with_indices(table: TextTable, trips: pl.DataFrame, stops: pl.DataFrame, report: Report) -> pl.DataFrame:
    frame = table.frame
    for column, ids, index in (
        ("trip_id", trips["gtfs_trip_id"], "trip_index"),
        ("stop_id", stops["stop_id"], "stop_index"),
    ):
        frame = frame.with_columns(_positions(frame[column], ids).alias(index))
        unknown = frame.filter(pl.col(index).is_null())
        if not unknown.height:
            continue
        where = "trips.txt" if column == "trip_id" else "stops.txt"
        things = unknown[column].n_unique()
        noun = "trip" if column == "trip_id" else "stop"
        report.add(
            "repaired",
            f"stop_times_unknown_{noun}",
            counted(unknown.height, f"rows of {_FILE} belong to ", of=table.frame.height)
            + counted(things, f"{noun}s that are not (or no longer) in {where}."),
            action="They were left out."
            if noun == "trip"
            else "They were left out; the trips go on without stopping there.",
            where=rows_at(_FILE, unknown, column),
            count=unknown.height,
        )
        frame = frame.filter(pl.col(index).is_not_null())
    return frame.drop("trip_id", "stop_id")


def _positions(column: pl.Series, ids: pl.Series) -> pl.Series:
    """Where each value stands among ``ids`` (int32), null where it does not; a value that goes on is looked up once."""
    if not len(ids) or not len(column):
        return pl.Series(column.name, [None] * len(column), dtype=pl.Int32)
    if isinstance(column.dtype, pl.Enum):
        found = _positions(column.dtype.categories, ids)
        if found.null_count() or column.null_count():
            return found.gather(column.to_physical())
        return pl.Series(column.name, found.to_numpy()[column.to_physical().to_numpy()])
    begins = np.append(True, column.ne_missing(column.shift()).to_numpy()[1:])
    numbers = pl.Series(np.arange(len(ids), dtype=np.int32))
    found = column.filter(pl.Series(begins)).replace_strict(ids, numbers, default=None, return_dtype=pl.Int32)
    return found if begins.all() else found.gather(np.cumsum(begins, dtype=np.uint32) - np.uint32(1))


def _read_times(frame: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Adds ``arrival_s`` and ``departure_s``, -1 where blank; one alone stands for both."""
    if "arrival_s" not in frame.columns:
        frame = _parsed_times(frame, report)
    half = frame.filter((pl.col("arrival_s") == BLANK_S) != (pl.col("departure_s") == BLANK_S))
    if half.height:
        report.add(
            "repaired",
            "half_time",
            counted(half.height, f"rows of {_FILE} have an arrival without a departure, or the other way round."),
            action="The one that is there was used for both.",
            where=rows_at(_FILE, half),
            count=half.height,
        )
        highest = pl.max_horizontal("arrival_s", "departure_s")
        frame = frame.with_columns(
            pl.when(pl.col(column) == BLANK_S).then(highest).otherwise(pl.col(column)).alias(column)
            for column in ("arrival_s", "departure_s")
        )
    return frame


def _parsed_times(frame: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Text of times as seconds; those that cannot be read are named and blank."""
    arrival, departure = frame["arrival_time"], frame["departure_time"]
    arrival_s = seconds(arrival).alias("arrival_s")
    is_same = arrival.eq_missing(departure).all()
    departure_s = arrival_s.alias("departure_s") if is_same else seconds(departure).alias("departure_s")
    frame = frame.with_columns(arrival_s, departure_s)
    bad = frame.filter((pl.col("arrival_s") == UNREADABLE_S) | (pl.col("departure_s") == UNREADABLE_S))
    if bad.height:
        report.add(
            "repaired",
            "bad_time",
            counted(bad.height, f"rows of {_FILE} have a time that cannot be read."),
            needed="hours, minutes and seconds, such as 07:45:00 or 24:10:00.",
            action="That time was taken as blank.",
            where=rows_at(_FILE, bad, "arrival_time", "departure_time"),
            count=bad.height,
        )
    frame = frame.drop("arrival_time", "departure_time")
    return frame.with_columns(pl.col("arrival_s", "departure_s").clip(lower_bound=BLANK_S))


def _in_order(frame: pl.DataFrame, table: TextTable, report: Report) -> pl.DataFrame:
    if table.lacks("stop_sequence"):
        report.add(
            "repaired",
            "no_stop_sequence",
            f"{_FILE} does not say in which order a trip calls at its stops.",
            needed="a column stop_sequence.",
            action="The order of the rows was taken.",
        )
        frame = frame.with_columns(pl.col("row").cast(pl.Float64).alias("place"))
    else:
        frame = frame.with_columns(pl.col("stop_sequence").cast(pl.Float64, strict=False).alias("place"))
    bad = frame.filter(pl.col("place").is_null())
    if bad.height:
        report.add(
            "repaired",
            "bad_stop_sequence",
            counted(bad.height, f"rows of {_FILE} have no readable stop_sequence."),
            needed="a whole number that grows along the trip.",
            action="They were left out.",
            where=rows_at(_FILE, bad, "stop_sequence"),
            count=bad.height,
        )
        frame = frame.filter(pl.col("place").is_not_null())
    kinds = [
        (pl.col(column).cast(pl.Int32, strict=False) == 1).fill_null(False).alias(name)
        for column, name in (("pickup_type", "no_pickup"), ("drop_off_type", "no_drop_off"))
    ]
    along = pl.col("shape_dist_traveled").cast(pl.Float64, strict=False).fill_null(np.nan)
    is_needed = (frame["arrival_s"] == BLANK_S).any()  # only times between timepoints ask for the way
    return _sorted(frame.select(*_SORT_BY, "departure_s", *kinds, *([along] if is_needed else [])), report)


def _order(frame: pl.DataFrame) -> NDArray[np.int64] | None:
    """The order by trip and place where each trip stands in one piece in which places rise; None where one does not."""
    trip, place = frame["trip_index"].to_numpy(), frame["place"].to_numpy()
    if not len(trip) or not (((trip[1:] != trip[:-1]) | (place[1:] > place[:-1])).all()):
        return None
    first = np.flatnonzero(starts_of(trip))
    pieces = np.argsort(trip[first], kind="stable")
    if (np.diff(trip[first][pieces]) == 0).any():
        return None
    lengths = np.diff(np.append(first, len(trip)))[pieces]
    begins = np.cumsum(lengths) - lengths
    order = np.repeat(first[pieces] - begins, lengths)
    order += np.arange(len(trip))
    return order


def _sorted(frame: pl.DataFrame, report: Report) -> pl.DataFrame:
    order = _order(frame)
    if order is not None:
        frame = frame.drop("place")
        if (order[1:] > order[:-1]).all():
            return frame
        return pl.DataFrame([_taken(column, order) for column in frame.iter_columns()])
    frame = frame.sort(_SORT_BY)
    same_place = (pl.col("trip_index") == pl.col("trip_index").shift()) & (pl.col("place") == pl.col("place").shift())
    same_row = same_place & (pl.col("stop_index") == pl.col("stop_index").shift())
    copies = frame.filter(same_row.fill_null(False))
    if copies.height:
        report.add(
            "repaired",
            "repeated_stop_time",
            counted(copies.height, f"rows of {_FILE} repeat a stop at the same place of the same trip."),
            action="Each was used once.",
            where=rows_at(_FILE, copies),
            count=copies.height,
        )
        frame = frame.filter(~same_row.fill_null(False))
    clashes = frame.filter(same_place.fill_null(False))
    if clashes.height:
        report.add(
            "repaired",
            "repeated_stop_sequence",
            counted(clashes["trip_index"].n_unique(), f"trips in {_FILE} give the same stop_sequence to several stops")
            + " (some programs begin again at 1 after 100).",
            needed="each stop_sequence once in a trip.",
            action="The stops of these trips were put in the order of their times.",
            where=rows_at(_FILE, clashes),
            count=clashes["trip_index"].n_unique(),
        )
        is_clash = np.isin(frame["trip_index"].to_numpy(), clashes["trip_index"].unique().to_numpy())
        by_time = pl.lit(pl.Series(is_clash)) & (pl.col("arrival_s") != BLANK_S).all().over("trip_index")
        frame = frame.with_columns(pl.when(by_time).then(pl.col("arrival_s")).otherwise(pl.col("place")).alias("rank"))
        frame = frame.sort("trip_index", "rank", *_SORT_BY[1:])
    return frame


def _taken(column: pl.Series, order: NDArray[np.int64]) -> pl.Series:
    if column.dtype == pl.Boolean and not column.any():  # the same in every order
        return column
    return pl.Series(column.name, column.to_numpy()[order])


def _open_ended(
    frame: pl.DataFrame, trip: NDArray[np.int32], arrival: NDArray[np.int32], report: Report
) -> NDArray[np.bool_]:
    """Rows that open or close a trip and have no time: such a trip cannot be placed."""
    is_open = arrival == BLANK_S
    if is_open.any():
        starts = starts_of(trip)
        is_open &= starts | np.append(starts[1:], True)[: len(trip)]
    if is_open.any():
        rows = frame.filter(pl.Series(is_open))
        trips_n = rows["trip_index"].n_unique()
        report.add(
            "repaired",
            "no_end_time",
            counted(trips_n, "trips have no time at the first or last stop."),
            needed="an arrival or departure at both ends.",
            action="Left out: nobody can tell when they run.",
            where=rows_at(_FILE, rows),
            count=trips_n,
        )
    return is_open


def _report_empty(trips: pl.DataFrame, rows_n: NDArray[np.signedinteger], report: Report) -> None:
    for mask, code, found in (
        (rows_n == 0, "trip_without_times", "have no stop times"),
        (rows_n == 1, "trip_with_one_stop", "call at one stop only"),
    ):
        if mask.any():
            left_out = trips.filter(pl.Series(mask))
            report.add(
                "repaired",
                code,
                counted(left_out.height, f"trips {found}.", of=trips.height),
                needed="at least two stops.",
                action="They were left out.",
                where=rows_at("trips.txt", left_out, "gtfs_trip_id"),
                count=left_out.height,
            )


def _finished(
    frame: pl.DataFrame,
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
    is_again: NDArray[np.bool_],
    hop_m: NDArray[np.float64] | None,
    report: Report,
) -> pl.DataFrame:
    trip = frame["trip_index"].to_numpy()
    new_trip = starts_of(trip)
    is_timepoint = arrival != BLANK_S
    if hop_m is not None:
        fill_blanks(frame["shape_dist_traveled"].to_numpy(), new_trip, arrival, departure, hop_m)
        blank = int((~is_timepoint).sum())
        report.add(
            "note",
            "times_filled",
            counted(blank, "stop times are blank between timepoints.", of=frame.height),
            action="They were filled in by the distance along the trip.",
            count=blank,
        )
    kinds = [~frame[column].to_numpy() for column in ("no_pickup", "no_drop_off")]
    stop, row = frame["stop_index"].to_numpy(), frame["row"].to_numpy()
    if is_again.any():  # a wait written as several rows is one call: in with the first, out with the last
        _report_waits(row[is_again], report)
        first, again = ~is_again, np.flatnonzero(is_again)
        final = np.append(first[1:], True)
        call = again - np.arange(1, len(again) + 1)  # that each goes on with
        *kinds, is_timepoint = (_in_any_row(of_rows, first, again, call) for of_rows in (*kinds, is_timepoint))
        arrival, departure = arrival[first], departure[final]
        stop, row, trip, new_trip = stop[first], row[first], trip[first], new_trip[first]
    last = np.append(new_trip[1:], True)[: len(trip)]
    firsts = np.flatnonzero(new_trip)
    lengths = np.diff(np.append(firsts, len(trip)))
    numbers = np.arange(len(trip), dtype=np.int32)
    numbers -= np.repeat(firsts.astype(np.int32), lengths)
    return pl.DataFrame(
        {
            "trip_index": trip.astype(np.int32, copy=False),
            "stop_index": stop.astype(np.int32, copy=False),
            "sequence": numbers,
            "arrival_s": arrival,
            "departure_s": departure,
            "can_board": kinds[0] & ~last,
            "can_alight": kinds[1] & ~new_trip,
            "is_timepoint": is_timepoint,
            "row": row,
        }
    )


def _report_waits(rows: NDArray[np.int32], report: Report) -> None:
    if len(rows):
        report.add(
            "note",
            "call_in_two_rows",
            counted(len(rows), f"rows of {_FILE} go on at the stop of the row before: a wait in two rows."),
            action="Each such wait is one call.",
            where=rows_at(_FILE, pl.DataFrame({"row": rows})),
            count=len(rows),
        )


def _in_any_row(
    of_rows: NDArray[np.bool_], first: NDArray[np.bool_], again: NDArray[np.int64], call: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether it holds in any row of each call: ``again`` are the rows that go on with a ``call``."""
    of_calls = of_rows[first]
    of_calls[call[of_rows[again]]] = True
    return of_calls
