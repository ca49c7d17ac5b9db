# What other folders use of this one; the paragraph stands in __init__.py.
from .drafts import bumping_nearby, suggest, town_medians
from .limits import SuggestionRules, rules_from
from .movement import MOVEMENT_RULES, suggest_of_movement
from .rules import RULES, Town

__all__ = [
    "MOVEMENT_RULES",
    "RULES",
    "SuggestionRules",
    "Town",
    "bumping_nearby",
    "rules_from",
    "suggest",
    "suggest_of_movement",
    "town_medians",
]
