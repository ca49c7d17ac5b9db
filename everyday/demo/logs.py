"""GPS logs of the made-up town: 196 people for two weeks, with consent, as loggers and phones write them.

Nothing of it is kept in ``data/``: the files are written when somebody asks for them, the same on every machine.
``python -m everyday.demo.logs --to FOLDER`` writes them for trying the upload. Where people go is planted:
people of Samphire stay in their ward, and nobody of them is ever in Abbey Park, which lies behind the railway.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from everyday.demo.ground import SEEDS, XY, Dice, degrees_of, distance
from everyday.demo.town import NOTE, TOWN

if TYPE_CHECKING:
    from everyday.movement import Consent

__all__ = [
    "FIRST_DAY", "HOMES", "Walker", "add_example_logs", "agreed", "log_files", "walkers", "write_logs",
]  # fmt: skip

FloatArray = npt.NDArray[np.float64]

FIRST_DAY = date(2026, 10, 5)
"""A Monday; the two weeks end before the clocks change."""
DAYS_N = 14
_SUMMER_S = 3600
HOMES: tuple[tuple[str, int], ...] = (
    ("Samphire", 62), ("Newtown", 62), ("Brickfields", 61), ("Millbrook", 7), ("Thornby", 4),
)  # fmt: skip
"""Home ward and how many people of the sample live there; of the thirteen other wards there is nobody. Three wards have
people enough to be shown however their numbers are moved."""
_AS_GPX = ("Samphire", "Thornby")
_REST_S, _MOVE_S, _BREAK_S = 600, 60, 900
_WALK_M_S, _RIDE_M_S, _FARTHEST_WALK_M = 1.25, 5.0, 1300.0
_NOISE_M = 7.0

# Where people go, metres from the market place: (place, share of them for whom it is the usual one).
_WORK: dict[str, tuple[XY, ...]] = {
    "Samphire": ((2490, 2470), (2163, 2620), (2030, 3002), (2508, 3006), (2490, 2470)),
    "Newtown": ((-810, 1700), (140, 85), (420, 1330), (-1700, 950), (-100, 40), (620, 620)),
    "Brickfields": ((140, 85), (-810, 1700), (-1000, 360), (1460, -230), (200, 60), (-350, 180)),
    "Millbrook": ((140, 85), (-3420, -1780), (-1740, -1000), (330, -2080), (200, 60)),
    "Thornby": ((140, 85), (-5480, 1440), (-3500, 165)),
}
_NEAR: dict[str, tuple[XY, ...]] = {
    "Samphire": (
        (2240, 2960),
        (2163, 2620),
        (2005, 2998),
        (2492, 3001),
        (2119, 2659),
        (2501, 2976),
        (2240, 2960),
        (2480, 3420),
    ),
    "Newtown": ((-882, 1170), (-1427, 980), (-480, 960), (-2241, 1057), (-1391, 1004)),
    "Brickfields": ((-1750, 330), (-1369, 267), (-717, 412), (-1257, 27)),
    "Millbrook": ((-3020, -1760), (-3250, -1440), (-3250, -1800)),
    "Thornby": ((-5080, 1190), (-5230, 1400)),
}
_FAR: tuple[XY, ...] = ((-25, 38), (620, 2330), (330, 70), (140, 85), (620, 2330), (330, -230), (-25, 38), (620, 2330))
"""The market, Abbey Park (three days of eight), the cinema, the library, the arts centre."""
_STAYS_IN = ("Samphire",)
_HUB: XY = (290, 330)


@dataclass(frozen=True)
class Walker:
    """One person's log.

    Attributes:
        name: of the logger, as it stands in the files.
        ward: home ward.
        home: metres from the market place.
        seconds: of each fix since 1970, UTC.
        lat, lon: degrees.
    """

    name: str
    ward: str
    home: XY
    seconds: npt.NDArray[np.int64]
    lat: FloatArray
    lon: FloatArray


def agreed(today: date) -> Consent:
    """What the people of the sample agreed to: kept for two years, then gone by itself."""
    from everyday.movement import Consent

    until = today.replace(year=today.year + 2, day=min(today.day, 28)).isoformat()
    return Consent(
        "To see where people of a neighbourhood go in everyday life, and where they could go and do not.",
        until, "public", "Asked at the doors of five wards, in turn (made up)",
        f"Two weeks in {TOWN}, October 2026 (made up)",
    )  # fmt: skip


def walkers() -> Iterator[Walker]:
    """Everybody of the sample, ward by ward."""
    for ward, number in HOMES:
        for one in range(number):
            yield _walker(ward, one)


def _walker(ward: str, number: int) -> Walker:
    dice = Dice(f"logs {ward} {number}")
    parts = [seed for seed in SEEDS if seed.ward == ward and seed.people]
    part = parts[number % len(parts)]
    home = (part.point[0] + dice.between(-130, 130), part.point[1] + dice.between(-110, 110))
    is_worker = dice.chance(0.7 if ward in _STAYS_IN else 0.9)
    work = _WORK[ward][dice.whole(len(_WORK[ward]))]
    times, east, north = [], [], []
    for day in range(DAYS_N):
        stops = _day(dice, ward, home, work if is_worker else None, day)
        moments, x, y = _fixes(dice, stops)
        times.append(moments + day * 86400)
        east.append(x)
        north.append(y)
    start = int(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC).timestamp()) - _SUMMER_S
    lat, lon = degrees_of(np.concatenate(east), np.concatenate(north))
    seconds = np.concatenate(times) + start
    return Walker(f"{ward[:3].upper()}{number + 1:02}", ward, home, seconds, lat.round(6), lon.round(6))


Stop = tuple[XY, float, float]
"""Where, from and until when, seconds after midnight."""


def _day(dice: Dice, ward: str, home: XY, work: XY | None, day: int) -> list[Stop]:
    """The stops of one day, home first and last."""
    hour = 3600.0
    is_weekend = day % 7 >= 5
    outings: list[tuple[XY, float, float]] = []
    near = _NEAR[ward]
    if not is_weekend and work is not None:
        outings.append(
            (
                work,
                dice.between(8.2, 9.2) * hour,
                (dice.between(3.5, 7.5) if ward in _STAYS_IN else dice.between(7.5, 9)) * hour,
            )
        )
        if dice.chance(0.45):
            outings.append(
                (near[dice.whole(len(near))], dice.between(17.2, 18.2) * hour, dice.between(0.4, 1.2) * hour)
            )
    else:
        outings.append((near[dice.whole(len(near))], dice.between(9.5, 11) * hour, dice.between(0.4, 1.4) * hour))
        if ward not in _STAYS_IN and dice.chance(0.85 if is_weekend else 0.5):
            outings.append((_FAR[dice.whole(len(_FAR))], dice.between(12.5, 13.5) * hour, dice.between(3, 5) * hour))
        elif dice.chance(0.5):
            outings.append((near[dice.whole(len(near))], dice.between(14, 15.5) * hour, dice.between(0.5, 1.5) * hour))
    stops: list[Stop] = []
    free = 6.5 * hour
    for place, at, long in outings:
        away = _way_s(home, place)
        at = max(at, free + away + 600)
        stops += [(home, free, at - away), (place, at, at + long)]
        free = at + long + away
    return [*stops, (home, free, max(free + 1800, 23.2 * hour))]


def _way(a: XY, b: XY) -> list[XY]:
    """On foot straight on, else by the bus station."""
    return [a, b] if distance(a, b) <= _FARTHEST_WALK_M else [a, _HUB, b] if _turns(a, b) else [a, b]


def _turns(a: XY, b: XY) -> bool:
    return distance(a, _HUB) > 700 and distance(b, _HUB) > 700 and distance(a, b) > 2500


def _way_s(a: XY, b: XY) -> float:
    way = _way(a, b)
    speed = _WALK_M_S if distance(a, b) <= _FARTHEST_WALK_M else _RIDE_M_S
    return max(120.0, sum(distance(one, two) for one, two in pairwise(way)) / speed)


def _fixes(dice: Dice, stops: list[Stop]) -> tuple[npt.NDArray[np.int64], FloatArray, FloatArray]:
    """Seconds after midnight and metres of every fix of a day: rarely at rest, often on the way, with silences."""
    knots_t, knots_x, knots_y, moments = [], [], [], []
    for here, (place, start, end) in enumerate(stops):
        knots_t += [start, end]
        knots_x += [place[0]] * 2
        knots_y += [place[1]] * 2
        moments.append(np.arange(start, end, _REST_S))
        if here + 1 < len(stops):
            there = stops[here + 1]
            way = _way(place, there[0])
            lengths = np.array([distance(one, two) for one, two in pairwise(way)])
            at = end + (there[1] - end) * np.concatenate([[0.0], np.cumsum(lengths) / max(lengths.sum(), 1.0)])
            knots_t += [float(one) for one in at[1:-1]]
            knots_x += [one[0] for one in way[1:-1]]
            knots_y += [one[1] for one in way[1:-1]]
            moments.append(np.arange(end, there[1], _MOVE_S))
    t = np.unique(np.concatenate(moments).astype(np.int64))
    for _ in range(2):  # a phone without power, or put away: nothing is known of these hours
        gone = dice.between(7, 22) * 3600
        t = t[(t < gone) | (t > gone + dice.between(0.3, 1.6) * 3600)]
    rest = np.interp(t, knots_t, knots_x), np.interp(t, knots_t, knots_y)
    source = np.random.Generator(np.random.PCG64(dice.whole(2**31)))
    noise = (source.random((2, 3, len(t))).sum(axis=1) - 1.5) * 2 * _NOISE_M
    return t, rest[0] + noise[0], rest[1] + noise[1]


def log_files() -> dict[str, bytes]:
    """Everybody's log by the name of its file: a GPX file each, or rows of one CSV."""
    import polars as pl

    files, tables = {}, []
    for one in walkers():
        if one.ward in _AS_GPX:
            files[f"{one.name}.gpx"] = _gpx(one).encode()
        else:
            tables.append(
                pl.DataFrame({"person": one.name, "time": one.seconds, "latitude": one.lat, "longitude": one.lon})
            )
    moment = pl.from_epoch("time").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = pl.concat(tables).with_columns(moment).write_csv(float_precision=6)
    return files | {f"{TOWN.lower()}-loggers.csv": text.encode()}


def write_logs(folder: Path) -> list[Path]:
    """Write everybody's log below ``folder``, to try the upload; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name, content in log_files().items():
        (folder / name).write_bytes(content)
        found.append(folder / name)
    return found


def add_example_logs(folder: Path, today: date | None = None) -> str:
    """Count the made-up people in an atlas that has been built; where logs are there already, nothing is done.

    The files are read from memory as those of any upload are, and forgotten.

    Returns:
        Id of the upload, empty where nothing was done.
    """
    from everyday.atlas import open_folder
    from everyday.movement import admit, examine, listed_uploads
    from geo.gps import HeldFile

    atlas = open_folder(folder)
    if listed_uploads(atlas):
        return ""
    examined = examine(atlas, [HeldFile(*one) for one in log_files().items()], person="file")
    return admit(atlas, examined, agreed(today or date.today())).upload.id


def _gpx(one: Walker) -> str:
    moments = np.datetime_as_string(one.seconds.astype("datetime64[s]"))
    breaks = np.flatnonzero(np.diff(one.seconds) > _BREAK_S) + 1
    segments = []
    for rows in np.split(np.arange(len(one.seconds)), breaks):
        points = "".join(
            f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"><time>{moment}Z</time></trkpt>\n'
            for lat, lon, moment in zip(
                one.lat[rows].tolist(), one.lon[rows].tolist(), moments[rows].tolist(), strict=True
            )
        )
        segments.append(f"<trkseg>\n{points}</trkseg>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Everyday Atlas demo" '
        'xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<metadata><desc>{NOTE}</desc></metadata>\n<trk><name>{one.name}</name>\n{''.join(segments)}</trk>\n</gpx>\n"
    )


def main() -> None:
    """Write the logs where ``--to`` says."""
    parser = argparse.ArgumentParser(description=f"Write GPS logs of the made-up town of {TOWN}, to try the upload.")
    parser.add_argument("--to", type=Path, required=True, help="folder to write to")
    for file in write_logs(parser.parse_args().to):
        print(f"{file} ({file.stat().st_size / 1024:.0f} kB)")
    consent = agreed(date.today())
    print(f"{consent.label}. {consent.purpose} Keep until {consent.keep_until}.")


if __name__ == "__main__":
    main()
