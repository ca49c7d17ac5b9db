"""The cells that a place covers, and every measure combined over them by the people who live there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from analysis.areas import combine_all, equal_weights
from analysis.registry import Measure
from everyday.atlas import OpenEdition
from everyday.evidence.indexes import Indexes
from geo.errors import NotFoundError

__all__ = ["Ground", "Grounds"]

# An area counts a cell of which it has at least this part (or the cell this part of it), so that an area made of whole
# cells does not count all its neighbours.
LEAST_PART = 0.01
KEPT_RESTS_N = 32
"""Places whose rest of the town is kept: a page or an action asks for several measures of one."""
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Ground:
    """Cells of a place and what is measured there.

    Attributes:
        kind: ``point``, ``line``, ``area``, ``ward`` or ``town``.
        rows: rows of the cells it covers.
        values: measures by name; those missing or NaN are not known.
        weighed_by: ``people`` (or what stands for them), ``cells`` where nobody lives, ``""`` for a single cell.
        known_share: share of the weight (without any: of the cells) that is on the street network; NaN without cells.
    """

    kind: str
    rows: Rows
    values: Mapping[str, Any] = field(repr=False)
    weighed_by: str
    known_share: float


class Grounds:
    """Finds the :class:`Ground` of places in one edition."""

    def __init__(self, opened: OpenEdition, indexes: Indexes) -> None:
        self.opened, self._indexes = opened, indexes
        self._measures: dict[str, Measure] = {
            name: measure for name, measure in opened.registry.items()
            if measure.level != "base" and measure.combine == "weighted_mean"
        }  # fmt: skip
        self._rest = lru_cache(maxsize=KEPT_RESTS_N)(self._rest_of)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._indexes.outlines)

    @cached_property
    def _is_on_network(self) -> NDArray[np.bool_]:
        return self.opened.cells["on_network"].to_numpy(bool)

    @cached_property
    def _weight(self) -> NDArray[np.float64]:
        return self.opened.cells["weight_n"].fillna(0.0).to_numpy(float)

    @cached_property
    def town(self) -> Ground:
        """The whole town."""
        return self._combined("town", np.arange(len(self.opened.cells)))

    def read_ahead(self) -> None:
        """Do now what the first question would have to wait for."""
        _ = self._tree, self._indexes.piece_row, self.town

    def of(self, geometry: BaseGeometry | None, area_id: str) -> Ground:
        """The ground of a geometry, else of an area, else of the town.

        Raises:
            NotFoundError: no area has this code.
        """
        if geometry is None:
            return self._ward(area_id) if area_id else self.town
        if geometry.geom_type == "Point":
            return self._cell(geometry)
        return self._combined("area" if geometry.geom_type.endswith("Polygon") else "line", self._touched(geometry))

    def beside(self, ground: Ground) -> Ground:
        """The rest of the town: every cell that a place does not cover. Several measures of one place ask for it."""
        return self._rest(ground.rows.tobytes())

    def _rest_of(self, rows: bytes) -> Ground:
        covered = np.frombuffer(rows, dtype=np.intp)
        return self._combined("rest", np.setdiff1d(np.arange(len(self.opened.cells)), covered))

    def _touched(self, geometry: BaseGeometry) -> Rows:
        shape = geometry if geometry.is_valid else shapely.make_valid(geometry)
        rows = np.sort(self._tree.query(shape, predicate="intersects"))
        if not shape.area:
            return rows
        outlines = self._indexes.outlines[rows]
        shared = shapely.area(shapely.intersection(outlines, shape))
        least = LEAST_PART * np.minimum(shapely.area(outlines), shape.area)
        return rows[shared >= least]

    def _cell(self, point: BaseGeometry) -> Ground:
        cell = self.opened.cell_at(point.y, point.x)
        if cell is None:
            return Ground("point", np.empty(0, np.intp), {}, "", float("nan"))
        row = self.opened.cell_row[cell]
        is_known = bool(self._is_on_network[row])
        values = self.opened.cells.iloc[row].to_dict() if is_known else {}
        return Ground("point", np.array([row]), values, "", float(is_known))

    def _ward(self, area_id: str) -> Ground:
        row = self.opened.area_row.get(area_id)
        if row is None:
            raise NotFoundError(f"The edition has no area {area_id}.", "Needed: the code of one of its areas.")
        ward = self.opened.areas.iloc[row]
        rows = self.opened.rows_of_cells(self.opened.pieces.loc[self.opened.pieces["area_id"] == area_id, "cell"])
        values = {name: ward[name] for name in self._measures if name in ward.index}
        share = float(ward["known_share"])
        return Ground("ward", rows, values, "people", share if share == share else self._known_share(rows))

    def _known_share(self, rows: Rows) -> float:
        if not len(rows):
            return float("nan")
        weight = self._weight[rows]
        if not weight.sum():
            weight = np.ones(len(rows))
        return float(weight[self._is_on_network[rows]].sum() / weight.sum())

    def _combined(self, kind: str, rows: Rows) -> Ground:
        """Measures over the cells on the network, each weighing as its people; where nobody lives, all the same."""
        known = rows[self._is_on_network[rows]]
        if not len(known):
            return Ground(kind, rows, {}, "people", self._known_share(rows))
        cells = self.opened.cells.iloc[known]
        pieces = self.opened.ward_pieces[np.isin(self._indexes.piece_row, known)]
        is_lived_in = bool(self._weight[known].sum() > 0)
        if not is_lived_in:
            pieces = equal_weights(pieces, np.ones(len(known), dtype=bool), cells["cell"].tolist())
        values = combine_all(cells, pieces, self._measures)
        return Ground(kind, rows, values, "people" if is_lived_in else "cells", self._known_share(rows))
