"""What a survey's numbers can bear: intervals, a ward against the rest of the town, years, ranks, and two things beside
each other. Pure functions of arrays; no table is read here and no word says that one thing causes another.

``intervals`` turns what a table gives of a value's certainty into a standard error and limits; ``differences`` sets
wards against the rest of the town, and one year against another; ``series`` parts years where they cannot be compared;
``ranks`` says which places of a ranking can be told apart; ``together`` has Spearman with its permutation test
(counted by the ``kernel``), the false discovery rate and the outliers. Formulas and sources:
docs/definitions.md#survey-estimates and the headings that follow it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
