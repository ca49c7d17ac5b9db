"""The numbered grid of a paper map: squares of equal size on the ground, each with a number and a name such as "C7".

Numbers run from 1, left to right and top to bottom. Names are the column's letters and the row's number; the letters I
and O are left out, since by hand they look like 1 and 0. Lines fall on round metres of the town's metric grid, in Great
Britain those of the Ordnance Survey. What is printed on a map can be read back years later by the grid's code.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import BRITISH_NATIONAL_GRID, IRISH_TRANSVERSE_MERCATOR, local_crs, to_degrees, to_local
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["CODE_PATTERN", "Bounds", "Grid", "grid_of_code", "grid_of_edition", "session_grid"]

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

CODE_PATTERN = re.compile(r"\b[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{5}\b")

SIZES_M = (50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 25_000, 50_000)
MOST_SQUARES = 500
MOST_IN_A_ROW = 99
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LOOK_ALIKES = str.maketrans("OIL", "011")
_CRS = (
    BRITISH_NATIONAL_GRID, IRISH_TRANSVERSE_MERCATOR,
    *(f"EPSG:{base + zone}" for base in (32600, 32700) for zone in range(1, 61)),
)  # fmt: skip
# What a code holds, from the last to the first: how many values each may have, and its least.
_FIELDS = (
    ("rows_n", 128, 0), ("columns_n", 128, 0), ("y_first", 1 << 18, -(1 << 15)), ("x_first", 1 << 16, -(1 << 15)),
)  # fmt: skip
_SLACK_M = 0.01
_NAME = re.compile(r"^([A-Z]{1,2})[\s.\-/]*0*(\d{1,3})$")
_NUMBER = re.compile(r"^0*(\d{1,4})(?:\.0+)?$")
_WORDS = re.compile(r"\b(?:THE|GRID|SQUARES?|NUMBER|NUM|NO|NR|MAP)\b\.?|#|:", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """Squares of ``size_m`` metres in ``crs``; ``x_first`` and ``y_first`` count squares to the south-west corner."""

    crs: str
    size_m: int
    x_first: int
    y_first: int
    columns_n: int
    rows_n: int

    @property
    def code(self) -> str:
        """Thirteen signs that say where the squares lie, the last one a check: ``"0C4K-9Q2X-4RTWZ"``."""
        number = _CRS.index(self.crs) * 16 + SIZES_M.index(self.size_m)
        for name, values_n, least in reversed(_FIELDS):
            number = number * values_n + getattr(self, name) - least
        signs = "".join(_SIGNS[number >> shift & 31] for shift in range(55, -1, -5))
        whole = signs + _check_sign(signs)
        return f"{whole[:4]}-{whole[4:8]}-{whole[8:]}"

    @property
    def squares_n(self) -> int:
        """How many squares there are."""
        return self.columns_n * self.rows_n

    @property
    def size_words(self) -> str:
        """``"500 m"``, ``"1 km"``, ``"2.5 km"``."""
        return f"{self.size_m / 1000:g} km" if self.size_m >= 1000 else f"{self.size_m} m"

    def names(self) -> list[str]:
        """Names of all squares in the order of their numbers: ``["A1", "B1", …]``."""
        return [f"{column_letters(column)}{row + 1}" for row in range(self.rows_n) for column in range(self.columns_n)]

    def number_of(self, name: str) -> int:
        """The running number of ``"C7"``, ``"c 07"``, ``"55"``, ``"no. 55"`` or ``"55 / C7"``.

        Raises:
            NotFoundError: there is no such square, or number and name are of different squares.
        """
        words = _WORDS.sub(" ", name.upper()).strip(" .()")
        if (number := self._number(words)) is not None:
            return number
        numbers = {self._number(part) for part in re.split(r"[\s,;/·=()]+", words) if part}
        if len(numbers) == 1 and None not in numbers:
            return next(number for number in numbers if number is not None)
        if len(numbers) > 1 and None not in numbers:
            raise NotFoundError(
                f"{name.strip()[:40]!r} names {len(numbers)} different squares.", do="Write one of them."
            )
        last = column_letters(self.columns_n - 1)
        raise NotFoundError(
            f"There is no square {name.strip()[:40]!r} on the map {self.code}.",
            f"There are: numbers 1 to {self.squares_n}, or letters A to {last} (without I and O) "
            f"with rows 1 to {self.rows_n}, such as {self.names()[self.squares_n // 2]}.",
            "Look the square up on the map and write its number.",
        )

    def _number(self, words: str) -> int | None:
        if found := _NUMBER.match(words):
            number = int(found.group(1))
            return number if 1 <= number <= self.squares_n else None
        if found := _NAME.match(words):
            column, row = column_of(found.group(1)), int(found.group(2)) - 1
            if column is not None and column < self.columns_n and 0 <= row < self.rows_n:
                return row * self.columns_n + column + 1
        return None

    def square(self, name: str) -> shapely.Polygon:
        """The square in degrees (lon, lat), anticlockwise from its south-west corner.

        Raises:
            NotFoundError: see :meth:`number_of`.
        """
        row, column = divmod(self.number_of(name) - 1, self.columns_n)
        left, bottom = self.x_first + column, self.y_first + self.rows_n - 1 - row
        x = np.array([left, left + 1, left + 1, left]) * float(self.size_m)
        y = np.array([bottom, bottom, bottom + 1, bottom + 1]) * float(self.size_m)
        lat, lon = to_degrees(x, y, self.crs)
        return shapely.Polygon(np.column_stack([lon, lat]))

    def number_at(self, *, lat: float, lon: float) -> int:
        """The running number of the square at a point.

        Raises:
            NotFoundError: the point is off the map.
        """
        x, y = to_local(lat, lon, self.crs)
        column, row = self._place(float(x) / self.size_m - self.x_first, self.columns_n), None
        if column is not None:
            row = self._place(self.y_first + self.rows_n - float(y) / self.size_m, self.rows_n)
        if column is None or row is None:
            raise NotFoundError(f"The point lat {lat:.5f}, lon {lon:.5f} is not on the map {self.code}.")
        return row * self.columns_n + column + 1

    def name_at(self, *, lat: float, lon: float) -> str:
        """The name of the square at a point, such as ``"C7"``.

        Raises:
            NotFoundError: the point is off the map.
        """
        return self.names()[self.number_at(lat=lat, lon=lon) - 1]

    def _place(self, squares: float, count_n: int) -> int | None:
        slack = _SLACK_M / self.size_m
        if not (math.isfinite(squares) and -slack <= squares <= count_n + slack):
            return None
        return min(max(math.floor(squares), 0), count_n - 1)

    def lines(self) -> Iterator[np.ndarray]:
        """Every line of the grid as (n, 2) lon, lat, bent as the map bends it."""
        x = self.x_first + np.arange(self.columns_n + 1)
        y = self.y_first + np.arange(self.rows_n + 1)
        for upright in x:
            yield self._line(np.full(len(y), upright), y)
        for level in y:
            yield self._line(x, np.full(len(x), level))

    def _line(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        lat, lon = to_degrees(x * float(self.size_m), y * float(self.size_m), self.crs)
        return np.column_stack([lon, lat])

    def bounds(self) -> Bounds:
        """The box around all squares."""
        points = np.concatenate(list(self.lines()))
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        return float(west), float(south), float(east), float(north)


def column_letters(column: int) -> str:
    """0 -> ``"A"``, 23 -> ``"Z"``, 24 -> ``"AA"``."""
    tens, ones = divmod(column, len(_LETTERS))
    return (_LETTERS[tens - 1] if tens else "") + _LETTERS[ones]


def column_of(letters: str) -> int | None:
    """The way back; None where a letter is not used."""
    places = [_LETTERS.find(letter) for letter in letters]
    if -1 in places:
        return None
    return places[0] if len(places) == 1 else (places[0] + 1) * len(_LETTERS) + places[1]


def _check_sign(signs: str) -> str:
    """Luhn's check for base 32: finds every wrong sign and nearly every pair that changed places."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = _SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return _SIGNS[-total % 32]


def grid_of_code(code: str) -> Grid:
    """The grid that a code stands for, however it was typed (small letters, without dashes, O for 0).

    Raises:
        NotFoundError: it is no code of a map.
    """
    signs = re.sub(r"[\s\-]", "", code.upper()).translate(_LOOK_ALIKES)
    fault = NotFoundError(
        f"{code.strip()[:40]!r} is not the code of a map.",
        "Needed: the 13 signs at the foot of the map, such as 0C4K-9Q2X-4RTWZ.",
        "Compare them sign by sign.",
    )
    if len(signs) != 13 or not set(signs) <= set(_SIGNS) or _check_sign(signs[:-1]) != signs[-1]:
        raise fault
    number = 0
    for sign in signs[:-1]:
        number = number * 32 + _SIGNS.index(sign)
    values = {}
    for name, values_n, least in _FIELDS:
        number, value = divmod(number, values_n)
        values[name] = value + least
    crs, size = divmod(number, 16)
    is_whole = crs < len(_CRS) and size < len(SIZES_M) and values["rows_n"] and values["columns_n"]
    if not is_whole or max(values["rows_n"], values["columns_n"]) > MOST_IN_A_ROW:
        raise fault
    return Grid(crs=_CRS[crs], size_m=SIZES_M[size], **values)


def session_grid(bounds: Bounds, *, columns_n: int | None = None) -> Grid:
    """The grid over a box: the smallest round size of squares that needs at most 500 of them.

    Args:
        bounds: west, south, east, north in degrees.
        columns_n: at most so many columns instead.

    Raises:
        UsageError: the box is not one on the Earth, or too large for squares of 50 km.
    """
    west, south, east, north = bounds
    if not (all(math.isfinite(edge) for edge in bounds) and west < east and south < north):
        raise UsageError(f"{bounds} is not a box: west, south, east, north in degrees.")
    if columns_n is not None and not 1 <= columns_n <= MOST_IN_A_ROW:
        raise UsageError(f"A map cannot have {columns_n} columns.", f"Needed: 1 to {MOST_IN_A_ROW}.")
    crs = local_crs((south + north) / 2, (west + east) / 2)
    lat, lon = np.linspace(south, north, 17), np.linspace(west, east, 17)
    all_lat, all_lon = np.meshgrid(lat, lon)
    x, y = to_local(all_lat, all_lon, crs)
    for size_m in SIZES_M:
        grid = _covering(crs, size_m, (float(x.min()), float(y.min()), float(x.max()), float(y.max())))
        most_n = MOST_IN_A_ROW if columns_n is None else columns_n
        is_few = grid.squares_n <= MOST_SQUARES if columns_n is None else grid.rows_n <= MOST_IN_A_ROW
        if is_few and grid.columns_n <= most_n and grid.rows_n <= MOST_IN_A_ROW:
            return grid
    raise UsageError(f"The box {bounds} is too large for a session map.", "Needed: a town or a region.")


def _covering(crs: str, size_m: int, extent: tuple[float, float, float, float]) -> Grid:
    left, bottom, right, top = extent
    x_first, y_first = math.floor((left + _SLACK_M) / size_m), math.floor((bottom + _SLACK_M) / size_m)
    x_end, y_end = math.ceil((right - _SLACK_M) / size_m), math.ceil((top - _SLACK_M) / size_m)
    return Grid(crs, size_m, x_first, y_first, max(x_end - x_first, 1), max(y_end - y_first, 1))


def grid_of_edition(edition: Edition) -> Grid:
    """The grid of the town's own paper map, the same for every edition with the same areas."""
    west, south, east, north = (float(edge) for edge in edition.areas().total_bounds)
    return session_grid((west, south, east, north))
