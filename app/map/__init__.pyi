# What other folders use of this one; the paragraph stands in __init__.py.
from .asked import asked_breaks, asked_field, asked_fills, asked_legend, asked_title
from .changes import base_of, change_breaks, changed_measures, comparison, comparison_csv, values_of
from .classes import class_breaks, town_median
from .component import MapStart, draw_map, last_click, map_script
from .empty_land import doubtful_areas
from .layers import layer_bytes
from .layout import controls, map_and_panel
from .legend import both_legend, class_legend, class_people, reach_legend
from .message import Anchor, Bounds, Field, Flight, Mark, Message, Pins, Shapes, field_of
from .opening import bounds_of, flight, opening_at, town_bounds, whole_town, zoom_for
from .packing import outline_of, points_of, rings_of
from .place_types import type_sentence, types_legend
from .reach import LIMITS, ON_FOOT, USUAL, origin_of, reach_of, walks_of

__all__ = [
    "LIMITS",
    "ON_FOOT",
    "USUAL",
    "Anchor",
    "Bounds",
    "Field",
    "Flight",
    "MapStart",
    "Mark",
    "Message",
    "Pins",
    "Shapes",
    "asked_breaks",
    "asked_field",
    "asked_fills",
    "asked_legend",
    "asked_title",
    "base_of",
    "both_legend",
    "bounds_of",
    "change_breaks",
    "changed_measures",
    "class_breaks",
    "class_legend",
    "class_people",
    "comparison",
    "comparison_csv",
    "controls",
    "doubtful_areas",
    "draw_map",
    "field_of",
    "flight",
    "last_click",
    "layer_bytes",
    "map_and_panel",
    "map_script",
    "opening_at",
    "origin_of",
    "outline_of",
    "points_of",
    "reach_legend",
    "reach_of",
    "rings_of",
    "town_bounds",
    "town_median",
    "type_sentence",
    "types_legend",
    "values_of",
    "walks_of",
    "whole_town",
    "zoom_for",
]
