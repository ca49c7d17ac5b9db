"""Words of the page Side by side."""

from __future__ import annotations

COMPARE_LABEL = "What to compare"
COMPARE = {"places": "Two places", "editions": "Two editions"}
SIDES = {"left": "Left", "right": "Right"}
MAP_LABELS = {
    "left": "Left map: {name}. It can also be chosen by its name and read in the table below.",
    "right": "Right map: {name}. It can also be chosen by its name and read in the table below.",
}
MAP_OF_PLACES = "Map of {town}"
MAP_OF_EDITION = "{town}, {edition}"
MEASURE_OF = "{level}: {measure}"

SEARCH_LABELS = {
    "left": "Left place: find an area, street, stop or place",
    "right": "Right place: find an area, street, stop or place",
    "both": "One place in both editions: find an area, street, stop or place",
}
SEARCH_HINTS = {"left": "Left: find a place", "right": "Right: find a place", "both": "Find a place in both"}
EDITION_LABELS = {"left": "Left edition", "right": "Right edition"}
EDITION = "built on {day}, {clock}{dates}"
EDITION_DATES = " (timetable of {weekday})"
SCENARIO = "What if: {name} ({day}, {clock})"
NO_TIMETABLE = "This edition has no timetable, so nobody can say from it where people can reach the rest of the town."
NO_MEASURE = "This edition does not have this measure."

ONE_EDITION = "This atlas has one edition, so there is nothing yet to compare it with."
ONE_EDITION_DO = (
    "An edition is what a build leaves, and is kept. A second one comes from adding a newer file (or changing a "
    "setting) on the Data page and pressing **Build**, or from working out a change on the What if page."
)
SAME_EDITION = "Both sides show the same edition."
CHOOSE_TWO = "Choose a place on each map, by its name or a click. Then the two move together, each round its own place."
CHOOSE_OTHER = "{name} is on the {side}. Choose the other place: search for it, or click on the other map."
NAMES_OF_SIDES = {"left": "left", "right": "right"}

TABLE_TITLE = "The two in numbers"
TABLE_PLACES = "{left} and {right}: what is measured in each, and how the right one differs from the left one."
TABLE_TOWN = (
    "The whole town in both editions: means over its {noun}, and how the right edition differs from the left one."
)
TABLE_PLACE = "{place} in both editions, and how the right edition differs from the left one."
HEAD_MEASURE = "Measure"
HEAD_SIDE = "{side}: {name}"
HEAD_DIFFERENCE = "Right, compared with left"
UNKNOWN_BOTH = "Not known on either side: {titles}."
PLACE_GONE = "The {side} edition does not have this place, so nothing is known of it there."
DOWNLOAD = "This table (CSV)"
CSV_HEADS = (
    "measure", "column", "unit", "left: {left}", "right: {right}", "difference", "left in words", "right in words",
    "difference in words",
)  # fmt: skip

SAME = "the same"
BETTER, WORSE = "better", "worse"
WITH_VERDICT = "{words}, {verdict}"
ONLY = {"left": "only on the left", "right": "only on the right"}
DIFFERENCE = {
    "minutes": ("{n} minute longer", "{n} minutes longer", "{n} minute shorter", "{n} minutes shorter"),
    "share": (
        "{n} percentage point more", "{n} percentage points more", "{n} percentage point less",
        "{n} percentage points less",
    ),
    "of 100": ("{n} point more", "{n} points more", "{n} point less", "{n} points less"),
    "departures an hour": ("{n} an hour more", "{n} an hour more", "{n} an hour fewer", "{n} an hour fewer"),
    "people": ("{n} person more", "{n} people more", "{n} person fewer", "{n} people fewer"),
    "count": ("{n} more", "{n} more", "{n} fewer", "{n} fewer"),
    "": ("{n} more", "{n} more", "{n} less", "{n} less"),
}  # fmt: skip
"""By unit: one more, several more, one less, several less."""

OTHERWISE = {
    "boundaries": "The two editions have other area boundaries: an area of one name need not be the same ground.",
    "resolution": "The cells of the two editions are not of the same size, so a cell here is not a cell there.",
    "extent": "The street maps of the two editions do not cover the same ground.",
    "weight": "The two editions do not count the same: {left} on the left, {right} on the right.",
    "population": "The two editions have other population figures, so a difference may be people and not places.",
    "weekday": "The timetables are of other days: {left} on the left, {right} on the right.",
    "osm": "The street maps are of other days: {left} on the left, {right} on the right.",
    "osm_file": "The two editions come from other street maps.",
    "gtfs": "The two editions come from other timetables.",
    "parameters": "The two editions were measured with other settings (walking speed, limits or times).",
    "corrections": "Other corrections of the forum went into the two editions.",
    "code": "The two editions were measured by different versions of this program, which can make small differences.",
    "scenario": "“{name}” is a change worked out in advance, not a measured state.",
}
