"""The plan as it was reported: frozen with date, round and filter, and compared with another day.

``freezing`` takes the plan's rows as the team sees them and the words that stand beside them (labels, names of areas
and organisations, measured numbers) into the ``content`` of a ``Report``, written once. ``thawing`` makes rows and
document facts of it again, for an audience, so that whatever is renamed, moved or dropped later changes nothing.
``comparing`` lays two of them side by side. ``packs`` keeps the sentences of an evidence pack and says which still
hold. Every record in the content stands under its own id: an erasure finds it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
