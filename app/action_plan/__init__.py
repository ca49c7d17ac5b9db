"""The Action plan page: the worksheet (what, how, who) filled in, and the whole plan on map, list and calendar.

Rows come from ``everyday.acting`` and changes go to the plan's store; ``desk`` says which atlas, action and filters
this screen has; ``worksheet`` is the form, ``card`` one action with what is done about it (``steps``); ``first`` and
``dates`` are other views, so are ``reports`` (frozen, and side by side), ``council`` (its own register comes in) and
``bodies`` (organisations over time); ``table`` the numbers and files. ``routes`` gives the map its pins.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
