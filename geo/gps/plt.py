"""PLT: six lines and then a fix a line, as OziExplorer and the GeoLife collection write it; times are UTC."""

from __future__ import annotations

import re

import polars as pl

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.opening import Source

__all__ = ["read_plt"]

_HEAD_LINES = 6
_DAYS_TO_1970 = 25_569


def read_plt(source: Source, reading: Reading) -> None:
    """Read one PLT file.

    Raises:
        RefusedFileError: its lines are no fixes.
    """
    content = source.whole()
    reading.format = "PLT"
    reading.zone, reading.zone_why = "UTC", "PLT files hold the time of the satellites"
    text = content.decode("utf-8", errors="replace")
    lines = text.splitlines()[_HEAD_LINES:]
    width = max((line.count(",") + 1 for line in lines[:50]), default=0)
    if width < 5:
        if not any(line.strip() for line in lines):
            return
        raise RefusedFileError(
            "plt_lines",
            "its lines are no fixes.",
            "latitude, longitude, flag, altitude, days, date and time.",
            "Export it again.",
        )
    names = ["lat", "lon", "flag", "altitude", "days", "date", "clock"]
    cells = pl.col("line").str.splitn(",", len(names)).struct.rename_fields(names)
    rows = pl.DataFrame({"line": [line for line in lines if line.strip()]}).select(cells).unnest("line")
    rows = rows.with_columns(pl.col(names).str.strip_chars())
    days = pl.col("days").cast(pl.Float64, strict=False)
    seconds = ((days - _DAYS_TO_1970) * 86_400).round().cast(pl.Int64, strict=False)
    counted = (
        pl.when(days.is_between(30_000, 80_000)).then(pl.from_epoch(seconds, "s")).dt.strftime("%Y-%m-%d %H:%M:%S")
    )
    written = pl.lit(None, dtype=pl.String)
    if re.match(r"^\d{4}-\d{2}-\d{2}$", str(rows["date"][0])):
        written = pl.col("date") + " " + pl.col("clock")
    breaks = (pl.col("flag") == "1").fill_null(False)
    segment = breaks.cum_sum() if rows.select(breaks.mean()).item() <= 0.5 else pl.lit(0)
    reading.take(
        rows.select(
            pl.lit(0, dtype=pl.UInt8).alias("part"), segment.cast(pl.Int32).alias("segment"),
            pl.lit(None, dtype=pl.String).alias("person"), pl.lit("").alias("device"), "lat", "lon",
            pl.lit(None, dtype=pl.Float64).alias("accuracy"), pl.coalesce(written, counted).alias("time"),
        )
    )  # fmt: skip
