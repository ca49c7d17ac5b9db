"""Words of the What if page."""

from __future__ import annotations

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

FORECAST = "Hang on an action"
FORECAST_ACTION = "Which action does it forecast?"
FORECAST_ON = "Hang it on this action as its forecast"
FORECAST_OFF = "Take it off this action"
FORECAST_HANGS = "It is the forecast of: {action}"
FORECAST_HUNG = "It hangs on the action {action} as its forecast."

FITS_ACTION = "For action A{n}: {title}"
FITS_FINDING = "For what was found: {title}"
FITS_ABOUT = (
    "What could fit there is filled in below with place, line and stops, as a first draft: change it, add it, and work "
    "it out."
)
FITS_THEN = "The result then hangs on the action as its forecast."
FITS_NOTHING = "Nothing of the timetable or the streets could be filled in for this place."
FITS_CHOOSE = "What could fit"
FITS = {
    "direct_line": "A direct line to the centre", "more_often": "Twice as often", "evening": "Later in the evening",
    "sunday": "On Sundays too", "stop": "The stop nearer to the people", "crossing": "A crossing on foot",
}  # fmt: skip
