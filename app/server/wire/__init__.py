"""What leaves and enters as bytes: heads sent at once, large files packed, connections counted."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
