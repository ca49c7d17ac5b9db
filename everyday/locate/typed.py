"""Words that people type for a place, made comparable; and coordinates, lines and areas read from text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geo.errors import UsageError
from plan.text import fold as plain_words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["MOST_NAME", "fold", "is_shape", "parse_shape", "quoted", "read_point"]

MOST_NAME = 200
MOST_TEXT = 40_000
MOST_QUOTED = 60
MOST_FAULTS = 5
LAST_WORDS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "la": "lane",
    "cl": "close", "dr": "drive", "cres": "crescent", "pl": "place", "sq": "square", "gdns": "gardens",
    "tce": "terrace", "terr": "terrace", "gr": "grove", "ct": "court", "stn": "station", "sch": "school",
}  # fmt: skip
_KEYWORD = re.compile(r"^\s*(point|line|area|polygon)\b\s*:?\s*(?=[-+−(\d])", re.IGNORECASE)
_WKT = re.compile(r"^\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:Z\s*)?\(", re.IGNORECASE)
_NUMBER = r"([-+]?\d{1,3}(?:\.\d{0,18})?)\s*°?\s*([NSEW]?)"
_PAIR = re.compile(rf"^\s*\(?\s*{_NUMBER}\s*(?:[,\s]\s*)\s*{_NUMBER}\s*\)?\s*$", re.IGNORECASE)
_FOR_LINE = "Write it as: line 51.58 -3.00; 51.59 -3.01 (latitude first, points separated by semicolons)."


class _Letters(dict[int, str]):
    """Letters and numbers as they are, nothing for a mark above one, a blank for the rest; each found out once."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        return self.setdefault(code, "" if category == "Mn" else chr(code) if category[0] in "LN" else " ")


_LETTERS = _Letters()


def quoted(words: str) -> str:
    """What somebody typed, for a message: one line of at most 60 characters, without signs that cannot be seen."""
    seen = "".join(sign for sign in words if unicodedata.category(sign) not in ("Cf", "Cc", "Cs", "Co") or sign == "\n")
    line = " ".join(seen.split())
    return f"“{line}”" if len(line) <= MOST_QUOTED else f"“{line[:MOST_QUOTED].rstrip()}…”"


def fold(words: str) -> str:
    """Text as names are compared: no capitals, accents or punctuation, "&" as "and", "High St" as "high street"."""
    parts = plain_words(words[: 4 * MOST_NAME]).replace("&", " and ").replace("'", "").translate(_LETTERS).split()
    if len(parts) > 1:
        parts[-1] = LAST_WORDS.get(parts[-1], parts[-1])
        parts[0] = "st" if parts[0] == "saint" else parts[0]
    return " ".join(parts)


def read_point(words: str) -> tuple[float, float] | None:
    """Latitude and longitude of text such as ``51.58, -3.0`` or ``51.58N 3.0W``; None where it is no pair.

    ``3.0W 51.58N`` is understood too, since its letters say which is which; the range is not checked here.
    """
    match = _PAIR.match(words.replace("−", "-")[:80])
    if match is None:
        return None
    letters = match[2].upper(), match[4].upper()
    first, second = _signed(match[1], letters[0]), _signed(match[3], letters[1])
    is_lon_first = letters in {("E", "N"), ("E", "S"), ("W", "N"), ("W", "S")}
    return (second, first) if is_lon_first else (first, second)


def _signed(number: str, letter: str) -> float:
    return -abs(float(number)) if letter in ("S", "W") else float(number)


def is_shape(words: str) -> bool:
    """True for text that begins as a typed line or area does, or as WKT."""
    is_marked = _KEYWORD.match(words) or _WKT.match(words)
    return bool(is_marked) or (";" in words and read_point(words.split(";", 1)[0]) is not None)


def parse_shape(words: str, *, kind: str = "") -> BaseGeometry:
    """A typed point, line or area: ``line 51.58 -3.0; 51.59 -3.01``, ``area …`` or WKT (which has longitude first).

    Args:
        words: what was typed; points are latitude and longitude, separated by semicolons or line ends.
        kind: ``"line"``, ``"area"`` or ``"point"`` where the text does not say it.

    Returns:
        A shapely geometry in WGS 84 (lon, lat). Whether it is sound and in the town is checked by ``locate``.

    Raises:
        UsageError: it cannot be read; every faulty point is named.
    """
    if len(words) > MOST_TEXT:
        raise UsageError(f"The text has {len(words):,} characters.", "Needed: at most 500 points.", _FOR_LINE)
    if _WKT.match(words):
        return _from_wkt(words)
    keyword = _KEYWORD.match(words)
    what = (keyword[1].lower() if keyword else kind).replace("polygon", "area")
    rest = words[keyword.end() :] if keyword else words
    texts = [part for part in re.split(r"[;\n|]", rest) if part.strip()]
    points = [read_point(part) for part in texts]
    faults = [f"point {row + 1} is {quoted(texts[row])}" for row, point in enumerate(points) if point is None]
    if faults or not points:
        more = f", and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        found = f"These are not pairs of latitude and longitude: {'; '.join(faults[:MOST_FAULTS])}{more}."
        raise UsageError(found if faults else "There is no point in it.", "Needed: points such as 51.58 -3.00.",
                         _FOR_LINE)  # fmt: skip
    return _of_points([point for point in points if point is not None], what)


def _of_points(points: list[tuple[float, float]], what: str) -> BaseGeometry:
    import shapely

    corners = [(lon, lat) for lat, lon in points]
    if len(corners) == 1 and what in ("", "point"):
        return shapely.Point(corners[0])
    if what not in ("line", "area"):
        raise UsageError(f"There are {len(corners)} points.", "Needed: whether they are a line or an area.", _FOR_LINE)
    distinct, least = len(set(corners)), 2 if what == "line" else 3
    if distinct < least:
        raise UsageError(
            f"The {what} has {distinct} different point{'' if distinct == 1 else 's'}.", f"Needed: at least {least}."
        )
    return shapely.LineString(corners) if what == "line" else shapely.Polygon(corners)


def _from_wkt(words: str) -> BaseGeometry:
    import shapely
    from shapely.errors import ShapelyError

    try:
        geometry: BaseGeometry = shapely.from_wkt(words)
    except (ShapelyError, ValueError) as error:
        raise UsageError(
            f"The WKT {quoted(words)} cannot be read.", "Needed: such as LINESTRING (-3.00 51.58, -3.01 51.59).",
            "In WKT the longitude comes first.",
        ) from error  # fmt: skip
    return geometry
