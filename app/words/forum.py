"""Words of the Forum page."""

from __future__ import annotations

FORUM = "Forum"
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
NO_SESSIONS = "No session has been held yet. Start the first one below."
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
PAPER = "Paper and sheets"

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
PHONES_N = "{n} phones have joined"
PHONE_ONE = "1 phone has joined"
PHONES_NONE = "No phone has joined yet"
WAITING_N = "{n} entries wait for your nod"
WAITING_ONE = "1 entry waits for your nod"
WAITING_SHOW, WAITING_REFUSE = "Show", "Refuse"
WAITING_KINDS = {"Finding": "Pin", "Comment": "Comment", "Photo": "Photo", "Correction": "Correction"}

# Filters
ALL_SESSIONS = "All sessions"
THIS_SESSION = "This session"
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
BARRIER, ENABLER = "Barrier", "Enabler"
CLOSE = "Close"
STATUS = "Status"
STATUS_DO = {
    "sense_checked": "Sense-checked", "agreed": "Agreed", "proposed": "Back to proposed", "retired": "Retire",
}  # fmt: skip
RETIRE_REASON, RETIRE_DO = "Why?", "Retire it"
VOTES = "Votes"
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
