# What other folders use of this one; the paragraph stands in __init__.py.
from .cleaning import clean_photo_apart
from .left_behind import editions_left_behind, remove_edition
from .photos import CleanPhoto
from .pinning import add_pin, add_pins, frozen_evidence, pinned_before
from .retention import DueSession, due_sessions
from .state import NO_PIN, is_open, refresh_state, session_state

__all__ = [
    "NO_PIN",
    "CleanPhoto",
    "DueSession",
    "add_pin",
    "add_pins",
    "clean_photo_apart",
    "due_sessions",
    "editions_left_behind",
    "frozen_evidence",
    "is_open",
    "pinned_before",
    "refresh_state",
    "remove_edition",
    "session_state",
]
