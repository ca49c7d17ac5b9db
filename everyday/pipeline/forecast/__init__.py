"""How long a build will go on: what there is to do, how fast this machine is, and what a first piece of it took."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
