"""Words of the page Monitor."""

from __future__ import annotations

NOTHING = "There is no action yet"
NOTHING_DO = "Actions are made from the barriers and enablers of a forum. What becomes of them is told here."
AREA_LABEL = "Area"
EVERY_AREA = "All areas"
NO_PLACE = "Whole town or national"
GONE_AREA = "{code} (no area of this edition)"
CHOSEN_OF = "{n} of {all} actions."

HAPPENED = "Did it happen?"
NUMBERS = {
    "actions": ("action", "actions"),
    "overdue": ("overdue", "overdue"),
    "moved": ("with a date that was moved", "with a date that was moved"),
    "waiting": ("not looked at this quarter", "not looked at this quarter"),
    "ongoing": ("ongoing, without an end", "ongoing, without an end"),
}
"""What the large numbers count: for one, and for any other number."""
COUNTS_CAPTION = (
    "Actions by area and status. An action of several areas counts in each; those without a place have a line of their "
    "own. What is ongoing has no end and is counted by itself."
)
COUNTS_LABEL = "Table of actions by area and status"
HEAD_AREA, HEAD_ONGOING, HEAD_OVERDUE = "Area", "Ongoing", "Overdue"
MAPS = "The same on small maps, one for each status"
MAPS_SAY = (
    "The number on an area says how many of its actions have that status; the darker, the more. The table above has "
    "the same numbers in words."
)
MAPS_ALT = "Map of the areas with actions that are {status}: {areas}."
MAPS_CAPTION = "{status}: in {n} areas"
STATUS_CAPTION = "Actions by status"
STATUS_ONGOING = "Ongoing"
OVERDUE = "Late ({n})"
OVERDUE_NONE = "Nothing is late."
OVERDUE_CAPTION = "What is late, the oldest first"
HEADS_OVERDUE = ("Action", "What is late", "Was due", "Responsible")
WHOLE_ACTION = "the whole action"
NOBODY = "nobody yet"
MOVED = "Dates that were moved ({n})"
MOVED_NONE = "No date was moved."
MOVED_CAPTION = "Milestones whose day was changed"
HEADS_MOVED = ("Action", "Milestone", "First day", "Day now", "Times moved")
NO_DAY = "no day"
WAITING = "Nobody has looked at these since {day} ({n})"
WAITING_NONE = "Everything that goes on was looked at since {day}, when this quarter began."
WAITING_LAST = "{title}: last looked at on {day}."
WAITING_NEVER = "{title}: never looked at."
LOOKED = "Looked at, nothing new"
LOOKED_HELP = "{action}: looked at, nothing new"
LOOKED_DONE = "Noted: looked at today, nothing new."
MORE = "and {n} more; choose an area to see them"
PROGRESS = "Progress, counted"
PROGRESS_CAPTION = "Interventions and milestones done, of all that count"
PROGRESS_OF = "{done} of {all} done"
PROGRESS_NONE = "No action has interventions or milestones yet."

CLOSE = "Close an action"
CLOSE_ABOUT = "That something was done does not say that it helped: two questions, apart."
CLOSE_WHICH = "Which action?"
CLOSE_NONE = "No action can be closed: only what is under way can become done."
CARRIED_OUT = "Was it carried out?"
CARRIED = {"wholly": "Wholly", "partly": "Partly", "not": "Not"}
HELPED = "Did it help?"
HELP = {
    "measured": "Yes, measured",
    "told": "Yes, people say so",
    "no": "No",
    "not_known": "Not known yet",
}
RESULT = "In your words (optional)"
CLOSE_SAVE = "Close it"
CLOSE_ASK = "Answer both questions."
CLOSED = "Closed: {title}."

CHANGED = "Did anything change?"
CHANGED_ABOUT = (
    "Each success measure over the editions, at the action's place. That two things happened one after the other does "
    "not say that one came from the other."
)
CHANGED_NONE = "None of these actions has a success measure yet."
WITHOUT = "{n} of these actions have no success measure."
WITHOUT_ONE = "1 of these actions has no success measure."
SERIES_CAPTION = "{measure}. Bar: here; mark: the rest of the town."
SERIES_CAPTION_PLAIN = "{measure}"
BEGINNING = "At the beginning, {day}"
TARGET = "Target"
TARGET_BY = "Target, by {day}"
FORECAST = "Forecast: {name}"
HERE_AND_REST = "{here}, rest of the town {rest}"
APART = "{value}, cannot be compared"
REASONS = "{day}: cannot be compared. {why}"
SHOW_MORE = "Show more"
WHY = "Why it changed"
WHY_ABOUT = "from {before} to {after}"
WHY_ASK = "Work out why it changed"
WHY_HELP = "{action}: work out why it changed"
WHY_COSTS = (
    "Timetable, map, people and settings are exchanged one at a time: up to sixteen quick builds, kept for later."
)
WHY_RUNNING = "Working out why it changed"
WHY_STOP = "Stop"
WHY_STOPPED = "Stopped. Nothing half-made is left."

TRANSPORT = "Transport in my area"
TRANSPORT_ABOUT = (
    "One page for each area, for everybody to see: how it gets about, its barriers, who does what, what is late."
)
TRANSPORT_CHOOSE = "Choose an area above for its page alone."
TRANSPORT_ONE = {"docx": "{area} (Word)", "pdf": "{area} (PDF)"}
TRANSPORT_ALL = {"docx": "All areas in one file (Word)", "pdf": "All areas in one file (PDF)"}

TOLD = "{n} phones say of places of pins whether it helped: {yes} yes, {in_part} partly, {no} no."
TOLD_ONE = "1 phone says of places of pins whether it helped: {yes} yes, {in_part} partly, {no} no."
TOLD_RAISED = "That is a question for the network, on its page."
TOLD_ONLY = "Without a measure, but people say:"
