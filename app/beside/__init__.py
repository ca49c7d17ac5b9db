"""The page Side by side: two places of one edition, or two editions of one town, on two maps that move together.

The address says what is compared (``showing``), checked against what there is; two maps show one measure in the same
classes and colours, those of the left side (``maps``); for both sides the evidence of the place becomes rows of a table
and of a file, each with its difference in words (``rows``); what else differs between two editions is read from their
manifests (``editions``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
