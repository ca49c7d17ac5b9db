"""Texts and numbers to a clock (what a clock showed) and the distance of that clock from UTC."""

from __future__ import annotations

import polars as pl

__all__ = ["DAY_MONTH", "clocks_of", "tidied"]

_ZONE = r"\s*(?P<z>[Zz]|(?:UTC|GMT|utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)?)"
_HOURS = (
    r"(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,:](?P<f>\d+))?)?"
    r"\s*(?P<ap>[AaPp]\.?[Mm]\.?)?"
)
_AFTER = r"(?:\s*[Tt,;_]\s*|\s+)"
DAY_MONTH = r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})"
"""A date that begins with a day or a month: which, :func:`date_order` says."""
_NAMED = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_PATTERNS = (
    rf"^(?P<y>\d{{4}})[-/.](?P<mo>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_AFTER}{_HOURS}{_ZONE}$",
    r"^(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})[Tt_ -]?(?P<h>\d{2}):?(?P<mi>\d{2}):?(?P<s>\d{2})(?:[.,](?P<f>\d+))?"
    rf"{_ZONE}$",
    rf"{DAY_MONTH}{_AFTER}{_HOURS}{_ZONE}$",
    rf"^{_NAMED}(?P<d>\d{{1,2}})[-/ .]+(?P<mon>[A-Za-z]{{3}})[a-z]*[-/ .,]+(?P<y>\d{{4}}|\d{{2}})"
    rf"{_AFTER}{_HOURS}{_ZONE}$",
    rf"^{_NAMED}(?P<mon>[A-Za-z]{{3}})[a-z]*[ .]+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}}){_AFTER}{_HOURS}{_ZONE}$",
    rf"^{_NAMED}(?P<mon>[A-Za-z]{{3}})\s+(?P<d>\d{{1,2}})\s+{_HOURS}\s+(?P<z>[A-Z]{{3}}|[+-]\d{{4}})\s+(?P<y>\d{{4}})$",
)
_COUNTED = r"^\d{9,10}(?:[.,]\d+)?$|^\d{13}(?:[.,]\d+)?$|^\d{16}$|^\d{19}$"
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAMED_ZONES = {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8}
"""Names of zones that RFC 5322 fixes; others mean several zones (BST, IST) and are not guessed."""
_PLAIN = r"^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z?$"


def tidied(texts: pl.Expr) -> pl.Expr:
    """Without white space around it, a zone's name in brackets, and signs that only look like a minus."""
    return (
        texts.str.replace_all(r"[\u{a0}\u{202f}\s]+", " ")
        .str.replace_all("[−–]", "-")
        .str.replace(r"\[[A-Za-z_/+-]+\]\s*$", "")
        .str.strip_chars(" \"'")
    )


def clocks_of(times: pl.Series, *, day_first: bool = True) -> pl.DataFrame:
    """What the clock showed in each row (``clock``), and its distance from UTC in seconds (``offset``).

    Args:
        times: texts in any usual form, seconds (or milliseconds, micro-, nanoseconds) since 1970, or times already.
        day_first: how a date such as 05/07/2024 is meant.

    Returns:
        One row a time; ``clock`` is null where nothing is understood, ``offset`` where no zone is stated.
    """
    if isinstance(times.dtype, pl.Datetime):
        zone = times.dtype.time_zone
        offset = None if zone is None else 0
        clock = times if zone is None else times.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        return pl.DataFrame({"clock": clock.cast(pl.Datetime("us"))}).with_columns(
            pl.when(pl.col("clock").is_not_null()).then(pl.lit(offset, dtype=pl.Int32)).alias("offset")
        )
    if times.dtype.is_numeric():
        return _counted(times.cast(pl.Float64) if times.dtype.is_float() else times.cast(pl.Int64))
    rows = pl.DataFrame({"row": pl.int_range(len(times), eager=True), "text": times.cast(pl.String)})
    is_plain = pl.col("text").str.contains(_PLAIN).fill_null(False)
    found = [_plain_clocks(rows.filter(is_plain))]
    if found[0].height == rows.height:
        return found[0].drop("row")
    rows = rows.filter(~is_plain).with_columns(tidied(pl.col("text")))
    for pattern in _PATTERNS:
        if rows.is_empty():
            break
        parts = rows.with_columns(pl.col("text").str.extract_groups(pattern).alias("parts")).unnest("parts")
        fits = pl.col("y").is_not_null()
        found.append(_clocks(parts.filter(fits), day_first=day_first))
        rows = parts.filter(~fits).select("row", "text")
    counted = rows.filter(pl.col("text").str.contains(_COUNTED))
    if not counted.is_empty():
        whole = counted["text"].str.contains(r"^\d+$").all()
        numbers = (
            counted["text"].str.replace(",", ".", literal=True).cast(pl.Int64 if whole else pl.Float64, strict=False)
        )
        found.append(_counted(numbers).insert_column(0, counted["row"]))
    shape = pl.DataFrame({"row": pl.int_range(len(times), eager=True)})
    return shape.join(pl.concat(found), on="row", how="left", maintain_order="left").drop("row")


def _plain_clocks(rows: pl.DataFrame) -> pl.DataFrame:
    """Times as most logs write them, which need not be taken apart sign by sign."""
    bare = pl.col("text").str.slice(0, 10) + " " + pl.col("text").str.slice(11).str.strip_chars_end("Zz")
    return rows.select(
        "row",
        bare.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", strict=False).alias("clock"),
        pl.when(pl.col("text").str.ends_with("Z")).then(pl.lit(0, dtype=pl.Int32)).alias("offset"),
    )


def _counted(numbers: pl.Series) -> pl.DataFrame:
    """Seconds since 1970, or thousandths, millionths, milliardths of them, told apart by size."""
    size = pl.col("n").abs()
    micro = (
        pl.when(size < 100_000_000_000).then(pl.col("n") * 1_000_000)
        .when(size < 100_000_000_000_000).then(pl.col("n") * 1000)
        .when(size < 100_000_000_000_000_000).then(pl.col("n"))
        .otherwise(pl.col("n") // 1000)
    )  # fmt: skip
    is_time = pl.col("n").is_not_null() & (size >= 100_000_000)
    if numbers.dtype.is_float():
        is_time &= pl.col("n").is_finite() & (size < 1e19)
        micro = micro.round()
    return pl.DataFrame({"n": numbers}).select(
        pl.when(is_time).then(micro).cast(pl.Int64, strict=False).cast(pl.Datetime("us")).alias("clock"),
        pl.when(is_time).then(pl.lit(0, dtype=pl.Int32)).alias("offset"),
    )


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64)


def _days(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Days since 1970 by the calendar; a month begins in March, so that a leap day is the last."""
    shifted = year - (month <= 2).cast(pl.Int64)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _clocks(parts: pl.DataFrame, *, day_first: bool) -> pl.DataFrame:
    """Parts of a time as texts, to clock and offset; null where they are no time that exists."""
    empty = [pl.lit(None, dtype=pl.String).alias(name) for name in ("ap", "mon") if name not in parts.columns]
    parts = parts.with_columns(empty)
    if "a" in parts.columns:
        parts = parts.rename({"a": "d", "b": "mo"} if day_first else {"a": "mo", "b": "d"})
    month = (
        _number("mo")
        if "mo" in parts.columns
        else pl.col("mon").str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.Int64)
    )
    short = pl.col("y").str.len_chars() == 2
    year = _number("y") + pl.when(short).then(pl.when(_number("y") < 70).then(2000).otherwise(1900)).otherwise(0)
    parts = parts.with_columns(
        month.alias("month"), year.alias("year"), _number("d").alias("day"), _number("h").alias("hour"),
        _number("mi").alias("minute"), _number("s").fill_null(0).alias("second"),
        pl.col("f").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64).alias("micro"),
        pl.col("ap").str.to_lowercase().str.slice(0, 1).alias("half"),
        pl.col("z").fill_null("").alias("zone"),
    )  # fmt: skip
    half = pl.col("half").is_not_null()
    hour = (
        pl.when(half)
        .then(pl.col("hour") % 12 + pl.when(pl.col("half") == "p").then(12).otherwise(0))
        .otherwise(pl.col("hour"))
    )
    day = _days(pl.col("year"), pl.col("month"), pl.col("day"))
    date = day.cast(pl.Int32).cast(pl.Date)
    is_midnight = (pl.col("hour") == 24) & (pl.col("minute") == 0) & (pl.col("second") == 0) & (pl.col("micro") == 0)
    exists = (
        pl.col("month").is_between(1, 12)
        & pl.col("day").is_between(1, 31)
        & (date.dt.day() == pl.col("day"))
        & ((pl.col("hour") < 24) | is_midnight)
        & (~half | pl.col("hour").is_between(1, 12))
        & (pl.col("minute") < 60)
        & (pl.col("second") <= 60)
    )
    digits = pl.col("zone").str.extract(r"[+-](\d{1,2})")
    minutes = pl.col("zone").str.extract(r"[+-]\d{1,2}:?(\d{2})$").cast(pl.Int32).fill_null(0)
    sign = pl.when(pl.col("zone").str.contains("-", literal=True)).then(-1).otherwise(1)
    named = pl.col("zone").replace_strict(_NAMED_ZONES, default=None, return_dtype=pl.Int32)
    offset = (
        pl.when(pl.col("zone") == "")
        .then(None)
        .when(named.is_not_null())
        .then(named * 3600)
        .when(digits.is_null())
        .then(0)
        .otherwise(sign * (digits.cast(pl.Int32) * 3600 + minutes * 60))
        .cast(pl.Int32)
    )
    seconds = day * 86_400 + hour * 3600 + pl.col("minute") * 60 + pl.col("second")
    is_known = named.is_not_null() | ~pl.col("zone").str.contains("^[A-Z]{3}$") | pl.col("zone").is_in(["UTC", "GMT"])
    is_good = exists & is_known & (offset.is_null() | (offset.abs() <= 15 * 3600))
    return parts.select(
        "row",
        pl.when(is_good).then((seconds * 1_000_000 + pl.col("micro")).cast(pl.Datetime("us"))).alias("clock"),
        pl.when(is_good).then(offset).alias("offset"),
    )
