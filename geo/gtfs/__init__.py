"""GTFS timetables to a ``geo.feed.Feed`` that can be trusted, with a report in plain English.

A zip or folder is opened without trusting it (``archive``), each table becomes text (``text``; a large and tidy
``stop_times.txt`` becomes numbers while it is unpacked, ``streaming``), then stops, trips,
times, calendar and rules are checked one by one; ``merge`` joins several publishers' feeds and finds runs that two of
them carry (same line, stops, times and days count once); ``service_days`` chooses the weekday and Sunday of a build,
and says which bands a feed cannot answer. Headway-based trips run at their start and every headway after it.
``write`` is the way back: a feed as GTFS that other programs read.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
