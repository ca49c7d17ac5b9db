"""What phones say of the plan: answers to the five questions in a session of Stage Three, and whether it has helped.

``actions`` lists what everybody may see of the plan in a session about monitoring and takes answers, which wait for the
facilitator's nod where the session says so; ``helping`` counts on the page for everybody (``app.phone.said``) what a
device says of the place of a pin whose action was carried out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
