"""An OpenStreetMap extract read for one town: walk network, places, settlements and a background for offline maps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.errors import Report
from geo.network import WalkNetwork
from geo.osm.access import access_points
from geo.osm.background import draw_background
from geo.osm.elements import Progress, read_osm_file
from geo.osm.from_osmnx import network_from_osmnx
from geo.osm.kind_files import load_place_kinds
from geo.osm.place_kinds import PlaceKinds
from geo.osm.places import find_places, settlements
from geo.osm.walk import crossing_audit, walk_network

__all__ = ["Extract", "network_from_osmnx", "read_osm"]

NODES_OF_A_TOWN = 3000  # a smaller extract may well have no school or shop


@dataclass(frozen=True)
class Extract:
    """What an OpenStreetMap extract says about a town.

    Attributes:
        network: streets and paths to walk on.
        places: ``tables.PLACES``, sorted by kind.
        place_access: ``tables.PLACE_ACCESS``, at least one point for each place.
        settlements: ``tables.SETTLEMENTS``.
        background: GeoJSON FeatureCollection; properties ``layer`` (water, green, built, rail, road_major, road_minor,
            path, label) and ``name``.
        extract_date: state of the data: the file's header, else its newest object.
        report: facts and problems.
    """

    network: WalkNetwork
    places: gpd.GeoDataFrame
    place_access: pd.DataFrame
    settlements: pd.DataFrame
    background: dict[str, Any]
    extract_date: date | None
    report: Report


def read_osm(
    path: Path | str,
    *,
    clip: BaseGeometry | None = None,
    place_kinds: PlaceKinds | None = None,
    crs: str | None = None,
    progress: Progress | None = None,
) -> Extract:
    """Read ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``.

    Args:
        path: the extract.
        clip: WGS 84; keep only what is near its bounding box (about 3 km), so that a county's file will do for a town.
        place_kinds: which places are looked for; None for the usual kinds.
        crs: metric CRS of the network, None for the one that suits the place.
        progress: called with the name of a step and the share done (0–1).

    Raises:
        InputError: if the file is missing, of another format, damaged, or has no streets; its report names everything.
    """
    source = Path(path)
    report = Report(source.name, "OpenStreetMap extract")
    tell = progress or (lambda text, share: None)
    kinds = place_kinds or load_place_kinds()
    osm = read_osm_file(source, report, place_keys=kinds.tag_keys, clip=clip, progress=progress)
    if clip is not None and not len(osm.ways) and osm.counts["ways"]:
        report.add(
            "refused",
            "elsewhere",
            f"{source.name} has nothing near the study area.",
            needed="an extract that covers the study area.",
            action="Choose the extract of the right town or county, and check where the boundaries are.",
        )
        report.raise_if_refused()
    tell("Building the walk network", 0.55)
    network = walk_network(osm, report, crs=crs)
    crossing_audit(osm, report)
    tell("Finding places", 0.7)
    found = find_places(osm, kinds, network.crs, report)
    _say_what_is_missing(found.places, kinds, network, report)
    access = access_points(osm, found.candidates, network)
    tell("Drawing the background", 0.85)
    background = draw_background(osm, network)
    report.facts["State of the data"] = osm.extract_date.isoformat() if osm.extract_date else "not stated"
    tell("Done", 1.0)
    return Extract(
        network=network,
        places=found.places,
        place_access=access,
        settlements=settlements(osm),
        background=background,
        extract_date=osm.extract_date,
        report=report,
    )


def _say_what_is_missing(places: gpd.GeoDataFrame, kinds: PlaceKinds, network: WalkNetwork, report: Report) -> None:
    """Warn where a whole town has no place of an everyday kind: the extract may hold streets only."""
    if network.nodes_n < NODES_OF_A_TOWN:
        return
    held = set(places["kind"])
    absent = [kind.plural for kind in kinds if kind.is_amenity and kind.key not in held]
    if absent:
        report.add(
            "warning",
            "kinds-absent",
            f"The extract has no {', '.join(absent)}.",
            needed="an extract with all features, not with streets only.",
            action="What is not in the extract cannot be within a walk of anybody. Check how the extract was made.",
            count=len(absent),
        )
