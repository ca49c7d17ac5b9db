"""Paper for a table without a computer: the session map with its numbered grid, and the form to write pins on.

``map`` puts town, grid and names (``map_marks``) into a printed frame (``map_frame``); ``form`` is the sheet to write
on; ``survey_form`` asks outside a session, ``prompts`` helps to talk about goals. What comes back is read by
``everyday.exchange`` and ``everyday.voices``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
