"""All measures of an edition: cells on the streets, both levels, areas and town."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.areas import cell_weights, equal_weights, roll_up, town_summary
from analysis.centre import default_centre
from analysis.neighbourhood import neighbourhood_level
from analysis.registry import Measure, near_home_columns
from analysis.scores import Scores
from analysis.severance import Severance
from analysis.walking import KnownWalks, Snap, build_graph, snap_again, snap_points
from everyday.atlas import Steps, registry_for
from everyday.pipeline.across_town import AcrossTown, across_town
from everyday.pipeline.depth import (
    Baseline,
    Ground,
    Suggested,
    baseline_of,
    depth_columns,
    scores_of,
    suggestions_of,
)
from everyday.pipeline.naming import name_cells
from geo.errors import BuildError
from geo.osm import open_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.parameters import Parameters
    from everyday.atlas import AtlasConfig
    from everyday.pipeline.material import Material
    from geo.network import WalkNetwork

__all__ = ["NEAR_STEP", "Measured", "measure"]

NEAR_STEP = "Measuring what is near home"
DEPTH_STEP = "Finding what holds places back"
AREAS_STEP = "Adding up areas"


@dataclass
class Measured:
    """What an edition holds beside the tables of its inputs."""

    cells: pd.DataFrame
    areas: gpd.GeoDataFrame
    pieces: pd.DataFrame
    facts: dict[str, Any]
    notes: list[str]
    across: AcrossTown
    scores: Scores
    own_baseline: Baseline
    suggested: Suggested | None


def measure(
    material: Material,
    config: AtlasConfig,
    workers: int,
    steps: Steps,
    *,
    baseline: Baseline | None = None,
    earlier: pd.DataFrame | None = None,
) -> Measured:
    """Compute every measure.

    Args:
        material: what the readers gave.
        config: the atlas.
        workers: threads.
        steps: told what is being done.
        baseline: of the baseline edition; None while this edition is the baseline.
        earlier: suggestions of the edition before, whose keys are carried on.
    """
    parameters = config.parameters
    with steps.step(NEAR_STEP) as tell:
        ground = _ground(material, config)
        tell(0.3)
        is_on = ground.cells.is_on_network if ground else np.zeros(len(material.cells), bool)
        if material.population is None:
            material.pieces = equal_weights(material.pieces, is_on, material.cells["cell"].tolist())
        weights = cell_weights(material.pieces, material.cells["cell"].tolist())
        noun = material.population.noun if material.population else "cells"
        registry = registry_for(parameters, noun, material.kinds)
        parts = [material.cells, weights.assign(on_network=is_on)]
        parts.append(_near_home(material, config, ground, weights, workers))
        tell(0.9)
        centre = _centre(material, config)
    grounds = _in_bands(material, config, ground) if ground is not None else {}
    across = across_town(material, config, ground, grounds, weights, centre, workers, steps)
    cells = pd.concat([*parts, across.columns], axis=1)
    with steps.step(DEPTH_STEP) as tell:
        cells.insert(1, "cell_name", _names(material, cells))
        tell(0.05)
        cells, cut = _deepened(material, ground, grounds.get("am", ground), cells, parameters, workers)
        unknown = set(material.days.band_unknown) if material.days else {band.name for band in parameters.bands}
        tell(0.6)
        own = baseline_of(cells, registry, config.scores, unknown)
        scores = scores_of(cells, registry, baseline or own, config.scores)
        cells = pd.concat([cells, scores.table], axis=1)
        suggested = None
        tell(0.7)
        if ground is not None and cut is not None:
            suggested = suggestions_of(
                cells,
                cut,
                ground,
                centre=centre,
                baseline=baseline or own,
                rules=config.suggestions,
                unknown_bands=unknown,
                noun=noun,
                earlier=earlier,
                parameters=parameters,
                workers=workers,
            )
    with steps.step(AREAS_STEP):
        cells = cells[[name for name in registry if name in cells.columns]]
        areas = _areas(material, cells, registry)
        facts, notes = _facts(material, config, cells, registry, centre, noun)
    return Measured(cells, areas, material.pieces, facts, notes, across, scores, own, suggested)


def _deepened(
    material: Material,
    ground: Ground | None,
    am_ground: Ground | None,
    cells: pd.DataFrame,
    parameters: Parameters,
    workers: int,
) -> tuple[pd.DataFrame, Severance | None]:
    """The cell table with the columns of :mod:`everyday.pipeline.depth`; without streets there are none to know."""
    if ground is None or am_ground is None:
        return cells, None
    days = material.days
    columns, cut = depth_columns(
        cells,
        ground,
        am_ground=am_ground,
        feed=material.feed,
        weekday=days.weekday if days else None,
        is_am_known=days is not None and "am" not in days.band_unknown,
        parameters=parameters,
        workers=workers,
    )
    return pd.concat([cells, columns], axis=1), cut


def _ground(material: Material, config: AtlasConfig) -> Ground | None:
    """Cells, entrances of places and stops on the streets as they are by day.

    A cell's centre is on the network within 500 m of a link inside the extract. Long streets that were cut off far
    outside it lead nowhere: a centre whose nearest link is such a tail is off the network.
    """
    if material.extract is None:
        return None
    network = material.extract.network.at_speed(config.parameters.walk_m_per_s)
    material.extract = replace(material.extract, network=network)
    return _ground_on(network, material, config)


def _in_bands(material: Material, config: AtlasConfig, by_day: Ground) -> dict[str, Ground]:
    """The ground of each band of which the date is known: ``by_day`` itself where nothing else is open then."""
    days = material.days
    if days is None:
        return {}
    found: dict[str, Ground] = {}
    made = [by_day]
    for band in config.parameters.bands:
        date = days.weekday if band.day == "weekday" else days.sunday
        if date is None or band.name in days.band_unknown:
            continue
        network = open_at(by_day.extract.network, date, band.start_s, band.end_s)
        same = [one for one in made if np.array_equal(one.extract.network.link_flags, network.link_flags)]
        if not same:
            made.append(_ground_on(network, material, config, made))
            same = made[-1:]
        found[band.name] = same[0]
    return found


def _ground_on(network: WalkNetwork, material: Material, config: AtlasConfig, made: Sequence[Ground] = ()) -> Ground:
    """Everything on one network; ``made``: grounds of the same links with others closed, of which the first is taken
    where nothing differs."""
    parameters = config.parameters
    if material.extract is None:
        raise BuildError("There are no streets.", do="Add an OpenStreetMap extract.")
    extract = replace(material.extract, network=network)

    # All points at once: finding the nearest street begins with laying all streets out.
    tables = [material.cells, extract.place_access, *([material.feed.stops] if material.feed is not None else [])]
    lat, lon = (np.concatenate([points[name].to_numpy(float) for points in tables]) for name in ("lat", "lon"))
    limit_m, is_step_free = parameters.snap_max_m, parameters.is_step_free
    if made:
        first = made[0]
        known = Snap.joined([part for part in (first.met, first.access, first.stops) if part is not None])
        before = first.extract.network
        every = snap_again(network, before, known, lat, lon, max_m=limit_m, is_step_free=is_step_free)
    else:
        every = snap_points(network, lat, lon, max_m=limit_m, is_step_free=is_step_free)
    ends = np.cumsum([len(points) for points in tables])
    snap, access, *stops = (every.take(rows) for rows in np.split(np.arange(len(every)), ends[:-1]))
    off = ~_meets_inside(network, snap)
    cells = Snap(
        np.where(off, -1, snap.link).astype(np.int32),
        np.where(off, 0.0, snap.along_m),
        np.where(off, np.inf, snap.snap_m),
    )
    graph = build_graph(network, is_step_free=parameters.is_step_free)
    return Ground(
        extract,
        material.kinds,
        graph,
        cells,
        access,
        stops[0] if stops else None,
        KnownWalks(graph, [one.walks for one in made if one.walks is not None]),
        snap,
    )


def _meets_inside(network: WalkNetwork, snap: Snap) -> np.ndarray:
    """True where a point meets its link inside the extent of the street data."""
    on = np.flatnonzero(snap.is_on_network)
    link = snap.link[on]
    u, v = network.link_u[link], network.link_v[link]
    length = network.link_length_m[link]
    share = np.divide(snap.along_m[on], length, out=np.zeros(len(on)), where=length > 0)
    lon = network.lon[u] + share * (network.lon[v] - network.lon[u])
    lat = network.lat[u] + share * (network.lat[v] - network.lat[u])
    shapely.prepare(network.extent)
    is_inside = np.zeros(len(snap), dtype=bool)
    is_inside[on] = shapely.intersects_xy(network.extent, lon, lat)
    return is_inside


def _near_home(
    material: Material, config: AtlasConfig, ground: Ground | None, weights: pd.DataFrame, workers: int
) -> pd.DataFrame:
    if material.near_home is not None:
        return material.near_home
    kinds = material.kinds
    if ground is None:
        return pd.DataFrame({name: np.full(len(material.cells), np.nan) for name in near_home_columns(kinds.keys)})
    return neighbourhood_level(
        ground.graph,
        ground.cells,
        population_n=weights["population_n"].to_numpy(),
        places=ground.extract.places,
        place_access=ground.extract.place_access,
        access_snaps=ground.access,
        kinds=kinds.keys,
        amenity_kinds=kinds.amenity_kinds,
        parameters=config.parameters,
        workers=workers,
    )


def _centre(material: Material, config: AtlasConfig) -> dict[str, Any]:
    if config.centre is not None:
        return {"lat": config.centre[0], "lon": config.centre[1], "how": "The town centre was set in atlas.toml."}
    outline = shapely.union_all(material.areas.geometry.to_numpy())
    if material.extract is None:
        middle = outline.representative_point()
        how = "Without streets the town centre is a point in the middle of the study area."
        return {"lat": middle.y, "lon": middle.x, "how": how}
    lat, lon, how = default_centre(material.extract.settlements, material.extract.places, outline, config.name)
    return {"lat": lat, "lon": lon, "how": how}


def _names(material: Material, cells: pd.DataFrame) -> np.ndarray:
    if material.extract is None:
        return np.asarray([f"Part of {name}" for name in cells["area_name"]], dtype=object)
    return name_cells(
        cells["lat"].to_numpy(),
        cells["lon"].to_numpy(),
        cells["area_name"].to_numpy(),
        material.extract.places,
        material.extract.network,
    )


def _areas(material: Material, cells: pd.DataFrame, registry: dict[str, Measure]) -> gpd.GeoDataFrame:
    rolled = roll_up(cells, material.pieces, registry)
    columns = ["area_id", "area_name", "area_name_cy", "geometry"]
    extra = [name for name in rolled.columns if name not in columns]
    areas = material.areas[columns].merge(rolled[["area_id", *extra]], on="area_id", how="left", validate="one_to_one")
    return gpd.GeoDataFrame(areas[[*columns[:3], *extra, "geometry"]], geometry="geometry", crs=material.areas.crs)


def _facts(
    material: Material,
    config: AtlasConfig,
    cells: pd.DataFrame,
    registry: dict[str, Measure],
    centre: dict[str, Any],
    noun: str,
) -> tuple[dict[str, Any], list[str]]:
    weight = cells["weight_n"].fillna(0.0)
    total, on = float(weight.sum()), float(weight[cells["on_network"]].sum())
    notes = []
    if material.extract is not None and total > on:
        notes.append(
            f"{total - on:,.0f} of {total:,.0f} {noun} ({(total - on) / total:.0%}) lie where the street data does not "
            "reach: nothing is known of them, and they are left out of shares and medians."
        )
    weigh_as = {"cells": "each cell on the network weighs the same"}.get(noun, f"shares are of {noun}")
    town = town_summary(cells, material.pieces, registry)
    extent = material.extract.network.extent if material.extract else None
    facts = {
        "centre": centre,
        "weight": {
            "noun": noun,
            "is_counted": bool(material.population and material.population.is_counted),
            "total_n": total,
            "outside_n": float(material.outside_n),
            "how": weigh_as,
        },
        "on_network": {
            "cells_n": int(cells["on_network"].sum()),
            "of_cells_n": len(cells),
            "weight_n": on,
            "left_out_share": (total - on) / total if total > 0 else 0.0,
        },
        "town": {
            name: {key: _number(value) for key, value in row.items()} for name, row in town.to_dict("index").items()
        },
        "extent": shapely.geometry.mapping(shapely.simplify(extent, 0.0005)) if extent is not None else None,
    }
    return facts, notes


def _number(value: float) -> float | None:
    """JSON has no NaN."""
    return float(value) if math.isfinite(value) else None
