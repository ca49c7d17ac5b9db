"""The tables of an edition written into its folder, under the names that the contract of the atlas folder gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.pipeline.beside import write_surveys
from everyday.pipeline.corrected import correction_ids, corrections_table
from geo.arrays import save_arrays

if TYPE_CHECKING:
    import pandas as pd

    from everyday.pipeline.material import Material
    from everyday.pipeline.measuring import Measured

__all__ = ["write_tables"]


def write_tables(
    folder: Path,
    material: Material,
    measured: Measured,
    resolution: int,
    tell: Callable[[float], None],
) -> tuple[dict[str, int], dict[str, str]]:
    """Write every table of the edition; returns their numbers of rows, and what there is to say of its indexes."""
    import geopandas as gpd
    import pandas as pd

    from everyday.atlas import KINDS_FILE, Edition, OpenEdition, keep_table
    from everyday.evidence import keep_indexes
    from everyday.locate import names_table
    from everyday.pipeline.depth import save_baseline
    from everyday.pipeline.naming import street_table
    from everyday.pipeline.timetable_tables import (
        LINES_COLUMNS,
        STOPS_COLUMNS,
        departures_table,
        lines_table,
        stops_table,
    )
    from geo.osm import load_place_kinds
    from geo.tables import PLACE_ACCESS, PLACES, SETTLEMENTS

    extract, feed, days = material.extract, material.feed, material.days
    tables: dict[str, pd.DataFrame] = {"cells": measured.cells, "areas": measured.areas, "pieces": measured.pieces}
    if extract is not None:
        tables["places"] = extract.places.assign(correction_id=correction_ids(extract.places))
        tables["place_access"] = extract.place_access
        tables["settlements"] = extract.settlements
        tables["streets"] = street_table(extract.network, material.areas, resolution)
        extract.network.save(folder / "network.npz")
        background = extract.background
    else:
        empty = [*PLACES.names, "correction_id"]
        tables["places"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        tables["place_access"] = pd.DataFrame({name: [] for name in PLACE_ACCESS.names})
        tables["settlements"] = pd.DataFrame({name: [] for name in SETTLEMENTS.names})
        tables["streets"] = pd.DataFrame({name: [] for name in ("name", "lat", "lon", "cell", "area_id", "area_name")})
        background = {"type": "FeatureCollection", "features": []}
    tell(0.4)
    if feed is not None and days is not None:
        chosen = {"weekday": days.weekday, "sunday": days.sunday}
        is_near = measured.across.is_near_stop
        tables["stops"] = stops_table(feed, chosen, is_near)
        tables["lines"] = lines_table(feed, chosen, is_near)
        tables["departures"] = departures_table(feed, chosen, is_near)
        for name, timetable in measured.across.timetables.items():
            timetable.save(folder / f"timetable_{name}.npz")
        if measured.across.access is not None:
            measured.across.access.save(folder / "access.npz")
            for name, access in measured.across.band_access.items():
                access.save(folder / f"access_{name}.npz")
                measured.across.band_timetables[name].save_changes(folder / f"changes_{name}.npz")
                save_arrays(folder / f"links_{name}.npz", flags=measured.across.band_flags[name])
            save_arrays(folder / "stop_points.npz", lat=feed.stops["lat"], lon=feed.stops["lon"])
    else:
        empty = list(STOPS_COLUMNS)
        tables["stops"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        empty = list(LINES_COLUMNS)
        tables["lines"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        tables["departures"] = pd.DataFrame({name: [] for name in ("stop_id", "day", "hour", "line", "departures_n")})
    tell(0.8)
    save_baseline(measured.own_baseline, folder / "baseline.json")
    tables["corrections"] = corrections_table(material.corrected)
    tables["journeys"] = measured.across.legs
    tables["ranks"] = measured.scores.ranks.assign(cell=measured.cells["cell"].to_numpy())
    if measured.suggested is not None:
        tables["suggestions"] = measured.suggested.suggestions
        tables["severance"] = measured.suggested.lines.assign(
            cells=["; ".join(cells) for cells in measured.suggested.lines["cells"]]
        )
    for name, table in tables.items():
        keep_table(table, folder / f"{name}.parquet")
    if material.kinds != load_place_kinds():
        text = json.dumps(material.kinds.to_records(), ensure_ascii=False, indent=1)
        (folder / KINDS_FILE).write_text(text, encoding="utf-8")
    text = json.dumps(background, ensure_ascii=False, separators=(",", ":"))
    (folder / "background.geojson").write_text(text, encoding="utf-8")
    tables["names"] = names_table(OpenEdition(Edition(folder)))
    keep_table(tables["names"], folder / "names.parquet")
    indexes = keep_indexes(folder, tables, extract.network.crs if extract is not None else "")
    rows = {name: len(table) for name, table in tables.items()}
    return rows | (write_surveys(folder, material.surveyed) if material.surveyed is not None else {}), indexes
