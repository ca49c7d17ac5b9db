"""From a timetable to times across town, journeys leg by leg, and how often and from when to when something leaves.

``timetable`` lays out a day's runs, ``search`` finds travel times for every minute of a departure window,
``journeys`` tells the usual way to the centre; ``departures``, ``directions`` and ``headways`` look at single stops
and lines. The rules of a journey: walk to a stop, ride, at most one walk between two rides, at most four rides, walk
from the last stop; 60 seconds to change; access and egress walks up to 20 minutes, walks between rides up to 10;
walking all the way competes and is not limited to 20 minutes; over 120 minutes counts as not reachable.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
