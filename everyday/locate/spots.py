"""What has a name in a town, found in the tables of an edition: once at its build, as a table of the edition.

Editions that were built before there was such a table have it made at the first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from everyday.locate.typed import fold
from geo.cells import assign_areas
from geo.crs import haversine_m
from geo.tables import NAMES

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["FEED", "KINDS", "Spot", "area_word", "made_spots", "names_table", "spots_of"]

SAME_PLACE_M = 150.0
KINDS = ("area", "settlement", "place", "street", "stop")
"""What can have a name. Of several things with one name, the first kind that has it is meant."""
_WARD_CODE = re.compile(r"^(E05|W05|S13|N08)\d{6}$")
FEED = re.compile(r"^\d+:")


@dataclass(frozen=True)
class Spot:
    """Something with a name. ``what`` is its kind in words ("library"); ``codes`` are the ids and codes it answers to.

    ``label`` names it among everything that can be found ("Kingsway (stop, Stow Hill)") and is never used twice.
    """

    kind: str
    what: str
    name: str
    area_id: str
    area_name: str
    lat: float
    lon: float
    cell: str
    codes: tuple[str, ...] = ()
    detail: str = ""
    label: str = ""


def area_word(area_id: str) -> str:
    """ "Ward" for the official code of a ward, else "Area"."""
    return "Ward" if _WARD_CODE.match(area_id) else "Area"


def _apart(lat: np.ndarray, lon: np.ndarray) -> list[list[int]]:
    """Rows in groups whose members all lie within 150 m of each other: both sides of a street, bays of a station."""
    if len(lat) == 1:
        return [[0]]
    metres = haversine_m(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    groups: list[list[int]] = []
    for row in np.lexsort((lon, lat)).tolist():
        near = (group for group in groups if (metres[row, group] <= SAME_PLACE_M).all())
        group = min(near, key=lambda rows: float(metres[row, rows].max()), default=None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return groups


def _area_spots(opened: OpenEdition) -> list[Spot]:
    areas = opened.areas
    middle = areas.geometry.representative_point()
    welsh = areas["area_name_cy"] if "area_name_cy" in areas else pd.Series("", index=areas.index)
    rows = zip(areas["area_id"], areas["area_name"], welsh.fillna(""), middle.y, middle.x, strict=True)
    return [
        Spot("area", "area", str(name), str(area_id), str(name), float(lat), float(lon), "", (str(area_id), str(cy)))
        for area_id, name, cy, lat, lon in rows
    ]


def _spots(opened: OpenEdition, table: pd.DataFrame, kind: str) -> list[Spot]:
    """Spots of ``name, what, lat, lon, code, id``: what shares name and kind and stands together is one spot."""
    if table.empty:
        return []
    table = table[(table["name"].str.strip() != "") & table["lat"].notna() & table["lon"].notna()]
    together: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(zip(map(fold, table["name"]), table["what"], strict=True)):
        together.setdefault(key, []).append(row)
    names, whats = table["name"].str.strip().tolist(), table["what"].tolist()
    codes, ids = table["code"].tolist(), table["id"].tolist()
    lat, lon = table["lat"].to_numpy(float), table["lon"].to_numpy(float)
    found = []
    for rows in together.values():
        for group in _apart(lat[rows], lon[rows]):
            members = [rows[place] for place in group]
            at = _middle(opened, lat[members], lon[members])
            if at is not None:
                answers = dict.fromkeys([*(codes[row] for row in members), *(ids[row] for row in members)])
                first = members[0]
                found.append(Spot(kind, whats[first], names[first], "", "", *at, tuple(filter(None, answers))))
    return _with_areas(opened, found) if found else []


def _middle(opened: OpenEdition, lat: np.ndarray, lon: np.ndarray) -> tuple[float, float, str] | None:
    """Middle of a group and its cell; the first of the group in the town where the middle lies outside."""
    for at in ((float(lat.mean()), float(lon.mean())), *zip(lat.tolist(), lon.tolist(), strict=True)):
        cell = opened.cell_at(*at)
        if cell is not None:
            return (*at, cell)
    return None


def _with_areas(opened: OpenEdition, spots: list[Spot]) -> list[Spot]:
    rows = assign_areas(np.array([spot.lat for spot in spots]), np.array([spot.lon for spot in spots]), opened.areas)
    ids, names = opened.areas["area_id"].to_numpy(object), opened.areas["area_name"].to_numpy(object)
    return [
        spot if row < 0 else replace(spot, area_id=str(ids[row]), area_name=str(names[row]))
        for spot, row in zip(spots, rows.tolist(), strict=True)
    ]


def _texts(values: Iterable[object]) -> list[str]:
    return ["" if value is None or value != value else str(value) for value in values]


def _table(name: Iterable[object], what: Iterable[object], at: pd.DataFrame, **more: Iterable[object]) -> pd.DataFrame:
    columns = {"name": _texts(name), "what": _texts(what), "lat": at["lat"].to_numpy(), "lon": at["lon"].to_numpy()}
    empty = [""] * len(at)
    return pd.DataFrame(columns | {key: _texts(more[key]) if key in more else empty for key in ("code", "id")})


def _all_spots(opened: OpenEdition) -> list[Spot]:
    places, stops, streets, suburbs = opened.places, opened.stops, opened.streets, opened.settlements
    kinds = {kind.key: kind.singular for kind in opened.place_kinds}
    what = [kinds.get(kind, str(kind)) for kind in places["kind"]]
    tables = [
        ("place", _table(places["name"], what, places, id=places["place_id"])),
        ("settlement", _table(suburbs["name"], suburbs["place"], suburbs)),
        (
            "stop",
            _table(stops["stop_name"], ["stop"] * len(stops), stops, code=stops["stop_code"], id=stops["stop_id"]),
        ),
        ("street", _table(streets["name"], ["street"] * len(streets), streets)),
    ]
    return [spot for kind, table in tables for spot in _spots(opened, table, kind)]


def _labelled(opened: OpenEdition, spots: list[Spot]) -> list[Spot]:
    """Every spot with a label of its own: the plain one where nothing else has it, else with a code or what is near."""
    around = dict(zip(opened.cells["cell"], opened.cells["cell_name"], strict=True))
    shared = pd.Series([_label(spot) for spot in spots]).value_counts()
    taken: set[str] = set()
    found = []
    for spot in spots:
        if shared[_label(spot)] > 1:
            near = around.get(spot.cell, "")
            options = [*spot.codes, near] if spot.kind in ("stop", "area") else [near, *spot.codes]
            options = [*filter(None, options), f"{spot.lat:.5f}, {spot.lon:.5f}"]
            free = (option for option in options if _label(replace(spot, detail=option)) not in taken)
            spot = replace(spot, detail=next(free, spot.detail))
        label = _label(spot)
        if label not in taken:
            taken.add(label)
            found.append(replace(spot, label=label))
    return found


def _label(spot: Spot) -> str:
    """ "Kingsway (stop, Stow Hill)", "Samphire (area)", "Marsh Road (stop 000123, Marsh End)"."""
    detail = FEED.sub("", spot.detail)
    is_near = detail.startswith(("Around ", "Part of "))
    what = spot.what if is_near or not detail else f"{spot.what} {detail}"
    where = "" if spot.kind == "area" else spot.area_name
    parts = [what, where, detail[:1].lower() + detail[1:] if is_near else ""]
    return f"{spot.name} ({', '.join(part for part in parts if part)})"


def made_spots(opened: OpenEdition) -> list[Spot]:
    """Everything with a name, each with a label of its own: areas first, then settlements, places, stops, streets.

    It takes about a second for a town of 150,000; :func:`spots_of` reads what a build has kept of it.
    """
    areas = sorted(_area_spots(opened), key=lambda spot: spot.name)
    others = _all_spots(opened)
    order = {"settlement": 0, "place": 1, "stop": 2, "street": 3}
    others.sort(key=lambda spot: (order[spot.kind], spot.name, spot.area_name))
    return _labelled(opened, [*areas, *others])


def names_table(opened: OpenEdition) -> pd.DataFrame:
    """The names of an edition as its build writes them (``geo.tables.NAMES``)."""
    spots = made_spots(opened)
    columns: dict[str, list[object]] = {
        name: [getattr(spot, name) for spot in spots]
        for name in ("label", "kind", "what", "name", "area_id", "area_name", "lat", "lon", "cell", "detail")
    }
    columns["codes"] = ["\n".join(spot.codes) for spot in spots]
    columns["folded"] = [fold(spot.name) for spot in spots]
    columns["folded_label"] = [fold(spot.label) for spot in spots]
    return pd.DataFrame({name: columns[name] for name in NAMES.names})


def spots_of(opened: OpenEdition) -> tuple[list[Spot], list[str], list[str]]:
    """The spots of an edition, their folded names and their folded labels."""
    table = opened.names
    if table is None:
        table = names_table(opened)
    rows = zip(*(table[name].tolist() for name in NAMES.names), strict=True)
    spots = []
    for label, kind, what, name, area_id, area_name, lat, lon, cell, codes, detail, _, _ in rows:
        known = tuple(codes.split("\n")) if codes else ()
        spots.append(Spot(kind, what, name, area_id, area_name, lat, lon, cell, known, detail, label))
    return spots, table["folded"].tolist(), table["folded_label"].tolist()
