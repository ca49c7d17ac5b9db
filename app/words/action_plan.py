"""Words of the Action plan page."""

from __future__ import annotations

LOCKED = "Your role does not allow you to look at the plan."
NOTHING = "There are no actions yet"
NOTHING_DO = (
    "An action begins with a barrier or an enabler that the forum agreed on: press **New action**, or **Plan an "
    "action** on a finding of the Forum page."
)
VIEWS = {
    "plan": "The plan", "first": "What to act on first", "dates": "Dates", "reports": "Reports",
    "packs": "Evidence packs", "register": "Council's register", "organisations": "Organisations",
}  # fmt: skip
VIEWS_LABEL = "What is shown"
FILTER = "Choose actions"
FILTER_FIELDS = {
    "areas": "Areas", "policy_spheres": "Policy spheres", "organisations": "Organisations", "levels": "Levels",
    "statuses": "Statuses", "dimensions": "Dimensions", "themes": "Themes", "sectors": "Sectors",
    "benefits": "Who benefits", "rags": "Red, amber or green", "conditions": "Only those that are …",
}  # fmt: skip
FILTER_NONE = "The whole plan"
COUNT = "{n} of {all} actions"
COUNT_ALL = {"one": "1 action", "many": "{n} actions"}
NEW = "New action"
LIST_MORE = "Show more: {n} are not listed"
PLACELESS = "Without a place: whole town or national ({n})"
ON_MAP = "On the map ({n})"
NONE_CHOSEN = "No action is like that. Take a filter away."
MAP_HEADING = "Actions"
MAP_HINT = "Press an action on the map, or in the list."
HOW_MANY_LEGEND = "Actions by area"
CLOSE = "Close"

WHAT, HOW, WHO, WHEN, SUCCESS = "What", "How", "Who", "When", "How we shall know"
NO_FINDING = "It is not about any finding yet."
RESPONSIBLE, LEAD, CONTRIBUTES, BENEFITS = "Responsible", "leads", "Can contribute", "Benefits"
STILL_TO_NAME = "still to be named"
NEVER_ASKED = "Never asked: {names}."
NO_ANSWER = "No answer for 60 days: {names}."
CEASED = "Has ceased, to be assigned again: {names}."
STATUS = "Status"
LEVEL = "Level"
RAG_SIGNS = {"green": "● Green", "amber": "▲ Amber", "red": "■ Red"}
RAG = "Red, amber or green"
RAG_NONE = "not judged"
RAG_REASON = "Why (needed for amber and red)"
OVERDUE = "Overdue"
ONGOING = "Ongoing; next look {day}"
ONGOING_NO_DAY = "Ongoing"
DUE = "Due {day}"
NO_DATE = "No date yet"
MOVED_FROM = "moved from {days}"
DONE_ON = "done {day}"
DROPPED_ON = "dropped {day}: {reason}"
PROGRESS = "{done} of {all} steps done"
BASELINE = "{measure}: {value} when it began ({day})"
TARGET = "Target: {value}"
TARGET_BY = "Target: {value} by {day}"
NO_MEASURE = "No measure of success is set."
FORECAST = "Forecast: {value} (what if: {name})"
FORECAST_GONE = "Its forecast is not here any more."
VOTES = "Importance {importance} · open to change {amenability} (means of the votes, of 5)"
UPDATES = "What happened ({n})"
LOOKED = "Looked at, nothing new"
ANSWERS = "Asked and answered ({n})"
ANSWER_WORDS = {"": "no answer yet", "yes": "yes", "in_part": "in part", "no": "no"}
ANSWER_LINE = "{organisation}, asked {asked}: {answer}"
HISTORY = "Record of changes"
ACTION_N = "Action {n}"

EDIT = "Edit"
EDIT_TITLE = "Worksheet: what, how, who"
SAVE = "Save"
CITES = "Report: {report}"
FIELD_FINDINGS = "Which barriers and enablers is it about?"
FIELD_TITLE = "In a sentence: what is to change?"
FIELD_HOW = "Interventions, one a line (they are numbered in this order)"
FIELD_RESPONSIBLE = "Who holds the lever (responsible)?"
FIELD_LEAD = "Who of them leads?"
FIELD_CONTRIBUTES = "Who can contribute?"
FIELD_BENEFITS = "Who benefits?"
FIELD_WHO_HINT = "Choose, or type a name and press Enter"
FIELD_AREAS = "Areas (empty: where its findings are)"
FIELD_MILESTONES = "Milestones, one a line: 2027-03-01 Talks with the operator (Newport Bus)"
FIELD_DUE = "Due (such as 2027-12-31)"
FIELD_ONGOING = "It has no end (what sustains an enabler)"
FIELD_LOOK = "Next look (such as 2027-06-30)"
FIELD_MEASURE = "Measured by"
FIELD_MEASURE_NONE = "Not set"
FIELD_COUNT = "A count of our own"
FIELD_ACTIVITIES = "Activities: {title}"
FIELD_SURVEY = "Survey: {title}"
FIELD_OWN = "If a count of our own: what is counted?"
FIELD_BASELINE = "If a count of our own: the number today"
FIELD_LOWER = "If a count of our own: fewer is better"
FIELD_TARGET = "Target (in the measure's unit; minutes, %, …)"
FIELD_TARGET_BY = "Target by (such as 2027-12-31)"
FIELD_SEEN = "Who may see this action?"
SEEN = {"everybody": "Everybody", "network": "The integration network", "team": "The team only"}
FIELD_NOTE = "Note for the team (never leaves the team)"
FIELD_MORE = "Cost, other plans, what it waits for (all optional)"
FIELD_REFERENCE = "The council's own reference"
FIELD_PLANS = "Also stands in (BSIP, LCWIP, local plan …)"
FIELD_COST_LOW, FIELD_COST_HIGH = "Costs at least (£)", "Costs at most (£)"
FIELD_COST_PER = "Once or every year"
COST_PER = {"": "not said", "once": "once", "year": "every year"}
FIELD_SOURCE = "Who pays"
FIELD_FUNDED = "Funded"
FUNDED_CHOICES = {"": "not said", "yes": "yes", "partly": "partly", "no": "no", "not_known": "not known"}
FIELD_WAITS = "Waits for (a decision, a consent, another action)"
FIELD_FREED = "What would free it"
FOR_EVERYBODY = "Whoever may see the action sees this."
FOR_TEAM = "Only the team sees this."
ROOM_PROPOSALS = "What the room proposed: tick what becomes an intervention"
ROOM_AGAIN = "Look for new ones"
PROPOSALS = "Proposals for a poor transport link: tick what fits"
NOT_A_NUMBER = "{field}: {words} is not a number."
CONFLICT = "{name} has saved this action since you opened it."
CONFLICT_DO = "Yours is kept in the record of changes. What you changed can be put on top of theirs."
CONFLICT_THEIRS, CONFLICT_MINE = "Keep theirs", "Put mine on top"

STATUS_DO = {
    "agreed": "Agree", "under_way": "Begin", "stalled": "Stalled", "done": "Done", "dropped": "Drop",
    "proposed": "Back to proposed",
}  # fmt: skip
STATUS_REASON = "Why"
STATUS_UNASKED = "Not asked yet: {names}. Why go ahead without them?"
CARRIED_OUT = "Was it carried out?"
CARRIED = {"wholly": "Wholly", "partly": "Partly", "not": "Not"}
HELPED = "Did it help?"
HELP = {"measured": "Yes, measured", "told": "Yes, people say so", "no": "No", "not_known": "Not known yet"}
RESULT = "What came of it"
ASK = "Asked"
ASK_WHO, ASK_ON, ASK_TEXT = "Who was asked", "On (such as 2026-11-28)", "What was asked"
ASK_SAVE = "Note it"
ANSWER = "Answer"
ANSWER_WHAT, ANSWER_ON, ANSWER_TEXT, ANSWER_SOURCE = "They said", "On", "In their words", "Minute or letter"
STEP = "Steps"
STEP_DONE = "Done today"
STEP_DATE = "New date"
STEP_MOVE = "Move"
UPDATE = "What happened"
UPDATE_TEXT, UPDATE_ON = "What happened?", "On (such as 2026-11-28; empty: today)"
UPDATE_SAVE = "Add"
UPDATE_PHOTO = "A photo of it (its place, time and camera are taken out)"
UPDATE_ALT = "What the photo shows, for people who cannot see it"
UPDATE_LINK, UPDATE_LINK_TITLE = "A link to a minute, letter or page (https://…)", "What the link leads to"
UPDATE_SEEN = "Who may see this?"
UPDATE_ALT_NEEDED = "Say in a few words what the photo shows, for people who cannot see it."
EVIDENCE = "Evidence ({n})"
TIMELINE = "Milestones over time"
TIMELINE_SAYS = "{shown} of {all} actions with milestones; the table below has all. Today is the upright line."
TIMELINE_STATES = {
    "late": "late", "next": "to come", "done": "done", "dropped": "dropped", "earlier": "planned for before",
}  # fmt: skip
TIMELINE_STEP = "{state}: {what}, {day}"
TIMELINE_MOVED = "{step} (planned for {days} before)"

FIRST_SAYS = (
    "Findings by how important the room finds them, and of equally important ones by how open to change they are. "
    "Those with an action say which."
)
FIRST_COLUMNS = {
    "seq": "No.", "kind": "Kind", "title": "Finding", "where": "Where", "importance": "Important (of 5)",
    "amenability": "Open to change (of 5)", "votes_n": "Votes", "status": "Status", "actions": "Actions",
}  # fmt: skip
FIRST_PLAN = "Plan an action for"
DATES_SAYS = "Every step with a day, the earliest first. What is late comes first."
DATES_COLUMNS = {
    "day": "Day", "state": "State", "what": "Step", "owner": "Owner", "action": "Action", "was": "Moved from",
}  # fmt: skip
DATE_STATES = {"late": "■ Late", "next": "○ To come", "done": "● Done", "dropped": "✕ Dropped"}
TABLE = "The actions as a table"
TABLE_COLUMNS = {
    "number": "No.", "title": "What", "how": "How", "responsible": "Responsible", "contributes": "Can contribute",
    "benefits": "Benefits", "level": "Level", "where": "Where", "status": "Status", "rag": "Red, amber or green",
    "due": "Due", "progress": "Steps done",
}  # fmt: skip
TABLE_FILES = {".xlsx": "Excel", ".ods": "ODS", ".csv": "CSV", ".geojson": "GeoJSON", ".gpkg": "GeoPackage (QGIS)"}
TABLE_FILES_SAY = "These files can be edited and imported again: everyday import FOLDER actions FILE"

SHARE = "You said, we did"
SHARE_SAYS = (
    "A page to read on any phone: what became of every pin, without names. Whoever has the address can read it, "
    "until you withdraw it. Only what was nodded through is there, and only actions that everybody may see."
)
SHARE_NAME = "What the address is for (a poster, a newsletter)"
SHARE_UNNAMED = "An address"
POSTER = "Poster for a wall (A3, PDF)"
SHARE_GIVE = "New address"
SHARE_WITHDRAW = "Withdraw this address"
SHARE_ASKS = "The page also asks whether it helped"
SHARE_ASKS_HELP = (
    "Where an action was carried out, phones may say yes, partly or no of a pin's place: once for each device, beside "
    "the measured change on Monitor. It changes no status; many a “no” raises a question for the network."
)
SHARE_IS_ASKING = "asks whether it helped"
GROUPS_SAY = "What groups say ({n})"
GROUP_SAYS = "{question} {said} ({group}, {day})"
GROUP_UNNAMED = "no group named"
VERDICTS = {"yes": "Yes.", "in_part": "In part.", "no": "No."}
