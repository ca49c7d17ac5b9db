"""Who can be at a point by a time of the day, and who is home from there after another: on foot or by the timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.transit.search import travel_times
from analysis.transit.timetable import MIRROR_S
from analysis.walking import Snap, WalkMatrix, walk_matrix
from everyday.atlas import Edition, OpenEdition, open_edition
from everyday.questions.reach import held_of
from everyday.reaching import Held

__all__ = ["Points", "home_from", "points_of", "there_by"]

BoolArray = npt.NDArray[np.bool_]
_MINUTE_S = 60


@dataclass(frozen=True)
class Points:
    """Points of the town on its streets, with the walks from them that every search needs.

    Attributes:
        held: streets, cells and timetables of the edition.
        snaps: where the points are on the streets.
        to_stops: walks from the points to stops; None without a timetable.
        to_cells: walks from the points to the cells, all the way.
        limit_min: longest journey, minutes.
        edition, lat, lon, walk_min: what they were asked of, for times of the week at which other ways are open.
    """

    held: Held
    snaps: Snap
    to_stops: WalkMatrix | None
    to_cells: WalkMatrix
    limit_min: int
    edition: Edition
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    walk_min: int

    def take(self, rows: Sequence[int]) -> Points:
        """Only some of the points."""
        to_stops = None if self.to_stops is None else _rows_of(self.to_stops, rows)
        return replace(
            self,
            snaps=self.snaps.take(list(rows)),
            to_stops=to_stops,
            to_cells=_rows_of(self.to_cells, rows),
            lat=self.lat[list(rows)],
            lon=self.lon[list(rows)],
        )

    def at_time(self, day: str, minute: int) -> Points:
        """The same points with the ways that are open then."""
        held = self.held.at_time(day, minute)
        if held is self.held:
            return self
        return _points_on(held, self.edition, self.lat, self.lon, limit_min=self.limit_min, walk_min=self.walk_min)

    def within(self, limit_min: int) -> Points:
        """The same points with another longest journey; the walks do not depend on it."""
        return replace(self, limit_min=limit_min)


def _rows_of(walks: WalkMatrix, rows: Sequence[int]) -> WalkMatrix:
    parts = [walks.row(row) for row in rows]
    indptr = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in parts])]).astype(np.int64)
    columns = [columns for columns, _ in parts] or [np.zeros(0, np.int32)]
    metres = [metres for _, metres in parts] or [np.zeros(0)]
    return WalkMatrix(indptr, np.concatenate(columns), np.concatenate(metres), walks.columns_n)


def points_of(
    edition: Edition | OpenEdition, lat: npt.ArrayLike, lon: npt.ArrayLike, *, limit_min: int, walk_min: int
) -> Points:
    """Points (degrees) as searches take them; one too far from any street is reached by nobody.

    Args:
        limit_min: longest journey by the timetable. walk_min: longest walk all the way.
    """
    opened = open_edition(edition)
    held = held_of(opened.edition.folder, opened.edition.parameters.is_step_free)
    lat, lon = np.atleast_1d(np.asarray(lat, dtype=float)), np.atleast_1d(np.asarray(lon, dtype=float))
    return _points_on(held, opened.edition, lat, lon, limit_min=limit_min, walk_min=walk_min)


def _points_on(
    held: Held,
    edition: Edition,
    lat: npt.NDArray[np.float64],
    lon: npt.NDArray[np.float64],
    *,
    limit_min: int,
    walk_min: int,
) -> Points:
    parameters = held.parameters
    snaps = held.snapped(lat, lon)
    to_stops = None
    if held.access is not None:
        limit_m = parameters.access_walk_min * _MINUTE_S * parameters.walk_m_per_s
        to_stops = walk_matrix(held.graph, snaps, held.stops, limit_m)
    to_cells = walk_matrix(held.graph, snaps, held.snaps, walk_min * _MINUTE_S * parameters.walk_m_per_s)
    return Points(held, snaps, to_stops, to_cells, limit_min, edition, lat, lon, walk_min)


def _walked(points: Points) -> BoolArray:
    found = np.zeros((len(points.held.cells), points.to_cells.rows_n), dtype=bool)
    found[points.to_cells.indices, points.to_cells.rows()] = True
    return found


def there_by(points: Points, day: str, at_min: int | None) -> BoolArray:
    """Cells from whose middle one is at a point by ``at_min``, having left no more than the limit before.

    Leaving exactly the limit before is enough to know: who leaves later and is in time is in time then too. It is asked
    backwards, from the points: one search for each of them instead of one for each cell.

    Args:
        points: see :func:`points_of`.
        day: ``weekday`` or ``sunday``: which timetable runs.
        at_min: minutes after midnight; None, where nobody knows when, counts those who walk.

    Returns:
        (cells, points).
    """
    start_min = None if at_min is None else at_min - points.limit_min
    return _searched(points, day, start_min, is_home=False)


def home_from(points: Points, day: str, at_min: int) -> BoolArray:
    """Cells whose middle one reaches from a point, leaving at ``at_min``, within the limit: (cells, points)."""
    return _searched(points, day, at_min, is_home=True)


def _searched(points: Points, day: str, start_min: int | None, *, is_home: bool) -> BoolArray:
    if start_min is not None:
        points = points.at_time(day, start_min)
    walked = _walked(points)
    held, timetable = points.held, points.held.timetables.get(day)
    if start_min is None or start_min < 0 or timetable is None or held.access is None or points.to_stops is None:
        return walked
    if (start_min + points.limit_min + 1) * _MINUTE_S > timetable.until_s:
        return walked
    start_s = start_min * _MINUTE_S
    if not is_home:
        timetable, start_s = held.backward[day], MIRROR_S - start_s - points.limit_min * _MINUTE_S
    blocks = travel_times(
        timetable, points.to_stops, held.access, points.to_cells, start_s=start_s, end_s=start_s + _MINUTE_S,
        parameters=replace(held.parameters, max_trip_min=float(points.limit_min), step_s=_MINUTE_S), percentiles=(50,),
    )  # fmt: skip
    reached = np.concatenate([seconds[:, :, 0] >= 0 for _, seconds in blocks])
    return walked | reached.T
