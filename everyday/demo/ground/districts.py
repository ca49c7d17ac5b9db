"""What each part of the town is: its ward, how it was built, and how many people live there.

A seed is a point in a part that the lines of the plan enclose. Parts without a seed are open country of the ward
named for the nearest seed of kind ``country``.
"""

from __future__ import annotations

from dataclasses import dataclass

from everyday.demo.ground.geometry import XY

__all__ = ["RESERVES", "SEEDS", "WARDS", "Reserve", "Seed"]

WARDS: tuple[str, ...] = (
    "Market", "Newtown", "Brickfields", "Docks", "Samphire", "Abbey", "Priory", "Highfield", "Westfield", "Westmead",
    "Thornby", "Millbrook", "Castle", "Fairfield", "Ropewalk", "Southfield", "Longmoor", "Marsh End",
)  # fmt: skip


@dataclass(frozen=True)
class Seed:
    """One part of the town.

    Attributes:
        point: a place inside it.
        ward: ward it belongs to.
        name: neighbourhood, empty for open country.
        kind: ``centre``, ``terrace``, ``interwar``, ``estate``, ``modern``, ``village``, ``docks``, ``retail``,
            ``works``, ``country``, ``marsh`` or ``green``.
        people: residents.
        angle: how its streets lie, degrees.
        focus: for crescents, the point they bend about.
    """

    point: XY
    ward: str
    name: str
    kind: str
    people: int = 0
    angle: float = 0.0
    focus: XY | None = None


SEEDS: tuple[Seed, ...] = (
    Seed((-100, 220), "Market", "Old Town", "centre", 1600, 12),
    Seed((-300, -60), "Market", "Westgate", "centre", 680, -14),
    Seed((200, -130), "Market", "The Shambles", "centre", 680, 20),
    Seed((-1400, 420), "Brickfields", "Brickfields", "terrace", 6540, 4),
    Seed((-1300, -100), "Brickfields", "Brook Side", "terrace", 1600, -8),
    Seed((-1000, -450), "Brickfields", "", "green"),
    Seed((-1200, 950), "Newtown", "Newtown", "terrace", 6610, -4),
    Seed((620, 620), "Docks", "Gasworks", "works", 0),
    Seed((1300, 800), "Docks", "Eastgate", "terrace", 2740, 24),
    Seed((1100, 150), "Docks", "Dockside", "terrace", 3120, 8),
    Seed((700, -350), "Docks", "Baltic Quay", "modern", 910, 20),
    Seed((1500, -350), "Docks", "Wren Docks", "docks", 0),
    Seed((2700, -100), "Docks", "Ferry Terminal", "docks", 0),
    Seed((2600, 800), "Docks", "", "marsh"),
    Seed((3950, 800), "Docks", "", "marsh"),
    Seed((2300, 2900), "Samphire", "Samphire", "estate", 1980, 12),
    Seed((2300, 2400), "Samphire", "Saltings", "estate", 3120, 30),
    Seed((2600, 4000), "Samphire", "", "country"),
    Seed((700, 1500), "Abbey", "Abbey", "interwar", 2510, 0, (150, 1500)),
    Seed((500, 2400), "Abbey", "Abbey Park", "interwar", 3950, 0, (1500, 2500)),
    Seed((1200, 1900), "Abbey", "Beck Side", "interwar", 2740, 0, (300, 2200)),
    Seed((400, 3500), "Abbey", "", "country"),
    Seed((1250, 3600), "Abbey", "", "country"),
    Seed((-500, 1500), "Priory", "Northgate", "interwar", 4560, 0, (-500, 1100)),
    Seed((-400, 2300), "Priory", "Priory", "estate", 3270, 20),
    Seed((-850, 2950), "Priory", "Priory Top", "modern", 2200, 35),
    Seed((-600, 3900), "Priory", "", "country"),
    Seed((-1800, 1600), "Westfield", "Westfield", "interwar", 4330, 0, (-1900, 2500)),
    Seed((-2500, 1950), "Westfield", "Moor Fields", "green"),
    Seed((-1700, 3000), "Westfield", "", "country"),
    Seed((-3900, 3200), "Highfield", "Highfield", "interwar", 1900, 0, (-3000, 3300)),
    Seed((-2900, 3300), "Highfield", "Highfield East", "estate", 2050, 25),
    Seed((-2400, 3700), "Highfield", "", "country"),
    Seed((-4400, 3600), "Highfield", "", "country"),
    Seed((-3500, 450), "Westmead", "Westmead", "interwar", 3270, 0, (-3500, 2000)),
    Seed((-3400, -150), "Westmead", "Westmead Bank", "estate", 2280, 8),
    Seed((-3700, 1500), "Westmead", "", "country"),
    Seed((-3300, -600), "Westmead", "", "country"),
    Seed((-5050, 1300), "Thornby", "Thornby", "village", 610, 10),
    Seed((-5550, 1450), "Thornby", "Thornby West", "village", 530, 10),
    Seed((-5600, 2400), "Thornby", "", "country"),
    Seed((-4800, 1900), "Thornby", "", "country"),
    Seed((-4700, 650), "Thornby", "", "country"),
    Seed((-5700, 800), "Thornby", "", "country"),
    Seed((-5400, 0), "Thornby", "", "country"),
    Seed((-5500, -1500), "Millbrook", "", "country"),
    Seed((-5700, -2400), "Millbrook", "", "country"),
    Seed((-2900, -1150), "Millbrook", "Mill Green", "interwar", 1290, 0, (-2900, -2200)),
    Seed((-3750, -1550), "Millbrook", "Ferry Bank", "estate", 840, -20),
    Seed((-3200, -1900), "Millbrook", "Millbrook", "estate", 2810, -18),
    Seed((-4300, -1200), "Millbrook", "", "country"),
    Seed((-4600, -2200), "Millbrook", "", "country"),
    Seed((-4300, -2900), "Millbrook", "", "country"),
    Seed((-2000, -1500), "Fairfield", "Hollins", "estate", 1600, 10),
    Seed((-700, -780), "Castle", "Castle Bank", "terrace", 1290, 8),
    Seed((-800, -1150), "Castle", "Castle", "terrace", 3500, 4),
    Seed((-400, -560), "Castle", "", "green"),
    Seed((300, -900), "Ropewalk", "Castle Hill", "terrace", 2510, -14),
    Seed((300, -560), "Castle", "", "green"),
    Seed((400, -700), "Castle", "Bankside", "modern", 460, -10),
    Seed((-800, -1600), "Fairfield", "Fairfield", "interwar", 3720, 0, (-800, -2500)),
    Seed((900, -1650), "Ropewalk", "Ropewalk", "interwar", 4640, 0, (700, -3000)),
    Seed((-600, -2100), "Southfield", "Southfield", "estate", 3040, 6),
    Seed((-700, -2800), "Southfield", "South Common", "estate", 2280, -12),
    Seed((-2200, -2900), "Southfield", "", "country"),
    Seed((-400, -3500), "Southfield", "", "country"),
    Seed((600, -2100), "Longmoor", "Longmoor Retail Park", "retail", 0),
    Seed((700, -2850), "Longmoor", "Longmoor", "estate", 4100, 15),
    Seed((2000, -2600), "Longmoor", "", "country"),
    Seed((1500, -3500), "Longmoor", "", "country"),
    Seed((2000, -1150), "Marsh End", "Marsh End", "interwar", 1520, 0, (1500, -2500)),
    Seed((2500, -1750), "Marsh End", "Marsh Lane", "estate", 1670, -30),
    Seed((3700, -1700), "Marsh End", "", "marsh"),
    Seed((2900, -2300), "Marsh End", "", "country"),
    Seed((3700, -3200), "Marsh End", "Meadow Reach West", "modern", 680, 8),
    Seed((4150, -3100), "Marsh End", "Meadow Reach", "modern", 990, 8),
    Seed((4400, -2500), "Marsh End", "", "country"),
)


@dataclass(frozen=True)
class Reserve:
    """Land kept free of houses: a park, a school, a hospital, a basin."""

    kind: str
    name: str
    centre: XY
    width_m: float
    height_m: float
    angle: float = 0.0


RESERVES: tuple[Reserve, ...] = (
    Reserve("park", "Wren Meadows", (-1090, -450), 620, 120, 9),
    Reserve("park", "Castle Gardens", (-330, -560), 360, 90, 4),
    Reserve("park", "Victoria Park", (-1750, 330), 330, 190, 4),
    Reserve("park", "Albert Park", (-480, 960), 300, 160, -6),
    Reserve("park", "Abbey Park", (620, 2330), 420, 330, 10),
    Reserve("park", "Northgate Recreation Ground", (-140, 1650), 300, 240, 0),
    Reserve("park", "Eastgate Gardens", (1250, 760), 200, 150, 24),
    Reserve("park", "Dockers' Rest", (1620, 210), 200, 120, 8),
    Reserve("park", "Samphire Green", (2240, 2960), 260, 180, 12),
    Reserve("park", "Priory Green", (-420, 2480), 280, 190, 20),
    Reserve("park", "Top Field", (-900, 3030), 220, 150, 35),
    Reserve("park", "Westfield Park", (-1950, 1640), 330, 230, 0),
    Reserve("park", "Moor Fields", (-2480, 1930), 500, 220, -4),
    Reserve("park", "Highfield Common", (-3840, 3080), 320, 220, 10),
    Reserve("park", "Larch Wood", (-2890, 3060), 260, 200, 20),
    Reserve("park", "Westmead Green", (-3280, 400), 260, 170, 0),
    Reserve("park", "Bank Meadow", (-3420, -190), 300, 130, 4),
    Reserve("park", "Thornby Green", (-5080, 1190), 120, 90, 10),
    Reserve("park", "Mill Green", (-2960, -1180), 170, 110, -10),
    Reserve("park", "Millbrook Park", (-3020, -1760), 280, 160, -18),
    Reserve("park", "Castle Mount", (-330, -880), 190, 150, 0),
    Reserve("park", "Fairfield Park", (-760, -1610), 330, 190, 0),
    Reserve("park", "Ropewalk Park", (900, -1670), 380, 180, -4),
    Reserve("park", "Southfield Green", (-560, -2090), 240, 140, 6),
    Reserve("park", "South Common", (-520, -2830), 420, 230, -12),
    Reserve("park", "Longmoor Park", (830, -2820), 330, 230, 15),
    Reserve("park", "Marsh End Green", (2080, -1160), 200, 110, -18),
    Reserve("park", "Hollins Field", (-2080, -1480), 240, 170, 10),
    Reserve("hospital", "Wrenmouth Infirmary", (-810, 1700), 280, 180, 0),
    Reserve("college", "Wrenmouth College", (420, 1330), 260, 200, 10),
    Reserve("cemetery", "Albert Road Cemetery", (-2380, 1450), 300, 190, 4),
    Reserve("school", "Brickfields Primary School", (-1000, 360), 150, 110, 4),
    Reserve("school", "Newtown Academy", (-1700, 950), 190, 140, -4),
    Reserve("school", "St Mary's Church School", (-350, 180), 90, 70, 10),
    Reserve("school", "Eastgate Primary School", (1230, 210), 150, 110, 8),
    Reserve("school", "Abbey Primary School", (640, 1780), 150, 110, 0),
    Reserve("school", "Beck Academy", (1230, 2300), 170, 190, 0),
    Reserve("school", "Northgate Primary School", (-790, 1430), 150, 110, 0),
    Reserve("school", "Priory Primary School", (-620, 2250), 160, 120, 20),
    Reserve("school", "Samphire Primary School", (2490, 2470), 150, 100, 4),
    Reserve("school", "Westfield Primary School", (-1500, 1880), 160, 120, 0),
    Reserve("school", "Moor Lane High School", (-2350, 1790), 260, 130, 12),
    Reserve("school", "Highfield Primary School", (-3640, 3400), 160, 120, 10),
    Reserve("school", "Westmead Primary School", (-3760, 380), 170, 120, 0),
    Reserve("school", "Thornby Church School", (-5480, 1440), 80, 60, 10),
    Reserve("school", "Millbrook Primary School", (-3420, -1780), 160, 120, -18),
    Reserve("school", "Castle Primary School", (-880, -1180), 150, 110, 4),
    Reserve("school", "Wren Valley High School", (-400, -1640), 200, 120, 0),
    Reserve("school", "Fairfield Primary School", (-1220, -1620), 150, 110, 0),
    Reserve("school", "Ropewalk Primary School", (440, -1530), 140, 100, 0),
    Reserve("school", "Southfield Primary School", (-980, -2230), 160, 120, 6),
    Reserve("school", "Longmoor Academy", (520, -2640), 210, 140, 15),
    Reserve("school", "Marsh End Primary School", (2430, -1690), 160, 120, -30),
    Reserve("school", "Docks Primary School", (880, 120), 130, 100, 8),
    Reserve("allotments", "Brook Allotments", (-1480, -110), 180, 110, -8),
    Reserve("allotments", "Samphire Allotments", (2480, 3420), 160, 80, -30),
    Reserve("allotments", "Beck Allotments", (1250, 1650), 120, 220, 0),
    Reserve("allotments", "Hollins Allotments", (-1820, -1680), 170, 120, 10),
    Reserve("allotments", "Priory Allotments", (-1150, 2750), 150, 120, 20),
    Reserve("allotments", "Longmoor Allotments", (1150, -2700), 150, 120, 15),
    Reserve("stadium", "Gasworks Lane, Wrenmouth Town FC", (480, 545), 130, 95, 14),
)
