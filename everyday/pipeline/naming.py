"""Names people use: what a cell is called, and where a street is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geo.cells import assign_areas, cell_of
from geo.crs import to_local
from geo.network import WalkNetwork

__all__ = ["name_cells", "street_table"]

PLACE_WITHIN_M = 180.0
STREET_WITHIN_M = 400.0
# Landmarks by which people name a spot, the best first; other kinds count only as a last resort.
_LANDMARKS = (
    "community_centre", "library", "school", "transport_interchange", "place_of_worship", "civic_office",
    "arts_culture", "green_space", "market", "sports", "supermarket", "doctor", "pub", "post_office",
)  # fmt: skip


def _midpoints(network: WalkNetwork) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of links with a name, and the place of that name in ``network.names``."""
    named = np.flatnonzero(network.link_name >= 0)
    u, v = network.link_u[named], network.link_v[named]
    x = (network.x[u] + network.x[v]) / 2
    y = (network.y[u] + network.y[v]) / 2
    return x, y, network.link_name[named]


def name_cells(
    lat: np.ndarray, lon: np.ndarray, area_names: np.ndarray, places: pd.DataFrame, network: WalkNetwork
) -> np.ndarray:
    """What to call each cell: a landmark close to its centre, else a street, else its area.

    Args:
        lat, lon: (n,) cell centres, degrees.
        area_names: (n,) fallback.
        places: PLACES table.
        network: walking network with street names.

    Returns:
        (n,) texts such as ``"Around Duffryn community centre"`` or ``"Around Commercial Street"``.
    """
    centre_x, centre_y = to_local(lat, lon, network.crs)
    centres = np.column_stack([centre_x, centre_y])
    names = np.asarray([f"Part of {name}" for name in area_names], dtype=object)
    x, y, link_names = _midpoints(network)
    if len(x):
        metres, nearest = cKDTree(np.column_stack([x, y])).query(centres, distance_upper_bound=STREET_WITHIN_M)
        found = np.isfinite(metres)
        streets = np.asarray(network.names, dtype=object)[link_names[nearest[found]]]
        names[found] = [f"Around {street}" for street in streets]
    landmarks = places[(places["name"].str.strip() != "") & places["kind"].isin(_LANDMARKS)]
    if len(landmarks):
        place_x, place_y = to_local(landmarks["lat"].to_numpy(), landmarks["lon"].to_numpy(), network.crs)
        tree = cKDTree(np.column_stack([place_x, place_y]))
        metres, nearest = tree.query(centres, distance_upper_bound=PLACE_WITHIN_M)
        found = np.isfinite(metres)
        names[found] = [f"Around {name}" for name in landmarks["name"].to_numpy()[nearest[found]]]
    return names


def street_table(network: WalkNetwork, areas: pd.DataFrame, resolution: int) -> pd.DataFrame:
    """One row per street name and area: ``name, lat, lon, cell, area_id, area_name``, at the street's middle link."""
    columns = ["name", "lat", "lon", "cell", "area_id", "area_name"]
    named = np.flatnonzero(network.link_name >= 0)
    if not len(named):
        return pd.DataFrame({column: pd.Series(dtype=float if column in ("lat", "lon") else str) for column in columns})
    u, v = network.link_u[named], network.link_v[named]
    lat = (network.lat[u] + network.lat[v]) / 2
    lon = (network.lon[u] + network.lon[v]) / 2
    area = assign_areas(lat, lon, areas)
    links = pd.DataFrame({"name": network.link_name[named], "area": area, "lat": lat, "lon": lon})
    links = links[links["area"] >= 0]
    middle = links.groupby(["name", "area"])[["lat", "lon"]].transform("mean")
    off = (links["lat"] - middle["lat"]) ** 2 + ((links["lon"] - middle["lon"]) * np.cos(np.radians(links["lat"]))) ** 2
    rows = links.loc[off.groupby([links["name"], links["area"]]).idxmin()].reset_index(drop=True)
    rows["cell"] = cell_of(rows["lat"].to_numpy(), rows["lon"].to_numpy(), resolution)
    rows["area_id"] = areas["area_id"].to_numpy()[rows["area"]]
    rows["area_name"] = areas["area_name"].to_numpy()[rows["area"]]
    rows["name"] = np.asarray(network.names, dtype=object)[rows["name"]]
    return rows[columns].sort_values(["name", "area_name"], ignore_index=True)
