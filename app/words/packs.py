"""Words of the evidence packs on the Action plan page."""

from __future__ import annotations

SAYS = (
    "A pack puts together what backs a barrier, an area or an action, for a funder or a forum: maps, numbers with "
    "their sources and dates, what people say, and what is being done. Everybody may read it. A pack that is kept "
    "stays as it was, and can be held against today's numbers."
)
ABOUT = "What it is about"
ABOUTS = {"area": "An area", "findings": "Barriers and enablers", "action": "An action"}
AREA, FINDINGS, ACTION = "Area", "Barriers and enablers", "Action"
FINDINGS_HINT = "Choose one or more"
NO_FINDINGS = "No barrier or enabler is shown yet: pin one on the Forum page."
NO_ACTIONS = "There is no action that everybody may see."
TAKE = "Take it away"
FILES = {"docx": "Word", "pdf": "PDF"}
NAME = "What the pack is for (such as: Bid to the bus fund)"
KEEP = "Keep it as it is now"
KEPT = "Kept: {name}."
LIST = "Kept packs"
NONE = "Nothing has been kept yet."
WHICH = "Which pack"
ONE_OF = "{name}, {date}"
HOLD = "{n} of {all} sentences hold with the edition that is shown. It was made of: {edition}."
COLUMNS = ("Sentence of then", "Does it hold?", "Today")
STATES = {"holds": "It holds", "changed": "Changed", "gone": "No longer said"}
BESIDE = "{name}, held against today's numbers"
WITH_PHOTOS = "With pictures of diaries and remarks of journeys"
WITH_PHOTOS_HELP = (
    "Only of those that a barrier or enabler was pinned from and whose person agreed to be quoted, and never where it "
    "was. A pack is for everybody: tick this only if what was agreed covers showing them. A kept pack has none."
)
