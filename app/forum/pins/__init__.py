"""Findings, one by one: pinned, listed, opened, voted on, commented on and edited.

A sentence and a place become a finding of the plan with the numbers of the place beside it; what looks personal is
asked about first (``personal_data``); where two people edit at once, both versions are shown and the person chooses.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
