# What other folders use of this one; the paragraph stands in __init__.py.
from .answers import WORDS_ONLY, day_answered, decide_change, latest_answers, propose_change
from .by_activities import ActivitiesNow, value_of_activities
from .choosing import CONDITIONS, Choice, chosen
from .helping import NO_RULE, Count, helped_counts, raised_questions
from .making import PROPOSED_FOR_TRANSPORT, action_of, is_about_transport, suggestion_rules, with_baseline
from .measuring import place_of, rest_at, value_at
from .network import Member, Missing, agreed_day, groups_now, members, missing, the_network
from .organisations import Organisations
from .reorganising import assign_again, cease, merge_bodies, rename_body, split_body
from .rows import AUDIENCES, ActionRow, plan_rows, seen_by
from .said import Said, share_key, shared_by, what_became
from .said_by_ward import asked_of, survey_area
from .state import action_numbers, actions_state, places_of_rows
from .timeline import STATES, Step, timeline_of

__all__ = [
    "AUDIENCES",
    "CONDITIONS",
    "NO_RULE",
    "PROPOSED_FOR_TRANSPORT",
    "STATES",
    "WORDS_ONLY",
    "ActionRow",
    "ActivitiesNow",
    "Choice",
    "Count",
    "Member",
    "Missing",
    "Organisations",
    "Said",
    "Step",
    "action_numbers",
    "action_of",
    "actions_state",
    "agreed_day",
    "asked_of",
    "assign_again",
    "cease",
    "chosen",
    "day_answered",
    "decide_change",
    "groups_now",
    "helped_counts",
    "is_about_transport",
    "latest_answers",
    "members",
    "merge_bodies",
    "missing",
    "place_of",
    "places_of_rows",
    "plan_rows",
    "propose_change",
    "raised_questions",
    "rename_body",
    "rest_at",
    "seen_by",
    "share_key",
    "shared_by",
    "split_body",
    "suggestion_rules",
    "survey_area",
    "the_network",
    "timeline_of",
    "value_at",
    "value_of_activities",
    "what_became",
    "with_baseline",
]
