"""Words of the council's register and of the organisations on the Action plan page."""

from __future__ import annotations

SAYS = (
    "The council's own register comes in as it is, as Excel, ODS or CSV with its own headings and references. Say once "
    "what each column is: it is remembered. The same file twice changes nothing, and either everything comes in or "
    "nothing does."
)
LOCKED = "Only who may plan brings a register in."
UPLOAD = "The register (.xlsx, .ods or .csv)"
READING = "Reading the register …"
COLUMNS = "What is each column?"
COLUMNS_SAY = "Most likely, by its heading or as it was said before. Please look at each."
COLUMN = "{heading} — such as: {example}"
COLUMN_EMPTY = "{heading}"
LOOK = "Look at it"
PROBLEMS = "Cells that need you: {n}. Nothing was kept."
PROBLEM_COLUMNS = ("Cell", "Column", "It says", "What is wrong")
MORE = "and {n} more"
MEANS = "What do these words mean?"
MEANS_WORDS = "{heading}: “{words}”"
NEW_BODY = "Add as a new organisation"
NOT_SAID = "Not said yet"
NEAR = "{name} (spelled much like it)"
MEANS_SAVE = "Say so and look again"
READY = (
    "New actions: {added}; changed: {changed}; as they were: {unchanged}. New organisations: {bodies}; updates: "
    "{updates}."
)
BRING = "Bring it in"
BROUGHT = "Brought in. New actions: {added}; changed: {changed}; as they were: {unchanged}."
READ_AS = "How days were read ({n})"
OVERWRITTEN = "Changed here since, and now as the register says ({n})"

BODIES_SAY = (
    "Organisations are kept by who they are, not by what they are called: reports keep the name of their day, filters "
    "find all names. Actions of a body that has ceased are listed until somebody else has them."
)
BODIES = "Organisations ({n})"
BODIES_NONE = "No organisation is named yet. They come with the register, or are added here."
BODIES_COLUMNS = {
    "name": "Name", "kind": "Kind", "former": "Earlier names", "state": "State", "actions": "Actions named for it",
}  # fmt: skip
FORMER = "{name} (until {day})"
CEASED_ON = "ceased on {day}"
GOES_ON = "; {names} goes on"
NOW = "is there"
ADD, ADD_NAME, ADD_KIND = "Add an organisation", "Name", "Kind"
CHANGE = "An organisation has changed"
WHAT = "What happened"
WHATS = {
    "rename": "It has a new name",
    "merge": "Several became one",
    "split": "It was split",
    "cease": "It has ceased",
}
WHICH, WHICH_SEVERAL = "Which organisation", "Which organisations"
ON = "From which day (such as 2027-04-01)"
NEW_NAME = "New name"
INTO_ONE = "The one that goes on (a known name, or a new one)"
INTO_SEVERAL = "Those that go on, one name a line"
DO = "Note it"
DONE = "Noted."
AGAIN = "To be assigned again ({n})"
AGAIN_NONE = "No action waits for another body."
AGAIN_SAYS = "{name} has ceased on {day}. Who is responsible now?"
AGAIN_TO = "Who has it now"
AGAIN_DO = "Assign"
AGAIN_ONLY = "it alone was responsible"
HELD_HERE = "what the atlas remembers of the council's register: {n} of its words"
FORGOTTEN = "Forgotten of the council's register: {n}. Its words will be asked about again."
