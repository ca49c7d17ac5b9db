"""What the fixes of GPS logs say of the movement of a person, in trackintel's words; tables in, tables out, no file.

Fixes, sorted by person and time, are put in order and rid of what cannot be (``clean``); they become staypoints,
triplegs between them and trips between activities (``find_staypoints``, ``find_triplegs``, ``find_trips``), staypoints
become locations, and one of them home (``find_locations``, ``find_homes``); ``tracked`` says over which hours anything
is known at all, since silence is not absence. Every table has a ``person``, and every function takes any number of
people at once: a part of the people in, their part of the result out, so that parts can be mapped over processes or
machines. Nothing here counts people together, and nothing is written: fixes are in memory only.
Definitions: docs/definitions.md#staypoints-triplegs-and-trips and the headings that follow it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
