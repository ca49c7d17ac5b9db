"""You said, we did: a poster for a wall, A3, to be read from two metres; moderated entries only, no names."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
