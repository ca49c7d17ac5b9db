"""Words of the Data page."""

from __future__ import annotations

DATA_QUESTION = "What is this built on?"
OUTSIDE = "Changed by another program"
OUTSIDE_TOLD = (
    "Something in the plan does not say any more what was written here. Nothing is saved over it before it is settled."
)
OUTSIDE_WORDS = "What was said before, and what is said now"
OUTSIDE_BEFORE_NOW = "{field}: before “{before}”, now “{now}”"
OUTSIDE_PLANNER = "A planner settles it."
OUTSIDE_TAKE = "Take the changes over"
OUTSIDE_TAKE_HELP = "Each that breaks no rule becomes a change of the plan in your name, with an entry in the trail."
OUTSIDE_BACK = "Put back what was there"
OUTSIDE_BACK_HELP = "Each record says again what the audit trail says of it last; what was added is taken out."
OUTSIDE_DONE = "Settled: the plan is guarded again."
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
TIMETABLE_OVER = "The timetable {name} ended on {day}. Buses may run otherwise now: add a newer one."
MAP_OLD = "The street map is of {day}. Streets and places may have changed: add a newer extract."
MAP = "street map"
TIMETABLE = "timetable"
APART = "The {older} is about {months} months older than the rest: what was built in between is not in it."

ADD = "Add an input"
KIND = "What is it?"
FILE = "File: {what}"
OPTIONS = "Names of columns (only if they are not found by themselves)"
OPTION_COLUMNS = {
    "id_column": "Column with the area codes (optional)",
    "name_column": "Column with the names (optional)",
    "count_column": "Column with the number of people (optional)",
    "boundaries_id_column": "Column with the codes in those areas (optional)",
}
OPTION_BOUNDARIES = "Areas that the table is joined to, if they are not the atlas’s own"
SURVEY_OPTIONS = "What the table does not say (all optional)"
SURVEY_FIELDS = {
    "sampling": "How people were chosen",
    "asked": "How many people were asked",
    "answered": "How many people answered",
    "base": "Who was asked, where it was not everybody",
    "comparator": "What the town’s value is, in words",
    "polarity": "Which end is better: KEY=higher, lower or neither, semicolons between; all=guessed",
    "unit": "Units that the table does not say: KEY=%, count, score, rank, rate or mean",
    "breaks": "Where a series is broken: 2021/22: went online",
    "suppressed_below": "Suppressed counts are smaller than this number, where the marks do not say (<5 does)",
    "sample_size": "Number of answers beside several indicators: all (behind every percentage), indicator (its own)",
    "year": "Year, where the table does not say",
    "sheet": "The one sheet of the workbook to read",
}
SAMPLINGS = {"": "Not stated", "random": "A random sample", "invited": "By invitation", "open": "Open to anybody"}
SURVEY_YES = {
    "weighted": "The publisher weighted the answers",
    "by_name": "Join by names (look at the list first: wards of two years share names)",
    "partial": "Take the areas that fit, where others do not",
}
OPTION_LOOKUP = "Look-up table from its codes, or from postcode districts, to the atlas’s areas (optional)"
OPTION_SMALL_AREAS = "Boundaries of the small areas, or of the wards that the table means"
CHECK = "Check the file"
CHECKING = "Reading the file …"
USABLE = "can be used. Read what was found, then keep it."
REFUSED = "cannot be used, and was not kept."
KEEP = "Keep it"
KEPT = "{name} is part of the atlas now. Build to see what changes."
REPLACE = "Put it in place of what is there: {names}"

BUILD_TITLE = "Build"
BUILD = "Build"
BUILD_DAY = "Weekday to look at (optional)"
BUILD_DAY_HELP = "A typical Tuesday, Wednesday or Thursday of the timetable is chosen if you leave this empty."
BUILD_NEEDS = "Add streets and places first: without them there is little to measure."
BUILDING = "Building"
CANCEL = "Stop building"
BUILT = "Built in {seconds} seconds. The new edition is on the Explore page."
CANCELLED = "The build was stopped. The edition shown before is untouched."

KINDS_TITLE = "Kinds of places"
KINDS_EXPLAINED = (
    "What counts as a place that people go to: libraries, cafés, parks. A town can add kinds of its own, change the "
    "usual ones or switch them off; the next build follows."
)
KINDS_LIST = "The {count} kinds of this atlas"
KINDS_EDIT = "Change the kinds of places"
KINDS_TEXT = "What differs from the usual kinds (place_kinds.toml)"
KINDS_HELP = (
    "Empty means the usual kinds. A new kind needs all settings, a usual one only those that change. The tags are "
    "those of OpenStreetMap."
)
KINDS_EXAMPLE = """[kind.repair_cafe]
title = "Repair café"
singular = "repair café"
plural = "repair cafés"
is_bumping_place = true
is_indoors = true
is_free = true
run_by = "community"
is_amenity = false
icon = "Re"
group = "meeting"
tags = [["repair", "assisted_self_service"]]

[kind.pub]
is_off = true

[kind.green_space]
min_area_m2 = 2000"""
KINDS_KEEP = "Keep these kinds"
KINDS_RELOAD = "Discard what is typed"
KINDS_KEPT = "The kinds of places are kept. Build to see them on the map."
KINDS_MEANWHILE = "Somebody has changed the kinds of places since this page was opened."
KINDS_MEANWHILE_DO = "Copy what you typed, discard it here and look at the new text first."

EDITIONS = "Editions"
NO_EDITION_YET = "None yet. Build one: it takes a minute or two."
SHOWN_NOW = "shown now"
SHOW_EDITION = "Show this one"
HELD_BACK = "Built, not shown: it lost more than half of something against the edition that is shown."
HELD_BACK_DO = "Where the loss is real, show it below; else look at the inputs and build again."
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

NEW_RESOLUTION = "Size of the cells"
RESOLUTIONS = {8: "Large (0.7 km²)", 9: "Usual (0.1 km²)", 10: "Small (0.015 km²)"}
NEW_CENTRE = "Town centre as latitude, longitude (optional: it is found from the map)"
CENTRE_WRONG = "The town centre is “{words}”."
CENTRE_DO = "Needed: two numbers such as 51.584, -2.998."
