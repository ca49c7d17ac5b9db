"""Measures turned into suggested barriers and enablers, which a planner accepts, edits or dismisses.

``limits`` are the thresholds, ``rules`` looks at every cell, ``drafts`` joins cells that touch, counts people and
ranks, ``keys`` carries keys over from the edition before so that a dismissal stays, ``wording`` writes title and
sentence with the town's number beside its own.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
