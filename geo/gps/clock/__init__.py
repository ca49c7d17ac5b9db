"""Times as logs write them, to a moment in UTC.

``texts`` takes any text or number apart, each row by itself (a fraction in one row changes nothing for the next);
``ordering`` decides once a file whether days or months stand first; ``zones`` adds the zone that is missing, and finds
the hours that do not exist or exist twice when clocks change.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
