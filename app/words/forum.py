"""Words of the Forum page: session, pins, paper, corrections, privacy, drawing together."""

from __future__ import annotations

QUESTION = "What gets in the way, what helps, and what do people here know about it?"
STEPS = {
    "know": "1 · What we know",
    "discuss": "2 · Discuss",
    "add": "3 · Add",
    "draw": "4 · Draw together",
}
STEPS_LABEL = "Step of the session"
STEP_HINTS = {
    "know": "What the numbers suggest and what has been said so far. Accept a suggestion, or dismiss it with a reason.",
    "discuss": "Choose a finding on the map or in the list. Is it true? What is missing? How important is it?",
    "add": "Click the map or type a place, say in one sentence what gets in the way or helps, and save.",
    "draw": "Barriers and enablers by dimension. Tick what says the same and merge it; agree what the room agrees on.",
}

# Starting and resuming
RESUME = "Resume a session"
RESUME_OPEN = "Open"
NO_SESSIONS = "No session has been held yet. Start the first one."
START = "Start a session"
START_BUTTON = "Start the session"
SESSION_NAME = "Name of the session"
SESSION_NAME_HINT = "Community forum, St Julians library"
SESSION_DATE = "Date"
SESSION_VENUE = "Venue"
SESSION_FORUM = "Kind of forum"
SESSION_STAGE = "Stage of the method"
SESSION_AGENDA = "Agenda"
AGENDA_TITLE, AGENDA_MINUTES = "What happens", "Minutes"
SESSION_GROUPS = "Groups, one dimension each"
GROUP_NAME, GROUP_DIMENSION, GROUP_MEMBERS = "Group", "Dimension", "People"
SESSION_ATTENDANCE_N = "How many people are here"
SESSION_ATTENDANCE = "Who is here (organisations, not names of people)"
SESSION_PHONES = "Phones may join"
SESSION_PHONES_HELP = "Shows a code and an address. Phones can only add to this session, and only until it ends."
SESSION_HOURS = "The code works for (hours)"
SESSION_MODERATED = "Entries from phones wait for your nod"
SESSION_VOTING = "Phones may vote"
SESSION_RETENTION = "Look through and erase what people wrote by"
SESSION_NOTICE = "Privacy notice, shown before the first entry"
NOTICE = (
    "What you write is shown to everybody in this session and kept with the town's plan. Please do not name people, "
    "and write no phone numbers or addresses. We do not ask who you are. Comments, photos and the list of phones are "
    "erased after the date below; ask the organiser to erase something earlier."
)
YOUR_NAME = "Your name in the record of changes"
LEAVE = "Other sessions"
SETTINGS = "Session"
SAVE_SESSION = "Save"
END_SESSION = "End the session"
END_SESSION_SURE = "The code stops working and phones can add nothing more. What has been said stays."
ENDED = "This session has ended. You can look at it and go on working on its findings."

# Phones
JOIN_AT = "Join with your phone"
JOIN_CODE = "Code"
JOIN_ENLARGE = "Enlarge"
JOIN_ALT = "QR code of the address {address}"
JOIN_NO_ROOM = (
    "Phones cannot reach this computer yet. Start the app with <code>everyday serve FOLDER --forum</code> to let the "
    "room in, to the phone page only."
)
JOIN_PLAIN = "The room's network without internet has no encryption: write nothing here that is secret."
WAITING_N = "{n} entries wait for your nod"
WAITING_ONE = "1 entry waits for your nod"
WAITING_OPEN = "Show or refuse what waits"
WAITING_SHOW, WAITING_REFUSE = "Show", "Refuse"
WAITING_KINDS = {
    "Finding": "Pin",
    "Comment": "Comment",
    "Photo": "Photo",
    "Correction": "Correction",
    "Proposal": "What could be done",
    "Feedback": "Answer about an action",
}

MONITORING_SAYS = (
    "Phones of this session begin with the plan: what they answer to the five questions stands on the page Network."
)
VERDICTS = {"yes": "Yes.", "in_part": "In part.", "no": "No."}
ANSWER_ONE = "{question}: {said} ({group})"

# Filters
ALL_SESSIONS = "All sessions"
THIS_SESSION = "This session"
FILTER = "Show only some"
FILTER_SESSION, FILTER_WARD, FILTER_DIMENSION, FILTER_LEVEL, FILTER_KIND = (
    "Session",
    "Ward",
    "Dimension",
    "Level",
    "Kind",
)
EVERYTHING = "All"
FOUND_N = "{n} findings"
FOUND_ONE = "1 finding"
FOUND_NONE = "Nothing has been pinned yet."
FOUND_NONE_HERE = "Nothing fits this filter."
MORE_N = "and {n} more: narrow the filter, or use the table below the map"
GROUP_LISTS = "List of a group"

# A new pin
NEW = "New pin"
PLACE = "Where"
PLACE_HINT = "Click the map, or choose or type: ward, street, stop, place, coordinates, whole town"
PLACE_HOW = {"point": "Point", "line": "Draw a line", "area": "Draw an area"}
PLACE_HOW_LABEL = "On the map"
PLACE_TOWN = "Whole town"
PLACE_NONE = "No place chosen yet: click the map, or choose one above."
PLACE_CHOSEN = "Place"
KIND = "What is it?"
SENTENCE = "In one sentence"
SENTENCE_HINT = "The last bus from the estate leaves at 7 in the evening"
MORE = "More, now or later"
LEVEL, DIMENSIONS, GROUPS, THEMES = "Level", "Dimensions", "Who is affected", "Cross-cutting themes"
SPHERES, SECTORS, METHOD, WORDS = "Policy spheres", "Economic sectors", "Where this comes from", "More words"
GROUPS_HINT = "Type and press Enter, such as: older people, night workers"
PHOTO, PHOTO_ALT = "Photo", "What the photo shows, for people who cannot see it"
SAVE = "Save the pin"
PINNED = "Pinned: {title}"
LACKS_PLACE = "Choose a place first: click the map, or type one."
LACKS_SENTENCE = "Say in one sentence what it is."
EVIDENCE = "What the numbers say here"
EVIDENCE_OF = "Numbers of edition {edition}, as they were when this was pinned"
PERSONAL = "This seems to hold {what}. Should it be kept?"
PERSONAL_LEAVE_OUT, PERSONAL_KEEP = "Leave it out", "Keep it"

# Suggestions
SUGGESTED_N = "{n} suggestions nobody has decided on"
ACCEPT, DISMISS, DISMISS_REASON, DISMISS_DO = "Accept as a pin", "Dismiss", "Why not?", "Dismiss it"
DISMISSED = "Dismissed"
BRING_BACK = "Bring back"

# One finding
CLOSE = "Close"
STATUS = "Status"
STATUS_DO = {
    "sense_checked": "Sense-checked", "agreed": "Agreed", "proposed": "Back to proposed", "retired": "Retire",
}  # fmt: skip
RETIRE_REASON, RETIRE_DO = "Why?", "Retire it"
VOTE = "Vote"
VOTE_SAVE = "Save the vote"
VOTE_ENDS = {"importance": ("not important", "very important"), "amenability": ("hard to change", "easy to change")}
VOTE_WORDS = {"importance": "Importance", "amenability": "Open to change"}
VOTES_NONE = "no votes yet"
VOTES_N = "{mean} of {most} · {n} votes"
VOTES_ONE = "{mean} of {most} · 1 vote"
COMMENTS = "Comments"
COMMENT = "Add a comment"
COMMENT_ADD = "Add"
COULD_BE_DONE = "What could be done"
ALSO_SAID = "Also said (merged)"
EDIT = "Edit"
EDIT_SAVE = "Save the changes"
EDIT_MOVE = "A new place (leave empty to keep it)"
HISTORY = "History"
HISTORY_WORDS = {
    "added": "added it", "changed": "changed it", "not_saved": "tried to change it at the same time",
    "merged": "merged it", "erased": "erased words in it",
}  # fmt: skip
CONFLICT = "Somebody else has changed this meanwhile"
CONFLICT_SAYS = "{name} saved this while you were writing. Both versions are here, and both stay in the history."
CONFLICT_THEIRS, CONFLICT_YOURS = "Saved by {name}", "Yours"
CONFLICT_NOT_YOURS = "Not changed by you: what {name} saved stays."
CONFLICT_KEEP_THEIRS, CONFLICT_SAVE_YOURS, CONFLICT_GO_ON = "Keep theirs", "Save mine instead", "Go on editing"
BY = "{name}, {when}"
AFFECTS = "Affects: {groups}"

# Draw together
TIDY = "Tidy up: tick, merge, agree"
MERGE_DO = "Merge"
BARRIERS, ENABLERS = "Barriers", "Enablers"
FIGURE_WORD, FIGURE_PDF, FIGURE_PDF_A4 = "Word", "PDF, A3", "PDF, A4"
FIGURE_EMPTY = "Nothing here yet"
DRAW_WORDS = {
    "tools": "Drawing", "finish": "Finish", "undo": "Undo",
    "line": "Click along the line ({n} points)", "area": "Click round the area ({n} points)",
}  # fmt: skip
PERSONAL_CHANGE_HINT = "Or change the text above."
PHOTO_LACKS_ALT = "Say in a few words what the photo shows, for people who cannot see it."

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
    "sheet_ods": "Sheet (ODS)",
    "sheet_csv": "Sheet (CSV)",
}
PAPER_LANGUAGE = "Language of the paper"
LEVERS_SAYS = (
    "For a table that writes down what could be done: a page for each finding with its numbers, and a sheet to type "
    "what comes back into."
)
LEVERS_FILES = {
    "a4": "Worksheets, A4 (PDF)", "a3": "Worksheets, A3 (PDF)", "xlsx": "Levers sheet (Excel)",
    "ods": "Levers sheet (ODS)",
    "csv": "Levers sheet (CSV)",
}  # fmt: skip
LEVERS_NONE = "This session has no findings yet: a worksheet is about one."
LEVERS_UPLOAD = "A filled levers sheet (Excel, ODS or CSV)"
LEVERS_READ = "{name}: {ready} ready to be kept as proposals, {refused} refused, {twins} there already."
LEVERS_PERSONAL = (
    "These rows seem to hold what leads to a person: {rows}. Mend them in the sheet, or keep them knowingly."
)
LEVERS_PERSONAL_TICK = "Keep these words"
LEVERS_KEEP = "Keep the proposals"
LEVERS_KEPT = "{n} added to the findings."
LEVERS_HEAD = ("Row", "What could be done", "Why it was refused")
SHEET_UPLOAD = "A filled sheet (Excel, ODS or CSV)"
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
SHEET_REFUSED_FILES = {"xlsx": "Refused rows (Excel)", "ods": "Refused rows (ODS)", "csv": "Refused rows (CSV)"}
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
    "csv": "CSV (spreadsheet)", "xlsx": "Excel", "ods": "ODS", "geojson": "GeoJSON", "gpkg": "GeoPackage (QGIS)",
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
    "**Of answers and interviews (page Voices):** the words, what was agreed, the method and place, and the day on "
    "which they are erased; read by planners, or by facilitators too. A whole one is erased there, words of it here.",
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
PRIVACY_EDITIONS = "Editions that still say what was erased"
PRIVACY_EDITIONS_SAYS = (
    "They were built with corrections of which words or a name have been erased since. An edition is never changed: "
    "build anew, which leaves the words out, and remove the old ones."
)
PRIVACY_EDITION_SHOWN = "This is the edition shown: build anew first"
PRIVACY_EDITION_REMOVE, PRIVACY_EDITION_NOW = "Remove", "Remove it now"
PRIVACY_EDITION_SURE = "Remove the edition {edition}? Comparisons with it are lost, and it cannot be brought back."
PRIVACY_EDITION_REMOVED = "The edition {edition} is removed."
PRIVACY_ASKED = "Somebody asks for erasure"
PRIVACY_WORDS = "Words to be erased wherever they stand: a name, a number"
PRIVACY_WORDS_SAYS = (
    "Capitals, accents and the kind of apostrophe make no difference. At least three letters. Only these words go, and "
    "the rest of the sentence stays."
)
PRIVACY_FIND = "Look for them"
PRIVACY_HELD_NONE = "No record holds these words."
PRIVACY_HELD = "These words stand in {what}:"
PRIVACY_TRAIL_ONLY = "an earlier version, in the record of changes"
PRIVACY_MORE = "and {n} more"
PRIVACY_FINDINGS = "Or whole findings, with their comments, photos, quotes and what was merged into them"
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
PRIVACY_WAITING_N = ("1 erasure", "{n} erasures")
PRIVACY_REASON_HOLDS = ("Nothing was erased yet.", "The reason holds the very words that are to be erased.")
PRIVACY_PAST = "Erasures so far"
PRIVACY_PAST_NONE = "Nothing has been erased yet."
PRIVACY_PAST_HEAD = ("When", "By", "Reason", "Asked for on", "What", "Gone from the files")

# Drawing together: what the figure shows
SCOPE = "Which findings"
DIMENSION = "Which dimensions"
ALL_DIMENSIONS = "All dimensions"
LANGUAGE = "Language"
ALONE = "Figure only"
HOW_TO_READ = "How to read this"
HOW_NUMBERS = (
    "Squares are barriers, round marks are enablers; their numbers are those of the map. ○ is proposed, "
    "◐ sense-checked, ● agreed. Behind each bar stands the mean and, in brackets, how many voted."
)
DOCUMENTS = "Word and PDF"
DOCUMENTS_HINT = "They have their own numbers, in the order of the figure, and a map that bears them."

# Tidying up
UNTICK = "Untick all"
NOTHING_TICKED = "Tick what says the same, or what the room has decided on. What can be done with it then stands here."
TICKED_ARE = "{n} ticked: {numbers}"
OPEN_ONE = "Open {number}"
TICK_ONE = "{number} · {title}"
KEEP = "Keep this one, merge the others into it"
MERGE_TWO = "Tick at least two findings to merge them."
MERGE_KINDS = (
    "Only findings of one kind can be merged. Ticked are, as {barrier_word}: {barriers}; as {enabler_word}: "
    "{enablers}. Untick one kind."
)
MERGED_INTO = "{numbers} merged into {kept}. All words, votes and sources stay and count for {kept}."
STATUS_OF = "{status} ({n} of {all})"
NOW_STATUS = "Now “{status}”: {numbers}."
CANNOT_STATUS = "Left as before, because {before} is not followed by {after} at once: {numbers}."
SET_LISTS = "Dimensions and themes"
SET_LISTS_HINT = "An empty list changes nothing."
SET_DO = "Give these to the ticked ones"
LISTS_SET = "Dimensions and themes set: {numbers}."
NOTHING_CHANGED = "Nothing was chosen, so nothing was changed."
SINCE_ONE = "1 finding has changed since this was drawn."
SINCE_N = "{n} findings have changed since this was drawn."
SHOW_NEW = "Show what has changed"

# Somebody else was faster
CHANGED_BY = "{number} was not touched: {name} has changed it since this was drawn. {changes} Look at it again."
CHANGED_FIELD = "{field}: “{before}” has become “{after}”."
CHANGED_SOMEHOW = "What is shown of it here is the same."
FIELDS = {
    "kind": "Kind", "title": "Sentence", "text": "More words", "status": "Status", "level": "Level",
    "dimensions": "Dimensions", "themes": "Themes", "groups": "Who is affected",
}  # fmt: skip
NO_ONE = "nothing"

# Likely duplicates
ALIKE_ONE, ALIKE_N = "1 pair may say the same", "{n} pairs may say the same"
ALIKE_HINT = "Found by shared words and by nearness. It is for the room to say."
ALIKE_WORDS = "both say: {words}"
ALIKE_METRES = "{metres} m apart"
ALIKE_HERE = "at the same place"
ALIKE_AREA = "in the same area"
ALIKE_TOWN = "both about the whole town"
ALIKE_MORE = "and {n} more, once these are decided"
TICK_BOTH = "Tick {first} and {second}"

# Merged ones
MERGED_ONE, MERGED_N = "1 finding has been merged", "{n} findings have been merged"
MERGED_LINE = "“{title}” is part of {kept}"
TAKE_OUT = "Take {number} out again"
TAKEN_OUT = "{number} stands by itself again, as proposed. Its own votes count for it."
ONLY_PLANNERS = "Only a planner takes them out again."
