# What other folders use of this one; the paragraph stands in __init__.py.
from .beside import named_areas, named_edition
from .files import shape_from_file, small_areas_of_atlas
from .making import checked_area
from .saying import made_of_words, people_shared_words, what_words

__all__ = [
    "checked_area",
    "made_of_words",
    "named_areas",
    "named_edition",
    "people_shared_words",
    "shape_from_file",
    "small_areas_of_atlas",
    "what_words",
]
