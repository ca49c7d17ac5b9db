"""Words on the map of every page: layers, legends, types of place."""

from __future__ import annotations

LAYERS = {
    "places": "Places",
    "stops": "Stops",
    "lines": "Lines",
    "corrections": "Corrections",
    "activities": "Activities",
    "named": "Areas that people use",
}
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
DRAWER = "Choose what the map shows"
ON_THE_MAP = {
    "by_areas": "by area",
    "by_cells": "by cell",
    "zoomed": "Zoomed in: cells instead of areas",
    "home": "Whole town",
    "layers": "Layers",
    "layers_label": "Also show",
    "empty": "Colour empty land",
    "activity_sure": "Known to run",
    "activity_faded": "Not confirmed for six months, or not known",
    "filled": "Filled: people come together there",
    "legend": "Legend",
    "take": "Take away",
    "png": "Picture (PNG)",
    "svg": "Drawing (SVG)",
    "print": "Print",
    "outside": "not mapped",
    "crowd": "{n} places",
    "closer": "Click to see them apart",
}
PLACE_GROUPS = {
    "green": "Parks, play and allotments",
    "meeting": "Community, faith and civic",
    "food": "Cafés, pubs and restaurants",
    "shops": "Shops and post offices",
    "learning": "Schools, libraries and arts",
    "health": "Doctors and pharmacies",
    "sport": "Sport",
    "travel": "Stations and interchanges",
}
DATES = {"weekday": "timetable of {day}", "map_date": "map of {day}"}
MAP_HEADING = "{measure}, {unit}"
"""``{unit}`` is left for the map to fill in: near the ground it shows cells."""
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
