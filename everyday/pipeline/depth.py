"""What holds a place back: severance, levels of access, the usual journey, scores, types and suggestions.

Works on the cell table of :mod:`everyday.pipeline.measuring` and gives more of its columns, and the tables of
suggestions.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.opportunities import (
    E2SFCA_STEPS,
    PTAL_WALK_M,
    TravelTimes,
    cumulative,
    exponential,
    floating_catchment,
    gravity,
    proximity_time,
    ptal,
    route_frequencies,
    steps_up_to,
)
from analysis.score_rules import ScoreRules
from analysis.scores import Distribution, Scores, baseline_distributions, score_cells
from analysis.severance import SEVERED, Severance, barriers_of, name_causes, severance, severance_lines
from analysis.suggestions import SuggestionRules, Town, bumping_nearby, suggest, town_medians
from analysis.walking import KnownWalks, Snap, WalkGraph, edge_metres, edge_walk_minutes, walk_matrix
from everyday.atlas import access_kinds

if TYPE_CHECKING:
    from datetime import date

    from analysis.parameters import Parameters
    from analysis.registry import Measure
    from geo.feed import Feed
    from geo.osm import Extract, PlaceKinds

__all__ = [
    "Baseline", "Ground", "Suggested", "baseline_of", "depth_columns", "load_baseline", "save_baseline", "scores_of",
    "suggestions_of",
]  # fmt: skip

GRAVITY_PER_MIN = 0.1
ACCESS_LIMIT_MIN = 30.0
SHED_MIN = 15.0
PROXIMITY_LIMIT_MIN = 60.0
CELLS_PER_BLOCK = 2000


@dataclass(frozen=True)
class Baseline:
    """What scores and suggestions are measured against: the town's first edition, unless another is chosen.

    ``edition_id`` is empty while the edition being built is the baseline itself.
    """

    edition_id: str
    distributions: dict[str, Distribution]
    medians: dict[str, float]


@dataclass(frozen=True)
class Ground:
    """The streets of an edition at some time, with cells, entrances of places and stops put on them.

    ``stops`` is None without a timetable. ``walks`` are those on ``graph``, where they are wanted more than once;
    ``met`` is where the cells meet the streets, those too that are off the network because it is outside the extent.
    """

    extract: Extract
    kinds: PlaceKinds
    graph: WalkGraph
    cells: Snap
    access: Snap
    stops: Snap | None = None
    walks: KnownWalks | None = None
    met: Snap | None = None


@dataclass(frozen=True)
class Suggested:
    """Suggestions, severing lines, and what they were made from."""

    suggestions: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    silenced_share: float


def baseline_of(
    cells: pd.DataFrame, registry: dict[str, Measure], rules: ScoreRules, unknown_bands: Collection[str]
) -> Baseline:
    """Distributions and medians of the edition being built, for when it is the baseline."""
    return Baseline(
        "", baseline_distributions(cells, registry, rules), town_medians(cells, unknown_bands=unknown_bands)
    )


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Keep what later editions are measured against."""
    content = {
        "distributions": {name: known.to_lists() for name, known in baseline.distributions.items()},
        "medians": {name: None if np.isnan(value) else str(value) for name, value in baseline.medians.items()},
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def load_baseline(path: Path, edition_id: str) -> Baseline | None:
    """Read what :func:`save_baseline` wrote; None where the edition has none."""
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Baseline(
        edition_id,
        {name: Distribution.from_lists(stored) for name, stored in content["distributions"].items()},
        {name: float("nan") if value is None else float(value) for name, value in content["medians"].items()},
    )


def depth_columns(
    cells: pd.DataFrame,
    ground: Ground,
    *,
    am_ground: Ground,
    feed: Feed | None,
    weekday: date | None,
    is_am_known: bool,
    parameters: Parameters,
    workers: int,
) -> tuple[pd.DataFrame, Severance]:
    """Severance, access, PTAL and the drop between bands for every cell.

    Args:
        cells: the cell table of both levels.
        ground: streets, cells and stops. am_ground: the same with what is open on the weekday morning, for PTAL.
        feed, weekday: the timetable and its weekday; without them PTAL is not known.
        is_am_known: False if the weekday morning is not known; then neither is PTAL.
        parameters: walking speed and limits.
        workers: threads.

    Returns:
        Columns in the order of ``cells`` (``edge_walk_min`` is for suggestions only), and the severed pairs.
    """
    cut, edge_min = _severance(cells, ground, parameters, workers)
    parts = [cut.cells, _drops(cells), _access(cells, ground, parameters, workers)]
    if feed is not None and weekday is not None and am_ground.stops is not None and is_am_known:
        walks = walk_matrix(am_ground.graph, am_ground.cells, am_ground.stops, PTAL_WALK_M, workers=workers)
        index, band = ptal(walks, route_frequencies(feed, weekday), on_network=ground.cells.is_on_network)
        parts.append(pd.DataFrame({"ptal_ai": index, "ptal_band": band}))
    else:
        parts.append(pd.DataFrame({"ptal_ai": np.full(len(cells), np.nan), "ptal_band": ""}))
    return pd.concat(parts, axis=1).assign(edge_walk_min=edge_min), cut


def _severance(
    cells: pd.DataFrame, ground: Ground, parameters: Parameters, workers: int
) -> tuple[Severance, np.ndarray]:
    """Severed neighbours and detours, and minutes on foot to the edge of the street data."""
    network = ground.extract.network
    barriers = barriers_of(ground.extract.background)
    water = barriers.geometry[barriers["kind"] == "water"]
    lat, lon = cells["lat"].to_numpy(), cells["lon"].to_numpy()
    found = severance(
        network,
        ground.graph,
        ground.cells,
        cell=cells["cell"].tolist(),
        lat=lat,
        lon=lon,
        people_n=cells["weight_n"].to_numpy(),
        parameters=parameters,
        edge_m=edge_metres(network, lat, lon, water=water),
        barriers=barriers,
        workers=workers,
    )
    return found, edge_walk_minutes(network, ground.graph, ground.cells, parameters=parameters, water=water)


def _access(cells: pd.DataFrame, ground: Ground, parameters: Parameters, workers: int) -> pd.DataFrame:
    """The access family for bumping places and each everyday kind, and proximity time; NaN off the network."""
    places, entries = ground.extract.places, ground.extract.place_access
    row = pd.Index(places["place_id"]).get_indexer(pd.Index(entries["place_id"]))
    speed, on = parameters.walk_m_per_s, ground.cells.is_on_network
    limit_m = ACCESS_LIMIT_MIN * 60 * speed
    walks = walk_matrix(ground.graph, ground.cells, ground.access, limit_m, workers=workers)
    times = TravelTimes.from_walks(walks, speed).grouped(row, len(places))
    population = cells["population_n"].to_numpy(float)
    is_counted = bool(on.any() and np.isfinite(population[on]).all())
    people = np.where(on, np.nan_to_num(population), 0.0)
    kinds = places["kind"].to_numpy()
    table: dict[str, np.ndarray] = {}
    for key, _ in access_kinds(ground.kinds):
        is_all = key == "bumping_places"
        supply = (places["is_bumping_place"].to_numpy(bool) if is_all else kinds == key).astype(float)
        if not is_all:
            table[f"{key}_15min_n"] = cumulative(times, supply, SHED_MIN)
        table[f"{key}_gravity_n"] = gravity(times, supply, exponential(GRAVITY_PER_MIN))
        shared = floating_catchment(times, people, supply, steps_up_to(E2SFCA_STEPS)) if is_counted else np.nan
        table[f"{key}_e2sfca_n"] = np.full(len(cells), 1000.0) * shared
    columns = pd.DataFrame(table).assign(proximity_time_min=_proximity(ground, kinds, row, speed, workers))
    columns.loc[~on] = np.nan
    return columns


def _proximity(ground: Ground, kinds: np.ndarray, row: np.ndarray, speed: float, workers: int) -> np.ndarray:
    """Proximity time of each cell, a block of cells at a time."""
    minutes = np.full(len(ground.cells), np.nan)
    limit_m = PROXIMITY_LIMIT_MIN * 60 * speed
    for first in range(0, len(minutes), CELLS_PER_BLOCK):
        block = np.arange(first, min(first + CELLS_PER_BLOCK, len(minutes)))
        walks = walk_matrix(ground.graph, ground.cells.take(block), ground.access, limit_m, workers=workers)
        times = TravelTimes.from_walks(walks, speed).grouped(row, len(kinds))
        by_kind = {key: _only(times, kinds == key) for key, _ in access_kinds(ground.kinds)[1:]}
        minutes[block] = proximity_time(by_kind, beyond_min=PROXIMITY_LIMIT_MIN)["proximity_min"].to_numpy()
    return minutes


def _only(times: TravelTimes, chosen: np.ndarray) -> TravelTimes:
    """The same origins, only the chosen destinations."""
    position = np.cumsum(chosen) - 1
    kept = chosen[times.destination]
    return TravelTimes(
        times.origin[kept], position[times.destination[kept]], times.minutes[kept], times.origins_n, int(chosen.sum())
    )


def _drops(cells: pd.DataFrame) -> pd.DataFrame:
    """Share of the weekday morning's reach that is lost in the evening and on Sunday."""
    morning = cells["city_reach_45min_share_am"].to_numpy(float)
    table = {}
    for band in ("evening", "sunday"):
        later = cells[f"city_reach_45min_share_{band}"].to_numpy(float)
        left = np.divide(later, morning, out=np.full(len(cells), np.nan), where=morning > 0)
        table[f"city_reach_drop_share_{band}"] = np.maximum(1 - left, 0.0)
    return pd.DataFrame(table)


def scores_of(cells: pd.DataFrame, registry: dict[str, Measure], baseline: Baseline, rules: ScoreRules) -> Scores:
    """Scores and types against the baseline."""
    return score_cells(cells, registry, baseline=baseline.distributions, rules=rules)


def suggestions_of(
    cells: pd.DataFrame,
    cut: Severance,
    ground: Ground,
    *,
    centre: dict[str, Any],
    baseline: Baseline,
    rules: SuggestionRules,
    unknown_bands: Collection[str],
    noun: str,
    earlier: pd.DataFrame | None,
    parameters: Parameters,
    workers: int,
) -> Suggested:
    """Draft barriers and enablers of an edition.

    Args:
        cells: cell table with every column the rules look at (also ``edge_walk_min`` and those of journeys).
        cut: from :func:`severance_of`.
        earlier: suggestions of the edition before, whose keys are carried on.
    """
    extract = ground.extract
    barriers = barriers_of(extract.background)
    pairs = cut.pairs[(cut.pairs["check"] == SEVERED) & (cut.pairs["people_n"] > 0)]
    named = name_causes(pairs, extract.network, barriers, cells, is_step_free=parameters.is_step_free)
    lines = severance_lines(named, barriers, cells)
    near = bumping_nearby(
        ground.graph,
        ground.cells,
        extract.places,
        extract.place_access,
        ground.access,
        parameters=parameters,
        workers=workers,
    )
    table = pd.concat([cells.reset_index(drop=True), near], axis=1)
    town = Town(
        centre["lat"],
        centre["lon"],
        baseline.medians,
        unknown_bands=unknown_bands,
        bands=tuple(band.name for band in parameters.bands),
        noun=noun,
        max_trip_min=parameters.max_trip_min,
    )
    made = suggest(table, town, bumping_kinds=ground.kinds.bumping_kinds, rules=rules, severed=lines, earlier=earlier)
    weight = cells["weight_n"].fillna(0).to_numpy() * cells["on_network"].to_numpy(bool)
    hidden = cells["edge_walk_min"].to_numpy(float) <= rules.amenity_walk_min
    share = float(weight[hidden].sum() / weight.sum()) if weight.sum() > 0 else 0.0
    return Suggested(made, lines, share)
