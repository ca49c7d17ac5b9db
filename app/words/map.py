"""Words on the map of every page: layers, legends, types of place."""

from __future__ import annotations

LAYERS_LABEL = "Also show"
LAYERS = {"places": "Places", "stops": "Stops", "lines": "Lines", "corrections": "Corrections"}
LEGEND_TITLE = "{measure}, by {unit} (in each class: {noun})"
NOBODY = {"residents": "nobody", "": "none"}
BOTH_TITLE = "Rows: {across}. Columns: {near}. In each class: {noun}."
BOTH_CORNERS = {
    (1, 0): "Little near home, much of the town",
    (1, 1): "Much near home, much of the town",
    (0, 0): "Little near home, little of the town",
    (0, 1): "Much near home, little of the town",
}
TOWN_MEDIAN = "town median"
BETTER = "better"
WORSE = "worse"
MAP_LABEL = "Map of {name}. Everything on it can also be found with the search box and read in the table below."
REACH_WAYS = {"walk": "On foot", "am": "Weekday morning", "evening": "Evening", "sunday": "Sunday"}
REACH_LEGEND = "Minutes from here, {way}"
REACH_BEYOND = "Without colour: more than an hour, or not known."
UNIT_WORDS = {"minutes": "minutes", "hours": "hours", "departures an hour": "an hour"}
ZOOMED = "Zoomed in: cells instead of areas"
TYPES = {
    "connected": "Connected",
    "self-contained": "Self-contained",
    "pass-through": "Pass-through",
    "cut-off": "Cut off",
}
TYPE_SHORT = {
    "connected": "much near home, much of the town",
    "self-contained": "much near home, little of the town",
    "pass-through": "little near home, much of the town",
    "cut-off": "little near home, little of the town",
}
TYPE_SENTENCES = {
    "connected": "much within a walk, and much of the town within reach.",
    "self-contained": "much within a walk, little of the town within reach.",
    "pass-through": "little within a walk, much of the town within reach.",
    "cut-off": "little within a walk, and little of the town within reach.",
}
TYPES_TITLE = "Type of place, by cell ({noun} in each)"
TYPES_NONE = "No type: nobody lives there, or not known"
TYPES_OF_AREA = "Of its {noun}: {shares}."
