"""Did anything change, and why: the success measure of an action, or a measure of an area, over the editions.

``comparing`` puts editions in the order of what they measure and says which cannot be compared; ``edges`` sets a value
beside its baseline and target in words; ``series`` gathers values, the rest of the town and the forecast. ``corners``
builds an edition with one input exchanged, measured and kept, and ``why`` splits a change among the inputs. ``rounds``
counts what happened: by area and status, and what nobody has looked at. Nothing here claims a cause.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
