# What other folders use of this one; the paragraph stands in __init__.py.
from .drafts import bumping_nearby, suggest, town_medians
from .limits import SuggestionRules, rules_from
from .rules import RULES, Town

__all__ = ["RULES", "SuggestionRules", "Town", "bumping_nearby", "rules_from", "suggest", "town_medians"]
