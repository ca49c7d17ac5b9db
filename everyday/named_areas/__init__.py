"""Areas that people use: an area committee, a natural neighbourhood, an estate, named by a planner.

``making`` checks one before it is kept in the plan, whether chosen, drawn or brought as a file (``files``);
``beside`` puts those of the plan among the areas of an edition (:func:`everyday.atlas.with_named_areas`), where
profile, transport page, gap map and Explore find them; ``saying`` tells in sentences what such an area is made of.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
