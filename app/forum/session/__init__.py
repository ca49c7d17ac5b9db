"""Sessions: started, resumed, changed and ended here, with the code by which phones join and what waits for a nod.

What the form holds becomes a session of the plan; a phone's entry stays hidden until it is shown or refused here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
