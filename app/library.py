"""The atlas that is shown, and its editions with their tables read once.

An edition never changes, so what is read of it is kept for the life of the server. The frames are shared by all
sessions: pages read them and never write into them.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.settings import atlas_folder
from everyday.atlas import Atlas
from everyday.editions import Edition, edition_ids
from geo.errors import NotFoundError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["Shown", "open_atlas", "shown_edition"]


class Shown:
    """One edition as the app shows it: its tables, kept in memory."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @property
    def id(self) -> str:
        """Id of the edition."""
        return self.edition.id

    @property
    def manifest(self) -> dict[str, Any]:
        """The edition's manifest."""
        return self.edition.manifest

    @cached_property
    def cells(self) -> pd.DataFrame:
        """One row per cell, sorted by cell."""
        return self.edition.cells()

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """One row per area, with its outline."""
        return self.edition.areas()

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Places people go to."""
        return self.edition.places()

    @cached_property
    def stops(self) -> gpd.GeoDataFrame:
        """Stops; empty without a timetable."""
        return self.edition.stops()

    @cached_property
    def lines(self) -> gpd.GeoDataFrame:
        """Lines; empty without a timetable."""
        return self.edition.lines()

    @cached_property
    def streets(self) -> pd.DataFrame:
        """Street names with a point each."""
        return self.edition.streets()

    @property
    def has_suggestions(self) -> bool:
        """True if suggestions were looked for."""
        return self.edition.has_suggestions()

    @cached_property
    def suggestions(self) -> gpd.GeoDataFrame:
        """Suggested barriers and enablers, the weightiest first."""
        return self.edition.suggestions()

    @cached_property
    def journeys(self) -> dict[str, str]:
        """Legs of the usual journey to the centre by cell; empty in editions that do not know them."""
        if not (self.edition.folder / "journeys.parquet").is_file():
            return {}
        table = self.edition.journeys()
        return dict(zip(table["cell"], table["legs_json"], strict=True))

    @cached_property
    def ranks(self) -> pd.DataFrame | None:
        """Ranks of the parts of the scores, in the order of the cells; None in editions without scores."""
        return self.edition.ranks() if (self.edition.folder / "ranks.parquet").is_file() else None

    @cached_property
    def departures(self) -> pd.DataFrame:
        """Departures by stop, day, hour and line."""
        return self.edition.departures()

    @cached_property
    def cell_row(self) -> dict[str, int]:
        """Row of each cell."""
        return {cell: row for row, cell in enumerate(self.cells["cell"])}

    @cached_property
    def area_row(self) -> dict[str, int]:
        """Row of each area."""
        return {area_id: row for row, area_id in enumerate(self.areas["area_id"])}

    @cached_property
    def resolution(self) -> int:
        """H3 resolution of the cells."""
        import h3

        return int(h3.get_resolution(self.cells["cell"].iloc[0]))

    @cached_property
    def is_counted(self) -> bool:
        """True if the edition knows people, not only how much each cell weighs."""
        return bool(self.cells["population_n"].notna().any())

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what is on the street map; of the whole town where nothing is."""
        cells = self.cells[self.cells["on_network"]]
        cells = cells if len(cells) else self.cells
        return (
            float(cells["lon"].min()),
            float(cells["lat"].min()),
            float(cells["lon"].max()),
            float(cells["lat"].max()),
        )

    def cell_at(self, lat: float, lon: float) -> str | None:
        """The cell at a point, or None outside the town."""
        import h3

        cell = h3.latlng_to_cell(lat, lon, self.resolution)
        return cell if cell in self.cell_row else None

    def area_at(self, lat: float, lon: float) -> str | None:
        """The area at a point, or None outside the town."""
        from geo.cells import assign_areas

        row = int(assign_areas(lat, lon, self.areas)[0])
        return None if row < 0 else str(self.areas["area_id"].iloc[row])

    def weights(self, unit: str) -> np.ndarray:
        """People (or what stands for them) on the network, per cell or area; 0 where nothing is known."""
        if unit == "cells":
            weight = self.cells["weight_n"].where(self.cells["on_network"], 0.0)
            return weight.fillna(0.0).to_numpy(dtype=float)
        return self.areas["weight_n"].fillna(0.0).to_numpy(dtype=float)

    def table(self, unit: str) -> pd.DataFrame:
        """The frame of ``"cells"`` or ``"areas"``."""
        return self.cells if unit == "cells" else self.areas


def open_atlas() -> Atlas | None:
    """The atlas of this server, or None where there is none yet.

    Raises:
        UsageError: its ``atlas.toml`` has faults.
    """
    folder = atlas_folder()
    if folder is None:
        return None
    try:
        return Atlas(folder)
    except NotFoundError:
        return None


@lru_cache(maxsize=6)
def _shown(folder: Path) -> Shown:
    return Shown(Edition(folder))


def shown_edition(edition_id: str | None = None) -> Shown | None:
    """An edition of this server's atlas; without an id, or with one that is not there, the current one.

    Returns:
        None where there is no atlas or no edition.
    """
    atlas = open_atlas()
    if atlas is None:
        return None
    known = edition_ids(atlas.folder)
    if not known:
        return None
    edition = atlas.edition(edition_id if edition_id in known else None)
    return _shown(edition.folder)
