"""The page Survey: what people say by ward, how sure it is, and what is possible beside it.

``here`` reads what is asked for from the address; ``map_and_panel`` shows a question on the map and in words;
``ranking`` and ``years`` draw values with their intervals, ``beside`` sets a question beside a measure of mobility with
two maps and a ``scatter``, and names who is out of line; ``table`` is the twin of all of it, to take away.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
