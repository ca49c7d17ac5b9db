"""Travel times by public transport and on foot for every minute of a window: a trip-based search (Witt 2015).

``window`` cuts out what can matter and works out useful changes once, ``kernel`` searches in profile form
as far as the stops, ``goal_kernel`` goes on from there on foot, to times or to the number of departures in time,
``origins`` does both for one origin after the other, ``times`` hands out blocks of them, ``percentiles`` counts as R5
does. Changes are never pruned by the earliest arrival at a stop: that loses journeys when two runs meet twice (the
brute-force oracle, ``tests/oracles/csa.py``, found it).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
