"""Every sentence and label of the app that is not a measure's own (those are in the registry)."""

from __future__ import annotations

APP = "Everyday Atlas"
MADE_UP = "Made-up town: nothing here is real"
EXPLORE = "Explore"
DATA = "Data"
QUESTION = "Where can people get about near home, and where can they reach the rest of town?"

LEVELS = {"near": "Near home", "across": "Across town", "both": "Both together"}
LEVEL_LABEL = "Level"
BANDS = {"am": "Weekday morning", "evening": "Evening", "sunday": "Sunday"}
BAND_LABEL = "Time of the week"
UNITS = {"areas": "Areas", "cells": "Cells"}
UNIT_LABEL = "Show by"
UNIT_HELP = (
    "Areas are the wards or neighbourhoods of the town. Cells are hexagons of about 350 metres across; "
    "they also appear when you zoom in."
)
MEASURE_LABEL = "Measure"
SEARCH_LABEL = "Find an area, street, stop or place"
SEARCH_HINT = "Find an area, street, stop or place"
TYPED = "Coordinates"
TYPED_LABEL = "Latitude, longitude, or the id of a cell"
TYPED_HINT = "51.584, -2.998"
LAYERS_LABEL = "Also show"
LAYERS = {"places": "Places", "stops": "Stops", "lines": "Lines"}
PLACES_HELP = "Brown dots: bumping places, where people routinely come together. Grey dots: other everyday places."

GROUP_NEAR = "Near home"
GROUP_NEAREST = "Nearest of each kind"
GROUP_TOWN = "The rest of town"
GROUP_STOP = "Stops and services nearby"

NO_TIMETABLE = (
    "This atlas has no timetable, so nobody can say from it where people can reach the rest of the town. "
    "Add a GTFS timetable on the Data page and build again."
)
BAND_UNKNOWN = "The timetable does not say enough about this time of the week."
UNKNOWN_TITLE = "Not known"
NOTHING_KNOWN = "Nothing is known of this measure anywhere in the town: what it is computed from is missing."
NOT_KNOWN = "not known"
LEGEND_UNKNOWN = "Not known (outside the street map, or nothing to measure)"
LEGEND_TITLE = "{measure}, by {unit} (in each class: {noun})"
TOWN_MEDIAN = "town median"
BETTER = "better"
WORSE = "worse"

TOWN_IN_BRIEF = "The town in brief"
NOTHING_CHOSEN = "Click on the map, or find a place above, to see it in detail."
FURTHEST = "Furthest from the rest of the town"
SHOW_REACH = "Show reach from here"
HIDE_REACH = "Back to the measure"
CLEAR = "Back to the whole town"
TABLE_TITLE = "The same numbers as a table"
TABLE_LABEL = "Numbers on the map, one row for each {unit}"
SHOW_TABLE = "Show the table"

MEANING = "What it means"
LEAVES_OUT = "What it leaves out"
COULD_BE_DONE = "What could be done"
SOURCE = "Where the definition comes from"
ABOUT_MEASURE = "About this measure"

NO_ATLAS = "There is no atlas here yet"
NO_ATLAS_STEPS = (
    "Start an atlas from a file of ward or neighbourhood boundaries.",
    "Add streets and places (an OpenStreetMap extract), a timetable (GTFS) and, if you have it, the population.",
    "Build: a minute or two later the map of the town is here.",
)
NO_EDITION = "This atlas has not been built yet"
NO_EDITION_DO = "Go to the Data page, add what is missing and press **Build**."
DEMO_HINT = "To see a finished atlas of a made-up town first, run this in a terminal:"
DEMO_COMMAND = "everyday demo"
GO_TO_DATA = "Go to the Data page"
SOMETHING_WRONG = "Something went wrong on this page"
SOMETHING_WRONG_DO = (
    "The atlas itself is unharmed. Load the page again; if it happens again, tell whoever looks after this atlas."
)

SEARCH_NOTHING = "Nothing here is called “{text}”."
SEARCH_OUTSIDE = "That point lies outside the town."
SEARCH_DO = "Try part of the name, or a latitude and longitude such as 51.584, -2.998."
OUTSIDE_CLICK = "That point lies outside the town: nothing is known about it here."

OUTSIDE_STREETS = (
    "This place lies outside the street map the atlas was built from, so what can be reached from here is not known. "
    "It does not mean that there is nothing."
)
BOTH_MEASURES = "Everyday amenities within a walk, and the share of the town within 45 minutes"
MAP_LABEL = "Map of {name}. Everything on it can also be found with the search box and read in the table below."
BRIEF = {
    "amenity_completeness_share": "of everyday amenities within 15 minutes’ walk",
    "bumping_places_15min_n": "bumping places within 15 minutes’ walk",
    "centre_min_am": "to the centre on a weekday morning",
    "city_reach_45min_share_am": "of the town within 45 minutes, weekday morning",
    "nearest_green_space_min": "walk to the nearest park or green space",
    "people_15min_n": "people living within 15 minutes’ walk",
    "nearest_stop_min": "walk to the nearest stop",
    "amenity_kinds_15min_n": "kinds of everyday amenity within 15 minutes’ walk",
}
BRIEF_NOTE = "Medians: half of the town’s {noun} have more, half have less."
FURTHEST_SENTENCE = "{name}: {value}; the town’s median is {town}. {people}"
DISTRIBUTION = "How the town’s {noun} are spread, from {low} to {high}; the dark bar holds the median"
LEFT_OUT = "{share} of the town’s {noun} are outside the street map: nothing is known of them, and they are left out."
HOME_TO = {
    "residents": "Home to {people}.",
    "households": "Home to {people}.",
    "small areas": "{people} of the census lie here.",
}
AGAINST_TOWN = "Against the town (black mark: the town’s median)"
WITHIN_15 = "Within 15 minutes’ walk"
WITHIN_15_AREA = "Within 15 minutes’ walk, for people of this area on average"
NOTHING_WITHIN = "Not within 15 minutes’ walk"
NOTHING_AT_ALL = "No everyday place is mapped within 15 minutes’ walk."
ALL_WITHIN = "Every kind of everyday amenity is within reach."
TO_CENTRE = "To the town centre, on a typical departure"
TO_CENTRE_WORDS = "{minutes} (town {town})"
UNREACHABLE = "not within {limit} minutes"
STOPS_NEAR = "Stops within 600 metres"
STOPS_IN_AREA = "Stops and lines of this area"
NO_STOPS = "No stop with a bus or train lies within 600 metres."
NO_STOPS_AREA = "No stop with a bus or train lies in this area."
STOP_LINE = "{name}: {lines} ({metres} m)"
LINES_HERE = "Lines: {lines}"
BY_HOUR = {"weekday": "Departures by hour at {stop}, weekday", "sunday": "Departures by hour at {stop}, Sunday"}
REACH_TITLE = "Where one can get to from here"
REACH_WAYS = {"walk": "On foot", "am": "Weekday morning", "evening": "Evening", "sunday": "Sunday"}
REACH_SWITCH = {"bus": "By bus and on foot", "foot": "Only on foot"}
REACH_ON_MAP = "On the map"
REACH_CAPTION = "Share of the town’s {noun} within reach, and the bumping places there"
REACH_PLACES = "{count} places"
REACH_DOWNLOAD = "Minutes to every cell (CSV)"
REACH_NONE = "From here nothing is known: it lies outside the street map."
REACH_FROM = "From {name}; times on a typical departure, walking included."
SHORT_TITLES = {
    "amenity_completeness_share": "Everyday amenities",
    "bumping_places_15min_n": "Bumping places",
    "city_reach_45min_share": "Town within 45 min",
    "transport_performance_am": "Transport performance",
    "transport_performance": "Transport performance",
}
REACH_LEGEND = "Minutes from here, {way}"
REACH_BEYOND = "Without colour: more than an hour, or not known."
TABLE_NOTE = "One row for each {unit}: {names}. Click a heading to sort. Empty means not known, 0 means none."
EVERY_MEASURE = "Download every measure, not only what is on the map"

DATA_QUESTION = "What is this built on?"
INPUTS = "Inputs"
NO_DATE = "No date in the file"
ADDED = "added"
LICENCE = "Licence"
ATTRIBUTION = "Attribution, to be shown with the maps"
FINGERPRINT = "SHA-256"
TAKE_OUT = "Take out of the atlas"
NO_PROBLEMS = "No problems found"
PROBLEMS = "What was found ({count})"
NOT_ADDED = "not added yet"
WITHOUT = {
    "boundaries": "Without areas there is no atlas.",
    "osm": "Without streets nothing is known of what people can walk to.",
    "gtfs": "Without a timetable nobody can say where people can reach the rest of the town. "
    "In England the Bus Open Data Service has one for every region.",
    "population": "Without it every cell weighs the same, and shares are shares of cells, not of people.",
}
TIMETABLE_OVER = "The timetable {name} ended on {day}. Buses may run otherwise now: add a newer one."
MAP_OLD = "The street map is of {day}. Streets and places may have changed: add a newer extract."
MAP = "street map"
TIMETABLE = "timetable"
APART = "The {older} is about {months} months older than the rest: what was built in between is not in it."

ADD = "Add an input"
KIND = "What is it?"
FILE = "File: {what}"
OPTIONS = "Names of columns (only if they are not found by themselves)"
OPTION_ID = "Column with the area codes (optional)"
OPTION_NAME = "Column with the names (optional)"
OPTION_COUNT = "Column with the number of people (optional)"
OPTION_BOUNDARIES = "Areas that the table is joined to, if they are not the atlas’s own"
OPTION_BOUNDARIES_ID = "Column with the codes in those areas (optional)"
CHECK = "Check the file"
CHECKING = "Reading the file …"
USABLE = "can be used. Read what was found, then keep it."
REFUSED = "cannot be used, and was not kept."
KEEP = "Keep it"
KEPT = "{name} is part of the atlas now. Build to see what changes."
REPLACE = "Put it in place of the timetables that are there"

BUILD_TITLE = "Build"
BUILD = "Build"
BUILD_DAY = "Weekday to look at (optional)"
BUILD_DAY_HELP = "A typical Tuesday, Wednesday or Thursday of the timetable is chosen if you leave this empty."
BUILD_NEEDS = "Add streets and places first: without them there is little to measure."
BUILDING = "Building"
CANCEL = "Stop building"
BUILT = "Built in {seconds} seconds. The new edition is on the Explore page."
CANCELLED = "The build was stopped. The edition shown before is untouched."

EDITIONS = "Editions"
NO_EDITION_YET = "None yet. Build one: it takes a minute or two."
SHOWN_NOW = "shown now"
SHOW_EDITION = "Show this one"
BUILT_ON = "Built on"
TIMETABLE_OF = "timetable of {day}"
MAP_OF = "map of {day}"
NOTES = "Notes of this build ({count})"
FIRST_EDITION = "The first edition."
EDITION_BROKEN = "The edition {id} cannot be read and is left out."
CHANGE_ADDED = "New input: {name}"
CHANGE_GONE = "No longer used: {name}"
CHANGE_DAY = "Looks at {day} now"
CHANGE_SETTINGS = "Settings in atlas.toml changed"
CHANGE_CODE = "Computed by a newer version of the program"
CHANGE_ROWS = "{what}: {before} before, {after} now"
CHANGE_NONE = "Nothing but the moment it was built"

NEW_TITLE = "Start an atlas"
NEW_STEP = "Step 1: the town and its areas"
NEW_NAME = "Name of the town"
NEW_BOUNDARIES = "Boundaries of wards or neighbourhoods: GeoJSON, GeoPackage, zipped Shapefile or TopoJSON"
NEW_RESOLUTION = "Size of the cells"
RESOLUTIONS = {8: "Large (0.7 km²)", 9: "Usual (0.1 km²)", 10: "Small (0.015 km²)"}
NEW_CENTRE = "Town centre as latitude, longitude (optional: it is found from the map)"
NEW_START = "Start the atlas"
NEW_LACKS = "A name and a file of boundaries are needed to start."
CENTRE_WRONG = "The town centre is “{words}”."
CENTRE_DO = "Needed: two numbers such as 51.584, -2.998."
PARTLY_OUTSIDE = "{share} of its {noun} are outside the street map: the numbers speak of the others."
UNIT_WORDS = {"minutes": "minutes", "hours": "hours", "departures an hour": "an hour"}
ZOOMED = "Zoomed in: cells instead of areas"
