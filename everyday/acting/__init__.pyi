# What other folders use of this one; the paragraph stands in __init__.py.
from .choosing import CONDITIONS, Choice, chosen
from .making import PROPOSED_FOR_TRANSPORT, action_of, with_baseline
from .measuring import place_of, rest_at, value_at
from .organisations import Organisations
from .reorganising import assign_again, cease, merge_bodies, rename_body, split_body
from .rows import AUDIENCES, ActionRow, plan_rows, seen_by
from .said import Said, share_key, shared_by, what_became
from .state import action_numbers, actions_state, places_of_rows
from .timeline import STATES, Step, timeline_of

__all__ = [
    "AUDIENCES",
    "CONDITIONS",
    "PROPOSED_FOR_TRANSPORT",
    "STATES",
    "ActionRow",
    "Choice",
    "Organisations",
    "Said",
    "Step",
    "action_numbers",
    "action_of",
    "actions_state",
    "assign_again",
    "cease",
    "chosen",
    "merge_bodies",
    "place_of",
    "places_of_rows",
    "plan_rows",
    "rename_body",
    "rest_at",
    "seen_by",
    "share_key",
    "shared_by",
    "split_body",
    "timeline_of",
    "value_at",
    "what_became",
    "with_baseline",
]
