# What other folders use of this one; the paragraph stands in __init__.py.
from .choosing import CONDITIONS, Choice, chosen
from .making import PROPOSED_FOR_TRANSPORT, action_of, with_baseline
from .measuring import place_of, rest_at, value_at
from .organisations import Organisations
from .rows import ActionRow, plan_rows

__all__ = [
    "CONDITIONS",
    "PROPOSED_FOR_TRANSPORT",
    "ActionRow",
    "Choice",
    "Organisations",
    "action_of",
    "chosen",
    "place_of",
    "plan_rows",
    "rest_at",
    "value_at",
    "with_baseline",
]
