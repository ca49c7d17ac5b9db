"""What a build works on: the tables that the readers gave, before anything is measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from everyday.pipeline.corrected import Corrected
from geo.errors import Report

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from everyday.pipeline.beside import Surveyed
    from everyday.pipeline.forecast import Forecast
    from geo.feed import Feed
    from geo.gtfs import ServiceDays
    from geo.osm import Extract, PlaceKinds
    from geo.population import Population

__all__ = ["Material"]


@dataclass
class Material:
    """What the readers gave, and what was said about it.

    ``near_home`` holds columns of the cell table that are known already and need not be measured again; ``corrected``
    says what became of each correction that was applied to it; ``kinds`` are the kinds of places that were looked for;
    ``forecast`` says how long the build goes on, where somebody hears it.
    """

    areas: gpd.GeoDataFrame
    cells: pd.DataFrame
    pieces: pd.DataFrame
    kinds: PlaceKinds
    extract: Extract | None = None
    feed: Feed | None = None
    days: ServiceDays | None = None
    population: Population | None = None
    outside_n: float = 0.0
    near_home: pd.DataFrame | None = None
    surveyed: Surveyed | None = None
    reports: list[Report] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    corrected: list[Corrected] = field(default_factory=list)
    forecast: Forecast | None = None
