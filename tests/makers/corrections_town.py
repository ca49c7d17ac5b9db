"""A little town of streets on squared paper, built with and without corrections of its map and its timetable."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import shapely

from everyday import Atlas
from everyday.atlas.editions import Edition
from plan.records import Correction, Person
from tests.makers.gtfs import service, small_feed
from tests.makers.osm import OsmMaker

PLANNER = Person("Rosa", "planner")
Build = Callable[..., Edition]


def bus(*stops: tuple[str, float, float], **details: object) -> Correction:
    given = {"operator": "Village Transport", "stops": [{"name": n, "lat": la, "lon": lo} for n, la, lo in stops],
             "days": ["weekday", "saturday", "sunday"], "first": "06:00", "last": "23:00", "headway_min": 15,
             "is_both_ways": True}  # fmt: skip
    return accepted(Correction(id="X-BUS", kind="bus_missing", name="Hopper", details=given | details))


def accepted(correction: Correction) -> Correction:
    return replace(correction, status="accepted", decided_by="Rosa", decided_at="2026-05-17T10:00:00Z")


def place(kind: str, record_id: str = "X-PLACE", **fields: object) -> Correction:
    return accepted(Correction(id=record_id, kind=kind, **fields))


STREETS_M = 200.0
HALL, OLD_CAFE, NEW_CAFE = (430.0, 610.0), (1210.0, 1000.0), (200.0, 205.0)
PARK = ((640.0, 640.0), (940.0, 640.0), (940.0, 760.0), (640.0, 760.0))


def town_osm(path: Path, *, has_hall: bool = False, has_park: bool = False, has_cafe: bool = True,
             cafe: str = "Old Café") -> Path:  # fmt: skip
    """A grid of streets with a café and a library, and perhaps a village hall and a park."""
    town = OsmMaker()
    town.grid(9, 9, STREETS_M)
    town.node(1200, 405, {"amenity": "library", "name": "Library"})
    town.node(800, 800, {"place": "town", "name": "Gridton"})
    number = town.node(*OLD_CAFE, {"amenity": "cafe", "name": cafe} if has_cafe else {})
    assert number == 84
    ring = [town.node(*point) for point in PARK]
    town.way([*ring, ring[0]], {"leisure": "park", "name": "Forum Park"} if has_park else {"barrier": "fence"})
    if has_hall:
        town.node(*HALL, {"amenity": "community_centre", "name": "Forum Hall"})
    return town.write(path)


def at(east: float, north: float) -> shapely.Point:
    lat, lon = OsmMaker().degrees(east, north)
    return shapely.Point(round(lon, 7), round(lat, 7))


HALL_MISSING = place("place_missing", "X-HALL", name="Forum Hall", place_kind="community_centre", geometry=at(*HALL))
PARK_MISSING = place("place_missing", "X-PARK", name="Forum Park", place_kind="green_space",
                     geometry=shapely.Polygon([at(*point) for point in PARK]))  # fmt: skip
CAFE_CLOSED = place("place_closed", "X-CAFE", place_id="n84")
CAFE_RENAMED = place("place_misnamed", "X-NAME", place_id="n84", name="New Café")


def grid_wards(folder: Path) -> Path:
    """The boundaries of the town: one ward."""
    path = folder / "wards.geojson"
    corners = [at(*point) for point in ((0, 0), (1600, 0), (1600, 1600), (0, 1600))]
    feature = {"type": "Feature", "properties": {"WD24CD": "E05000001", "WD24NM": "Gridton"},
               "geometry": shapely.geometry.mapping(shapely.Polygon(corners))}  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


Towns = dict[tuple, Atlas]
"""The towns of some tests, by what they were made of."""


def builder(folder: Path, towns: Towns, monkeypatch: pytest.MonkeyPatch) -> Build:
    """A function that builds the town: with what is accepted, a timetable, other places, complete timetables or not.

    Each town of other inputs has an atlas of its own in ``folder``, in which what is built once is recognised. Its
    first edition, the baseline of the others, has no corrections, unless its timetable is said to be complete.
    """

    def start(gtfs: Path | None, *, is_complete: bool, **osm: object) -> Atlas:
        atlas_folder = folder / f"atlas-{len(towns)}"
        atlas = Atlas.new(atlas_folder, name="Gridton", boundaries=grid_wards(folder), resolution=10)
        atlas.add("osm", town_osm(folder / f"{atlas_folder.name}.osm.pbf", **osm))
        if gtfs is not None:
            atlas.add("gtfs", gtfs)
        if is_complete:
            text = (atlas_folder / "atlas.toml").read_text(encoding="utf-8")
            changed = text.replace("is_complete = false", "is_complete = true")
            (atlas_folder / "atlas.toml").write_text(changed, encoding="utf-8")
        return Atlas(atlas_folder)

    def accept(corrections: Sequence[Correction]) -> None:
        monkeypatch.setattr(Atlas, "accepted_corrections", lambda self: list(corrections))

    def build(corrections: Sequence[Correction] = (), *, gtfs: Path | None = None, is_complete: bool = False,
              day: date | None = None, **osm: object) -> Edition:  # fmt: skip
        key = (_content(gtfs), is_complete, *sorted(osm.items()))
        if key not in towns:
            towns[key] = start(gtfs, is_complete=is_complete, **osm)
            accept(())
            if not is_complete:
                towns[key].build()
        accept(corrections)
        return towns[key].build(date=day)

    return build


def _content(gtfs: Path | None) -> tuple[tuple[str, bytes], ...]:
    """The tables of a timetable."""
    if gtfs is None:
        return ()
    with zipfile.ZipFile(gtfs) as archive:
        return tuple((name, archive.read(name)) for name in sorted(archive.namelist()))


def assert_same_cells(one: Edition, two: Edition) -> None:
    """Every column is equal (one that is not known may be missing); scores only where both have the same baseline."""
    is_alike = one.manifest["baseline"] == two.manifest["baseline"]
    scored = [] if is_alike else ["neighbourhood_score", "city_score", "typology"]
    first, second = one.cells().drop(columns=scored), two.cells().drop(columns=scored)
    unknown = [name for table in (first, second) for name in table if table[name].isna().all()]
    pd.testing.assert_frame_equal(*(table.drop(columns=unknown, errors="ignore") for table in (first, second)))
    assert all(table[name].isna().all() for table in (first, second) for name in set(unknown) & set(table))


def grid_stops() -> dict[str, tuple[float, float]]:
    return {name: (at(*where).y, at(*where).x) for name, where in
            (("West", (0, 800)), ("Middle", (800, 800)), ("East", (1600, 800)))}  # fmt: skip


def grid_gtfs(path: Path, days: str = "1111111", hours: Sequence[int] = range(6, 23)) -> Path:
    """A bus from West over Middle to East every hour."""
    stops = grid_stops()
    trips, times = [], []
    for hour in hours:
        trips.append({"route_id": "R1", "service_id": "s", "trip_id": f"t{hour}"})
        for number, name in enumerate(stops):
            clock = f"{hour:02d}:{5 * number:02d}:00"
            times.append({"trip_id": f"t{hour}", "arrival_time": clock, "departure_time": clock, "stop_id": name,
                          "stop_sequence": number})  # fmt: skip
    return small_feed(
        path, trips=trips, stop_times=times, calendar=[service("s", days)],
        stops=[{"stop_id": n, "stop_name": n, "stop_lat": la, "stop_lon": lo} for n, (la, lo) in stops.items()],
        routes=[{"route_id": "R1", "agency_id": "NB", "route_short_name": "1", "route_type": 3}],
    )  # fmt: skip


def grid_bus(**details: object) -> Correction:
    (west, east) = grid_stops()["West"], grid_stops()["East"]
    south = at(1600, 200)
    return bus(("Western End", west[0] + 0.0003, west[1]), ("South Corner", south.y, south.x), ("Eastern End", *east),
               **({"first": "07:00", "last": "21:00", "headway_min": 10} | details))  # fmt: skip
