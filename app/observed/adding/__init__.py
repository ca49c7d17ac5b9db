"""Adding GPS logs: files held in memory are looked at, confirmed, struck out and counted; nothing is kept before.

``files`` takes them in and asks what they do not say; ``found`` shows what a planner confirms; ``striking`` shows a
person their own days and strikes out hours, days or a circle; ``agreed`` is the consent sheet, after which the fixes
are counted and forgotten; ``kept`` lists what is kept, withdraws it, and prints the sheet for striking out on paper.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
