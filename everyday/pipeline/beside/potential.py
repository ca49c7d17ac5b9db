"""What home areas of a sample could reach against where they were: a table, and suggestions where all may know them."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from everyday.atlas import filled, keep_table, read_geotable
from everyday.movement import POTENTIAL_RULES, potential_of

if TYPE_CHECKING:
    import polars as pl

    from everyday.atlas import AtlasFolder
    from everyday.movement import Sample

__all__ = ["POTENTIAL", "write_potential", "write_suggested"]

POTENTIAL = "observed_potential"
_BETWEEN = {"rail": "the railway", "water": ""}


def write_potential(
    atlas: AtlasFolder, folder: Path, sample: Sample, *, unknown_bands: Collection[str] = ()
) -> pl.DataFrame | None:
    """Write the table beside the others of a sample; None without streets or without a home area that is known.

    Args:
        atlas: its parameters.
        folder: where cells, places, pieces and timetables of the edition stand.
        sample: people and what they did.
        unknown_bands: times of the week of which the timetable cannot tell.
    """
    import pandas as pd

    from everyday.reaching import held_in, middles_of, minutes_from
    from geo.cells import assign_areas, cell_of
    from geo.crs import haversine_m

    homes = sorted({area for area in sample.home_areas.values() if area})
    if not homes or not (folder / "network.npz").is_file():
        return None
    resolution = atlas.config.resolution
    places = filled(pd.read_parquet(folder / "places.parquet", columns=["place_id", "kind", "name", "lat", "lon",
                                                                 "is_bumping_place"]))  # fmt: skip
    places = places[places["is_bumping_place"].to_numpy(bool)].reset_index(drop=True)
    areas = read_geotable(folder / "areas.parquet", columns=["area_id", "geometry"])
    codes = [*areas["area_id"].astype(str), ""]
    rows = assign_areas(places["lat"].to_numpy(float), places["lon"].to_numpy(float), areas) if len(places) else ()
    places["area_id"] = [codes[int(row)] for row in rows]
    held = held_in(folder, atlas.config.parameters, resolution)
    entries = pd.read_parquet(folder / "place_access.parquet", columns=["place_id", "lat", "lon"])
    place = np.asarray(pd.Index(places["place_id"]).get_indexer(pd.Index(entries["place_id"])), dtype=np.intp)
    where = cell_of(entries["lat"].to_numpy(), entries["lon"].to_numpy(), resolution)
    cell = np.asarray(pd.Index(held.cells["cell"]).get_indexer(pd.Index(where)), dtype=np.intp)
    is_known = (place >= 0) & (cell >= 0)
    lat, lon = places["lat"].to_numpy(float), places["lon"].to_numpy(float)
    minutes, crow_km, across = {}, {}, {}
    for area, middle in middles_of(held, pd.read_parquet(folder / "pieces.parquet"), homes).items():
        to_cells = minutes_from(held, middle.row, POTENTIAL_RULES.longest_min, unknown_bands)
        nearest = np.full(len(places), np.nan)
        np.fmin.at(nearest, place[is_known], to_cells[cell[is_known]])
        minutes[area], crow_km[area] = nearest, haversine_m(lat, lon, middle.lat, middle.lon) / 1000
        across[area] = _between(folder, (middle.lon, middle.lat), lon, lat)
    table = potential_of(sample, places, minutes, crow_km, atlas.config.observed, across=across)
    keep_table(table, folder / f"{POTENTIAL}.parquet")
    return table


def _between(
    folder: Path, start: tuple[float, float], lon: np.ndarray, lat: np.ndarray
) -> list[str]:  # fmt: skip
    """Railways and water that a straight line from a point to each place crosses, in words."""
    import shapely
    from shapely.geometry import shape

    ways = shapely.linestrings(np.stack([np.broadcast_to(start, (len(lon), 2)), np.column_stack([lon, lat])], axis=1))
    found: list[list[str]] = [[] for _ in range(len(lon))]
    features = json.loads((folder / "background.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        layer, name = feature["properties"]["layer"], str(feature["properties"].get("name") or "")
        if layer not in _BETWEEN or (layer == "water" and not name):
            continue
        words = f"the railway ({name})" if layer == "rail" and name else _BETWEEN[layer] or name
        for row in np.flatnonzero(shapely.intersects(shape(feature["geometry"]), ways)):
            if words not in found[row]:
                found[row].append(words)
    return ["; ".join(sorted(one)) for one in found]


def write_suggested(folder: Path, potential: pl.DataFrame | None, visited: pl.DataFrame | None) -> int | None:
    """Put suggestions of a sample's movement in the place of what was suggested of it before.

    Args:
        folder: where suggestions and cells of the edition stand.
        potential, visited: what was and was not visited; None where not everybody may see it.

    Returns:
        How many suggestions there are now; None where the edition has none to give.
    """
    import geopandas as gpd
    import pandas as pd

    from analysis.suggestions import MOVEMENT_RULES, suggest_of_movement
    from everyday.atlas import Edition

    path = folder / "suggestions.parquet"
    if not path.is_file():
        return None
    before = filled(read_geotable(path))
    made = before[~before["rule"].isin(list(MOVEMENT_RULES))].reset_index(drop=True)
    if potential is not None and visited is not None:
        words = {kind.key: kind.plural for kind in Edition(folder).place_kinds}
        cells = filled(pd.read_parquet(folder / "cells.parquet"))
        found = suggest_of_movement(potential.to_pandas(), visited.to_pandas(), cells, kind_words=words)
        if len(found):
            together = pd.concat([made, found], ignore_index=True)
            made = gpd.GeoDataFrame(together, geometry="geometry", crs=before.crs).sort_values(
                ["kind", "score", "key"], ascending=[True, False, True], kind="stable", ignore_index=True
            )
    if len(made) != len(before) or set(made["key"]) != set(before["key"]) or potential is not None:
        keep_table(made, path)
    return len(made)
