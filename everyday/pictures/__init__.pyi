# What other folders use of this one; the paragraph stands in __init__.py.
from .colours import COLOURS, custom_properties
from .grid import CODE_PATTERN, Bounds, Grid, column_letters, grid_of_code, grid_of_edition, session_grid
from .town import bounds_around, town_map_axes, town_map_png

__all__ = [
    "CODE_PATTERN",
    "COLOURS",
    "Bounds",
    "Grid",
    "bounds_around",
    "column_letters",
    "custom_properties",
    "grid_of_code",
    "grid_of_edition",
    "session_grid",
    "town_map_axes",
    "town_map_png",
]
