"""Parquet: only the columns that are wanted, in heaps of rows; points of GeoParquet from their bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import polars as pl

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.opening import Source
from geo.gps.tables.headings import is_of_stays, roles_of
from geo.gps.tables.rows import Asked, read_rows

__all__ = ["read_parquet"]

_HEAP_ROWS = 500_000
_POINT_BYTES = 21


def read_parquet(source: Source, asked: Asked, reading: Reading) -> None:
    """Read one Parquet file.

    Raises:
        RefusedFileError: it has no columns of position and time, or cannot be read.
    """
    reading.format = "Parquet"
    try:
        table = pl.scan_parquet(source.path if source.path is not None else io.BytesIO(source.whole()))
        schema = table.collect_schema()
        names = schema.names()
        rows_n = int(table.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _unreadable(error) from error
    if rows_n > reading.most:
        raise RefusedFileError(
            "too_many_fixes", f"there are {rows_n:,} rows.", f"at most {reading.most:,} fixes at a time.",
            "Hand them in as several uploads, each of some of the people.",
        )  # fmt: skip
    roles = {role: names[number] for role, number in roles_of(names, asked.columns).items()}
    has_place = {"lat", "lon"} <= set(roles) or "geom" in roles
    if is_of_stays(dict.fromkeys(roles, 0)):
        raise RefusedFileError(
            "not_fixes",
            "it holds stays or journeys (from, to) and no fixes.",
            "the log itself.",
            "Hand in the file that it was made from.",
        )
    if not has_place or not {"time", "utc", "date"} & set(roles):
        raise RefusedFileError(
            "not_a_log", f"it has no columns of position and time (it has {', '.join(names[:8])}).",
            "columns of latitude, longitude and time.", "Name them, or save the table with such columns.",
        )  # fmt: skip

    def heaps() -> Iterator[pl.DataFrame]:
        wanted = [_plain(pl.col(name), schema[name], role).alias(role) for role, name in roles.items()]
        try:
            for heap in table.select(wanted).collect_batches(chunk_size=_HEAP_ROWS, maintain_order=True):
                yield _with_points(heap) if "lat" not in roles else heap
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _unreadable(error) from error

    read_rows(heaps, roles, asked, reading)


def _unreadable(error: Exception) -> RefusedFileError:
    return RefusedFileError(
        "parquet_broken",
        f"it cannot be read ({str(error).splitlines()[0][:100]}).",
        "a complete Parquet file.",
        "Save it again.",
    )


def _plain(column: pl.Expr, dtype: pl.DataType, role: str) -> pl.Expr:
    """Numbers, times and bytes as they are, everything else as text; of GeoParquet's own type what is stored."""
    if str(dtype).startswith("Extension"):
        return column.ext.storage()
    is_kept = dtype.is_numeric() or isinstance(dtype, pl.Datetime | pl.Binary) or dtype == pl.String
    if role in ("person", "device", "segment", "ns", "ew", "valid", "offset") or not is_kept:
        return column.cast(pl.String)
    return column


def _with_points(heap: pl.DataFrame) -> pl.DataFrame:
    """Latitude and longitude out of points as WKB; text (WKT) is left to the table's reader."""
    if not isinstance(heap.schema["geom"], pl.Binary):
        return heap
    blobs = heap["geom"].to_list()
    pairs = np.full((len(blobs), 2), np.nan)
    for order, sign in ((b"\x01", "<f8"), (b"\x00", ">f8")):
        rows = [number for number, blob in enumerate(blobs) if blob and len(blob) >= _POINT_BYTES and blob[:1] == order]
        if rows:
            whole = b"".join(blobs[number][5:_POINT_BYTES] for number in rows)
            pairs[rows] = np.frombuffer(whole, sign).reshape(-1, 2)
    return heap.drop("geom").with_columns(
        pl.Series("lat", pairs[:, 1]), pl.Series("lon", pairs[:, 0])
    )  # fmt: skip
