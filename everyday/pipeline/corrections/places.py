"""Places put right: the missing ones added, the closed ones taken out, the others renamed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from everyday.pipeline.corrected import Corrected, correction_ids
from geo.crs import shapes_to_local
from geo.network import WalkNetwork
from geo.osm import (
    SAME_NAME_M,
    Candidate,
    Extract,
    OsmFile,
    OsmWays,
    PlaceKind,
    PlaceKinds,
    access_points,
)
from plan.corrections import PLACE_CORRECTION_KINDS, correction_words, problems_of_correction
from plan.records import Correction

__all__ = ["correct_places", "place_id_of"]


class _NotPossible(Exception):
    """Why a correction cannot be applied, in a sentence."""


@dataclass(frozen=True)
class _Ground:
    """Places and their entrances while they are being corrected."""

    places: gpd.GeoDataFrame
    access: pd.DataFrame
    network: WalkNetwork
    kinds: PlaceKinds


_Result = tuple[_Ground, Corrected]


def place_id_of(correction: Correction) -> str:
    """Id of the place that a correction adds."""
    return f"x{correction.id}"


def correct_places(
    extract: Extract | None, corrections: Iterable[Correction], kinds: PlaceKinds
) -> tuple[Extract | None, list[Corrected]]:
    """Apply corrections of places, in order; the extract given is not changed.

    Those of buses are passed over. Without any the extract comes back as it is. ``places`` of the one returned have a
    text column ``correction_id`` with the correction that added or renamed a row.
    """
    wanted = [one for one in corrections if one.kind in PLACE_CORRECTION_KINDS]
    if not wanted:
        return extract, []
    if extract is None:
        why = "The atlas has no streets and places yet: add an OpenStreetMap extract."
        return None, [Corrected(one, _words(one, kinds), False, why, one.geometry) for one in wanted]
    places = extract.places.assign(correction_id=correction_ids(extract.places))
    ground = _Ground(places, extract.place_access, extract.network, kinds)
    found = []
    for one in wanted:
        try:
            if problems := problems_of_correction(one, place_kinds=kinds.keys):
                raise _NotPossible(" ".join(problems))
            ground, corrected = _APPLY[one.kind](ground, one)
        except _NotPossible as reason:
            corrected = Corrected(one, _words(one, kinds), False, str(reason), one.geometry)
        found.append(corrected)
    return replace(extract, places=ground.places, place_access=ground.access), found


def _words(correction: Correction, kinds: PlaceKinds, *, kind: str = "", was: str = "") -> str:
    key = kind or correction.place_kind
    return correction_words(correction, kind_words=kinds[key].singular if key in kinds else "", was=was)


def _missing(ground: _Ground, one: Correction) -> _Result:
    kind, geometry = ground.kinds[one.place_kind], one.geometry
    if geometry is None:
        raise _NotPossible("It is not said where it is.")
    if not geometry.intersects(shapely.box(*ground.network.extent.bounds)):
        raise _NotPossible("It lies outside the street map of the town; perhaps latitude and longitude are exchanged.")
    local = shapes_to_local(geometry, ground.network.crs)
    if there := _already_there(ground, kind, one.name, local):
        raise _NotPossible(f"The map has it already ({there}), so it was not added a second time.")
    row = _row(one, kind, geometry).astype(ground.places.dtypes.to_dict())
    places = pd.concat([ground.places, row], ignore_index=True)
    rank = {key: number for number, key in enumerate(ground.kinds.keys)}
    order = places["kind"].map(rank).to_frame("rank").assign(place_id=places["place_id"])
    places = places.loc[order.sort_values(["rank", "place_id"], kind="stable").index].reset_index(drop=True)
    entries = pd.concat([ground.access, _entries(one, kind, geometry, local, ground.network)], ignore_index=True)
    entries = entries.sort_values(["place_id", "lat", "lon"], ignore_index=True)
    return (replace(ground, places=places, access=entries),
            Corrected(one, _words(one, ground.kinds), True, geometry=geometry))  # fmt: skip


def _row(one: Correction, kind: PlaceKind, geometry: BaseGeometry) -> gpd.GeoDataFrame:
    point = shapely.point_on_surface(geometry)
    columns = {
        "place_id": place_id_of(one),
        "kind": kind.key,
        "name": one.name,
        "lat": point.y,
        "lon": point.x,
        "is_bumping_place": kind.is_bumping_place,
        "is_amenity": kind.is_amenity,
        "is_indoors": kind.is_indoors,
        "is_free": kind.is_free,
        "run_by": kind.run_by,
        "correction_id": one.id,
    }
    return gpd.GeoDataFrame({name: [value] for name, value in columns.items()}, geometry=[geometry], crs="EPSG:4326")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def _already_there(ground: _Ground, kind: PlaceKind, name: str, local: BaseGeometry) -> str:
    """The place of this kind that the map has at this very spot or under this name near by; empty if there is none."""
    alike = ground.places[ground.places["kind"] == kind.key]
    shapes = np.array([shapes_to_local(one, ground.network.crs) for one in alike.geometry], dtype=object)
    away_m = shapely.distance(shapes, local) if len(shapes) else np.empty(0)
    wanted = _plain(name)
    for place_id, other, metres in zip(alike["place_id"], alike["name"], away_m, strict=True):
        known = _plain(other)
        is_here = metres == 0 and (known == wanted or not known or not wanted or kind.is_one_site)
        if is_here or (wanted and known == wanted and metres <= SAME_NAME_M):
            return str(other) or str(place_id)
    return ""


def _entries(
    one: Correction, kind: PlaceKind, geometry: BaseGeometry, local: BaseGeometry, network: WalkNetwork
) -> pd.DataFrame:
    """Where it is entered, by the same rules as the places of the map; the outline of an indoor kind is a building."""
    tags = {"building": "yes"} if kind.is_indoors else {}
    candidate = Candidate(place_id_of(one), kind, one.name, tags, geometry, local)
    none = np.empty(0, dtype=np.int64)
    nothing = OsmFile([], OsmWays(none, [], np.zeros(1, dtype=np.int64), none, np.empty(0), np.empty(0)), [], {}, None)
    return access_points(nothing, [candidate], network)


def _find(ground: _Ground, one: Correction) -> int:
    rows = np.flatnonzero((ground.places["place_id"] == one.place_id).to_numpy())
    if not len(rows):
        raise _NotPossible(f"The map no longer has the place {one.place_id}: check whether this is still needed.")
    return int(rows[0])


def _closed(ground: _Ground, one: Correction) -> _Result:
    row = ground.places.iloc[_find(ground, one)]
    places = ground.places[ground.places["place_id"] != one.place_id].reset_index(drop=True)
    access = ground.access[ground.access["place_id"] != one.place_id].reset_index(drop=True)
    words = _words(one, ground.kinds, kind=row["kind"], was=row["name"])
    return replace(ground, places=places, access=access), Corrected(one, words, True, geometry=row.geometry)


def _misnamed(ground: _Ground, one: Correction) -> _Result:
    number = _find(ground, one)
    row, is_it = ground.places.iloc[number], np.arange(len(ground.places)) == number
    places = ground.places.assign(
        name=ground.places["name"].mask(is_it, one.name),
        correction_id=ground.places["correction_id"].mask(is_it, one.id),
    )
    words = _words(one, ground.kinds, kind=row["kind"], was=row["name"])
    return replace(ground, places=places), Corrected(one, words, True, geometry=row.geometry)


_APPLY: dict[str, Callable[[_Ground, Correction], _Result]] = {
    "place_missing": _missing,
    "place_closed": _closed,
    "place_misnamed": _misnamed,
}
