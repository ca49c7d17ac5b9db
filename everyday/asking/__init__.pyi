# What other folders use of this one; the paragraph stands in __init__.py.
from .prompts import OPENING, THEMES, WALL, Theme
from .questions import CONSENT, KEPT_YEARS, QUESTIONS, Question, chosen_of, option_of, question_of

__all__ = [
    "CONSENT",
    "KEPT_YEARS",
    "OPENING",
    "QUESTIONS",
    "THEMES",
    "WALL",
    "Question",
    "Theme",
    "chosen_of",
    "option_of",
    "question_of",
]
