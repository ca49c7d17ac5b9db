"""Words of the page Network."""

from __future__ import annotations

LOCKED = "Your role does not allow you to look at the network."
NOT_STARTED = "There is no network yet"
NOT_STARTED_DO = (
    "The method's third stage asks for an integration network: organisations that watch over the plan together, best "
    "convened by the local authority. It begins with a name; members, groups and their answers follow."
)
START = "Start the network"
NETWORK_USUAL = "Integration network"
VIEWS_LABEL = "What is shown"
VIEWS = {
    "who": "Who is in it", "groups": "Advocacy groups", "questions": "The five questions",
    "emerging": "Newly emerging",
}  # fmt: skip
NUMBERS = {
    "members": ("organisation in it", "organisations in it"),
    "groups": ("advocacy group", "advocacy groups"),
    "answers": ("answer in a year", "answers in a year"),
}
"""What the large numbers count: for one, and for any other number."""
NEXT_MEETING = "Next meeting"
ACTION_N = "{n} · {title}"
SAVE = "Save"
NONE_CHOSEN = "none"
NO_DAY = "no day"
HISTORY = "Who changed what"
AND_MORE = " and {n} more"
VERDICTS = {"yes": "Yes", "in_part": "In part", "no": "No"}
NOT_SAID = "Not said yet"

RAISED = "For the network to look at ({n})"
RAISED_ONE = (
    "{action}: it was carried out, and {no} of {all} phones say that it did not help. What is getting in the way?"
)
RAISED_ASK = "Answer the five questions"
NOT_MEASURED = "Nothing is measured for it."

MISSING = "What is missing"
NOTHING_MISSING = "Nothing that the plan can tell."
NOBODY = "Nobody is in the network yet."
NOBODY_OF_KIND = "Nobody represents: {kinds}."
NOBODY_FOR = "Nobody in it speaks by name for those who are to benefit: {names}."
LEVERS_OUTSIDE = "Responsible for an action and not in the network: {names}."
NOT_PERFORMED = "The network does not do this: {names}."
NOT_JUDGED = "It is not said yet whether the network does this: {names}."
NO_GROUP = "No advocacy group looks after: {names}."
NO_MEETING = "No next meeting is set for: {names}."
NO_ANSWERS = "Nobody has answered any of the five questions about: {names}."

MEMBERS = "Members ({n})"
MEMBERS_CAPTION = "Organisations in the network, by post; those that left stay in the list"
HEADS_MEMBERS = ("Organisation", "Kind", "Post", "Since", "Until", "Takes part in")
STILL = "still in it"
CEASED = "{name} (has ceased)"
MEMBER_FORM = "Add or change a member"
MEMBER_WHICH = "Which member?"
MEMBER_NEW = "A new one"
MEMBER_GONE = "{name} (not in it now)"
MEMBER_BODY = "Organisation"
MEMBER_OTHER = "Another one, named below"
MEMBER_NAME = "Name of an organisation that is not in the list"
MEMBER_KIND = "What kind it is"
MEMBER_POST = "Post that represents it"
MEMBER_POST_HELP = "A post such as “Clerk” or “Chair”. People change; leave names out unless somebody asks to be named."
MEMBER_SINCE = "Since"
MEMBER_UNTIL = "Until (empty while it is in it)"
MEMBER_FUNCTIONS = "Takes part in"
MEMBER_SAVED = "Saved: the membership."

PERFORMS = "What the network does"
PERFORMS_ABOUT = "The method asks for at least one of five functions; the more the better."
PERFORMS_CAPTION = "The five functions of an integration network"
HEADS_PERFORMS = ("Function", "Performed", "In a sentence")
PERFORMS_FORM = "Say what the network is and does"
NETWORK_NAME = "Name"
NETWORK_CONVENED = "Convened by"
NETWORK_CONVENED_HELP = "The method: strongest if explicitly convened by the local authority."
NETWORK_TEXT = "How it works: formal or informal, how often it meets"
CONVENED = "convened by {name}"
CONVENED_NOBODY = "convened by nobody yet"
MEETS = "meets next on {day}"
MEETS_NOT = "no next meeting is set"
AGREED_ON = "Plan agreed on (empty: when its first action was)"
AGREED_BY_ITSELF = "Its first action was agreed on {day}."
IN_A_SENTENCE = "In a sentence: {function}"
NETWORK_SAVED = "Saved: the network."

GROUPS = "Advocacy groups"
GROUPS_ABOUT = (
    "Organisations and people clustered around actions: they look closely, answer the five questions and meet."
)
GROUPS_NONE = "There is no group yet."
GROUPS_CAPTION = "Advocacy groups and their actions"
HEADS_GROUPS = ("Group", "Organisations", "Looks after", "Next meeting", "More")
GROUP_NO_ACTION = "no action yet"
GROUP_NOBODY = "nobody named yet"
GROUP_ENDED = "ended {day}"
MET = "{day} (has passed)"
GROUP_FORM = "Add or change a group"
GROUP_WHICH = "Which group?"
GROUP_NEW = "A new one"
GROUP_NAME = "Name of the group"
GROUP_BODIES = "Organisations in it"
GROUP_ACTIONS = "Actions it looks after"
GROUP_TEXT = "More"
GROUP_ENDED_ON = "Ended on (empty while it goes on)"
GROUP_SAVED = "Saved: the group."

QUESTIONS = "The five questions"
QUESTIONS_ABOUT = (
    "Asked of an action, or of one of its interventions, again and again: what was answered before stays, with its day."
)
NO_ACTION = "There is no action to ask about yet."
WHICH_ACTION = "Which action?"
HEAD_GROUP = "Group"
LATEST_CAPTION = "What each group said last, in short"
NOT_ANSWERED = "Nobody has answered this yet."
NO_GROUP_NAMED = "no group named"
ANSWERED = "answered {day}"
ANSWERED_TYPED = "answered {day}, typed {typed}"
ABOUT_INTERVENTION = "about intervention {n}"
ABOUT_GONE = "about an intervention that is no more"
CHANGE_STATUS = {
    "proposed": "a change is proposed", "accepted": "a change was accepted", "declined": "the change was declined",
}  # fmt: skip
LED_TO = "led to finding {n}"
ANSWER_FORM = "Note a group's answers"
ANSWER_GROUP = "Who answers"
ANSWER_OTHER = "Somebody else, named beside"
ANSWER_NAME = "Name of another group"
ANSWER_ABOUT = "About"
ANSWER_WHOLE = "The whole action"
ANSWER_DAY = "Answered on"
ANSWER_WORDS = "In their words: {question}"
ANSWER_SAVE = "Keep these answers"
ANSWER_SAVED = "Kept: {n} answers."
ANSWER_EMPTY = "Answer at least one of the questions."

PROPOSED = "Proposed changes ({n})"
CHANGE_OF = "Change “{before}” into “{after}”"
CHANGE_MORE = "Add the intervention “{after}”"
BECAUSE = "{group}, {day}: {answer}"
ACCEPT = "Accept"
ACCEPT_HELP = "Changes the action: {action}"
ACCEPTED = "Accepted: the action was changed, and its history says by which answer."
DECLINE = "Decline"
DECLINE_WHY = "Why not?"
DECLINE_DO = "Decline it"
DECLINED = "Declined, with its reason."
FOLLOWS = "What follows from an answer"
FOLLOWS_WHICH = "Which answer?"
PROPOSE_OF = "Propose a change of"
PROPOSE_NEW = "a further intervention"
PROPOSE_WORDS = "What it is to be"
PROPOSE_SAVE = "Propose it"
PROPOSE_SAVED = "Proposed. The action stays as it is until somebody accepts it."
FIND = "Make a finding of it"
FIND_KIND = "What is it?"
FIND_TITLE = "In one sentence"
FIND_TEXT = "More"
FIND_LEVEL = "Level"
FIND_PLACE = "It gets the place of the action; the Forum page can move it."
FIND_SAVE = "Keep the finding"
FIND_SAVED = "Kept: it is a finding now, and stands on the Forum page."

PAPER = "On paper"
PAPER_ABOUT = (
    "A page for each action with its numbers and the five questions, to be written on; and the table to type it into. "
    "What cannot be placed comes back with the reason."
)
PAPER_PDF = "Sheet of this action (PDF, A4)"
PAPER_ALL = "Sheets of all actions (PDF, A4)"
PAPER_XLSX = "Table to type answers into (Excel)"
PAPER_ODS = "Table to type answers into (ODS)"
PAPER_CSV = "Table to type answers into (CSV)"
PAPER_UPLOAD = "A filled table"
PAPER_READ = "{n} answers can be kept, {refused} rows cannot."
PAPER_KEEP = "Keep {n} answers"
PAPER_KEPT = "Kept: {n} answers."
PAPER_REFUSED = "Rows that could not be placed"
PAPER_HEADS_REFUSED = ("Row", "Why")
PAPER_BACK = "These rows to mend (Excel)"
PAPER_TWICE = "{n} answers are here already and are left out."
PAPER_PERSONAL = (
    "Some rows seem to hold phone numbers, e-mail addresses or postcodes. They are taken out unless you tick the box."
)
PAPER_KEEP_PERSONAL = "Keep them as they were written"
