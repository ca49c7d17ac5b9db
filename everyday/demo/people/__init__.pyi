# What other folders use of this one; the paragraph stands in __init__.py.
from .homes import OutputArea, build_output_areas
from .opinions import survey_text
from .places import Area, Spot, build_areas, build_spots

__all__ = ["Area", "OutputArea", "Spot", "build_areas", "build_output_areas", "build_spots", "survey_text"]
