"""Words of the page Activities."""

from __future__ import annotations

LOCKED = "Sign in to see the activities of this town."
VIEWS = {"list": "What there is", "gaps": "What is missing", "form": "Add or change"}
VIEWS_LABEL = "View"
NOT_STARTED = "No activities yet"
NOT_STARTED_DO = (
    "Bring in a list that somebody keeps (CSV, XLSX, ODS or OpenReferral UK as JSON), or add one by hand. Lists can be "
    "brought in again and again: what changed there changes here, and what was entered here stays."
)
UPLOAD = "Bring in a list of activities"
UPLOAD_SAY = (
    "Headings are recognised: title, when, venue, latitude, longitude, ward, organiser, cost, kind, themes and an id "
    "of the list's own. The file itself is not kept."
)
UPLOAD_FILE = "List (CSV, XLSX, ODS, or OpenReferral UK as JSON)"
UPLOAD_SOURCE = "What the list is called"
UPLOAD_SOURCE_HELP = "Leave it empty for the name it had before, or that of the file."
UPLOAD_DO = "Bring it in"
UPLOAD_NONE = "Choose a file first."

STATES = {
    "running": "Known to run",
    "faded": "Not confirmed for six months",
    "old": "Not confirmed for twelve months",
    "not_known": "Its end is over: not known whether it goes on",
    "not_yet": "Has not begun",
}
COUNTED = {"running": "known to run", "faded": "not confirmed for six months", "old": "for twelve months",
           "not_known": "not known whether they go on", "not_yet": "not begun"}  # fmt: skip
KIND, THEME, ANY = "Kind", "Theme", "any"
NONE_LEFT = "No activity is of this kind and theme."
LIST_CAPTION = "Activities ({n})"
LIST_LABEL = "Table of activities"
COLUMNS = {
    "title": "Activity", "when": "When", "where": "Where", "kind": "Kind", "themes": "Themes", "cost": "Cost",
    "language": "Language support", "organiser": "Organiser", "state": "Known to run?",
}  # fmt: skip
WARD_ONLY = "{area} (known to the ward only)"
NO_PLACE = "no place yet"
ASK = "ask"
ASK_BECAUSE = "Not understood of “{typed}”: {left}. It is shown as “ask”, and on no gap map."
COSTS = {"": "not said", "free": "Free", "donation": "Donation", "paid": "Costs something"}
FILES = {".csv": "CSV", ".xlsx": "XLSX", ".ods": "ODS", ".geojson": "GeoJSON"}
FILES_SAY = "These files come back without loss. Who asked not to be listed is in none of them."
OPEN_ONE = "Look at one"
TYPED = "As it was typed"
UNDERSTOOD = "Understood as"
ORGANISER = "Organiser"
WHERE = "Where"
LANGUAGE = "Language support"
COST = "Cost"
CONTACT = "Contact page"
FOR = "What it is for"
TOLD = "What it has brought, as told"
CONFIRMED = "Last confirmed"
CONFIRMED_NEVER = "Never; it came into the plan on {day}."
CONFIRM = "It still runs: confirm today"
CONFIRM_DONE = "Confirmed today."
CHANGE = "Change it"
ATTEND = "Who can be there, and get home?"
ATTEND_SAY = (
    "In the week of {week}: {there} of {all} {noun} can be there within {limit} minutes when it is held, on foot or by "
    "bus; {home} of them also get home within {home_limit} minutes after it."
)
ATTEND_NO_END = "When it ends is not said, so nobody knows about the way home."
ATTEND_NOT = "It does not happen in the week of {week}, does not say when, or has no place."
ATTEND_WARD = "The middle of the ward's people stands for the place, which nobody shows."
STORY_PIN = "Pin what it has brought"
STORY_HELP = "Makes an enabler of it for the forum, with the words as its evidence."
STORY_DONE = "Pinned as an enabler; it is on the Forum page."
STORY_PINNED = "What it has brought is finding {n} of the forum."
HISTORY = "Who changed it, and when"

GAPS_BY = {"theme": "By theme", "kind": "By kind"}
GAPS_LABEL = "Gaps by"
WEEK = "Week"
WEEK_HELP = "Any day of the week that the gap map is worked out for."
GAPS = "Where nothing can be reached when it happens"
GAPS_SAY = (
    "The number on an area is the share of its people in per cent who reach nothing of this within 30 minutes at a "
    "time when it happens, with a way home after it; “t” means that at least half reach something in term time only."
)
GAPS_ALT = "Map of {label}: share of people who reach nothing: {areas}."
GAPS_NONE_ALT = "Map of {label}: everybody reaches something."
GAPS_CAPTION = "{label}: {n} reach nothing"
GAPS_TABLE = "The same as a table, and a sentence each"
GAPS_HEADS = (
    "Area", "Theme or kind", "People", "Reach nothing", "In term time only", "Could be there, not home", "Held here",
    "Reached by half",
)  # fmt: skip
GAPS_TABLE_CAPTION = "Gaps by area"
GAPS_SENTENCES = "In sentences"
GAPS_FILE = "Gaps as CSV"
GAPS_WAIT = "Searching the timetable at the hours of the activities…"

WHICH = "Which activity"
NEW = "A new one"
TITLE = "What it is"
TEXT = "More about it"
WHEN = "When, in your own words"
WHEN_HELP = "Such as “Tuesdays 10am to 12, term time, not bank holidays”, “First Monday of the month”, dates, or “ask”."
WHEN_READ = "Understood as: {said}"
WHEN_LEFT = "Not understood: {left}. It will be shown as “ask”."
IS_WARD_ONLY = "Known to the ward only"
IS_WARD_ONLY_HELP = (
    "For a private home or a group that must not be found: no point and no address is "
    "kept. Look through the description too: it must not say where."
)
WARD = "Ward"
WARD_NONE = "by the place"
VENUE = "Venue, as people know it"
POINT = "Its place on the map"
POINT_HELP = "A name on the map, or latitude and longitude such as 51.584, -2.998. Empty leaves it as it is."
POINT_NOW = "Now at {lat}, {lon}."
FORM_ORGANISER = "Organiser"
FORM_COST = "Cost"
COST_WORDS = "More about the cost"
FORM_LANGUAGE = "Language support"
FORM_CONTACT = "Contact page"
CONTACT_HELP = "An address that begins with https:// or mailto:"
FORM_KIND = "Kind"
THEMES = "Themes"
AREAS = "Participation"
FORMS = "Forms"
OUTCOMES = "What it can change for a person"
BARRIERS = "Barriers that it addresses"
BENEFITS = "What it brings to the place"
BENEFIT_TOLD = "What it has brought, as somebody told it"
FIRST_DAY, LAST_DAY = "First day", "Last day"
LAST_DAY_HELP = "Once it is over nobody knows whether it goes on: it is not taken for closed."
LAST_CONFIRMED = "Last confirmed"
IS_KEPT = "Stays in the gap map"
IS_KEPT_HELP = "Also when nobody has confirmed it for twelve months."
IS_UNLISTED = "Asked not to be listed"
IS_UNLISTED_HELP = "It is shown nowhere and leaves by no file; no import brings it back."
UNLISTED_REASON = "Who asked, and when"
SAVE = "Save"
SAVED = "Saved."
NONE_CHOSEN = "none"
UNLISTED = "Asked not to be listed ({n})"
UNLISTED_SAY = "Only those who look after the list see these."
