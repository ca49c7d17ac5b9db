"""``stop_times.txt`` to a typed table, piece by piece while it is unpacked, where every cell of it is tidy."""

from __future__ import annotations

import codecs
import secrets
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from geo.errors import Report
from geo.gtfs.archive import FeedFiles
from geo.gtfs.streaming.unpacking import parts_of
from geo.gtfs.text import TextTable, header_and_separator
from geo.zips import ZIP_FAULTS

__all__ = ["TIDY_FROM_BYTES", "read_pieces", "read_tidy_stop_times"]

NAME = "stop_times.txt"
TIDY_FROM_BYTES = 4 << 20
"""Below, reading it as text takes less than loading what is compiled,"""
LOADED_FROM_BYTES = 1 << 20
"""and below this also where that was loaded for another timetable."""
PIECE_BYTES = 2 << 20
_ROLES = {
    "trip_id": 1, "arrival_time": 2, "departure_time": 3, "stop_id": 4, "stop_sequence": 5, "pickup_type": 6,
    "drop_off_type": 7, "shape_dist_traveled": 8,
}  # fmt: skip
_KINDS: dict[str, Any] = {
    "trip_id": np.int32, "stop_id": np.int32, "arrival_s": np.int32, "departure_s": np.int32,
    "stop_sequence": np.int32, "pickup_type": np.uint8, "drop_off_type": np.uint8, "shape_dist_traveled": np.float64,
    "row": np.int32,
}  # fmt: skip
_OPTIONAL = ("stop_sequence", "pickup_type", "drop_off_type", "shape_dist_traveled")
_OTHER_ENCODINGS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_HEADER_BYTES = 1 << 16
_MOST_ROW_BYTES = 16 << 20
_MOST_ROWS_AHEAD = 16 << 20
"""Room made for rows that are only expected: a file may say that it is larger than it is."""
_BEYOND_ASCII = 128


def read_tidy_stop_times(files: FeedFiles) -> TextTable | None:
    """Stop times with typed columns: what :func:`geo.gtfs.text.read_text_table` reads, and ``seconds`` of the times.

    Columns: ``row``, ``trip_id`` and ``stop_id`` (as ``pl.Enum``), ``arrival_s`` and ``departure_s`` (seconds after
    midnight, -1 where blank), ``stop_sequence`` (int), ``pickup_type`` and ``drop_off_type`` (1 where it says 1),
    ``shape_dist_traveled``; optional ones are null where the file has them not.

    Returns:
        None where the table is small, is damaged or has anything that needs judgement (a time that cannot be read, a
        number written otherwise, another encoding, spaces round a cell, rows of other lengths): the careful reader
        reads it whole and says what it found.
    """
    if NAME not in files or files.size(NAME) < _from_bytes():
        return None
    try:
        return read_pieces(_pieces(parts_of(files, NAME, PIECE_BYTES)), files.size(NAME))
    except ZIP_FAULTS:  # UnicodeDecodeError is a ValueError, and so among them
        return None


def _from_bytes() -> int:
    kernel = sys.modules.get(f"{__package__}.kernel")
    is_loaded = kernel is not None and kernel.read_calls.is_compiled
    return min(LOADED_FROM_BYTES, TIDY_FROM_BYTES) if is_loaded else TIDY_FROM_BYTES


def _pieces(parts: Iterator[bytes]) -> Iterator[bytes | memoryview]:
    """The table in parts of whole lines, each with a new line at its end, the first without its byte order mark.

    A part read is not copied: its whole lines are given as they lie there, and its ends with those of its neighbours.
    """
    part = next(parts, b"")
    if part.startswith(_OTHER_ENCODINGS) or b"\x00" in part[:200] or b"\n" not in part[:_MOST_HEADER_BYTES]:
        return
    part = part.removeprefix(codecs.BOM_UTF8)
    if part[:1] in b"\r\n ":
        return
    end = _end_of_lines(part)
    if end:
        yield part[:end]
    left = part[end:]
    for part in parts:
        end = _end_of_lines(part)
        if end:
            begin = part.find(b"\n") + 1
            yield left + part[:begin]
            if begin < end:
                yield memoryview(part)[begin:end]
            left = part[end:]
        else:
            left += part
        if len(left) > _MOST_ROW_BYTES:
            raise ValueError(f"{NAME} has a row of more than {_MOST_ROW_BYTES:,} bytes.")
    if left := left.rstrip(b"\r\n "):
        yield left + b"\n"


def _end_of_lines(part: bytes) -> int:
    """Where its whole lines end, but for blank ones at its end: with those the table may end."""
    return part.rfind(b"\n", 0, len(part.rstrip(b"\r\n "))) + 1


def read_pieces(pieces: Iterator[bytes | memoryview], size: int = 0) -> TextTable | None:
    """:func:`read_tidy_stop_times` of parts of whole lines, each with a new line at its end, ``size`` bytes in all.

    Raises:
        UnicodeDecodeError: a piece is not written in UTF-8.
    """
    first = bytes(next(pieces, b""))
    line, _, rest = first.partition(b"\n")
    told = Report(NAME, "")
    header, _ = header_and_separator(NAME, line, told)
    if told.problems or not {"trip_id", "stop_id"} <= set(header) or not line.isascii():
        return None
    if line.count(b'"') % 2:  # a name of a column that goes on in the next line
        return None
    gathered = _Gathered(header, size)
    if not gathered.take(rest) or not all(gathered.take(piece) for piece in pieces):
        return None
    return gathered.table()


class _Gathered:
    """What the pieces held so far: their columns, and the ids they share."""

    def __init__(self, header: list[str], size: int) -> None:
        self.header = header
        self.size = size
        self.roles = np.array([_ROLES.get(column, 0) for column in header], dtype=np.int64)
        self.powers = np.array([10.0**number for number in range(23)])
        self.columns: dict[str, NDArray[Any]] = {name: np.empty(0, dtype=kind) for name, kind in _KINDS.items()}
        self.rows_n = 0
        self.ids = np.zeros(0, dtype=np.uint8)
        self.starts = np.zeros(1, dtype=np.int64)
        self.hashes = np.zeros(0, dtype=np.int64)
        self.places = np.zeros(0, dtype=np.int32)
        self.follows = np.zeros(0, dtype=np.int32)
        # Where hashes begin is another number at each reading, so that nobody can prepare ids that meet.
        self.counts = np.array([0, 0, 2, secrets.randbits(62)], dtype=np.int64)

    def take(self, piece: bytes | memoryview) -> bool:
        """Read one piece of whole lines; False where a cell needs judgement."""
        from geo.gtfs.streaming.kernel import read_calls

        text = np.frombuffer(piece, dtype=np.uint8)
        if text.max(initial=0) >= _BEYOND_ASCII:
            bytes(piece).decode("utf-8")
        most_n = len(piece) // len(self.header)  # a row has a comma or a new line behind each cell
        self._make_room(2 * most_n, len(piece))
        self._make_room_for_rows(most_n)
        new = {name: values[self.rows_n if self._is_given(name) else 0 :] for name, values in self.columns.items()}
        is_read = read_calls(
            len(piece), len(self.header), len(self.places), text, self.roles, self.powers, self.ids,
            self.starts, self.hashes, self.places, self.follows, new["trip_id"], new["stop_id"], new["arrival_s"],
            new["departure_s"], new["stop_sequence"], new["pickup_type"], new["drop_off_type"],
            new["shape_dist_traveled"], new["row"], self.counts,
        )  # fmt: skip
        read_n, is_first = int(self.counts[0]), not self.rows_n
        self.rows_n += read_n
        if is_first and read_n:  # at once for the whole table, should its other rows be as long as these
            rows_n = int(1.02 * read_n * self.size / len(piece))
            self._make_room_for_rows(min(rows_n, _MOST_ROWS_AHEAD) - read_n)
        return bool(is_read)

    def _make_room_for_rows(self, more_n: int) -> None:
        """Room for so many more rows; of a column that the file has not, for those alone."""
        for name, values in self.columns.items():
            known = self.rows_n if self._is_given(name) else 0
            if known + more_n > len(values):
                self.columns[name] = np.empty(max(known + more_n, 3 * known // 2), dtype=values.dtype)
                self.columns[name][:known] = values[:known]

    def _is_given(self, name: str) -> bool:
        return name not in _OPTIONAL or name in self.header

    def _make_room(self, ids_n: int, bytes_n: int) -> None:
        """Room for so many more ids and bytes of ids; the table of them is laid out anew where it has to grow."""
        known = int(self.counts[1])
        needed, length = known + ids_n, int(self.starts[known]) + bytes_n
        if length > len(self.ids):
            self.ids = np.append(self.ids, np.zeros(length, dtype=np.uint8))
        if needed > len(self.hashes):
            self.starts = np.append(self.starts, np.zeros(needed, dtype=np.int64))
            self.hashes = np.append(self.hashes, np.zeros(needed, dtype=np.int64))
            self.follows = np.append(self.follows, np.full(needed, -1, dtype=np.int32))
        if 2 * needed > len(self.places):
            self.places = np.full(1 << int(2 * needed - 1).bit_length(), -1, dtype=np.int32)
            _lay_out(self.places, self.hashes[:known])

    def table(self) -> TextTable:
        """All of it."""
        known = int(self.counts[1])
        buffers = pa.py_buffer(self.starts[: known + 1]), pa.py_buffer(self.ids)
        names = pl.Series(pa.LargeStringArray.from_buffers(known, *buffers), dtype=pl.String)
        columns: dict[str, pl.Series] = {}
        for name in _KINDS:
            values = self.columns.pop(name)[: self.rows_n]
            if not self._is_given(name):
                kind = pl.Float64 if name == "shape_dist_traveled" else pl.Int32
                columns[name] = pl.Series(name, [None], dtype=kind).new_from_index(0, self.rows_n)
                continue
            columns[name] = _named(name, values, names) if name in ("trip_id", "stop_id") else pl.Series(name, values)
        return TextTable(NAME, pl.DataFrame(columns), tuple(self.header))


def _lay_out(places: NDArray[np.int32], hashes: NDArray[np.int64]) -> None:
    """Put every known id into an empty table: each to its place, or the next that is free."""
    left = np.arange(len(hashes), dtype=np.int32)
    at = hashes & (len(places) - 1)
    while len(left):
        is_free = places[at] < 0
        places[at[is_free]] = left[is_free]  # of several for one place the last stays
        is_placed = places[at] == left
        left, at = left[~is_placed], (at[~is_placed] + 1) & (len(places) - 1)


def _named(name: str, codes: NDArray[np.int32], names: pl.Series) -> pl.Series:
    """Numbers of ids as the ids of this column, blank where -1; each of them once."""
    is_used = np.zeros(len(names) + 1, dtype=bool)
    is_used[codes] = True
    has_blank, is_used[-1] = bool(is_used[-1]), False
    own = names.filter(pl.Series(is_used[:-1]))
    place = pl.Series((np.cumsum(is_used) - 1).astype(np.uint32)[codes])
    if has_blank:
        place = place.set(pl.Series(codes < 0), None)
    return own.cast(pl.Enum(own)).gather(place).alias(name)
