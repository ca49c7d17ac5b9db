"""The town's own questions on a phone: a form for whoever has its address, without a session and without a cookie.

What was sent goes to the planners; nobody sees it here again.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
