# What other folders use of this one; the paragraph stands in __init__.py.
from .ageing import ages, ages_before_change, ages_line, ages_of_edition, newest_wards
from .fetching import fetch_town
from .pieces import FetchPlan, FetchReport, Town
from .planning import choose_town, plan_fetch
from .refreshing import refresh_town
from .towns import ask_towns, find_towns
from .work import cut_to_town

__all__ = [
    "FetchPlan",
    "FetchReport",
    "Town",
    "ages",
    "ages_before_change",
    "ages_line",
    "ages_of_edition",
    "ask_towns",
    "choose_town",
    "cut_to_town",
    "fetch_town",
    "find_towns",
    "newest_wards",
    "plan_fetch",
    "refresh_town",
]
