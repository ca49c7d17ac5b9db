"""From a click, a name or a shape to a place: what was meant, or what could have been meant.

``typed`` reads what people type; ``spots`` finds what has a name in the tables of an edition, once, at its build;
``ranking`` says which names answer best to what was typed, ``names`` is the index of a town with it; ``shapes`` checks
points, lines and areas; ``place`` puts them together.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
