# What other folders use of this one; the paragraph stands in __init__.py.
from .drafts import bumping_nearby, suggest, town_medians
from .rules import RULES, SuggestionRules, Town, rules_from

__all__ = ["RULES", "SuggestionRules", "Town", "bumping_nearby", "rules_from", "suggest", "town_medians"]
