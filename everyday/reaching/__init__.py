"""What searches from any cell of an edition share: streets, walks to stops and timetables, read once; and one search.

A cell goes in, minutes to every other come out: on foot, and on a typical departure of a time of the week. Questions of
an edition that exists ask here, and so does a build that sets what a sample did against what it could reach.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
