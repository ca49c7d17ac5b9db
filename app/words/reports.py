"""Words of the frozen reports on the Action plan page."""

from __future__ import annotations

SAYS = (
    "A report for a meeting is frozen with its date, round and filters: it stays as it was, whatever is renamed, moved "
    "or dropped later. Any two can be laid side by side. An erasure on request reaches them all the same."
)
FREEZE = "Freeze the plan as it is now"
NAME = "What the report is for (such as: Scrutiny committee)"
ROUND = "Round (such as 2026 Q4)"
AGREED = "The network agreed the plan on this day"
TAKES_ALL = "It takes the whole plan. Actions: {n}."
TAKES = "It takes {n} of {all} actions, by the filters in force: {filters}."
DO = "Freeze"
DONE = "Frozen: {name}."
NONE = "Nothing has been frozen yet."
LIST = "Frozen reports"
COLUMNS = {"date": "Date", "name": "Report", "round": "Round", "kind": "Kind", "n": "Actions", "filters": "Filters"}
KINDS = {"meeting": "For a meeting", "agreed": "The plan as agreed"}
WHOLE = "None: the whole plan"
TAKE = "Take one away as a file"
WHICH = "Which report"
FOR_WHOM = "For whom"
AUDIENCES = {"everybody": "Everybody", "network": "The integration network", "team": "The team"}
FILES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "ods": "ODS"}
COMPARE = "Two side by side"
FIRST, SECOND = "The earlier one", "The later one"
NOW = "The plan as it is now"
ONE_OF = "{name}, {date}"
NOTHING_CHANGED = "Nothing that is told here has changed between the two."
COUNTS = "Actions: {old} in {before}; {new} in {after}."
GROUP = "{title} ({n})"
COMPARE_COLUMNS = ("Action", "What changed")
ACTION = "A{n}: {title}"
SAME = "Choose two different ones."
GOES_ON = "Does another action go on with it?"
GOES_ON_AS = {"": "No", "merged": "It is merged into", "superseded": "It is superseded by"}
GOES_ON_IN = "Which goes on"
GOES_ON_LINE = {"merged": "Merged into {names}", "superseded": "Superseded by {names}"}
