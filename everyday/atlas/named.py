"""Areas that people use beside those of an edition: measured from the same cells, by the same functions.

A union of whole wards has their pieces; a drawn area has those parts of pieces that lie in it, and as much of their
people as of their ground. See docs/definitions.md#areas-that-people-use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from everyday.atlas.opened import OpenEdition
from everyday.atlas.parts import NamedGround

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from plan.records import NamedArea

__all__ = ["NamedEdition", "ground_of", "with_named_areas"]

_SHARED = (
    "cells", "places", "stops", "lines", "survey", "survey_indicators", "streets", "settlements", "names",
    "suggestions", "journeys", "ranks", "departures", "cell_row", "resolution", "is_counted", "registry", "bounds",
)  # fmt: skip


class NamedEdition(OpenEdition):
    """An edition with the areas that people use among its areas, after its own.

    ``areas`` and ``pieces`` have both, so that whoever asks for one area by its code need not know which it is;
    ``wards`` and ``ward_pieces`` have the edition's own, which make up the town. Made by :func:`with_named_areas`.
    """

    def __init__(self, base: OpenEdition, grounds: dict[str, NamedGround]) -> None:
        super().__init__(base.edition)
        self.base, self.grounds = base, grounds

    @property
    def wards(self) -> gpd.GeoDataFrame:
        """The edition's own areas."""
        return self.base.areas

    @property
    def ward_pieces(self) -> pd.DataFrame:
        """The pieces of the edition's own areas."""
        return self.base.pieces

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """The edition's own areas, then those that people use."""
        import geopandas as gpd

        own, found = self.base.areas, _measured(self.base, self.grounds)
        return gpd.GeoDataFrame(pd.concat([own, found], ignore_index=True), geometry="geometry", crs=own.crs)

    @cached_property
    def pieces(self) -> pd.DataFrame:
        """Pieces of both: those of an area that people use lie on those of the edition's own."""
        return pd.concat([self.base.pieces, *(one.pieces for one in self.grounds.values())], ignore_index=True)

    @cached_property
    def area_row(self) -> dict[str, int]:
        """Row of each area."""
        return {area_id: row for row, area_id in enumerate(self.areas["area_id"])}

    def named(self, area_id: str) -> NamedGround | None:
        """What an area that people use is made of; None for the edition's own."""
        return self.grounds.get(area_id)

    def cells_of(self, area_id: str) -> pd.DataFrame:
        """The cells that belong to an area."""
        ground = self.grounds.get(area_id)
        return self.base.cells_of(area_id) if ground is None else self.cells.iloc[ground.rows]

    def holds(self, area_id: str, geometry: BaseGeometry | None, at_area: str) -> bool:
        """True if something lies in an area: by its place, else by the ward that it names."""
        ground = self.grounds.get(area_id)
        if ground is None:
            return self.base.holds(area_id, geometry, at_area)
        if geometry is not None:
            return bool(ground.outline.intersects(geometry.representative_point()))
        return at_area == area_id or at_area in ground.whole

    def touches(self, area_id: str, geometry: BaseGeometry | None, at_areas: Sequence[str]) -> bool:
        """True if some of a thing lies in an area."""
        ground = self.grounds.get(area_id)
        if ground is None:
            return self.base.touches(area_id, geometry, at_areas)
        if geometry is not None:
            return bool(ground.outline.intersects(geometry))
        return area_id in at_areas or any(one in ground.whole for one in at_areas)


def _of_base(name: str) -> property:
    """What the edition itself reads, once for both."""

    def read(edition: NamedEdition) -> object:
        return getattr(edition.base, name)

    return property(read)


for _name in _SHARED:
    setattr(NamedEdition, _name, _of_base(_name))


@dataclass(frozen=True)
class _Asked:
    """Areas as something to remember an edition by: what they say and are made of, whatever was erased of it since."""

    records: tuple[NamedArea, ...]

    @cached_property
    def _key(self) -> tuple[tuple[object, ...], ...]:
        return tuple(
            (one.id, one.version, one.name, one.text, one.kind, one.members,
             b"" if one.geometry is None else one.geometry.wkb) for one in self.records
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key


def with_named_areas(opened: OpenEdition, records: Sequence[NamedArea]) -> OpenEdition:
    """An edition with areas that people use among its own, the same one for everybody who asks for the same.

    An area that this edition cannot have (a ward of it is not there, nothing of it lies in the town) is left out.
    """
    kept = tuple(sorted((one for one in records if not one.is_removed), key=lambda one: (one.name.casefold(), one.id)))
    return _named(opened, _Asked(kept)) if kept else opened


@lru_cache(maxsize=12)
def _named(opened: OpenEdition, asked: _Asked) -> OpenEdition:
    grounds = {one.id: ground for one in asked.records if (ground := ground_of(opened, one)) is not None}
    return NamedEdition(opened, grounds) if grounds else opened


def ground_of(opened: OpenEdition, record: NamedArea) -> NamedGround | None:
    """What an area is made of in an edition; None where the edition cannot have it."""
    if record.kind == "wards":
        if any(code not in opened.area_row for code in record.members):
            return None
        return _of_wards(opened, record)
    return _of_outline(opened, record)


def _of_wards(opened: OpenEdition, record: NamedArea) -> NamedGround:
    import shapely

    members = list(record.members)
    pieces = opened.pieces[opened.pieces["area_id"].astype(str).isin(members)].assign(area_id=record.id)
    outlines = opened.areas.geometry.iloc[[opened.area_row[code] for code in members]]
    rows = np.flatnonzero(opened.cells["area_id"].astype(str).isin(members).to_numpy())
    return NamedGround(record, shapely.union_all(outlines.to_numpy()), pieces, dict.fromkeys(members, 1.0), 0.0, rows)


def _of_outline(opened: OpenEdition, record: NamedArea) -> NamedGround | None:
    import shapely

    from geo.cells import parts_within

    rows, part = parts_within(opened.areas, opened.pieces, record.geometry)
    if not len(rows) or record.geometry is None:
        return None
    own = opened.pieces.iloc[rows]
    sizes = ["piece_m2", "piece_share", *(name for name in ("weight_n", "population_n") if name in own)]
    pieces = own.assign(area_id=record.id, **{name: own[name].to_numpy(float) * part for name in sizes})
    in_cell = pieces.groupby("cell")["piece_share"].sum()
    at = np.array([opened.cell_row[cell] for cell in in_cell.index], dtype=np.intp)
    is_most = in_cell.to_numpy() >= opened.cells["inside_share"].to_numpy(float)[at] / 2
    weight = pieces["weight_n"].fillna(0.0).to_numpy(float) if "weight_n" in pieces else np.zeros(len(pieces))
    town = shapely.union_all(opened.areas.geometry.to_numpy())
    return NamedGround(
        record, shapely.intersection(record.geometry, town), pieces, _shares(opened.pieces, own, part),
        float(weight[part < 1].sum()), np.sort(at[is_most]),
    )  # fmt: skip


def _shares(pieces: pd.DataFrame, own: pd.DataFrame, part: np.ndarray) -> dict[str, float]:
    """Which part of each ward's people lies inside; of its ground where nobody lives there."""
    found = {}
    by = own["area_id"].astype(str).to_numpy()
    for code in sorted(set(by)):
        whole, mine = pieces[pieces["area_id"].astype(str) == code], by == code
        for name in ("weight_n", "piece_m2"):
            total = float(whole[name].fillna(0.0).sum()) if name in whole else 0.0
            if total > 0:
                inside = own[name].fillna(0.0).to_numpy(float)[mine] * part[mine]
                found[code] = min(float(inside.sum()) / total, 1.0)
                break
    return found


def _measured(base: OpenEdition, grounds: dict[str, NamedGround]) -> pd.DataFrame:
    """A row for each area with every measure that the edition's own areas have."""
    from analysis.areas import roll_up
    from everyday.atlas.registry import registry_for

    known = {
        name: one for name, one in registry_for(noun=base.noun, kinds=base.place_kinds).items() if name in base.areas
    }
    pieces = pd.concat([one.pieces for one in grounds.values()], ignore_index=True)
    rolled = roll_up(base.cells, pieces, known).set_index("area_id").reindex(list(grounds))
    found = rolled.reset_index().assign(
        area_name=[one.record.name for one in grounds.values()], area_name_cy="",
        geometry=[one.outline for one in grounds.values()],
    )  # fmt: skip
    return found.reindex(columns=base.areas.columns)
