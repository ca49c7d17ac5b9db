"""The made-up town of Wrenmouth: a seeded generator that writes it in the formats of the real thing.

``python -m everyday.demo.generate`` writes the inputs; ``everyday.demo.logs`` makes the GPS logs of a sample, which no
file holds; ``everyday.demo.planted`` says which barriers and
enablers stand in the town on purpose, so that a test can ask whether they are found.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
