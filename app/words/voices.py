"""Words of the page Voices."""

from __future__ import annotations

LOCKED = "What people said is for the team of the plan. Your role does not allow you to read it."
VIEWS_LABEL = "What is shown"
VIEWS = {
    "answers": "What people said", "add": "Take in", "words": "Words by ward", "reports": "Reports",
    "methods": "How we know", "ask": "Ask people",
}  # fmt: skip
SAVE = "Save"
NONE_CHOSEN = "none"
HISTORY = "Who changed what"
WHOLE_TOWN = "Whole town"
IN_AREA = "a place in {area}"
DISTRICT = "postcode district {district}"
NOT_DATED = "no day"

FORGOT = "The time of {what} was over: erased. {state}"
DUE_NOT_YOURS = (
    "The time of {n} answers is over. Nobody reads them any more; a planner erases them by opening this page."
)

# The list
SEARCH = "Search in what was said"
SEARCH_HINT = "Forms of a word and small mistakes in spelling are found too"
BY_DIMENSION, BY_METHOD, BY_AREA = "Dimension", "Method", "Where"
ANY = "any"
UNTAGGED = "not tagged yet"
FOUND_ONE, FOUND_N = "1 answer", "{n} answers of {people} people"
NOTHING = "Nothing that you may read holds this."
NOTHING_YET = "Nothing has been taken in yet"
NOTHING_YET_DO = (
    "Answers to open questions, interviews, shadowed journeys, photo diaries and notes of what somebody saw are taken "
    "in here: typed one by one, or as a table."
)
MORE = "Show {n} more"
OPEN, SHUT = "Read, tag, pin", "Close"
OPEN_OF = "Read, tag or pin: {words}"
KINDS = {
    "answer": "Answer", "interview": "Interview", "journey": "Shadowed journey", "diary": "Photo diary",
    "observation": "Note of what was seen",
}  # fmt: skip
QUOTABLE, NOT_QUOTABLE = "may be quoted", "not to be quoted"
READERS = {"planner": "Planners only", "team": "Planners and facilitators"}
CONSENT_LINE = "Agreed: {consent}"
UNTIL_LINE = "Read by: {readers}. Erased on {day}."
PINNED_AS = "Pinned as {numbers}"
REMARKS = "Along the way"
TAGS = "Dimensions (given by you, never by the program)"
TAGGED = "Saved: the dimensions."

# Pinning
PIN = "Pin it"
PIN_ABOUT = (
    "The finding gets the area and the method, never the point or the day. What is pinned is for everybody who sees "
    "the plan."
)
PIN_TO = "As"
PIN_NEW = "a new finding"
PIN_OF = "{n} · {title}"
PIN_KIND = "What it is"
PIN_SENTENCE = "One sentence, in your words"
PIN_QUOTE = "Quote, as it stands in the answer (may be left empty)"
PIN_NO_QUOTE = "The consent does not cover quoting: the evidence names the method and no words."
PIN_DO = "Pin it"
PIN_LACKS = "Say in one sentence what it is."
PINNED = "Pinned as finding {n}."
PERSONAL = "This looks personal: {what}. Take it out, or tick that it is to stand."
PERSONAL_KEEP = "It is to stand as it is"

CHANGE = "Change what was agreed"
CHANGE_QUOTES = "Where this is taken away, the quotes that were pinned of it are erased."
CHANGED = "Saved: what was agreed."

# Erasing
ERASE = "Erase this"
ERASE_ABOUT = (
    "The words, pictures and what was quoted of it go, from the record of changes too. It cannot be brought back."
)
ERASE_REASON = "Reason (do not repeat the words or a name here)"
ERASE_DO = "Erase it now"
ERASED = "Erased: {what}. {state}"

# Words by ward
WORDS_ABOUT = (
    "Counted by people, each word once a person, in whatever form. A ward with fewer than {k} people says nothing, and "
    "a word that fewer than {k} people there use is not shown. It tells what is talked about and nothing of why."
)
WORDS_HEADS = ("Ward", "People", "Words, with how many people use each")
WORDS_CAPTION = "Words by ward"
FEWER = "fewer than {k}"
WORDS_NONE = "no word by {k} people or more"
WORDS_NO_WARD = "No answer that you may read names a ward."
TICKED = "What was ticked of the town's own questions"
TICKED_ABOUT = (
    "Of {n} people, by the ward they named. Fewer than {k} people never show, nor what would give them away. The file "
    "is a table of results: add it on the Data page as a survey, open to anybody, and it stands on the Survey page "
    "by ward. Take one file when a round is over: two of nearly the same people would give away who came between."
)
TICKED_FILE = "As a survey table (CSV)"
TICKED_HEADS = ("Ward", "Year", "People", "What most of them tick")
TICKED_NONE = "too few to say"

# Taking in
ADD_ONE = "One by one"
ADD_KIND = "What it is"
ADD_TEXT = {
    "answer": "What was said, in their words", "interview": "What was said (no names)",
    "journey": "What the journey was like", "diary": "What the diary is about",
    "observation": "What was seen (no names)",
}  # fmt: skip
ADD_TITLE = "A short name for the team (no person's name)"
ADD_QUESTION = "What was asked"
ADD_METHOD, ADD_SECTOR = "Method", "Sector"
ADD_DAY = "Day"
ADD_WHERE = "Where"
ADD_WHERE_HELP = (
    "A ward, street, stop or place, latitude and longitude, a postcode district such as BS5, or nothing for the whole "
    "town."
)
ADD_LINE = "The way, as points in order"
ADD_LINE_HELP = "Such as: 51.58 -3.00; 51.59 -3.01; 51.60 -3.02 (latitude first). Or choose a GPX file below."
ADD_GPX = "GPX file of the way"
ADD_GPX_ABOUT = "{m} m are cut off at each end, so that no home can be told from it. The file itself is not kept."
ADD_REMARKS = "Remarks, a line each, with the time in front (08:10 No shelter)"
ADD_PHOTOS = "Pictures"
ADD_PHOTOS_ABOUT = "What a camera writes into a picture (time, position) is left out. Faces and number plates are not."
ADD_ALT = "Picture {n}: what it shows, for those who cannot see it"
ADD_CAPTION = "Picture {n}: what the person says of it"
ADD_PHOTO_WHERE = "Picture {n}: where"
ADD_CONSENT = "What was agreed with the person, in words"
ADD_CONSENT_HINT = "May be used in the plan without a name; asked on the day"
ADD_QUOTABLE = "This covers quoting"
ADD_READERS = "Who may read it"
ADD_UNTIL = "Erase it on"
ADD_DO = "Keep it"
ADDED = "Kept. Only those you chose can read it."
ADD_LACKS_PHOTOS = "A photo diary has at least one picture."

TABLE = "As a table"
TABLE_ABOUT = (
    "CSV, XLSX or ODS: a column of answers (or several, each with its question as heading), and if you have them a "
    "ward code, latitude and longitude, postcode district, date, method, consent, “may be quoted”, “keep until”. The "
    "file itself is not kept. An export of the questions under “Ask people” is recognised with nothing asked."
)
TABLE_FILE = "Table of answers"
TABLE_COLUMNS = "Which columns are open answers? (their headings, with semicolons between them)"
TABLE_READ = "{n} answers of {people} people can be taken in."
TABLE_OWN = "This is an export of the town's own questions."
TABLE_SAID_NO = "{n} people said no to the use of what they wrote: passed over."
TABLE_PROBLEMS = "Nothing is kept until these cells are mended"
TABLE_HEADS = ("Cell", "What is wrong")
TABLE_MORE = "and {n} more cells"
TABLE_PERSONAL = "What looks like a phone number, an e-mail address or a postcode stands in: {cells}."
TABLE_PERSONAL_WHAT = "What is to become of it?"
TABLE_PERSONAL_WAYS = {"leave_out": "Leave it out", "keep": "Keep it as it is"}
TABLE_KEEP = "Take in {n} answers"
TABLE_KEPT = "Taken in: {n} answers."

# Reports
REPORTS_ABOUT = "Reports that are there already, so that findings and actions can cite them."
REPORTS_NONE = "No report is registered yet."
REPORT_HEADS = ("Report", "About", "Says", "Cited by")
REPORTS_CAPTION = "Reports, newest first"
REPORT_FORM = "Add or change a report"
REPORT_WHICH, REPORT_NEW = "Which report?", "A new one"
REPORT_FIELDS = {
    "title": "Title", "publisher": "Published by", "year": "Year", "pages": "Page or pages", "link": "Link",
    "text": "What it says for this town",
}  # fmt: skip
REPORT_AREAS = "Areas that it is about (none: the whole town)"
REPORT_ACTIONS = "Actions that cite it"
REPORT_FINDINGS = "Findings that cite it"
REPORT_SAVED = "Saved: the report."
REPORT_LINK = "read it"

# How we know
KNOW_ABOUT = (
    "The methods of the toolkit's first stage: whether this town has used each, and the findings that it brought. An "
    "empty line is no fault; it says what nobody has asked about yet."
)
KNOW_HEADS = ("Step", "Method", "In this town", "Kept here", "Findings that it brought")
KNOW_CAPTION = "How we know what we know"
KNOW_STATES = {"used": "● Used", "planned": "◐ Planned", "unused": "○ Not used"}
KNOW_SUMMARY = "Used: {used} of {all} methods. Planned: {planned}."
KNOW_LAST = "last on {day}"
KNOW_KEPT = ("1 answer or note", "{n} answers or notes")
KNOW_SESSIONS = ("1 session", "{n} sessions")
KNOW_NO_FINDINGS = "none"
KNOW_MORE = "and {n} more"
KNOW_STEPS = {
    "1": "1 · What is known already", "2a": "2a · In the neighbourhood", "2b": "2b · In sectors of work",
    "2c": "2c · Taking part", "3": "3 · Community forum", "": "The town's own",
}  # fmt: skip
PLAN_FORM = "Plan a method"
PLAN_WHICH, PLAN_WHEN, PLAN_TEXT = "Method", "When, in words", "By whom and with whom"
PLAN_SAVED = "Saved: what is planned."
PLAN_DROP = "It came to nothing: {method}"
PLAN_DROPPED = "Saved: it is not planned any more."

# Ask people
ASK_ABOUT = (
    "A short set of questions for a survey of your own, or to be put into another one: what stops people near home and "
    "across town, the rest in their own words. Of the place only the ward or the first half of the postcode."
)
ASK_FORMS = "Questions"
ASK_XLSFORM = "XLSForm for KoboToolbox or ODK"
ASK_XLSFORM_ABOUT = "Upload it there; it opens on any phone, offline too. Bring its export back under “Take in”."
ASK_PAPER = "Paper form (PDF)"
ASK_TABLE = "Table to type paper forms into (XLSX)"
ASK_TALK = "Talking about goals"
ASK_TALK_ABOUT = (
    "By the four themes of the community integration playbook, in words of our own: to begin a conversation with, not "
    "to fill in."
)
ASK_PROMPTS = "Prompt sheet (PDF)"
ASK_WALL = "Wall sheet (PDF)"
ASK_PHONE = "On phones, from this server"
ASK_PHONE_ABOUT = (
    "An address that opens the questions for whoever has it: no account, no cookie. Answers go to planners only and "
    "are erased after two years. Close the address when the survey is over. Who answers is not chosen: it stands for "
    "itself and not for the town."
)
ASK_PHONE_NAME = "What it is for (library, school)"
ASK_PHONE_GIVE = "Give out an address"
ASK_PHONE_GIVEN = "The address is open now."
ASK_PHONE_UNNAMED = "without a name"
ASK_PHONE_CLOSE = "Close the address: {name}"
ASK_PHONE_CLOSED = "The address is closed."
