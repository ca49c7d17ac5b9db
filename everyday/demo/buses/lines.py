"""The bus and rail lines of the town: where they go and how often."""

from __future__ import annotations

from dataclasses import dataclass

from everyday.demo.ground import (
    ALBERT_WEST,
    CASTLE,
    DOCK_GATE,
    EAST_GATE,
    HIGHFIELD_FOOT,
    JUNCTION_WEST,
    MARKET,
    MARSH_END,
    MILL_SOUTH,
    MILLBROOK,
    MOOR_EAST,
    NORTH_GATE,
    NORTH_ROAD_FOOT,
    NORTH_TOP,
    PRIORY,
    QUAY,
    SAMPHIRE,
    SEA_BANK,
    SOUTH_JUNCTION,
    SWING,
    WEST_GATE,
    XY,
)  # fmt: skip

__all__ = ["BUS_ROAD", "DIRECT_LINE", "LINES", "NAMED_STOPS", "Headways", "Line"]


@dataclass(frozen=True)
class Headways:
    """Minutes between departures: early, morning to evening peak, evening, on one kind of day; 0 for none.

    ``first`` and ``last`` are hours of the first and last departure.
    """

    first: float
    last: float
    day: int
    evening: int
    evening_from: float = 19.0

    def departures(self, offset_min: int) -> list[int]:
        """Minutes after midnight at which a trip sets off."""
        found, at = [], int(self.first * 60) + offset_min
        while at <= self.last * 60:
            found.append(at)
            early = at < 6.5 * 60
            gap = max(self.day, 20) if early else self.day
            if at >= self.evening_from * 60:
                gap = self.evening
            if gap == 0:
                break
            at += gap
        return found


@dataclass(frozen=True)
class Line:
    """A line: number, name, the points it passes, and its service on weekdays, Saturdays and Sundays."""

    number: str
    name: str
    ends: tuple[str, str]
    via: tuple[XY, ...]
    weekday: Headways | None
    saturday: Headways | None
    sunday: Headways | None
    colour: str


def _usual(day: int, evening: int, sunday: int) -> tuple[Headways, Headways, Headways]:
    return (
        Headways(5.5, 23.4, day, evening),
        Headways(6.0, 23.4, max(day, 12), evening),
        Headways(8.0, 22.6, sunday, evening),
    )


_INTO_TOWN = (MARKET, EAST_GATE, NORTH_GATE)

LINES: tuple[Line, ...] = (
    Line("1", "Ropewalk - Town Centre - Northgate - North Road", ("Ropewalk", "Priory Top"),
         ((1800, -1240), SWING, CASTLE, QUAY, *_INTO_TOWN, NORTH_ROAD_FOOT, MOOR_EAST, NORTH_TOP),
         *_usual(12, 12, 15), "C8102E"),
    Line("2", "Longmoor - South Road - Town Centre", ("Longmoor", "Bus Station"),
         ((260, -3200), (1500, -2950), (700, -2330), (90, -2400), SOUTH_JUNCTION, CASTLE, QUAY, *_INTO_TOWN),
         *_usual(20, 30, 30), "00629B"),
    Line("3", "Southfield - Town Centre - Abbey Road", ("Southfield", "Abbey Park"),
         ((-1250, -3150), (-1480, -2500), (-500, -2300), (90, -2400), SOUTH_JUNCTION, CASTLE, QUAY, *_INTO_TOWN,
          NORTH_ROAD_FOOT, (900, 1450), (980, 2500), NORTH_TOP), *_usual(30, 30, 30), "00843D"),
    Line("4", "Westmead - Town Centre - Eastgate - Dock Gate", ("Westmead", "Dock Gate"),
         ((-4600, 300), JUNCTION_WEST, WEST_GATE, MARKET, EAST_GATE, NORTH_GATE, (430, 290), (900, 420), DOCK_GATE),
         *_usual(20, 30, 30), "E87722"),
    Line("5", "Highfield - Westgate Road - Town Centre", ("Highfield", "Bus Station"),
         ((-4020, 3430), (-3640, 3900), HIGHFIELD_FOOT, ALBERT_WEST, JUNCTION_WEST, WEST_GATE, *_INTO_TOWN),
         Headways(5.5, 23.4, 10, 20), Headways(6.0, 23.4, 12, 20), None, "6D2077"),
    Line("6", "Millbrook - Castle Road - Town Centre", ("Millbrook", "Bus Station"),
         ((-4200, -1800), MILLBROOK, MILL_SOUTH, CASTLE, QUAY, *_INTO_TOWN),
         Headways(5.5, 18.4, 10, 0), Headways(6.5, 18.4, 15, 0), Headways(8.5, 18.2, 20, 0), "8D6E63"),
    Line("7", "Ropewalk Road - Town Centre - Infirmary - Priory", ("Marsh Road", "Priory Top"),
         ((1800, -1240), (1150, -1450), (-60, -1200), CASTLE, QUAY, *_INTO_TOWN, NORTH_ROAD_FOOT,
          MOOR_EAST, (-500, 1930), PRIORY, (-560, 2800), NORTH_TOP), *_usual(15, 30, 30), "0093B2"),
    Line("8", "Fairfield - Town Centre - Brickfields", ("Fairfield", "Mill Bridge"),
         ((-1560, -1450), (-60, -1200), CASTLE, QUAY, MARKET, WEST_GATE, (-1900, 160), MILL_SOUTH, (-1560, -1450)),
         *_usual(30, 30, 30), "B58500"),
    Line("9", "Samphire - Sea Bank - Docks - Town Centre", ("Samphire", "Bus Station"),
         (SAMPHIRE, (2580, 3080), (2010, 3220), (2130, 2640), SAMPHIRE, SEA_BANK, (2900, -120), DOCK_GATE,
          (900, -120), *_INTO_TOWN), *_usual(30, 30, 30), "004B87"),
    Line("10", "Meadow Reach - Marsh End - Swing Bridge - Town Centre", ("Meadow Reach", "Bus Station"),
         ((3850, -3650), (3900, -2330), MARSH_END, (1800, -1240), SWING, (900, -120), EAST_GATE, MARKET, WEST_GATE,
          NORTH_GATE), *_usual(12, 20, 30), "7A9A01"),
    Line("11", "Thornby - Westgate Road - Town Centre", ("Thornby", "Bus Station"),
         ((-4550, 2150), (-5180, 1600), (-5300, 480), (-4600, 300), JUNCTION_WEST, WEST_GATE, *_INTO_TOWN),
         *_usual(30, 30, 30), "5B6770"),
    Line("12", "Newtown Circular", ("Bus Station", "Bus Station"),
         (NORTH_GATE, NORTH_ROAD_FOOT, (-1180, 1190), ALBERT_WEST, JUNCTION_WEST, WEST_GATE, *_INTO_TOWN),
         *_usual(8, 20, 20), "DA291C"),
    Line("13", "Hollins - Castle Road - Town Centre - Albert Road - Westfield", ("Hollins", "Westfield"),
         ((-1555, -1650), (-1560, -1450), MILL_SOUTH, CASTLE, QUAY, *_INTO_TOWN, NORTH_ROAD_FOOT, (-1180, 1190),
          (-1640, 1590), (-1700, 2150), (-2300, 2120)), *_usual(8, 20, 20), "A05EB5"),
)  # fmt: skip

_SHOPS, _VICTORIA_ROAD = (2130, 2640), (1900, 360)
BUS_ROAD: tuple[XY, XY] = (_SHOPS, _VICTORIA_ROAD)
"""Next year's bus road over the marsh, which no map shows yet."""

DIRECT_LINE = Line(
    "20", "Samphire - Victoria Road - Town Centre", ("Samphire", "Bus Station"),
    (SAMPHIRE, (2580, 3080), (2010, 3220), _SHOPS, _VICTORIA_ROAD, (900, 420), EAST_GATE, MARKET, WEST_GATE,
     NORTH_GATE),
    Headways(6.0, 19.4, 12, 0, 20.0), Headways(7.0, 19.4, 15, 0, 20.0), Headways(9.0, 18.4, 30, 0, 20.0), "F2A900",
)  # fmt: skip
"""The line that next year's timetable has and this year's has not."""

NAMED_STOPS: tuple[tuple[str, XY], ...] = (
    ("Market Place", MARKET),
    ("Bus Station", NORTH_GATE),
    ("West Gate", WEST_GATE),
    ("East Gate", EAST_GATE),
    ("Castle Square", CASTLE),
    ("Railway Station", (246, 555)),
    ("Dock Gate", DOCK_GATE),
    ("Ferry Terminal", (2900, -120)),
    ("Sea Bank Corner", SEA_BANK),
    ("Samphire Gate", SAMPHIRE),
    ("Samphire Shops", (2130, 2640)),
    ("Infirmary", (-810, 1975)),
    ("Swing Bridge South", SWING),
    ("South Junction", (20, -1680)),
    ("Highfield Parade", (-3390, 3200)),
    ("Millbrook Parade", (-3350, -1480)),
    ("Thornby Green", (-5180, 1600)),
)
"""Stops that carry a name of their own; the others are named after the side street."""
