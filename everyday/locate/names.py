"""The names of a town: areas, places, streets and stops by what people call them, built once per edition."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from everyday.atlas import OpenEdition
from everyday.locate.typed import fold
from geo.cells import assign_areas
from geo.crs import haversine_m
from geo.osm import load_place_kinds

__all__ = ["KINDS", "Names", "Spot", "area_word", "names_of"]

SAME_PLACE_M = 150.0
MOST_CLOSE = 5
KINDS = ("area", "place", "street", "stop")
"""What can have a name. Of several things with one name, the first kind that has it is meant."""
_WARD_CODE = re.compile(r"^(E05|W05|S13|N08)\d{6}$")
_FEED = re.compile(r"^\d+:")
_BRACKETS = re.compile(r"^(.*)\(([^()]*)\)\s*$", re.DOTALL)
_PREFIXES = {"ward": "area", "area": "area", "neighbourhood": "area", "street": "street", "road": "street",
             "stop": "stop", "station": "stop", "place": "place"}  # fmt: skip
_OSM = re.compile(r"^(node|way|relation|n|w|r)\s*/?\s*(\d{1,15})$")


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
    kinds = {kind.key: kind.singular for kind in load_place_kinds()}
    what = [kinds.get(kind, str(kind)) for kind in places["kind"]]
    tables = [
        ("place", _table(places["name"], what, places, id=places["place_id"])),
        ("place", _table(suburbs["name"], suburbs["place"], suburbs)),
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
    detail = _FEED.sub("", spot.detail)
    is_near = detail.startswith(("Around ", "Part of "))
    what = spot.what if is_near or not detail else f"{spot.what} {detail}"
    where = "" if spot.kind == "area" else spot.area_name
    parts = [what, where, detail[:1].lower() + detail[1:] if is_near else ""]
    return f"{spot.name} ({', '.join(part for part in parts if part)})"


class Names:
    """What can be named in an edition: ``spots`` by label, areas first, then places, stops and streets by name."""

    def __init__(self, opened: OpenEdition) -> None:
        areas = sorted(_area_spots(opened), key=lambda spot: spot.name)
        others = _all_spots(opened)
        order = {"place": 0, "stop": 1, "street": 2}
        others.sort(key=lambda spot: (order[spot.kind], spot.name, spot.area_name))
        self.spots = {spot.label: spot for spot in _labelled(opened, [*areas, *others])}
        self._labels = {fold(label): spot for label, spot in self.spots.items()}
        self._codes: dict[str, list[Spot]] = {}
        self._names: dict[str, list[Spot]] = {}
        for spot in self.spots.values():
            self._remember(spot)

    def _remember(self, spot: Spot) -> None:
        for code in spot.codes:
            is_welsh = spot.kind == "area" and code != spot.area_id
            if not is_welsh:
                for one in {code.casefold(), _FEED.sub("", code).casefold()}:
                    self._codes.setdefault(one, []).append(spot)
            elif code:
                self._add_name(fold(code), spot)
        self._add_name(fold(spot.name), spot)

    def _add_name(self, name: str, spot: Spot) -> None:
        known = self._names.setdefault(name, [])
        if name and spot not in known:
            known.append(spot)

    def area(self, area_id: str) -> Spot | None:
        """The area with a code."""
        return next((spot for spot in self._codes.get(area_id.casefold(), ()) if spot.kind == "area"), None)

    def match(self, words: str, *, kind: str = "", area_id: str = "") -> list[Spot]:
        """Spots that words mean: by label, name, code or id, or ``"name, area"``; those of the first kind that has any.

        Args:
            words: what was typed, e.g. ``"High Street"``, ``"stop High Street, Samphire"``, ``"000123"``.
            kind: one of ``KINDS``, else any.
            area_id: only what lies in this area.
        """
        for text, only in self._readings(words, kind):
            found = [
                spot for spot in self._meant(text)
                if (not only or spot.kind == only) and (not area_id or spot.area_id == area_id)
            ]  # fmt: skip
            for first in KINDS:
                if of_kind := [spot for spot in found if spot.kind == first]:
                    return of_kind
        return []

    def _readings(self, words: str, kind: str) -> list[tuple[str, str]]:
        """The text as it stands, then without a word in front or behind that says what it is ("ward Samphire")."""
        readings = [(words, kind)]
        parts = words.split()
        if len(parts) > 1:
            for word, rest in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
                said = _PREFIXES.get(word.casefold().strip(":"))
                if said and kind in ("", said):
                    readings.append((" ".join(rest), said))
        return readings

    def _meant(self, text: str) -> list[Spot]:
        if (spot := self.spots.get(text.strip()) or self._labels.get(fold(text))) is not None:
            return [spot]
        if found := self._by_code(text):
            return found
        if found := self._names.get(fold(text), []):
            return found
        if (brackets := _BRACKETS.match(text)) and (found := self._by_code(brackets[2])):
            return [spot for spot in found if fold(spot.name) == fold(brackets[1].split(",")[0])]
        return self._in_area(text)

    def _by_code(self, text: str) -> list[Spot]:
        code = text.strip().casefold()
        if osm := _OSM.match(code):
            code = osm[1][0] + osm[2]
        return self._codes.get(code, [])

    def _in_area(self, text: str) -> list[Spot]:
        """ "High Street, Samphire": what has the name in an area of that name."""
        name, comma, where = text.rpartition(",")
        if not comma:
            return []
        areas = {spot.area_id for spot in self.match(where.strip(), kind="area")}
        return [spot for spot in self._names.get(fold(name), []) if spot.kind != "area" and spot.area_id in areas]

    def beginning(self, words: str) -> Spot | None:
        """The first whose label begins with the words, else the first that has them anywhere."""
        folded = words.strip().casefold()
        if not folded:
            return None
        labels = [(label.casefold(), spot) for label, spot in self.spots.items()]
        starting = (spot for label, spot in labels if label.startswith(folded))
        containing = (spot for label, spot in labels if folded in label)
        return next(starting, None) or next(containing, None)

    def texts(self, spots: Sequence[Spot], kind: str = "") -> list[str]:
        """How to ask for each of several spots so that exactly it is found: "High Street, Samphire", else its label."""
        found = []
        for spot in spots:
            short = f"{spot.name}, {spot.area_name}"
            is_short = spot.area_name and spot.kind != "area" and self.match(short, kind=kind) == [spot]
            found.append(short if is_short else spot.label)
        return found

    def close(self, words: str, kind: str = "") -> list[str]:
        """At most five names that are written much like the words or have them in it."""
        wanted = fold(words)
        if not wanted:
            return []
        known = {name: spots for name, spots in self._names.items() if any(kind in ("", s.kind) for s in spots)}
        alike = difflib.get_close_matches(wanted, known, n=MOST_CLOSE, cutoff=0.7) if len(wanted) <= 60 else []
        inside = [name for name in sorted(known) if len(wanted) > 2 and wanted in name]
        names = list(dict.fromkeys([*alike, *inside]))[:MOST_CLOSE]
        return [known[name][0].name for name in names]


@lru_cache(maxsize=6)
def names_of(opened: OpenEdition) -> Names:
    """The names of an edition, built at the first use (a second for a large city) and kept."""
    return Names(opened)
