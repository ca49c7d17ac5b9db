"""Words of the Explore page."""

from __future__ import annotations

LEVELS = {"near": "Near home", "across": "Across town", "both": "Both together", "suggested": "Suggested barriers"}
LEVEL_LABEL = "Level"
BANDS = {"am": "Weekday morning", "evening": "Evening", "sunday": "Sunday"}
BAND_LABEL = "Time of the week"
SEARCH_LABEL = "Find an area, street, stop or place"
SEARCH_HINT = "Find an area, street, stop, place or 51.584, -2.998"
UNKNOWN_TITLE = "Not known"
NOTHING_KNOWN = "Nothing is known of this measure anywhere in the town: what it is computed from is missing."

TOWN_IN_BRIEF = "The town in brief"
NOTHING_CHOSEN = "Click on the map, or find a place above, to see it in detail."
FURTHEST = "Furthest from the rest of the town"
SHOW_REACH = "Show reach from here"
HIDE_REACH = "Back to the measure"
CLEAR = "Back to the whole town"
ON_ONE_PAGE = "On one page"
PAGE_FORMS = {"docx": "Word, one A4 page", "pdf": "PDF, one A4 page"}
PROFILE_SAYS = "Profile: who lives here, both mobilities, survey, activities, findings and actions."
PROFILE_FORMS = {"docx": "Profile, Word", "pdf": "Profile, PDF"}
PROFILE_ALL = "Profiles of all areas, Word"

MEANING = "What it means"
LEAVES_OUT = "What it leaves out"
COULD_BE_DONE = "What could be done"
SOURCE = "Where the definition comes from"
ABOUT_MEASURE = "About"
ABOUT_HELP = "About this measure: what it means, what it leaves out, what could be done"

SEARCH_GONE = "That cannot be found any more. Search again."
OUTSIDE_CLICK = "That point lies outside the town: nothing is known about it here."

OUTSIDE_STREETS = (
    "This place lies outside the street map the atlas was built from, so what can be reached from here is not known. "
    "It does not mean that there is nothing."
)
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
DOUBTFUL = " (more than half of it not known)"
SPREAD_OF = "{measure}: how the town’s {noun} are spread. Half have {median} or less (the dark bar, ▲)."
SPREAD = "How the town’s {noun} are spread. Half have {median} or less (the dark bar, ▲)."
SPREAD_SENTENCE = (
    "{measure}: a bar for each step, from {low} to {high}. The tallest, {tallest}, holds {people}. "
    "The town’s median is {median}."
)
SPREAD_CAPTION = "{measure}: {noun} in each bar"
SPREAD_NONE = "none"
SPREAD_MEDIAN = "holds the town’s median"
LEFT_OUT = "{share} of the town’s {noun} are outside the street map: nothing is known of them, and they are left out."
HOME_TO = {
    "residents": "Home to {people}.",
    "households": "Home to {people}.",
    "small areas": "{people} of the census lie here.",
}
AGAINST_TOWN = "Against the town (black mark, and in brackets: the town’s median)"
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
WITH_TOWN = "{value} (town {town})"
BY_HOUR_SENTENCE = (
    "{chart}: {all} in all. Most, {most} an hour, from {from_hour} on; none in {none_n} of {hours_n} hours."
)
BY_HOUR_NONE = "{chart}: none."
BY_HOUR_LINE = "{chart}: at most {most} an hour, {all} in all."
BY_HOUR_HEADS = ("Hour from", "Departures")
BY_HOUR_TOP = "{most} an hour"
BY_HOUR = {"weekday": "Departures by hour at {stop}, weekday", "sunday": "Departures by hour at {stop}, Sunday"}
REACH_TITLE = "Where one can get to from here"
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
PARTLY_OUTSIDE = "{share} of its {noun} are outside the street map: the numbers speak of the others."

SUGGESTED_LEGEND = "Suggested barriers and enablers; letters and numbers as in the list"
SUGGESTED_MEANING = (
    "Each is found by a fixed rule from distances, timetables and street maps, and is a question to ask, not an "
    "answer: it does not know what people say, pay or put up with. Barriers come first, those with most people "
    "and furthest over the rule's limit at the top. The limits can be changed in atlas.toml."
)
NO_SUGGESTIONS = "This edition has no suggestions: build again to have them looked for."
NOTHING_SUGGESTED = "The rules find neither a barrier nor an enabler in this town."
KINDS = {"barrier": "Barriers", "enabler": "Enablers"}
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
SCORES_AGAINST = "Scores (black mark, and in brackets: the town’s median)"
SCORE_TITLES = {"neighbourhood_score": "Near home", "city_score": "Across town"}
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

SUGGESTIONS_DISMISSED = "Dismissed ({n})"
