"""The runs of one day, grouped into patterns in which no run overtakes another, and how long a change takes.

``runs`` says which vehicles run (also yesterday's past midnight, and by headway), ``changes`` how long one changes
from stop to stop, ``overtaking`` separates runs that overtake, ``day`` puts it together and keeps it in a file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
