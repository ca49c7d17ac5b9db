"""Positions as tables write them, to degrees."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

__all__ = ["Scale", "scale_of", "to_degrees"]

_SEMICIRCLE = 180 / 2**31
_DEGREES = (
    r"^\s*([NSEWOnsewo])?\s*([+-]?\d+(?:[.,]\d+)?)\s*[°d ]?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*['′m]?\s*(?:(\d+(?:[.,]\d+)?)\s*[\"″s]?)?)?\s*°?\s*([NSEWOnsewo])?\s*$"
)
_SOUTH_WEST = ("S", "W")


@dataclass(frozen=True)
class Scale:
    """How the numbers of both columns become degrees: a factor, or degrees and minutes in one number.

    ``is_known`` is false where large whole numbers may be more than one thing; ``words`` say what was done.
    """

    factor: float = 1.0
    is_minutes: bool = False
    is_metres: bool = False
    is_known: bool = True
    words: str = ""


def scale_of(lat: float, lon: float, *, are_whole: bool, headings: str, has_hemispheres: bool, unit: str = "") -> Scale:
    """The scale, from the largest absolute numbers of a file.

    Args:
        lat: largest absolute latitude as written.
        lon: largest absolute longitude as written.
        are_whole: no number has a fraction.
        headings: of both columns, in small letters.
        has_hemispheres: N/S and E/W stand beside the numbers.
        unit: what somebody said: ``degrees``, ``e7``, ``e6`` or ``semicircles``.
    """
    if unit == "degrees":
        return Scale()
    if unit == "e7" or (not unit and "e7" in headings):
        return Scale(1e-7, words="ten-millionths of a degree, to degrees")
    if unit == "semicircles" or (
        not unit and ("semicircle" in headings or ("position" in headings and lat > 180 and are_whole))
    ):
        return Scale(_SEMICIRCLE, words="semicircles, as sports watches write them, to degrees")
    if unit == "e6":
        return Scale(1e-6, words="millionths of a degree, to degrees")
    if lat <= 90.0001 and lon <= 180.0001:
        return Scale()
    if has_hemispheres and lat <= 9000 and lon <= 18_000:
        return Scale(is_minutes=True, words="degrees and minutes in one number (ddmm.mmmm), to degrees")
    if are_whole and 2_000_000 < lat <= 90_000_000 and lon <= 180_000_000:
        return Scale(1e-6, words="millionths of a degree, to degrees")
    if are_whole and lat > 900_000_000:
        return Scale(_SEMICIRCLE, words="semicircles, as sports watches write them, to degrees")
    if are_whole and lat > 90_000_000:
        return Scale(1e-7, is_known=False)
    return Scale(is_metres=lat > 1000 and lon > 1000)


def to_degrees(column: pl.Expr, hemisphere: pl.Expr | None, scale: Scale) -> pl.Expr:
    """A column of texts or numbers in degrees; null where no number is."""
    number = column * scale.factor
    if scale.is_minutes:
        whole = (column.abs() / 100).floor()
        number = (whole + (column.abs() - whole * 100) / 60) * column.sign()
    if hemisphere is None:
        return number
    letter = hemisphere.str.strip_chars().str.slice(0, 1).str.to_uppercase()
    return pl.when(letter.is_in(_SOUTH_WEST)).then(-number.abs()).otherwise(number)


def numbers_of(column: pl.Series) -> pl.Series:
    """A column as numbers: decimal commas, units, N/S/E/W beside the number, degrees with minutes and seconds."""
    if column.dtype.is_numeric():
        return column.cast(pl.Float64)
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    tidy = column.str.strip_chars(' \t"').str.replace(",", ".", literal=True)
    plain = tidy.cast(pl.Float64, strict=False)
    if int((plain.is_null() & tidy.is_not_null() & (tidy != "")).sum()) == 0:
        return plain
    parts = (
        pl.DataFrame({"text": column.str.replace_all("[−–]", "-"), "plain": plain})
        .with_columns(
            pl.col("text")
            .str.extract_groups(_DEGREES)
            .struct.rename_fields(["before", "d", "m", "s", "after"])
            .alias("parts")
        )
        .unnest("parts")
    )

    def part(name: str) -> pl.Expr:
        return pl.col(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)

    size = part("d").abs() + part("m").fill_null(0) / 60 + part("s").fill_null(0) / 3600
    letter = pl.coalesce("before", "after").str.to_uppercase()
    is_negative = letter.is_in(_SOUTH_WEST) | (letter.is_null() & pl.col("d").str.starts_with("-"))
    return parts.select(pl.coalesce("plain", pl.when(is_negative).then(-size).otherwise(size)).alias(column.name))[
        column.name
    ]
