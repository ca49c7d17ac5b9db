"""Words of the Forum page's paper, table, corrections and privacy, and of findings on the Explore page."""

from __future__ import annotations

# Paper and sheets
PAPER = "Paper and sheets"
PAPER_SAYS = (
    "For a table without a computer: print the map and the form, and type what comes back into the sheet. Each square"
    " of the map has a number; the sheet knows which map it belongs to."
)
PAPER_FILES = {
    "map_a3": "Map, A3 (PDF)",
    "map_a4": "Map, A4 (PDF)",
    "form": "Writing form (PDF)",
    "sheet_xlsx": "Sheet (Excel)",
    "sheet_csv": "Sheet (CSV)",
}
PAPER_LANGUAGE = "Language of the paper"
SHEET_UPLOAD = "A filled sheet (Excel or CSV)"
SHEET_UPLOAD_SAYS = "Nothing is pinned before you have seen what was read."
SHEET_READING = "Reading the sheet and looking up the places"
SHEET_READ = "{name}: {ready} ready to be pinned, {refused} refused."
SHEET_ROWS = ("no row", "1 row", "{n} rows")
SHEET_NO_ROWS = "{name} has no filled rows."
SHEET_NOTES = "What was noticed"
SHEET_TWINS = "Pinned in this session already, with the same sentence at the same place: {rows}. Left out."
SHEET_TWINS_TICK = "Pin them once more"
SHEET_ROW = "row {n}"
SHEET_PERSONAL = "These rows seem to hold what leads to a person: {rows}."
SHEET_PERSONAL_DO = {"leave_out": "Leave those words out", "keep": "Keep them", "skip": "Do not pin these rows"}
SHEET_PERSONAL_ASK = "What should become of those words?"
SHEET_PIN_ONE, SHEET_PIN_N = "Pin 1 row", "Pin {n} rows"
SHEET_PIN_NONE = "There is nothing to pin."
SHEET_PINNED_ONE, SHEET_PINNED_N = "1 pin was added to the session.", "{n} pins were added to the session."
SHEET_REFUSED = "Refused rows"
SHEET_REFUSED_SAYS = "Take them away, mend them and upload them again: the rows that were good are not doubled."
SHEET_REFUSED_FILES = {"xlsx": "Refused rows (Excel)", "csv": "Refused rows (CSV)"}
SHEET_HEAD = ("Row", "Sentence", "Why it was refused")
SHEET_MORE = "and {n} more, in the files below"

# The table
TABLE = "Findings as a table"
TABLE_SAYS = "What the filter above lets through. The files hold the same findings, with all their columns."
TABLE_WAITING_ONE = "1 entry that waits for your nod is not in it."
TABLE_WAITING_N = "{n} entries that wait for your nod are not in it."
TABLE_EMPTY = "No finding fits, so there is no table yet."
TABLE_COLUMNS = {
    "seq": "Number", "kind": "Kind", "title": "In one sentence", "where": "Place", "level": "Level",
    "dimensions": "Dimensions", "status": "Status", "importance": "Importance", "amenability": "Amenable to change",
    "votes_n": "Votes", "comments_n": "Comments", "by": "By", "day": "Date",
}  # fmt: skip
TABLE_MEAN_HELP = "The mean of the votes, from {least} to {most}"
TABLE_FILES = {
    "csv": "CSV (spreadsheet)", "xlsx": "Excel", "geojson": "GeoJSON", "gpkg": "GeoPackage (QGIS)",
}  # fmt: skip

# Corrections
CORRECTIONS = "What the open data has wrong"
CORRECTIONS_SAYS = (
    "The numbers come from the open map and the open timetables. Say here what they lack or have wrong. A planner "
    "accepts it, and the next build of the atlas uses it; better still, somebody also mends it at the source."
)
CORRECTIONS_NONE = "Nobody has proposed a correction yet."
CORRECTION_STATUS = {"proposed": "Proposed", "accepted": "Accepted", "rejected": "Rejected"}
CORRECTION_NEXT_BUILD = "used at the next build"
CORRECTION_APPLIED = "used in the numbers shown"
CORRECTION_NOT_APPLIED = "accepted, but it could not be used: {note}"
CORRECTION_REASON = "Reason: {reason}"
CORRECTION_DECIDED = "{name}, {day}"
CORRECTION_PLACE = "Place: {place}"
CORRECTION_ACCEPT, CORRECTION_REJECT, CORRECTION_REJECT_DO = "Accept", "Reject", "Reject it"
CORRECTION_ACCEPT_AFTER_ALL, CORRECTION_TAKE_BACK = "Accept after all", "Take back"
CORRECTION_WHY = "Why?"
CORRECTION_NEEDS_REASON = ("This was not rejected.", "A correction is rejected with a reason.")
PROPOSE = "Propose a correction"
PROPOSE_KIND = "What is wrong?"
PROPOSE_PLACE_KIND = "What kind of place is it?"
PROPOSE_PLACE_NAME = "Its name (leave empty if it has none)"
PROPOSE_WHERE = "Where it is"
PROPOSE_WHERE_HINT = "Choose or type: stop, street, place, coordinates, square of the map"
PROPOSE_WHICH = "Which place of the map"
PROPOSE_RIGHT_NAME = "Its right name"
PROPOSE_BUS_NAME = "Line: what is written on its front, or what people call it"
PROPOSE_OPERATOR = "Who runs it"
PROPOSE_STOPS = "Its stops in order, one a line"
PROPOSE_STOPS_HELP = "The name of a stop, a place or a street, or latitude and longitude such as 51.5877, -2.9984."
PROPOSE_DAYS = "Days"
PROPOSE_FIRST, PROPOSE_LAST = "First departure", "Last departure"
PROPOSE_CLOCK_HINT = "07:30; after midnight 24:30"
PROPOSE_HEADWAY = "Every … minutes"
PROPOSE_BOTH_WAYS = "It runs both ways"
PROPOSE_TEXT = "How you know, and anything else"
PROPOSE_DO = "Propose it"
PROPOSED = "Proposed: {sentence}"
PROPOSE_PROBLEMS = "It was not proposed yet. Nothing you typed is lost."
PROPOSE_TOO_WIDE = "“{words}” is a whole ward or the whole town. Say more exactly where the place is."
PROPOSE_NOT_A_POINT = "“{words}” is no single place."
PROPOSE_STOP = "Stop {n}: {fault}"
PLACE_WITHOUT_NAME = "without a name"
IN_AREA = "{what}, {area}"

# Privacy
PRIVACY = "Privacy"
PRIVACY_KEPT = "What is kept"
PRIVACY_SAYS = (
    "**Of each entry:** its words, place, kind, votes, comments and photos, when it was made, and the name typed "
    "beside it.",
    "**Of each phone:** a code that means nothing outside its session, and the name of the group or table if one was "
    "typed. No phone number and no address of a phone is kept.",
    "**Of each change:** what was there before, what is there now, who changed it and when. This record of changes "
    "shows both versions when two people disagree; an erasure reaches into it.",
    "**Of photos:** the picture, without what the camera wrote into it, such as time and position.",
    "**Where:** in the plan of this atlas, {where}. The atlas sends none of it anywhere else.",
)
PRIVACY_IN_FILE = "one file on this computer: {path}"
PRIVACY_IN_DATABASE = "the database that the person who runs this atlas has set up"
PRIVACY_DUE = "Sessions past their date"
PRIVACY_DUE_NONE = "No session is past the date by which its entries are looked through and erased."
PRIVACY_DUE_LINE = (
    "{name}, held on {day}: was to be looked through and erased by {until}. "
    "Still holding words or names of people: {left}."
)
PRIVACY_DUE_SAYS = (
    "Comments, photos, the list of phones, who was there, entries that were refused or still wait, and the names "
    "beside findings are erased. Findings that were shown stay, without a name: read them first, and erase below what"
    " is personal."
)
PRIVACY_DUE_DO, PRIVACY_DUE_NOW = "Erase what is due", "Erase it now"
PRIVACY_DUE_SURE = "Erase what is due of {name}? It cannot be brought back."
PRIVACY_DUE_DONE = "Erased what was due of {name}: {what}. {state}"
PRIVACY_DUE_NOTHING = "There was nothing left to erase of {name}."
PRIVACY_ASKED = "Somebody asks for erasure"
PRIVACY_WORDS = "Words to be erased wherever they stand: a name, a number"
PRIVACY_WORDS_SAYS = (
    "Capitals make no difference. At least three letters. Only these words go, and the rest of the sentence stays."
)
PRIVACY_FIND = "Look for them"
PRIVACY_HELD_NONE = "No record holds these words."
PRIVACY_HELD = "These words stand in {what}:"
PRIVACY_TRAIL_ONLY = "an earlier version, in the record of changes"
PRIVACY_MORE = "and {n} more"
PRIVACY_FINDINGS = "Or whole findings, with their comments, photos and quotes"
PRIVACY_FINDINGS_HINT = "Type a number such as F-7K3M9Q2X, or words of the sentence"
PRIVACY_REASON = "Reason (do not repeat the words or a name here)"
PRIVACY_REASON_HINT = "Asked for by the person"
PRIVACY_REQUESTED = "Date of the request"
PRIVACY_SURE = "I have checked what is listed. It cannot be brought back."
PRIVACY_ERASE_WORDS, PRIVACY_ERASE_FINDINGS = "Erase these words", "Erase these findings"
PRIVACY_DONE = (
    "Erased in {what}. {state} Back-ups made before and files already given out still hold it: see to them as well."
)
PRIVACY_WAITING = (
    "**Not yet gone from the files of the plan: {what}.** Somebody is still reading the plan as it was before (another "
    "program such as QGIS, a back-up, a long download), or the disk could not be written. It is tried again until the "
    "words are gone, also after a restart; this page says when they are."
)
PRIVACY_WAITED = "What was erased is gone from the files of the plan now."
PRIVACY_STATES = {
    "gone": "yes",
    "vacuumed": "from the tables; the server may hold old blocks for some time",
    "not_yet": "not yet: tried again until it is",
}
PRIVACY_REASON_HOLDS = ("Nothing was erased yet.", "The reason holds the very words that are to be erased.")
PRIVACY_PAST = "Erasures so far"
PRIVACY_PAST_NONE = "Nothing has been erased yet."
PRIVACY_PAST_HEAD = ("When", "By", "Reason", "Asked for on", "What", "Gone from the files")
PRIVACY_WAITING_N = ("1 erasure", "{n} erasures")
RECORD_WORDS = {
    "F": ("1 finding", "{n} findings"), "A": ("1 action", "{n} actions"), "U": ("1 update", "{n} updates"),
    "K": ("1 answer of a group", "{n} answers of groups"), "R": ("1 outcome", "{n} outcomes"),
    "O": ("1 organisation", "{n} organisations"), "S": ("1 session", "{n} sessions"), "D": ("1 phone", "{n} phones"),
    "C": ("1 comment", "{n} comments"), "V": ("1 vote", "{n} votes"),
    "E": ("1 piece of evidence", "{n} pieces of evidence"),
    "P": ("1 photo", "{n} photos"), "X": ("1 correction", "{n} corrections"), "N": ("1 dismissal", "{n} dismissals"),
    "Z": ("1 record of an erasure", "{n} records of erasures"),
}  # fmt: skip
RECORDS_NONE = "no record"

# Explore
PIN_HERE = "Pin a barrier here"
FINDINGS_HERE = "Findings here ({n})"
FINDING_LINE = "{kind} · {status}"
FINDINGS_MORE = "and {n} more on the Forum page"
PIN_PLACE_READY = "The place of the new pin is set: {place}. Open a session, or start one, and go to “3 · Add”."
SUGGESTION_ACCEPTED = "Accepted as finding {id}: {title}"
SUGGESTION_DISMISSED = "Dismissed by the forum: {reason}"
SUGGESTIONS_DISMISSED = "Dismissed ({n})"
