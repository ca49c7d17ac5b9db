"""The page Activities: what people can go to, when and for what, which of it is known to run, what is missing.

``list_view`` shows the list with one activity opened beside it, ``form`` adds and changes one, ``gap_view`` draws the
gap map of a week by theme or kind; ``routes`` gives the map of Explore its layer. Where only the ward is known, nothing
here shows more.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
