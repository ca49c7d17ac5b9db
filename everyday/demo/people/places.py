"""Places and land: shops along their streets, parks, schools, water, fields, and the names on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from everyday.demo.ground import RESERVES, SEEDS, XY, Dice, Reserve, box, closest_on, read_ground
from everyday.demo.people.parades import HIGH_STREET, LANDMARKS, PARADES, TAGS
from everyday.demo.streets import Street, build_ways, reserve_polygon
from everyday.demo.town import NOTE, TOWN

__all__ = ["Area", "Spot", "build_areas", "build_spots"]

_FIRST = (
    "Harker Bellamy Thirkell Oldroyd Pocklington Sutcliffe Mossop Ellerby Winship Garside Fenby Lomas Tranter Blakey "
    "Haddow Okafor Kaur Nowak Begum Osei Rahman Petrov Mensah Silva Doyle Ferreira Khan Nagy Adeyemi Marsh"
).split()
_PUBS = (
    "The Anchor|The Ship|The Railway|The Crown|The Plough|The Wheatsheaf|The Bell|The Heron|The Miller's Arms|"
    "The Rope and Anchor|The Lamplighter|The Old Sluice|The Three Tuns|The Fleece|The Swan|The Cutter|The White Hart|"
    "The Ferryman|The Marsh Harrier|The Jolly Drover|The Station Tap|The Weaver|The Lime Kiln|The Castle|The Green Man"
).split("|")
_CAFES = (
    "The Copper Kettle|Quayside Coffee|Wren's Nest Café|The Bread Oven|Corner Cup|Marigold Tearoom|Bean and Gone|"
    "The Potting Shed|Salt and Crumb|The Daily Grind|Polly's Café|The Lantern|Ebb and Flow|Crumbs|Café Sol|The Larder"
).split("|")
_RESTAURANTS = (
    "Bengal Lancer|La Piazza|Golden Wok|The Smokehouse|Istanbul Grill|Thai Orchid|The Oyster Shed|Tandoori Nights"
).split("|")
_CHURCHES = (
    "St Botolph's Church|Bethel Chapel|St Hilda's Church|Sacred Heart Church|Wesley Methodist Church|All Saints Church|"
    "St Peter's Church|Emmanuel Church|St Cuthbert's Church|Zion Chapel|Christ Church|St Anne's Church|Holy Trinity|"
    "Ebenezer Chapel|St Oswald's Church|St Martin's Church|St Margaret's Church|St Luke's Church|Good Shepherd Church"
).split("|")
_GROCERS = ("Fenwright's", "Co-operative Food", "Marlow's", "Baskets")
_BABIES = "Ducklings Otters Acorns Owls Pebbles Robins Sparrows Starfish Minnows Hedgehogs Lambs Daisies".split()


@dataclass(frozen=True)
class Spot:
    """A point with OSM tags."""

    point: XY
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Area:
    """Land or a building with OSM tags; polygons with holes become multipolygon relations."""

    polygon: Polygon
    tags: tuple[tuple[str, str], ...]


class _Namer:
    def __init__(self) -> None:
        self.dice = Dice("place names")
        self.turns: dict[str, int] = {}

    def pick(self, key: str, words: Sequence[str]) -> str:
        turn = self.turns.get(key, 0)
        self.turns[key] = turn + 1
        return words[turn % len(words)]

    def name(self, pattern: str, parade: str) -> str:
        lists = {"p": _FIRST, "u": _PUBS, "c": _CAFES, "r": _RESTAURANTS, "x": _CHURCHES, "g": _GROCERS, "b": _BABIES}
        for key, words in lists.items():
            if "{" + key + "}" in pattern:
                pattern = pattern.replace("{" + key + "}", self.pick(key, words))
        return pattern.replace("{s}", parade)


@lru_cache(maxsize=1)
def build_spots() -> tuple[Spot, ...]:
    """Every place mapped as a point, and the names of the town and its parts."""
    streets = [street for street in build_ways().walkable if "name" in street.tags and "bridge" not in street.tags
               and street.tags["highway"] not in ("footway", "path", "track", "service")]  # fmt: skip
    index = STRtree([LineString(street.points) for street in streets])
    namer = _Namer()
    spots = [Spot((0.0, 0.0), (("name", TOWN), ("note", NOTE), ("place", "town"), ("population", "100000")))]
    for seed in SEEDS:
        if seed.name and seed.people and seed.name not in ("Thornby West", "Meadow Reach West"):
            size = "village" if seed.kind == "village" else ("suburb" if seed.people > 1900 else "neighbourhood")
            spots.append(Spot(seed.point, (("name", seed.name), ("place", size))))
    for parade in PARADES:
        line = streets[int(index.nearest(Point(parade.point)))].points
        words = parade.items.split()
        for word, place in zip(words, _fronts(line, parade.point, len(words), 17.0), strict=True):
            spots.append(_front(word, place, parade.name, namer))
    spots += _high_street(streets, namer)
    spots += [Spot(point, tuple(sorted({"name": name, **tags}.items()))) for name, point, tags in LANDMARKS]
    for reserve in RESERVES:
        if reserve.kind == "park":
            spots.append(
                Spot(
                    (reserve.centre[0] + 0.2 * reserve.width_m, reserve.centre[1] - 0.1 * reserve.height_m),
                    (("leisure", "playground"), ("name", f"{reserve.name} playground")),
                )
            )
    return tuple(spots)


def _fronts(line: list[XY], point: XY, count: int, gap_m: float) -> list[XY]:
    """Doors along both sides of a street, spread about the point."""
    along, _ = closest_on(line, point)
    shape = LineString(line)
    pairs = (count + 1) // 2
    start = max(8.0, min(along - gap_m * pairs / 2, shape.length - gap_m * pairs - 8.0))
    doors = []
    for number in range(count):
        at = start + gap_m * (number // 2)
        at = min(max(at, 2.0), shape.length - 2.0)
        here, ahead = shape.interpolate(at), shape.interpolate(min(at + 1.0, shape.length))
        if ahead.distance(here) < 0.1:
            ahead, here = here, shape.interpolate(at - 1.0)
        side = 13.0 if number % 2 == 0 else -13.0
        doors.append((here.x - (ahead.y - here.y) * side, here.y + (ahead.x - here.x) * side))
    return doors


def _front(word: str, place: XY, parade: str, namer: _Namer) -> Spot:
    tags, pattern = TAGS[word]
    return Spot(place, tuple(sorted({**tags, "name": namer.name(pattern, parade)}.items())))


def _high_street(streets: list[Street], namer: _Namer) -> list[Spot]:
    spots = []
    words = HIGH_STREET.split()
    turn = 0
    for street in streets:
        if street.tags["name"] not in ("High Street", "Bridge Street") or street.kind != "main":
            continue
        length = LineString(street.points).length
        count = int(length / 21) * 2
        middle = street.points[len(street.points) // 2]
        for place in _fronts(street.points, middle, count, 20.0):
            spots.append(_front(words[turn % len(words)], place, "Old Town", namer))
            turn += 1
    return spots


@lru_cache(maxsize=1)
def build_areas() -> tuple[Area, ...]:
    """Land use, water, parks, schools and large buildings."""
    ground = read_ground()
    areas: list[Area] = []
    water = ground.water
    reserves = [(reserve, reserve_polygon(reserve)) for reserve in RESERVES]
    taken = unary_union([polygon for _, polygon in reserves])
    uses = {
        "centre": {"landuse": "retail"}, "docks": {"landuse": "industrial"}, "works": {"landuse": "industrial"},
        "retail": {"landuse": "retail"}, "country": {"landuse": "farmland"}, "green": {"landuse": "grass"},
        "marsh": {"natural": "wetland", "wetland": "saltmarsh"},
    }  # fmt: skip
    houses = _built_up()
    country = unary_union([part.polygon for part in ground.parts if part.seed.kind == "country"])
    for part in ground.parts:
        tags = dict(uses.get(part.seed.kind, {"landuse": "residential"}))
        if part.seed.name:
            tags["name"] = part.seed.name
        land = part.polygon.difference(water.buffer(6)).difference(taken)
        if tags.get("landuse") == "residential":
            for piece in _pieces(land.difference(houses), {}, least_m2=2.0):
                is_outside = piece.polygon.distance(country) < 1.0
                areas.append(Area(piece.polygon, (("landuse", "farmland" if is_outside else "grass"),)))
            land = land.intersection(houses)
        areas += _pieces(land, tags)
    for reserve, polygon in reserves:
        areas += _pieces(polygon.difference(ground.river.buffer(8)), _reserve_tags(reserve))
    areas += _pieces(ground.river, {"natural": "water", "water": "river", "name": "River Wren"})
    areas += _pieces(ground.sea, {"natural": "water", "water": "lagoon", "name": "Wren Estuary"})
    for number, basin in enumerate(ground.basins):
        names = ("West Dock", "Baltic Dock", "Ferry Dock", "Dock Lock")
        areas.append(Area(basin, _sorted({"natural": "water", "water": "basin", "name": names[number]})))
    areas += _woods() + _farms() + _sheds()
    return tuple(areas)


def _farms() -> list[Area]:
    yards = {
        "Wolds Farm": (-4760, 3050), "Glebe Farm": (-3950, 2150), "Levels Farm": (-5000, -420),
        "Manor Farm": (-1750, 2650), "Drove Farm": (-3650, -2950), "Carr Farm": (-2250, -3250),
        "Common Farm": (1850, -3600), "Abbot's Grange": (420, 3870),
        "Sea Bank Farm": (3450, 1900), "Sluice Farm": (-4400, -1350), "Saltings Farm": (3350, -2050),
        "Ings Farm": (-5600, 300),
    }  # fmt: skip
    dice = Dice("farms")
    found = []
    for name, place in yards.items():
        angle = dice.between(0, 90)
        found.append(Area(box(place, 110, 80, angle), _sorted({"landuse": "farmyard", "name": name})))
        for away in (-24.0, 22.0):
            shed = box((place[0] + away, place[1] - away * 0.5), 34, 14, angle)
            found.append(Area(shed, _sorted({"building": "farm_auxiliary"})))
    return found


def _built_up() -> BaseGeometry:
    """Land within reach of a house front: its ragged edge is where the town ends."""
    fronts = [LineString(street.points) for street in build_ways().walkable
              if street.tags["highway"] == "residential" and "bridge" not in street.tags]  # fmt: skip
    mains = [LineString(street.points) for street in build_ways().walkable if street.kind == "main"]
    near = unary_union([line.buffer(42, quad_segs=2) for line in fronts])
    along = unary_union([line.buffer(38, quad_segs=2) for line in mains]).intersection(near.buffer(120, quad_segs=2))
    return near.union(along).buffer(24, quad_segs=2).buffer(-24, quad_segs=2).simplify(3.0)


def _sorted(tags: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(tags.items()))


def _pieces(shape: BaseGeometry, tags: dict[str, str], least_m2: float = 300.0) -> list[Area]:
    whole = getattr(shape, "geoms", [shape])
    pieces = [piece for piece in whole if piece.geom_type == "Polygon" and piece.area > least_m2]
    pieces.sort(key=lambda piece: -round(piece.area, 1))
    return [Area(piece, _sorted(tags)) for piece in pieces]


def _reserve_tags(reserve: Reserve) -> dict[str, str]:
    tags = {
        "park": {"leisure": "park"}, "hospital": {"amenity": "hospital", "healthcare": "hospital"},
        "college": {"amenity": "college"}, "cemetery": {"landuse": "cemetery"}, "school": {"amenity": "school"},
        "allotments": {"landuse": "allotments"}, "stadium": {"leisure": "stadium", "sport": "soccer"},
    }[reserve.kind]  # fmt: skip
    return {**tags, "name": reserve.name}


def _woods() -> list[Area]:
    dice = Dice("woods")
    found = []
    names = ("Thorn Wood", "Lady Wood", "Ash Holt", "Long Spinney", "Carr Wood", "Abbot's Wood", "Fox Covert",
             "Sea Wood")  # fmt: skip
    centres = ((-4500, 2700), (-1700, 3300), (-3900, 1450), (-3500, -2850), (-2200, -2800), (2100, -3400), (700, 3700),
               (1900, 4000))  # fmt: skip
    for name, centre in zip(names, centres, strict=True):
        shape: BaseGeometry = Polygon()
        for _ in range(4):
            middle = (centre[0] + dice.between(-160, 160), centre[1] + dice.between(-120, 120))
            blob = box(middle, dice.between(180, 340), dice.between(120, 240), dice.between(0, 90))
            shape = shape.union(blob)
        found += _pieces(shape.buffer(-20).buffer(40, quad_segs=3), {"natural": "wood", "name": name})
    return found


def _sheds() -> list[Area]:
    """Large buildings: warehouses, shops of the retail park, the infirmary, the station."""
    plain: tuple[tuple[XY, float, float, float, dict[str, str]], ...] = (
        ((60, 594), 130, 16, 0, {"building": "train_station", "name": "Wrenmouth Station"}),
        ((-820, 1700), 150, 60, 0, {"building": "hospital"}),
        ((-840, 1650), 60, 60, 0, {"building": "hospital"}),
        ((330, -2080), 110, 70, 2, {"building": "retail", "shop": "supermarket", "name": "Fenwright's Superstore"}),
        ((560, -2080), 120, 60, 2, {"building": "retail", "shop": "doityourself", "name": "Plank and Nail"}),
        ((760, -2190), 90, 60, 2, {"building": "retail", "shop": "furniture", "name": "Sofa Harbour"}),
        ((980, -2080), 80, 60, 2, {"building": "retail", "shop": "electronics", "name": "Voltmart"}),
        ((1460, -230), 160, 44, 6, {"building": "warehouse"}),
        ((1700, -190), 140, 44, -4, {"building": "warehouse"}),
        ((1950, -180), 120, 40, -14, {"building": "warehouse"}),
        ((2330, 10), 120, 40, 20, {"building": "warehouse"}),
        ((2680, 0), 110, 40, 24, {"building": "warehouse"}),
        ((640, 600), 90, 60, -20, {"building": "industrial"}),
    )
    return [Area(box(centre, width, height, angle), _sorted(tags)) for centre, width, height, angle, tags in plain]
