"""Community activities as a town sees them: which are still known to run, who can be there in time, what is missing.

``listing`` reads the plan for whoever asks and leaves out what nobody may see; ``travel`` tells who reaches an activity
at its own day and hour, and gets home after it; ``gaps`` puts that together by theme and kind for each area, for one
week that is named; ``saying`` puts it into sentences.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
