"""What stands beside the measures of an edition and from which no measure follows: ``surveys``, what was ``observed``.

Where only these are new, an edition is a copy of the one before with these tables made anew; so what somebody has
withdrawn is in none of them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
