"""Accepted corrections of open data, put into what the readers gave: between reading and measuring, in every build.

``places`` adds, takes out and renames places; ``buses`` adds lines that open timetables lack; ``applying`` calls
both, after the days of the build are chosen. They are part of the edition's fingerprint, and a scenario has those of
its base.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
