"""``stop_times.txt`` read piece by piece while it is unpacked, straight into numbers.

The largest table of a timetable never stands in memory as text: ``kernel`` takes its bytes in one pass, ``stop_times``
gives it pieces of some megabytes and puts together what it found. Only a tidy table is read so; any cell that needs
judgement leaves the whole table to the careful reader (``geo.gtfs.text``), which gives the same and names every fault.
What needs no mending is put in order (``ordering``) by two more passes.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
