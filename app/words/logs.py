"""Words for adding GPS logs: files, what was found, what is struck out, the consent sheet, what is kept."""

from __future__ import annotations

ADD = "Add logs of people who agreed"
FILES_SAY = (
    "Files of loggers and phones: GPX, FIT, TCX, KML and KMZ, CSV, GeoLife PLT, Google Takeout, GeoJSON, Parquet, "
    "OwnTracks, or a zip of many. They stay in the memory of this computer: nothing is counted before you have "
    "confirmed what was found, and no point of a log is ever kept."
)
FILES = "Log files"
LOOK = "Look at them"
LOOKING = "Reading the logs"
GIVE_UP = "Put them away"
GIVEN_UP = "Put away. Nothing of the logs was kept."

FOUND = "What was found"
FOUND_SAY = (
    "Is this what people handed in? Days, hours and places often show that a clock or an order of dates is wrong."
)
FOUND_ROWS = {
    "days": "First and last day", "people": "People", "each": "Days a person", "fixes": "Points",
    "inside": "Of them in the areas of the atlas", "box": "Farthest west, south, east, north",
}  # fmt: skip
FOUND_CAPTION = "What was found in {n} files"
FOUND_HEADS = ("What", "In these files")
NONE_INSIDE = (
    "No point lies in the areas of the atlas: these logs are of another place, or latitude and longitude are swapped. "
    "Counted, they would tell nothing of this town."
)
FEW = (
    "People in these logs: {n}. An upload of fewer than {k} is left out of the figures, and nothing of it would be "
    "shown. Hand in the logs of more people together, as one upload."
)
FROM_TO = "{first} to {last}"
LEAST_MOST = "{least} to {most}"
HOURS_SENTENCE = "Points by hour of the day: most from {hour}:00, between {first}:00 and {last}:00."
HOURS_CAPTION = "Points by hour of the day"
HOURS_HEADS = ("Hour", "Points")
BOX_ALT = "Map of the town with the rectangle that holds all points: {box}."
BOX_CAPTION = "Rectangle that holds all points"
FILE_TABLE = "File by file ({n})"
FILE_HEADS = ("File", "Format", "Points", "Taken", "Without time", "Without position", "Twice", "Zone")
QUESTIONS = "What only you can decide"
OPEN = "*(needed before anything is counted)*"
ANSWER = "Read them so"
ANSWERED = "Answered: the files were read as you said."

STRIKE = "Strike out"
STRIKE_SAY = (
    "People look at their own days, on this screen only, and strike out what they like: hours, days or a circle. What "
    "is struck out counts as not tracked. Nobody needs to say why, and nothing of it is kept."
)
WHO = "Whose days"
NOBODY = "Choose whose days to look at"
OWN_CAPTION = "Days of {person} that are left"
OWN_HEADS = ("Day", "First point", "Last point", "Points")
OWN_NONE = "Nothing is left of {person}."
STRIKE_WHAT = "What to strike out"
WHATS = {"days": "Days", "hours": "Hours", "circle": "A circle"}
FIRST, LAST = "From day", "To day"
START, END = "From (24-hour time)", "To"
EVERY_DAY = "On every day"
CENTRE = "Around which place, street or stop"
CENTRE_HELP = "The middle of the circle, by its name. Or latitude and longitude, such as 52.94, 0.26"
RADIUS = "Radius in metres"
EVERYBODY = "For everybody in these files"
DO_STRIKE = "Strike it out"
STRUCK = "Struck out so far"
STRUCK_EMPTY = "Nothing has been struck out."
TAKE_BACK = "Take back"
STRIKE_FILE = "Or a file: CSV with person, first, last, start, end, lat, lon, radius_m"
STRIKE_FILE_DO = "Take what is in it"
PAPER = "Sheet to strike out on paper (PDF)"
NOT_PLACED = "{said} was not found in this town. Type a name as on the map, or latitude and longitude."
SAID = {"days": "{first} to {last}", "hours": "{start} to {end}", "circle": "{metres} m around a place"}
FOR = "{what}, {who}"
ALL = "everybody"

AGREED = "What they agreed to"
LABEL = "What the team calls this upload (names nobody)"
PURPOSE = "Purpose, in the words they agreed to"
PURPOSE_HELP = "At least ten letters. It stands beside every figure."
CHOSEN = "How people were chosen"
KEEP_UNTIL = "Keep until: then it is deleted by itself"
READERS = "Who may see the figures"
READER_WORDS = {"planners": "Planners of the team only", "participants": "Whoever takes part", "public": "Everybody"}
PRESET = "What counts as a stay"
PRESETS = {"trackintel": "Within 100 m for 5 minutes (trackintel)", "skmob": "Within 200 m for 20 minutes (skmob)"}
CONFIRM = "Days, hours, people and the rectangle are right, and everybody in these files agreed to this sheet."
COUNT = "Count and keep what may be kept"
COUNTING = "Counting: stays, trips, homes to their area, then an attack on what would be shown"
NOT_CONFIRMED = "Nothing was counted: tick that what was found is right."
NOT_SETTLED = "First decide what stands under “What only you can decide”."
KEPT = (
    "Kept {id}: {people} people, until {until}. No point of a log was kept. Homes found within 250 m from what would "
    "be shown: {found} of {of}; by guessing in the dark: {chance}."
)
CODES = "Give people their code now: it is kept nowhere, and with it each can withdraw later."
CODES_FILE = "Codes of the people (CSV)"
CODES_DONE = "Codes are handed out"
BUILD_NEXT = "Build on the Data page, and the figures are on this page."

KEPT_TITLE = "What is kept"
KEPT_NONE = "Nothing is kept."
KEPT_HEADS = ("Upload", "People", "Kept until", "Who may see it", "Purpose")
WITHDRAW = "Withdraw"
WITHDRAW_SAY = (
    "One person by their code, or a whole upload. It is deleted at once, the next edition is built without, and you "
    "are told which editions still count them among others."
)
WHICH = "Upload"
CODE = "Code of one person (empty: the whole upload)"
WITHDRAW_ALL = "Withdraw the whole upload"
WITHDRAW_NO = "Type a code, or tick that the whole upload goes."
WITHDRAW_DO = "Delete it"
