"""The plan of the town, drawn by hand: what lies where, in metres east and north of the market place.

Everything else (streets, places, buses, people, wards) is grown on these lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from everyday.demo.ground.geometry import XY

__all__ = [
    "BOROUGH",
    "BYPASS",
    "COAST",
    "EDGES",
    "LANES",
    "RAILWAY",
    "RIVER",
    "ROADS",
    "SIDING",
    "Road",
]


@dataclass(frozen=True)
class Road:
    """A main road: OSM ``highway`` class, name, number and the points it passes through."""

    highway: str
    name: str
    points: tuple[XY, ...]
    ref: str = ""


# Anchors: where several roads meet.
MARKET = (0, 0)
WEST_GATE = (-520, 60)
NORTH_GATE = (200, 430)
EAST_GATE = (520, 40)
QUAY = (-60, -260)
CASTLE = (-100, -640)
JUNCTION_WEST = (-2700, 60)
ALBERT_WEST = (-2700, 1180)
NORTH_ROAD_FOOT = (280, 900)
MOOR_EAST = (150, 1900)
NORTH_TOP = (-50, 3200)
PRIORY = (-1120, 2020)
HIGHFIELD_FOOT = (-3100, 2250)
MILL_SOUTH = (-1700, -930)
MILLBROOK = (-3350, -1480)
SWING = (1050, -1010)
MARSH_END = (2650, -1500)
DOCK_GATE = (2100, 80)
SEA_BANK = (3650, 800)
SAMPHIRE = (2780, 2700)
SOUTH_JUNCTION = (0, -1780)

RIVER = (
    ((-8200, -1350), 26), ((-7000, -1050), 28), ((-5700, -820), 30), ((-4700, -1080), 32), ((-3800, -700), 34),
    ((-2900, -880), 36), ((-2100, -520), 40), ((-1300, -640), 44), ((-550, -400), 50), ((150, -440), 60),
    ((850, -650), 75), ((1450, -600), 95), ((2000, -640), 130), ((2500, -660), 190),
)  # fmt: skip
"""Centre line of the River Wren and its width, metres, down to the estuary."""

COAST = (
    (2450, 6200), (2700, 5200), (3000, 4300), (3350, 3650), (3800, 3000), (4080, 2250), (4250, 1500), (4200, 900),
    (3950, 420), (3500, 60), (3000, -260), (2450, -570), (2420, -750), (2950, -900), (3600, -1050), (4300, -1350),
    (4650, -1850), (4550, -2600), (4750, -3500), (4650, -4600), (4900, -6200),
)  # fmt: skip
"""Mean high water from north to south, with the estuary cut into it."""

RAILWAY = (
    (-8200, 1420), (-7000, 1260), (-6000, 1090), (-4900, 900), (-3600, 790), (-2400, 730), (-1300, 660), (-500, 620),
    (150, 620), (700, 740), (1120, 1080), (1360, 1600), (1450, 2300), (1400, 3100), (1150, 4100), (800, 5200),
    (600, 6200),
)  # fmt: skip
SIDING = ((-2400, 730), (-1900, 640), (-1500, 612), (-900, 590), (-420, 588))

BYPASS = (
    (-8200, -3350), (-7000, -3050), (-5600, -2850), (-4200, -2500), (-3000, -2150), (-1600, -1880), SOUTH_JUNCTION,
    (1300, -1880), (2300, -2280), (2950, -2950), (3250, -3900), (3350, -5000), (3400, -6200),
)  # fmt: skip

BOROUGH = (
    (2880, 4600), (1800, 4350), (600, 4050), (-700, 4200), (-2200, 4000), (-3500, 4450), (-4700, 3900), (-5600, 2900),
    (-6200, 1800), (-6050, 700), (-6350, -300), (-5900, -1300), (-6050, -2300), (-5100, -3200), (-3900, -3300),
    (-2600, -3900), (-1200, -3750), (200, -4150), (1600, -3800), (2900, -4100), (4670, -4300),
)  # fmt: skip
"""The borough boundary on land, from the northern to the southern coast."""

ROADS: tuple[Road, ...] = (
    # The old centre
    Road("tertiary", "High Street", (WEST_GATE, (-250, 40), MARKET, (260, 10), EAST_GATE)),
    Road("secondary", "St Mary's Way", (WEST_GATE, (-420, 300), (-80, 420), NORTH_GATE, (430, 290), EAST_GATE)),
    Road("secondary", "The Quay", (WEST_GATE, (-470, -150), (-300, -255), QUAY, (250, -300), (480, -190), EAST_GATE)),
    Road("tertiary", "Bridge Street", (MARKET, (-40, -130), QUAY)),
    Road("primary", "Town Bridge", (QUAY, (-85, -450), CASTLE), "A1990"),
    # North of the river
    Road("primary", "Westgate Road", (WEST_GATE, (-1100, 20), (-1900, 160), JUNCTION_WEST, (-3600, 170), (-4600, 300),
                                      (-5300, 480), (-6100, 560), (-6900, 640)), "A1994"),
    Road("primary", "Station Road", (NORTH_GATE, (255, 640), NORTH_ROAD_FOOT), "A1990"),
    Road("primary", "North Road", (NORTH_ROAD_FOOT, (215, 1400), MOOR_EAST, (60, 2600), NORTH_TOP, (-210, 4000),
                                   (-300, 4700), (-300, 5200)), "A1990"),
    Road("secondary", "Albert Road", (NORTH_ROAD_FOOT, (-400, 1080), (-1180, 1190), (-2000, 1230), ALBERT_WEST),
         "B1401"),
    Road("secondary", "Mill Lane", (JUNCTION_WEST, (-2740, 500), (-2730, 760), ALBERT_WEST), "B1402"),
    Road("secondary", "Highfield Road", (ALBERT_WEST, (-2860, 1700), HIGHFIELD_FOOT, (-3250, 2750), (-3420, 3300),
                                         (-3640, 3900), (-3800, 4500), (-3900, 5100)), "B1402"),
    Road("tertiary", "Priory Road", ((-1180, 1190), (-1210, 1600), PRIORY, (-950, 2420), (-560, 2800), NORTH_TOP)),
    Road("tertiary", "Moor Lane", (MOOR_EAST, (-500, 1930), PRIORY, (-1700, 2150), (-2300, 2120), HIGHFIELD_FOOT)),
    Road("tertiary", "Abbey Road", (NORTH_ROAD_FOOT, (620, 1060), (900, 1450), (1020, 1950), (980, 2500), (620, 2980),
                                    NORTH_TOP)),
    Road("tertiary", "Beck Road", (MOOR_EAST, (600, 1850), (1020, 1950))),
    Road("unclassified", "Thornby Lane", ((-5300, 480), (-5330, 800), (-5290, 1000), (-5180, 1600), (-4550, 2150),
                                          (-3800, 2360), HIGHFIELD_FOOT)),
    Road("tertiary", "Victoria Road", ((430, 290), (900, 420), (1450, 500), (1900, 360), DOCK_GATE)),
    Road("secondary", "Dock Road", (EAST_GATE, (900, -120), (1500, -90), DOCK_GATE, (2700, 110), (3250, 330),
                                    SEA_BANK), "B1403"),
    Road("tertiary", "Sea Bank Road", (SEA_BANK, (3900, 1350), (3760, 2050), (3300, 2500), SAMPHIRE)),
    Road("tertiary", "Samphire Way", (SAMPHIRE, (2520, 2700), (2130, 2640), (1900, 2880), (2010, 3220), (2330, 3330),
                                     (2580, 3080), SAMPHIRE)),
    Road("tertiary", "Ferry Road", (DOCK_GATE, (2250, -230), (2560, -360), (2900, -120), (3250, 330))),
    # South of the river
    Road("tertiary", "Mill Bridge", ((-1900, 160), (-1830, -250), (-1740, -580), MILL_SOUTH)),
    Road("secondary", "Castle Road", (CASTLE, (-650, -900), (-1150, -980), MILL_SOUTH), "B1404"),
    Road("secondary", "Millbrook Road", (MILL_SOUTH, (-2400, -1180), MILLBROOK, (-4200, -1800), (-5200, -2150),
                                         (-6600, -2450)), "B1404"),
    Road("tertiary", "Coldharbour Lane", (MILL_SOUTH, (-1560, -1450), (-1590, -1880), (-1480, -2500), (-1250, -3150),
                                          (-1200, -3900), (-1250, -4700))),
    Road("primary", "South Road", (CASTLE, (-60, -1200), SOUTH_JUNCTION, (90, -2400), (260, -3200), (320, -4100),
                                   (380, -5000)), "A1990"),
    Road("tertiary", "Fairfield Road", ((-60, -1200), (-600, -1330), (-1100, -1400), (-1560, -1450))),
    Road("tertiary", "Swing Bridge Road", ((900, -120), (960, -400), (1010, -700), SWING)),
    Road("secondary", "Marsh Road", (CASTLE, (450, -830), SWING, (1800, -1240), MARSH_END, (3300, -1850),
                                     (3900, -2330)), "B1405"),
    Road("tertiary", "Ropewalk Road", ((-60, -1200), (500, -1330), (1150, -1450), (1800, -1240))),
    Road("tertiary", "Longmoor Road", ((90, -2400), (700, -2330), (1300, -2500), (1500, -2950), (1050, -3300),
                                       (260, -3200))),
    Road("tertiary", "Southfield Drive", ((90, -2400), (-500, -2300), (-950, -2480), (-1480, -2500))),
    Road("unclassified", "Meadow Reach Lane", ((3900, -2330), (3960, -2700), (3900, -3150), (3850, -3650))),
)  # fmt: skip

EDGES: tuple[tuple[XY, ...], ...] = (
    # Where the built-up area ends
    ((-1900, 160), (-1700, -150), (-1300, -330), (-900, -230), (-470, -150)),
    (JUNCTION_WEST, (-2740, -250), (-3000, -420), (-3700, -380), (-4150, -150), (-4250, 230)),
    ((-4250, 230), (-4300, 600), (-4350, 850)),
    ((-2860, 1700), (-2300, 1750), (-1900, 2120)),
    ((-3250, 2750), (-3900, 2700), (-4250, 3050), (-4200, 3600), (-3640, 3900)),
    ((-3250, 2750), (-2750, 2780), (-2500, 3200), (-2800, 3700), (-3640, 3900)),
    (PRIORY, (-1350, 2600), (-1100, 3200), (-500, 3420), NORTH_TOP),
    (NORTH_TOP, (450, 3350), (900, 3150), (1400, 3050)),
    ((1230, 1270), (1600, 1000), (1800, 700), (1900, 360)),
    ((-5180, 1600), (-5700, 1700), (-5800, 1250), (-5330, 1010)),
    ((-5180, 1600), (-4800, 1450), (-4850, 1100), (-5290, 1000)),
    ((700, 740), (760, 580), (900, 420)),
    # Samphire, behind the docks
    (SAMPHIRE, (2900, 3050), (2700, 3420), (2200, 3560), (1760, 3350), (1640, 2850), (1800, 2450), (2250, 2280),
     (2620, 2380), SAMPHIRE),
    # South of the river
    (CASTLE, (-700, -640), (-1150, -780), MILL_SOUTH),
    (CASTLE, (300, -610), (700, -800), SWING),
    (SWING, (1500, -900), (2100, -1000), (2600, -1250), (3000, -1650)),
    ((1800, -1240), (2000, -1700), (2250, -2240)),
    ((3000, -1650), (2650, -2050), (2000, -1700)),
    (MILLBROOK, (-3300, -1150), (-2700, -950), (-2400, -1180)),
    (MILLBROOK, (-3700, -1350), (-4150, -1500), (-4200, -1800)),
    ((-4200, -1800), (-4050, -2150), (-3600, -2260), (-3450, -2420)),
    ((-2400, -1180), (-2500, -1700), (-2450, -2020)),
    ((-1480, -2500), (-1250, -2900), (-700, -3150), (0, -3000), (200, -2900)),
    ((1300, -1880), (1450, -2200), (1300, -2500)),
    ((3960, -2700), (4300, -2750), (4420, -3150), (4300, -3450), (3850, -3650)),
    ((3960, -2700), (3600, -2800), (3480, -3200), (3850, -3650)),
    # Ward borders across open country
    (HIGHFIELD_FOOT, (-2300, 2900), (-2000, 3400), (-2150, 4100)),
    (NORTH_TOP, (-900, 3700), (-1000, 4300)),
    (NORTH_TOP, (600, 3600), (1100, 4200)),
    ((-4350, 850), (-4500, 1400), (-4550, 2150)),
    ((-4550, 2150), (-5000, 2800), (-5700, 3100)),
    ((-4250, 230), (-4500, -300), (-4700, -1080)),
    ((-4700, -1080), (-5000, -1700), (-5200, -2150)),
    ((-5200, -2150), (-5400, -2600), (-5500, -2860)),
    ((-3000, -2150), (-3100, -2800), (-3000, -3800)),
    ((-1250, -3150), (-1500, -3500), (-1700, -3950)),
    ((1360, 1600), (1900, 1500), (2700, 1250), (3300, 1300), (3900, 1350)),
    ((1500, -2950), (2000, -3000), (2950, -2950)),
    ((2950, -2950), (3300, -2500), (3900, -2330)),
    ((3900, -2330), (4300, -2250), (4700, -2200)),
    ((3900, 1350), (4100, 1330), (4400, 1300)),
    ((3250, 330), (3350, 150), (3400, -20)),
)  # fmt: skip
"""Lines that are no roads: ends of the built-up area and ward borders."""

LANES: tuple[tuple[str, dict[str, str], tuple[XY, ...]], ...] = (
    # Country lanes
    ("Wolds Lane", {"highway": "unclassified"}, ((-4550, 2150), (-4900, 2900), (-4800, 3700), (-5000, 4400))),
    ("Levels Lane", {"highway": "unclassified"}, ((-4600, 300), (-4750, -250), (-5400, -520), (-6300, -420))),
    (
        "Drove Lane",
        {"highway": "unclassified"},
        ((-1200, -3900), (-2100, -3350), (-3300, -3150), (-4400, -2950), (-5500, -3150), (-6400, -3100)),
    ),
    ("Common Lane", {"highway": "unclassified"}, ((300, -3800), (1300, -3650), (2300, -3750), (2900, -3600))),
    ("Thornby Drove", {"highway": "track"}, ((-5180, 1600), (-5600, 2300), (-5500, 2900))),
    ("Abbot's Lane", {"highway": "unclassified"}, ((-210, 4000), (300, 3900), (800, 4050), (1000, 4700))),
    ("Sluice Lane", {"highway": "track"}, ((-4200, -1800), (-4350, -1300), (-4200, -900))),
    # Lanes around the borough
    (
        "Marsh Lane North",
        {"highway": "unclassified"},
        ((-3840, 4750), (-2900, 4650), (-1700, 4350), (-300, 4600), (500, 4650), (1000, 4700)),
    ),
    (
        "Ridge Lane",
        {"highway": "unclassified"},
        (
            (-3850, 4850),
            (-4500, 4350),
            (-5000, 4300),
            (-5900, 3500),
            (-6500, 2300),
            (-6550, 1500),
            (-6450, 900),
            (-6400, 590),
        ),
    ),
    (
        "Weir Lane",
        {"highway": "unclassified"},
        ((-6400, 590), (-6750, -150), (-6650, -700), (-6550, -1250), (-6350, -1900), (-6450, -2420)),
    ),
    (
        "Fen Lane",
        {"highway": "unclassified"},
        ((-6450, -2420), (-6500, -3100), (-5600, -3650), (-4000, -3850), (-2600, -4250), (-1250, -4350)),
    ),
    (
        "Parish Lane",
        {"highway": "unclassified"},
        (
            (-1250, -4350),
            (-400, -4450),
            (350, -4500),
            (1500, -4250),
            (2600, -4350),
            (3250, -4300),
            (3700, -4200),
            (3850, -3650),
        ),
    ),
    (
        "Coast Path",
        {"highway": "path"},
        ((2560, 3330), (2950, 3600), (3150, 3950), (2850, 4500), (2200, 4750), (1500, 4700), (1000, 4700)),
    ),
    ("Saltmarsh Path", {"highway": "path"}, ((1500, -960), (2100, -900), (2900, -1000), (3700, -1200), (4000, -1400))),
    ("Station Approach", {"highway": "residential"}, ((248, 560), (150, 570), (60, 577), (-40, 560))),
    # Paths along the river and over it
    (
        "Riverside Path",
        {"highway": "footway"},
        ((-1800, -330), (-1400, -500), (-1000, -440), (-750, -350), (-560, -230), (-470, -150)),
    ),
    (
        "Castle Walk",
        {"highway": "footway"},
        ((-1700, -800), (-1300, -745), (-900, -640), (-600, -500), (-350, -500), (-110, -560)),
    ),
    (
        "Baltic Walk",
        {"highway": "footway"},
        ((-72, -340), (80, -352), (240, -375), (430, -440), (650, -560), (860, -560), (965, -480)),
    ),
    ("Meadows Footbridge", {"highway": "footway"}, ((-850, -385), (-830, -540), (-870, -650))),
    ("Brook Path", {"highway": "footway"}, ((-850, -385), (-900, -200))),
    ("Castle Bank Path", {"highway": "footway"}, ((-870, -650), (-860, -760))),
    ("Bankside Walk", {"highway": "footway"}, ((-100, -600), (150, -545), (400, -610), (600, -720), (700, -850))),
    ("Pottergate Footbridge", {"highway": "footway"}, ((-2080, 560), (-2085, 640), (-2085, 760), (-2080, 830))),
    ("Retail Park Footbridge", {"highway": "footway"}, ((780, -1700), (785, -1790), (790, -1920), (790, -2020))),
    ("Baltic Footbridge", {"highway": "footway"}, ((250, -300), (235, -430), (200, -560), (150, -710))),
    ("Eastgate Footbridge", {"highway": "footway"}, ((990, 1300), (1080, 1190), (1160, 1090), (1230, 990))),
    ("Gasworks Footbridge", {"highway": "footway"}, ((760, 960), (810, 880), (880, 780), (960, 700))),
    ("Priory Cut", {"highway": "footway"}, ((-1290, 2450), (-1350, 2280), (-1400, 2120))),
    ("Westfield Cut", {"highway": "footway"}, ((-1500, 1760), (-1560, 1680), (-1480, 1560))),
    ("Allotment Path", {"highway": "footway"}, ((-1740, -1610), (-1660, -1640), (-1570, -1650))),
    ("Common Path", {"highway": "footway"}, ((-1590, -2040), (-1520, -2030), (-1450, -2010))),
    ("Hollins Path", {"highway": "footway"}, ((-2560, -1480), (-2440, -1490), (-2330, -1480))),
    ("Moor Path", {"highway": "footway"}, ((-1350, 2600), (-1900, 2780), (-2500, 2830), (-2800, 2900))),
    ("Sea Wall", {"highway": "path"}, ((3900, 1350), (4130, 1450), (3960, 2250), (3760, 2050))),
    ("Saltings Path", {"highway": "path"}, ((3300, -1850), (3700, -1350), (4350, -1650), (4480, -2200), (3900, -2330))),
)
"""Lanes and paths that are drawn by hand: name, tags, points. Their ends take the nearest street."""
