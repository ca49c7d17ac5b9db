# What other folders use of this one; the paragraph stands in __init__.py.
from .gtfs import NEXT_YEAR, gtfs_tables, write_gtfs
from .osm import write_extract
from .tables import output_areas_text, wards_geojson, write_text

__all__ = [
    "NEXT_YEAR",
    "gtfs_tables",
    "output_areas_text",
    "wards_geojson",
    "write_extract",
    "write_gtfs",
    "write_text",
]
