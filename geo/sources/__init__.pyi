# What other folders use of this one; the paragraph stands in __init__.py.
from .arcgis import EditionFound, features, newest_edition, text_list
from .deprivation import deciles_of
from .extracts import ExtractOffered, choose_extracts
from .nominatim import places_found
from .nomis import counts_by_code, counts_in_one_file
from .overpass import check_overpass, write_overpass
from .stops import areas_of_stops, compare_register
from .timetables import check_timetable_zip

__all__ = [
    "EditionFound",
    "ExtractOffered",
    "areas_of_stops",
    "check_overpass",
    "check_timetable_zip",
    "choose_extracts",
    "compare_register",
    "counts_by_code",
    "counts_in_one_file",
    "deciles_of",
    "features",
    "newest_edition",
    "places_found",
    "text_list",
    "write_overpass",
]
