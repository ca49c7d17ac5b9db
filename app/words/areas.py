"""Words of areas that people use, on Explore and Data."""

from __future__ import annotations

CHOICE = "Areas that people use"
CHOICE_HINT = "Choose one"
TABLE = "Areas that people use, by the same measures"
TABLE_NOTE = (
    "They lie on the areas above: do not add the two up. A drawn area has as much of the people of a cell as of its "
    "ground."
)
TABLE_LABEL = "Areas that people use, by the measures on the map."
CSV = "CSV (spreadsheet)"
TRANSPORT_SAYS = "Transport in this area on one page"
TRANSPORT_FORMS = {"docx": "Transport: Word", "pdf": "Transport: PDF"}

TITLE = "Areas that people use"
EXPLAINED = (
    "An area committee, a natural neighbourhood, an estate: give it a name, and Explore, profiles, transport pages and "
    "the gap map of activities have it beside the wards. What a survey says of it is known where it is whole wards."
)
NONE = "None has been named."
NEW = "Name an area"
CHANGE = "Change {name}"
KIND = "What it is made of"
KINDS = {"wards": "Whole areas of the atlas", "small_areas": "Small areas", "shape": "Drawn, or from a file"}
NAME = "What people call it"
WHY = "Why it is needed, or who means what by it (optional)"
WARDS = "Areas that belong to it"
SMALL_AREAS = "Small areas that belong to it"
NO_SMALL_AREAS = "The atlas has no small areas: they come with a statistics file that was added with their boundaries."
FILE = "Its outline as a file: GeoJSON, GeoPackage or zipped Shapefile (optional)"
DRAW = "Or draw it: click round it on the map, corner by corner, and press “Finish”."
DRAWN = "Drawn: {size}, {names}."
NOT_DRAWN = "Nothing is drawn yet."
FORGET = "Forget the drawing"
SAVE = "Keep it"
KEPT = "{name} is kept."
REMOVE = "Remove"
REMOVED = "{name} is removed. Its name is free again; the plan keeps its history."
EDIT = "Change"
CANCEL = "Leave it as it is"
BY = "{what} · named by {who} on {day}"
LACKING = "The edition shown cannot have it: boundaries changed, or none of it lies in the town."
MAP_LABEL = "Map of {name} to draw an area on. Areas can also be chosen from the list, or brought as a file."
NO_EDITION = "Build the atlas first: an area is made of its cells."
