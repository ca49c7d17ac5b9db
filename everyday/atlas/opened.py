"""An edition with its tables read once: what pages, phones and the command line share.

An edition never changes, so what is read of it is kept for the life of the process. The frames are shared by all
callers: they read them and never write into them.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas.editions import Edition, filled, why_not_observed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from analysis.registry import Measure
    from everyday.atlas.parts import NamedGround
    from geo.osm import PlaceKinds

__all__ = ["OpenEdition", "open_edition"]


class OpenEdition:
    """One edition and its tables, kept in memory."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._medians: dict[str, float] = {}
        self._observed: dict[str, pd.DataFrame | None] = {}

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
        return filled(self.edition.cells())

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """One row per area, with its outline."""
        return filled(self.edition.areas())

    @cached_property
    def pieces(self) -> pd.DataFrame:
        """Parts of cells in areas, with their weight."""
        return filled(self.edition.pieces())

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Places people go to."""
        return filled(self.edition.places())

    @cached_property
    def stops(self) -> gpd.GeoDataFrame:
        """Stops; empty without a timetable."""
        return filled(self.edition.stops())

    @cached_property
    def lines(self) -> gpd.GeoDataFrame:
        """Lines; empty without a timetable."""
        return filled(self.edition.lines())

    @cached_property
    def survey(self) -> pd.DataFrame:
        """What people say by indicator, year and area; empty without a survey."""
        return filled(self.edition.survey())

    @cached_property
    def survey_indicators(self) -> pd.DataFrame:
        """What was asked; empty without a survey."""
        return filled(self.edition.survey_indicators())

    def observed(self, name: str = "observed") -> pd.DataFrame | None:
        """A table of how the sample moves; None where there is none that may be shown (``Edition.observed``)."""
        if name not in self._observed:
            found = self.edition.observed(name)
            self._observed[name] = None if found is None else filled(found)
        return self._observed[name]

    @cached_property
    def streets(self) -> pd.DataFrame:
        """Street names with a point each."""
        return filled(self.edition.streets())

    @cached_property
    def settlements(self) -> pd.DataFrame:
        """Suburbs and villages with a point each."""
        return filled(self.edition.settlements())

    @cached_property
    def names(self) -> pd.DataFrame | None:
        """What can be searched for, as the build kept it; None in older editions."""
        names = self.edition.names()
        return None if names is None else filled(names)

    @property
    def has_suggestions(self) -> bool:
        """True if suggestions were looked for."""
        return self.edition.has_suggestions()

    @cached_property
    def suggestions(self) -> gpd.GeoDataFrame:
        """Suggested barriers and enablers, the weightiest first."""
        return filled(self.edition.suggestions())

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
        return filled(self.edition.departures())

    @cached_property
    def cell_row(self) -> dict[str, int]:
        """Row of each cell."""
        return {cell: row for row, cell in enumerate(self.cells["cell"])}

    def rows_of_cells(self, cells: pd.Series) -> np.ndarray:
        """Row of each of these cells, intp."""
        import numpy as np

        return np.array([self.cell_row[cell] for cell in cells.tolist()], dtype=np.intp)

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

    @property
    def noun(self) -> str:
        """What the weights count: residents, households, small areas or cells."""
        return str((self.manifest.get("weight") or {}).get("noun") or "cells")

    @property
    def place_kinds(self) -> PlaceKinds:
        """The kinds of places of the edition."""
        return self.edition.place_kinds

    @cached_property
    def registry(self) -> dict[str, Measure]:
        """Every measure of the edition by column."""
        from everyday.atlas.registry import registry_for

        known = registry_for(noun=self.noun, kinds=self.place_kinds)
        return {name: measure for name, measure in known.items() if name in self.cells.columns}

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

    # -- areas that people use may stand among the areas (everyday.atlas.named); these tell the two apart -----------

    @property
    def wards(self) -> gpd.GeoDataFrame:
        """The areas that make up the town: nothing else is added up to it."""
        return self.areas

    @property
    def ward_pieces(self) -> pd.DataFrame:
        """Their pieces."""
        return self.pieces

    def named(self, area_id: str) -> NamedGround | None:
        """What an area that people use is made of; None for the edition's own."""
        return None

    def cells_of(self, area_id: str) -> pd.DataFrame:
        """The cells that belong to an area: those of which it has the largest part."""
        return self.cells[self.cells["area_id"] == area_id]

    def holds(self, area_id: str, geometry: BaseGeometry | None, at_area: str) -> bool:
        """True if something lies in an area: for the edition's own, if it names it."""
        return at_area == area_id

    def touches(self, area_id: str, geometry: BaseGeometry | None, at_areas: Sequence[str]) -> bool:
        """True if some of a thing lies in an area: for the edition's own, if it names it."""
        return area_id in at_areas

    def cell_at(self, lat: float, lon: float) -> str | None:
        """The cell at a point, or None outside the town."""
        import h3

        cell = h3.latlng_to_cell(lat, lon, self.resolution)
        return cell if cell in self.cell_row else None

    def area_at(self, lat: float, lon: float) -> str | None:
        """The area at a point, or None outside the town."""
        from geo.cells import assign_areas

        row = int(assign_areas(lat, lon, self.wards)[0])
        return None if row < 0 else str(self.wards["area_id"].iloc[row])

    @cached_property
    def _town_weights(self) -> np.ndarray:
        from analysis.quantiles import town_weights

        return town_weights(self.cells)

    def weights(self, unit: str) -> np.ndarray:
        """People (or what stands for them) on the network, per cell or area; 0 where nothing is known."""
        if unit == "cells":
            return self._town_weights.copy()
        weights: np.ndarray = self.areas["weight_n"].fillna(0.0).to_numpy(dtype=float)
        return weights

    def town_median(self, column: str) -> float:
        """Weighted median of a column over the cells on the network: "the town" wherever a value stands beside it.

        NaN where nothing is known, infinite where at least half of the town has none.
        """
        from analysis.quantiles import town_median
        from analysis.registry import Measure

        if column not in self._medians:
            measure = self.registry.get(column) or Measure(column, column, "", "base", "")
            self._medians[column] = town_median(self.cells, measure, self._town_weights)
        return self._medians[column]

    def town_words(self, measure: Measure) -> str:
        """The town's median of a measure in words: "26 minutes", "not within 120 minutes", "not known"."""
        median = self.town_median(measure.name)
        return measure.absent if median == float("inf") and measure.absent else measure.format_value(median)

    def table(self, unit: str) -> pd.DataFrame:
        """The frame of ``"cells"`` or ``"areas"``."""
        return self.cells if unit == "cells" else self.areas


@lru_cache(maxsize=6)
def _opened(folder: Path, why_not: str) -> OpenEdition:
    """``why_not``: a withdrawal changes what may be shown of an edition that was opened before."""
    return OpenEdition(Edition(folder))


def open_edition(edition: Edition | OpenEdition) -> OpenEdition:
    """An edition with its tables in memory, the same one for everybody who asks; the last six asked for are kept."""
    return edition if isinstance(edition, OpenEdition) else _opened(edition.folder, why_not_observed(edition))
