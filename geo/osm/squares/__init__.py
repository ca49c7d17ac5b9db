"""Squares are crossed freely: straight links between the ways into a pedestrian area, around whatever stands in it.

Ways in are where streets and paths meet the edge, where they cross it without a node in common, and where they end or
meet inside. What is in the way are holes of the area, and buildings and water inside it; a walk bends only at their
corners and at corners of the edge that point inwards (a visibility graph, ``sight``). Areas that touch are one square.
A building that a way leads into is walked through, as an arcade or a market hall.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
