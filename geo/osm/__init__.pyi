# What other folders use of this one; the paragraph stands in __init__.py.
from .access import access_points
from .background import sea_box
from .elements import OsmFile, OsmWays, keys_read
from .hours import open_at
from .kind_files import GROUPS, OWN_KINDS, PACKAGED, load_place_kinds, own_place_kinds
from .network import link_lengths_m
from .place_kinds import PlaceKind, PlaceKinds
from .places import SAME_NAME_M, Candidate
from .reading import Extract, read_osm

__all__ = [
    "GROUPS",
    "OWN_KINDS",
    "PACKAGED",
    "SAME_NAME_M",
    "Candidate",
    "Extract",
    "OsmFile",
    "OsmWays",
    "PlaceKind",
    "PlaceKinds",
    "access_points",
    "keys_read",
    "link_lengths_m",
    "load_place_kinds",
    "open_at",
    "own_place_kinds",
    "read_osm",
    "sea_box",
]
