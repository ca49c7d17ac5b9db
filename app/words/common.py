"""Every sentence and label of the app that is not a measure's own (those are in the registry)."""

from __future__ import annotations

APP = "Everyday Atlas"
MADE_UP = "Made-up town: nothing here is real"
EXPLORE = "Explore"
DATA = "Data"
ACCESSIBILITY = "Accessibility"
QUESTION = "Where can people get about near home, and where can they reach the rest of town?"

LEVELS = {"near": "Near home", "across": "Across town", "both": "Both together", "suggested": "Suggested barriers"}
LEVEL_LABEL = "Level"
BANDS = {"am": "Weekday morning", "evening": "Evening", "sunday": "Sunday"}
BAND_LABEL = "Time of the week"
UNITS = {"areas": "Areas", "cells": "Cells"}
UNIT_LABEL = "Show by"
MEASURE_LABEL = "Measure"
SEARCH_LABEL = "Find an area, street, stop or place"
SEARCH_HINT = "Find an area, street, stop or place"
TYPED = "Coordinates"
TYPED_LABEL = "Latitude, longitude, or the id of a cell"
TYPED_HINT = "51.584, -2.998"
LAYERS_LABEL = "Also show"
LAYERS = {"places": "Places", "stops": "Stops", "lines": "Lines", "corrections": "Corrections"}


NO_TIMETABLE = (
    "This atlas has no timetable, so nobody can say from it where people can reach the rest of the town. "
    "Add a GTFS timetable on the Data page and build again."
)
BAND_UNKNOWN = "The timetable does not say enough about this time of the week."
UNKNOWN_TITLE = "Not known"
NOTHING_KNOWN = "Nothing is known of this measure anywhere in the town: what it is computed from is missing."
NOT_KNOWN = "not known"
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
DISTRIBUTION_OF = "{measure}: {words}."
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
REACH_WALK = "Walking"
REACH_WALKS = {
    "usual": "As everywhere in this atlas",
    "w36": "Slower: 3.6 km/h",
    "w29": "Slowly: 2.9 km/h",
    "stepfree": "Without steps",
}
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

SUGGESTED_LEGEND = "Suggested barriers and enablers; letters and numbers as in the list"
SUGGESTED_NOTE = "Draft barriers and enablers that the numbers suggest. People who live there have the last word."
SUGGESTED_MEANING = (
    "Each is found by a fixed rule from distances, timetables and street maps, and is a question to ask, not an "
    "answer: it does not know what people say, pay or put up with. Barriers come first, those with most people "
    "and furthest over the rule's limit at the top. The limits can be changed in atlas.toml."
)
NO_SUGGESTIONS = "This edition has no suggestions: build again to have them looked for."
NOTHING_SUGGESTED = "The rules find neither a barrier nor an enabler in this town."
KINDS = {"barrier": "Barriers", "enabler": "Enablers"}
KIND_WORDS = {"barrier": "Barrier", "enabler": "Enabler"}
LEVEL_WORDS = {"neighbourhood": "near home", "city": "across town"}
SHAPE_WORDS = {
    "barrier": "B: barrier (hatched, full outline)",
    "enabler": "E: enabler (dotted, broken outline)",
    "line": "B: cut off on foot (thick broken line)",
}
SUGGESTED_LIST = "What holds places back, and what helps"
SUGGESTED_PICK = (
    "Choose one to see it on the map with its evidence, or click on the map to see what is suggested there."
)
SUGGESTED_BACK = "Back to the list"
SUGGESTED_EVIDENCE = "Evidence, against the town"
SUGGESTED_HERE = "Suggested here"
SUGGESTED_NONE_HERE = "No barrier or enabler is suggested here. That does not mean there is none: ask."
SUGGESTED_AREAS = "In {areas}."
SUGGESTED_TABLE = "All suggestions as a table"
SUGGESTED_TABLE_NOTE = "One row for each suggestion, barriers first. A letter and number stand beside it on the map."
EVIDENCE_HERE = "Here"
EVIDENCE_TOWN = "Town, middle"
SUGGESTED_LEAVES_OUT = (
    "All leave out fares, late and cancelled buses, hills, lighting and safety, community transport that open "
    "timetables lack, and places that are not on the map."
)

BOTH_LABEL = "Both together as"
BOTH_VIEWS = {"scores": "Two scores", "types": "Types of place"}
BOTH_SCORES = "Score near home, and score across town"
TYPES = {
    "connected": "Connected",
    "self-contained": "Self-contained",
    "pass-through": "Pass-through",
    "cut-off": "Cut off",
}
TYPE_SENTENCES = {
    "connected": "much within a walk, and much of the town within reach.",
    "self-contained": "much within a walk, little of the town within reach.",
    "pass-through": "little within a walk, much of the town within reach.",
    "cut-off": "little within a walk, and little of the town within reach.",
}
TYPES_TITLE = "Type of place, by cell ({noun} in each)"
TYPE_COLUMN = "Type of place"
TYPES_NONE = "No type: nobody lives there, or not known"
TYPES_MEANING = (
    "A level counts as low if its score is under 50 and it also fails an absolute limit: the centre over 20 "
    "minutes away, or fewer than 80 % of the everyday amenities within a walk. How people see their own place is "
    "not in it: ask them."
)
TYPES_ABOUT = (
    "**Types of place.** *What it means.* Much or little near home, and much or little of the town within reach, "
    "make four types. *What it leaves out.* Everything that the two scores leave out, and how people see their "
    "own place. *What could be done.* Self-contained places may need a better line more than another hall; "
    "pass-through places the reverse."
)
TYPES_OF_AREA = "Of its {noun}: {shares}."
SCORES_AGAINST = "Scores (black mark: the town’s median)"
SCORE_TITLES = {"neighbourhood_score": "Near home", "city_score": "Across town"}
SCORE_WORDS = "{value} of 100"
SCORE_PARTS = "What the scores are made of"
SCORE_PARTS_NOTE = (
    "Each part is a rank among the people of the town’s first edition: 50 is the middle, 100 the best. What is "
    "not known is left out of the score."
)
USUAL_JOURNEY = "The usual journey to the centre"
GOES_ROUND = "The usual bus goes round by {stops}: it rides {ratio} times the straight line."
GOES_ROUND_SOMEHOW = "The usual bus goes a long way round: it rides {ratio} times the straight line."
PTAL_LINE = "Public transport access level (PTAL): {band} (index {index})."
PTAL_ABOUT = "About PTAL"
THE_CENTRE = "the centre"

WHAT_IF = "What if"
WHAT_IF_TITLE = "What would a change do?"
WHAT_IF_ABOUT = (
    "Put together one or more changes of the timetable or the footways, and see what they would do to what is in "
    "reach: for whom, where, and what it takes to run. The atlas itself stays as it is."
)
WHAT_IF_LEAVES_OUT = (
    "It leaves out how many people would use it, fares, delays, drivers and vehicles, and where the money comes from. "
    "Run times of new lines are estimates. Talk to the operator before you promise anything."
)
WHAT_IF_NOTHING = "Build the atlas first: a change needs something to be compared with."
WHAT_IF_NEW = "A new scenario"
WHAT_IF_KEPT = "Kept scenarios"
EDIT_KIND = "Kind of change"
EDIT_ADD = "Add this change"
EDIT_LIST = "Changes of this scenario ({count})"
EDIT_TAKE_OUT = "Take out"
EDIT_NONE = "No change yet: fill in the form and add it."
EDIT_OPTIONAL = "if left empty: {default}"
EDIT_STOPS_HINT = "In order of travel. For a stop that does not exist yet type: Name @ 51.58, -2.99"
EDIT_POINT_HINT = "51.584, -2.998"
EDIT_POINTS_HINT = "One point in each line: 51.584, -2.998"
EDIT_NUMBERS_HINT = "Minutes with commas between them: 4, 3.5, 6"
EDIT_FIELDS = {
    "new_line.name": "Name of the line",
    "stops": "Stops",
    "headway_min": "Minutes between departures",
    "start": "From (time)",
    "end": "Until (time)",
    "until": "Last departure (time)",
    "extend_hours.from": "First departure (time)",
    "days": "Days",
    "speed_kmh": "Speed, km/h",
    "run_min": "Minutes from stop to stop",
    "both_ways": "Also back, at the same times",
    "mode": "Kind of vehicle",
    "line": "Line",
    "direction": "Direction",
    "stop": "Stop",
    "lat": "New latitude",
    "lon": "New longitude",
    "new_footpath.from": "From (latitude, longitude)",
    "to": "To (latitude, longitude)",
    "points": "Or all its points",
    "new_footpath.name": "Name of the path",
    "is_crossing": "Crosses a road, a railway or a river",
    "steps": "Has steps",
}
DAY_WORDS = {"weekday": "Monday to Friday", "saturday": "Saturday", "sunday": "Sunday"}
EITHER_WAY = "Both directions"
SCENARIO_OF = "What if: {name}"
SCENARIO_CHECKING = "Looking at the timetable and the streets …"
SCENARIO_NAME = "Name of the scenario"
SCENARIO_CHECK = "Check"
SCENARIO_FAULTLESS = "Nothing speaks against it: it can be worked out."
SCENARIO_RUN = "Work it out"
SCENARIO_RUNNING = "Working it out"
SCENARIO_STOP = "Stop"
SCENARIO_DONE = "Worked out in {seconds} seconds."
SCENARIO_STOPPED = "Stopped. Nothing was kept."
SCENARIO_CHANGES = "Changes"
SCENARIO_NOTES = "To know about it"
SCENARIO_SHOW = {"change": "Difference", "before": "Before", "after": "After"}
SCENARIO_SHOW_LABEL = "On the map"
SCENARIO_COMPARED = "Compared with the edition of {day}."
GAIN_SENTENCE = "{title}: better for {gain}, worse for {lose}."
GAIN_TITLE = "Who gains and who loses"
GAIN_NOTE = "Counted from a change that somebody would notice ({noun}); the numbers before and after are means."
GAIN_NONE = "Nothing changes that anybody would notice."
AREA_TITLE = "By area: {measure}"
AREA_NOTE = "One row for each area, the largest change first. Empty means not known or out of reach."
COSTS_TITLE = "What it takes to run"
COSTS_SENTENCE = "Line {line}: {hours} vehicle hours a week ({departures} departures a week)."
COSTS_TOTAL = "Together {hours} vehicle hours a week."
COSTS_NOTE = (
    "A vehicle hour is an hour between the first departure and the last arrival of a trip. Time at the ends, "
    "empty runs and breaks come on top, by about a fifth in towns."
)
COSTS_NONE = "The timetable costs the same to run as before."
CHANGE_LEGEND = "Change in {change}: {measure}, by {unit} (in each class: {noun})"
CHANGE_POINTS = "percentage points"
CHANGE_WORSE = "worse"
CHANGE_BETTER = "better"
CHANGE_UP_TO = "under {step} either way"
CHANGE_MORE = "or more"
CHANGE_OUT_OF_REACH = "A centre that is out of reach counts as 120 minutes on this map."
CHANGE_CSV = "Comparison by cell (CSV)"
CHANGE_AREAS_CSV = "Comparison by area (CSV)"
CHANGE_GTFS = "Changed timetable (GTFS)"
CHANGE_MAP_LABEL = "Map of what the scenario changes in {name}. The same is in the tables below."
