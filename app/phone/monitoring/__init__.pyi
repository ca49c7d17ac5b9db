# What other folders use of this one; the paragraph stands in __init__.py.
from .actions import show_action, show_actions, take_answers
from .helping import asking_of, remember_device, take_helped

__all__ = ["asking_of", "remember_device", "show_action", "show_actions", "take_answers", "take_helped"]
