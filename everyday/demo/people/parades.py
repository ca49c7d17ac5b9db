"""Where people go: parades of shops, halls, surgeries and churches of each neighbourhood, as a planner lists them."""

from __future__ import annotations

from dataclasses import dataclass

from everyday.demo.ground import XY

__all__ = ["HIGH_STREET", "LANDMARKS", "PARADES", "TAGS", "Parade"]

TAGS: dict[str, tuple[dict[str, str], str]] = {
    "shop": ({"shop": "convenience"}, "{s} Stores"),
    "news": ({"shop": "newsagent"}, "{s} News"),
    "bakery": ({"shop": "bakery"}, "{p}'s Bakery"),
    "butcher": ({"shop": "butcher"}, "{p} & Sons Butchers"),
    "greengrocer": ({"shop": "greengrocer"}, "{p}'s Fruit and Veg"),
    "supermarket": ({"shop": "supermarket"}, "{g}"),
    "pharmacy": ({"amenity": "pharmacy", "dispensing": "yes"}, "{s} Pharmacy"),
    "doctor": ({"amenity": "doctors", "healthcare": "doctor"}, "{s} Surgery"),
    "dentist": ({"amenity": "dentist"}, "{s} Dental Practice"),
    "post": ({"amenity": "post_office"}, "{s} Post Office"),
    "nursery": ({"amenity": "kindergarten"}, "Little {b} Nursery"),
    "cafe": ({"amenity": "cafe"}, "{c}"),
    "pub": ({"amenity": "pub"}, "{u}"),
    "restaurant": ({"amenity": "restaurant"}, "{r}"),
    "takeaway": ({"amenity": "fast_food"}, "{p}'s Fish and Chips"),
    "hall": ({"amenity": "community_centre"}, "{s} Community Centre"),
    "church": ({"amenity": "place_of_worship", "religion": "christian"}, "{x}"),
    "mosque": ({"amenity": "place_of_worship", "religion": "muslim"}, "{s} Mosque"),
    "gurdwara": ({"amenity": "place_of_worship", "religion": "sikh"}, "Guru Nanak Gurdwara"),
    "library": ({"amenity": "library"}, "{s} Library"),
    "gym": ({"leisure": "sports_centre"}, "{s} Leisure Centre"),
    "hair": ({"shop": "hairdresser"}, "{p}'s Hair"),
    "clothes": ({"shop": "clothes"}, "{p} of Wrenmouth"),
    "charity": ({"shop": "charity"}, "{s} Hospice Shop"),
    "hardware": ({"shop": "hardware"}, "{p}'s Hardware"),
    "books": ({"shop": "books"}, "{p} Books"),
    "bank": ({"amenity": "bank"}, "Wren Valley Bank"),
}
"""Word for a place: OSM tags and a pattern for its name."""


@dataclass(frozen=True)
class Parade:
    """Places side by side along the street nearest to a point."""

    name: str
    point: XY
    items: str


PARADES: tuple[Parade, ...] = (
    Parade("Brickfields", (-1350, 250), "shop pharmacy cafe takeaway hair pub bakery post"),
    Parade("Brickfields", (-700, 420), "doctor hall church nursery"),
    Parade("Foundry", (-2150, 480), "shop church hall"),
    Parade("Brook Side", (-1250, 20), "shop takeaway pub church library"),
    Parade("Albert Road", (-900, 1160), "supermarket shop pharmacy cafe post hair takeaway greengrocer"),
    Parade("Newtown", (-1400, 1000), "doctor hall nursery pub mosque gym"),
    Parade("Newtown West", (-2250, 1050), "shop pub church hall cafe"),
    Parade("Station", (260, 820), "shop cafe takeaway pub"),
    Parade("Eastgate", (1400, 520), "shop pharmacy takeaway cafe post bakery hair"),
    Parade("Eastgate", (1350, 900), "hall church nursery doctor"),
    Parade("Dockside", (1250, -80), "shop pub takeaway cafe nursery gurdwara"),
    Parade("Dockside", (1150, 260), "hall gym"),
    Parade("Baltic Quay", (760, -330), "cafe restaurant restaurant shop"),
    Parade("Samphire", (2130, 2640), "shop supermarket pharmacy post takeaway bakery hair cafe"),
    Parade("Samphire", (2000, 2980), "doctor library nursery pub"),
    Parade("Samphire", (2480, 2960), "hall church gym shop"),
    Parade("Abbey Road", (1000, 1800), "supermarket shop pharmacy cafe post bakery"),
    Parade("Abbey", (560, 1850), "doctor hall church nursery library"),
    Parade("Abbey Park", (900, 2720), "shop pub cafe hair church nursery takeaway pharmacy"),
    Parade("North Road", (40, 2700), "shop pharmacy doctor cafe takeaway"),
    Parade("Northgate", (190, 1450), "shop post pub bakery cafe"),
    Parade("Northgate", (-300, 1400), "hall church nursery"),
    Parade("Priory", (-900, 2450), "shop pharmacy post takeaway pub hair cafe"),
    Parade("Priory", (-300, 2300), "hall church nursery doctor"),
    Parade("Priory Top", (-800, 3050), "shop cafe hall gym"),
    Parade("Westfield", (-1700, 2140), "supermarket shop pharmacy cafe post hair"),
    Parade("Westfield", (-1600, 1600), "doctor hall church nursery library"),
    Parade("Westfield", (-2000, 1250), "shop pub gym"),
    Parade("Highfield", (-3390, 3200), "shop pharmacy cafe post pub takeaway hair"),
    Parade("Highfield", (-3650, 3250), "doctor hall church nursery"),
    Parade("Highfield East", (-3000, 3250), "shop cafe"),
    Parade("Westmead", (-3500, 165), "shop pharmacy cafe post pub takeaway"),
    Parade("Westmead", (-3550, 420), "doctor hall church nursery"),
    Parade("Westmead Bank", (-3100, -60), "shop cafe"),
    Parade("Thornby", (-5230, 1400), "shop pub church hall post nursery cafe"),
    Parade("Millbrook", (-3250, -1440), "shop pharmacy cafe post pub takeaway"),
    Parade("Millbrook", (-3250, -1800), "doctor hall church nursery"),
    Parade("Hollins", (-2150, -1200), "shop pub nursery takeaway hall"),
    Parade("Castle Road", (-600, -880), "shop pharmacy cafe bakery butcher pub restaurant post"),
    Parade("Castle", (-700, -1150), "doctor hall church nursery mosque"),
    Parade("Castle Hill", (250, -740), "shop pub cafe takeaway hair church"),
    Parade("Castle Square", (-70, -760), "pub restaurant cafe news"),
    Parade("Fairfield", (-700, -1340), "supermarket shop pharmacy cafe takeaway"),
    Parade("Fairfield", (-1000, -1560), "hall church nursery gym doctor post"),
    Parade("Ropewalk", (1050, -1000), "supermarket shop pharmacy post cafe pub bakery takeaway greengrocer hair"),
    Parade("Ropewalk", (1200, -1060), "library doctor hall church nursery gym restaurant cafe"),
    Parade("Ropewalk Road", (500, -1330), "shop takeaway hair pub pharmacy"),
    Parade("Southfield", (-900, -2440), "shop pharmacy cafe takeaway pub"),
    Parade("Southfield", (-500, -2280), "doctor hall church nursery"),
    Parade("South Common", (-850, -2800), "shop hall"),
    Parade("Longmoor", (900, -2340), "shop pharmacy cafe takeaway pub hair"),
    Parade("Longmoor", (900, -3000), "doctor hall church nursery"),
    Parade("Longmoor", (1250, -3150), "shop"),
    Parade("Marsh End", (2250, -1370), "shop pharmacy cafe post pub takeaway"),
    Parade("Marsh End", (2500, -1800), "doctor hall church nursery"),
)

HIGH_STREET = (
    "clothes cafe bank charity books bakery pub clothes pharmacy restaurant hair clothes cafe charity news hardware "
    "butcher clothes restaurant pub bank cafe clothes greengrocer charity takeaway clothes restaurant books supermarket"
)
"""Fronts along the High Street and Bridge Street, in turn."""

LANDMARKS: tuple[tuple[str, XY, dict[str, str]], ...] = (
    ("Wrenmouth Market", (-25, 38), {"amenity": "marketplace"}),
    ("Wrenmouth Town Hall", (60, 62), {"amenity": "townhall", "building": "civic"}),
    ("Wrenmouth Central Library", (140, 85), {"amenity": "library", "building": "civic"}),
    ("Wren Theatre", (-180, 95), {"amenity": "theatre", "building": "civic"}),
    ("Regal Cinema", (330, 70), {"amenity": "cinema"}),
    ("Wrenmouth Museum", (-60, -90), {"tourism": "museum"}),
    (
        "Minster Church of St Mary",
        (-190, 210),
        {"amenity": "place_of_worship", "religion": "christian", "building": "church"},
    ),
    ("Quayside Arts Centre", (330, -230), {"amenity": "arts_centre"}),
    ("Wrenmouth Bus Station", (290, 330), {"amenity": "bus_station"}),
    ("Wrenmouth", (60, 612), {"railway": "station", "public_transport": "station", "operator": "Wren Valley Rail"}),
    ("Thornby", (-5270, 950), {"railway": "halt", "public_transport": "station", "operator": "Wren Valley Rail"}),
    ("Wrenmouth Ferry Terminal", (2720, -60), {"amenity": "ferry_terminal"}),
    ("Wrenmouth Leisure Pool", (-380, 430), {"leisure": "sports_centre", "sport": "swimming"}),
    ("Old Town Community House", (-240, 330), {"amenity": "community_centre"}),
    ("Market Street Surgery", (-150, 300), {"amenity": "doctors", "healthcare": "doctor"}),
    ("Old Town Post Office", (190, 45), {"amenity": "post_office"}),
    ("Little Minnows Nursery", (90, 280), {"amenity": "kindergarten"}),
    ("County Court", (230, 160), {"amenity": "courthouse"}),
)
"""Places that stand alone: name, place, tags."""
