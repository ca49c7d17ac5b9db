"""Words of the page Survey, and of surveys on the map."""

from __future__ import annotations

NOTHING = "No survey is in this atlas yet"
NOTHING_DO = (
    "Add a table of survey results by ward on the Data page, or with `everyday add FOLDER survey FILE`, and build "
    "again. Wide tables (a column for each question) and long ones (a row for each value) are both read."
)
INDICATOR = "Question"
YEAR = "Year"
ENDED = "{title} (no longer asked)"
WITH_THEME = "{theme} · {title}"
VIEW_LABEL = "What to look at"
VIEWS = {"map": "Map", "ranking": "Ranking", "years": "Years", "beside": "Beside mobility"}
ASKED_TITLE = "{title}, {year}"
ABOUT = "Who answered"
SOURCE = "Source: {source}."

MAP_TITLE = "{title}, {year}, against the {against}"
MAP_HEADING = "{title}, {unit}"
MAP_LABEL = "Map of what people say in {name}. Everything on it can also be read in the table below."
LEGEND_SAME = "Hatched: cannot be told apart from the {against}"
LEGEND_WITHHELD = "Dotted: suppressed"
LEGEND_BLANK = "Blank, or not asked here"
AREAS = "{n} areas"
AREAS_ONE = "1 area"
BETTER = "better"
WORSE = "worse"
HINT = "Click an area on the map for its numbers."
NAMED = "Areas that people use"
NAMED_CHOICE = "Choose one"
NAMED_NOTE = (
    "Pooled over whole wards, weighted by their people, with the answers of all of them. They lie on the areas above: "
    "the two are not counted together."
)
NAMED_HEADS = ("Area that people use", "In numbers, or why there are none")
NAMED_CAPTION = "{title}, {year}: areas that people use"
NAMED_BACK = "Back to all areas"
STANDING_OUT = "Standing out from the {against}"
NONE_STANDING_OUT = "No area stands out from the {against}."
PIN_HERE = "Pin it"

RANKING = "Ranking"
RANKING_CAPTION = "{title}, {year}: areas from the highest value, with 95 % intervals; the dashed line is the town."
RANKING_CAPTION_PLAIN = (
    "{title}, {year}: areas from the highest value; the dashed line is the town. There are no intervals, so nobody can "
    "say which places are chance."
)
RANKING_HEADS = ("Area", "Value and interval on a line from left to right", "In numbers")
RANKING_PLACES = (
    "Between two places means that the area cannot be told apart from those that hold them. Pairs are not corrected "
    "for how many there are."
)
PLACE = "place {place}"
PLACE_RANGE = "place {place} (between {best} and {worst})"
UNKNOWN_HEAD = "Without a value"
NO_RANKING = "Nothing is known of this question in {year}, so there is nothing to rank."

YEARS = "Years"
YEARS_AREA = "Area"
WHOLE_TOWN = "Whole town"
YEARS_ONE = "It was asked in {year} alone: there is no other year to compare with."
YEARS_CAPTION = "{title}, {area}, by year, with 95 % intervals. The scale is the same for all years."
YEARS_HEADS = ("Year", "Value and interval on a line from left to right", "In numbers")
BROKEN = "Broken after {year}"
BROKEN_WHY = "{why}; years on either side are not compared."
BROKEN_NO_WHY = "Years on either side are not compared."
BEFORE = "From"
AFTER = "To"
CHANGE = "What changed by area"
CHANGE_CAPTION = (
    "{title}: change from {before} to {after} by area, the largest first. Changes are worked out before rounding."
)
JUST_OVER, JUST_UNDER = "just over 0", "just under 0"
CHANGE_HEADS = ("Area", "From {before}", "To {after}", "Change (95 % interval)", "What can be said")
CHANGES = {"rose": "went up", "fell": "went down", "same": "cannot be told from chance", "": "no interval, not judged"}
CHANGE_ORDER = "The later year must come after the earlier one."

MEASURE = "Measure of mobility, or another question"
OTHER_QUESTION = "Survey: {title}"
CHOOSE = "Choose another question"
BAND = "Time of the week"
NO_MEASURES = (
    "This edition knows no measure of mobility by area (it has no streets or no timetable), so nothing can be set "
    "beside the survey. Another question can: choose it above."
)
NO_VALUES = "{measure} is not known in any area of this edition, so it cannot be set beside the survey."
HOW_MAPS = {"two": "Two maps", "one": "One map"}
HOW_LABEL = "How the two are mapped"
MAP_SAID = "What people say"
MAP_POSSIBLE = "What is possible"
MAP_OTHER = "Another question"
MAP_NAMES = {"left": "Left map: what people say in {name}.", "right": "Right map: what is possible in {name}."}
UP_TITLE = "{year}: {title}"
SCATTER = "Each area by both"
SCATTER_CAPTION = "Across: {measure}. Up: {title}, {year}, with its 95 % interval where there is one. {n} areas."
SCATTER_ALT = "Scatter of {n} areas: {sentence} The numbers stand in the table below."
SCATTER_UNNAMED = "{n} names that would not fit stand in the table below."
SCATTER_ONE_UNNAMED = "One name that would not fit stands in the table below."
SCATTER_NONE = "Fewer than two areas have both: there is nothing to draw."
PAIR_TABLE = "The numbers of this picture"
PAIR_CAPTION = "{title}, {year}, and {measure}, by area."
PAIR_HEADS = ("Area", "{title}, {year}", "{measure}")
OUT_OF_LINE = "Out of line: conversations to have"
OUT_OF_LINE_ABOUT = (
    "Areas that say one thing where the measure says another. Nothing here says which of the two is right, or why."
)
OUT_OF_LINE_NONE = "No area is far out of line."
OPEN_FORM = "Anybody could answer this question: read it as voices, not as the areas' opinion."
BOTH_TITLE = "{title}, {year}, and {measure}, each at the town's value"
BOTH_HATCHED = "Hatched: the survey cannot tell it apart from the {against}"
BOTH_CORNER = "Survey {says}; {measure} {has}"
BOTH_NO_TOWN = "The town's value of “{title}” is not known, so there is no line to part two by two."
SIDES = {"better": "better than the town", "worse": "worse than the town", "higher": "above the town",
         "lower": "below the town"}  # fmt: skip

TABLE_OPEN = "Show the table and its download"
TABLE_NOTE = (
    "One row for each area and one for the town. Empty means that nothing is known; the note says whether it was "
    "suppressed, left blank or not in the table. 0 is 0."
)
TABLE_LABEL = "{title}, {year}: values by area"
CSV = "CSV (spreadsheet)"
