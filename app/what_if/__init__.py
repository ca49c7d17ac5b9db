"""The What if page: put a change of the timetable or the footways together, work it out, see what it does.

Fields become edits of a scenario, kept for this visit (``scenario_edits``); they are checked and worked out beside
the page (``page``); the edition that comes of it is compared with the one it starts from, on the map, by area and in
files (``result``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
