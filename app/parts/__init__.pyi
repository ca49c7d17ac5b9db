# What other folders use of this one; the paragraph stands in __init__.py.
from .choices import (
    BAND_NAMES,
    LEVELS,
    SCORES,
    Family,
    families,
    has_types,
    known_bands,
    noun_of,
    place_kinds,
    registry,
    why_unknown,
)
from .decided import Decision, decisions, dismissed_last
from .downloads import MIME, draw_download, stem_of
from .emerging import draw_emerging
from .findings_here import draw_findings_here, draw_pin_here, draw_place_ready
from .history import history_html
from .leading import (
    ACTION_PLAN_ADDRESS,
    BESIDE_ADDRESS,
    FORUM_ADDRESS,
    MONITOR_ADDRESS,
    NETWORK_ADDRESS,
    draw_compare,
    draw_plan_action,
)
from .next_pin import place_of_pin, set_place, taken_arrival
from .nothing_yet import draw_nothing_yet, draw_steps
from .search import Found, find, options_for
from .search_box import draw_search, forget_search
from .suggested import Suggestion, evidence_rows, pin_of_suggestion, rule_words, suggestion_of, suggestions, touching
from .table_twin import draw_table, number_column, rounded_to_show
from .view import (
    ADDRESS,
    REACH_WAYS,
    UNITS,
    Chosen,
    View,
    offered_overlays,
    read_view,
    shown_families,
    view_parameters,
    write_parameters,
)

__all__ = [
    "ACTION_PLAN_ADDRESS",
    "ADDRESS",
    "BAND_NAMES",
    "BESIDE_ADDRESS",
    "FORUM_ADDRESS",
    "LEVELS",
    "MIME",
    "MONITOR_ADDRESS",
    "NETWORK_ADDRESS",
    "REACH_WAYS",
    "SCORES",
    "UNITS",
    "Chosen",
    "Decision",
    "Family",
    "Found",
    "Suggestion",
    "View",
    "decisions",
    "dismissed_last",
    "draw_compare",
    "draw_download",
    "draw_emerging",
    "draw_findings_here",
    "draw_nothing_yet",
    "draw_pin_here",
    "draw_place_ready",
    "draw_plan_action",
    "draw_search",
    "draw_steps",
    "draw_table",
    "evidence_rows",
    "families",
    "find",
    "forget_search",
    "has_types",
    "history_html",
    "known_bands",
    "noun_of",
    "number_column",
    "offered_overlays",
    "options_for",
    "pin_of_suggestion",
    "place_kinds",
    "place_of_pin",
    "read_view",
    "registry",
    "rounded_to_show",
    "rule_words",
    "set_place",
    "shown_families",
    "stem_of",
    "suggestion_of",
    "suggestions",
    "taken_arrival",
    "touching",
    "view_parameters",
    "why_unknown",
    "write_parameters",
]
