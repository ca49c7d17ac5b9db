# What other folders use of this one; the paragraph stands in __init__.py.
from .choosing import CONDITIONS, Choice, chosen
from .making import PROPOSED_FOR_TRANSPORT, action_of, is_about_transport, suggestion_rules, with_baseline
from .measuring import place_of, rest_at, value_at
from .organisations import Organisations
from .rows import AUDIENCES, ActionRow, plan_rows
from .said import Said, share_key, shared_by, what_became
from .state import action_numbers, actions_state, places_of_rows

__all__ = [
    "AUDIENCES",
    "CONDITIONS",
    "PROPOSED_FOR_TRANSPORT",
    "ActionRow",
    "Choice",
    "Organisations",
    "Said",
    "action_numbers",
    "action_of",
    "actions_state",
    "chosen",
    "is_about_transport",
    "place_of",
    "places_of_rows",
    "plan_rows",
    "rest_at",
    "share_key",
    "shared_by",
    "suggestion_rules",
    "value_at",
    "what_became",
    "with_baseline",
]
