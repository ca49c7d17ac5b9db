# What other folders use of this one; the paragraph stands in __init__.py.
from .form import show_questions, take_questions

__all__ = ["show_questions", "take_questions"]
