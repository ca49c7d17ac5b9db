"""The page Monitor: did it happen, and did anything change?

``here`` reads the plan for whoever looks and what of it is chosen; ``happened`` counts by area and status and lists
what is late, moved or not looked at, ``small_maps`` shows the same by status on small maps; ``closing`` asks how an
action ended; ``changed`` shows success measures over the editions, and ``explaining`` has worked out why one changed;
``transport`` offers the page of an area.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
