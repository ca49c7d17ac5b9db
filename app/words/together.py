"""Words of the last step of the Forum page, in which a forum draws its findings together."""

from __future__ import annotations

# What the figure shows
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
ALIKE_ONE = "1 pair may say the same"
ALIKE_N = "{n} pairs may say the same"
ALIKE_HINT = "Found by shared words and by nearness. It is for the room to say."
ALIKE_WORDS = "both say: {words}"
ALIKE_METRES = "{metres} m apart"
ALIKE_HERE = "at the same place"
ALIKE_AREA = "in the same area"
ALIKE_TOWN = "both about the whole town"
ALIKE_MORE = "and {n} more, once these are decided"
TICK_BOTH = "Tick {first} and {second}"

# Merged ones
MERGED_ONE = "1 finding has been merged"
MERGED_N = "{n} findings have been merged"
MERGED_LINE = "“{title}” is part of {kept}"
TAKE_OUT = "Take {number} out again"
TAKEN_OUT = "{number} stands by itself again, as proposed. Its own votes count for it."
ONLY_PLANNERS = "Only a planner takes them out again."
