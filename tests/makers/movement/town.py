"""A made-up town whose people carry loggers: homes are known, so that attacks can be judged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

__all__ = ["GpsTown", "areas_of", "fixes_of", "gps_town", "places_of"]

LAT, LON = 51.5, -3.0
M_LAT = 111_195.0
M_LON = M_LAT * math.cos(math.radians(LAT))
SIDE_M, ACROSS = 1500.0, 4
"""Square wards, four by four."""
ESTATE = (9_000.0, 3_000.0)
"""An estate east of everything, metres from the south-west corner."""


def at(x: float, y: float) -> tuple[float, float]:
    return LAT + y / M_LAT, LON + x / M_LON


def areas_of() -> gpd.GeoDataFrame:
    """Sixteen wards and an outlying one."""
    rows = []
    for row in range(ACROSS):
        for column in range(ACROSS):
            (south, west), (north, east) = (
                at(column * SIDE_M, row * SIDE_M),
                at((column + 1) * SIDE_M, (row + 1) * SIDE_M),
            )
            rows.append((f"W{row}{column}", shapely.box(west, south, east, north)))
    (south, west), (north, east) = at(6_000.0, 0.0), at(10_500.0, 6_000.0)
    rows.append(("WEST", shapely.box(west, south, east, north)))
    names, shapes = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {"area_id": names, "area_name": [f"Ward {one}" for one in names]}, geometry=list(shapes), crs="EPSG:4326"
    )


def places_of() -> gpd.GeoDataFrame:
    """A centre with shops, a park, a library, a hospital; shops in the wards."""
    spots = [("park", 3_000, 3_600), ("library", 2_700, 3_000), ("cafe", 3_150, 2_900), ("hospital", 4_800, 1_500),
             ("supermarket", 2_850, 3_250), ("supermarket", 1_200, 4_900), ("cafe", 5_100, 5_000)]  # fmt: skip
    spots += [("convenience_shop", 750 + 1500 * column, 750 + 1500 * row) for row in range(4) for column in range(4)]
    spots += [("convenience_shop", *ESTATE)]
    points = [at(x, y) for _, x, y in spots]
    return gpd.GeoDataFrame(
        {
            "place_id": [f"n{number}" for number in range(len(spots))], "kind": [kind for kind, _, _ in spots],
            "lat": [lat for lat, _ in points], "lon": [lon for _, lon in points],
        },
        geometry=[shapely.Point(lon, lat) for lat, lon in points], crs="EPSG:4326",
    )  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody with a home, a work place and places they go to, as metres from the corner."""

    label: str
    home: tuple[float, float]
    work: tuple[float, float]
    haunts: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class GpsTown:
    """People in the sample and people like them who are not."""

    inside: tuple[Person, ...]
    outside: tuple[Person, ...]
    days: int

    def homes(self) -> dict[str, tuple[float, float]]:
        """Home of everybody in the sample, degrees."""
        return {one.label: at(*one.home) for one in self.inside}


def _person(label: str, drawn: np.random.Generator, home: tuple[float, float] | None = None) -> Person:
    where = home or (float(drawn.uniform(200, 5_800)), float(drawn.uniform(200, 5_800)))
    centre = [(2_700.0, 3_000.0), (3_150.0, 2_900.0), (2_850.0, 3_250.0), (3_000.0, 3_600.0)]
    luck = drawn.random()
    anywhere = (float(drawn.uniform(0, 6_000)), float(drawn.uniform(0, 6_000)))
    work = centre[int(drawn.integers(4))] if luck < 0.45 else (4_800.0, 1_500.0) if luck < 0.65 else anywhere
    shop = (
        (750 + 1500 * int(where[0] // 1500), 750 + 1500 * int(min(where[1], 5_999) // 1500))
        if where[0] < 6_000
        else ESTATE
    )
    far = [(1_200.0, 4_900.0), (5_100.0, 5_000.0), (4_800.0, 1_500.0)]
    haunts = [shop, centre[int(drawn.integers(4))], centre[int(drawn.integers(4))], far[int(drawn.integers(3))]]
    return Person(label, where, work, tuple((float(x), float(y)) for x, y in haunts))


def gps_town(people_n: int = 240, *, days: int = 10, seed: int = 7, outside_n: int = 0, name: str = "p") -> GpsTown:
    """A sample in which three people live on the outlying estate."""
    drawn = np.random.default_rng(seed)
    estate = [(ESTATE[0] + dx, ESTATE[1] + dy) for dx, dy in ((0, 0), (420, 260), (-380, 510))]
    inside = [
        _person(f"{name}{number:03d}", drawn, estate[number] if number < 3 else None) for number in range(people_n)
    ]
    outside = [_person(f"other{number:03d}", drawn) for number in range(outside_n)]
    return GpsTown(tuple(inside), tuple(outside), days)


def fixes_of(
    people: tuple[Person, ...], days: int, *, seed: int = 11, first: datetime = datetime(2026, 5, 4, tzinfo=UTC),
    step_s: int = 240,
) -> pl.DataFrame:  # fmt: skip
    """Fixes of everybody, a few minutes apart, with a noise of 8 m; nights at home are logged."""
    drawn = np.random.default_rng(seed)
    made = []
    for one in people:
        stays = [stay for day in range(days) for stay in _day(one, first + timedelta(days=day), drawn)]
        begun, ended = (np.array([stay[which] for stay in stays]) / 1e6 for which in (0, 1))
        number = ((ended - begun) // step_s).astype(int)
        which = np.repeat(np.arange(len(stays)), number)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
        places = np.array([place for _, _, place in stays])[which] + drawn.normal(0, 8, (len(which), 2))
        made.append((one.label, ((begun[which] + turn * step_s) * 1e6).astype(np.int64), places))
    made.sort(key=lambda told: told[0])  # a person's fixes are in the order of time
    everywhere = np.concatenate([places for _, _, places in made])
    labels = pl.Series([label for label, _, _ in made]).gather(
        np.repeat(np.arange(len(made)), [len(moments) for _, moments, _ in made])
    )
    times = pl.Series(np.concatenate([moments for _, moments, _ in made])).cast(pl.Datetime("us", "UTC"))
    return pl.DataFrame(
        {
            "person": labels, "device": "", "time": times,
            "lat": LAT + everywhere[:, 1] / M_LAT, "lon": LON + everywhere[:, 0] / M_LON,
            "accuracy": pl.Series(np.full(len(labels), 8.0), dtype=pl.Float32),
            "segment": pl.Series(np.zeros(len(labels)), dtype=pl.Int32), "file": labels + ".gpx",
        }
    )  # fmt: skip


_ON_THE_WAY = (0.1, 0.3, 0.5, 0.7, 0.9)


def _day(one: Person, day: datetime, drawn: np.random.Generator) -> list[tuple[int, int, tuple[float, float]]]:
    """What somebody does on a day: stays from and to a microsecond, and jumps between them, walked in steps."""
    begins, hour = int(day.timestamp()) * 1_000_000, 3_600_000_000
    plan: list[tuple[float, tuple[float, float]]] = [(7.0 + drawn.uniform(0, 1), one.home)]
    if day.weekday() < 5:
        plan += [
            (16.0 + drawn.uniform(0, 1), one.work),
            (17.5 + drawn.uniform(0, 0.5), one.haunts[int(drawn.integers(4))]),
        ]
    else:
        plan += [
            (11.0 + drawn.uniform(0, 2), one.home),
            (13.5 + drawn.uniform(0, 1), one.haunts[int(drawn.integers(4))]),
        ]
    plan += [(20.0, one.home), (21.0, one.haunts[int(drawn.integers(4))]), (24.0, one.home)]
    found, now, here = [], 0.0, plan[0][1]
    for end, place in plan:
        if place != here:
            for share in _ON_THE_WAY:
                middle = (here[0] + share * (place[0] - here[0]), here[1] + share * (place[1] - here[1]))
                found.append((begins + round(now * hour), begins + round((now + 0.07) * hour), middle))
                now += 0.07
        found.append((begins + round(now * hour), begins + round(end * hour), place))
        now, here = end, place
    return found
