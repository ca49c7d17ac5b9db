"""What is owed to people: corrections of the open data that they propose, and erasure of what is personal.

A proposed correction is accepted or rejected by a planner and goes into the next build; words, findings or what is
due of a session are looked up in the plan, shown, and erased for good, of which only a record without the words
remains.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
