# What other folders use of this one; the paragraph stands in __init__.py.
from .answers import WORDS_ONLY, day_answered, decide_change, latest_answers, propose_change
from .choosing import CONDITIONS, Choice, chosen
from .helping import NO_RULE, Count, helped_counts, raised_questions
from .making import PROPOSED_FOR_TRANSPORT, action_of, with_baseline
from .measuring import place_of, rest_at, value_at
from .network import Member, Missing, agreed_day, groups_now, members, missing, the_network
from .organisations import Organisations
from .rows import AUDIENCES, ActionRow, plan_rows
from .said import Said, share_key, shared_by, what_became
from .state import action_numbers, actions_state, places_of_rows

__all__ = [
    "AUDIENCES",
    "CONDITIONS",
    "NO_RULE",
    "PROPOSED_FOR_TRANSPORT",
    "WORDS_ONLY",
    "ActionRow",
    "Choice",
    "Count",
    "Member",
    "Missing",
    "Organisations",
    "Said",
    "action_numbers",
    "action_of",
    "actions_state",
    "agreed_day",
    "chosen",
    "day_answered",
    "decide_change",
    "groups_now",
    "helped_counts",
    "latest_answers",
    "members",
    "missing",
    "place_of",
    "places_of_rows",
    "plan_rows",
    "propose_change",
    "raised_questions",
    "rest_at",
    "share_key",
    "shared_by",
    "the_network",
    "value_at",
    "what_became",
    "with_baseline",
]
