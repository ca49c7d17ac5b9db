# What other folders use of this one; the paragraph stands in __init__.py.
from .columns import OFFICIAL_CODE, as_text, choose_code_column, describe_codes, find_column
from .crs import geometry_to_degrees
from .files import decode_text, kind_of_file, read_features
from .geometry import only_polygons, repair
from .outlines import as_objects
from .reading import read_boundaries

__all__ = [
    "OFFICIAL_CODE",
    "as_objects",
    "as_text",
    "choose_code_column",
    "decode_text",
    "describe_codes",
    "find_column",
    "geometry_to_degrees",
    "kind_of_file",
    "only_polygons",
    "read_boundaries",
    "read_features",
    "repair",
]
