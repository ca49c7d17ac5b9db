"""The phone page of a forum: plain HTML for everybody in the room, without Streamlit and without internet.

A code becomes a visit with a device of its own (``joining``, ``visits``); what is typed is read with limits, asked
about where it looks personal, and written into the plan (``endpoints``, ``limits``, ``personal_data``): ``entry``
takes pins, ``answering`` votes, comments and photos, ``correcting`` corrections. What the room says is read from there
again, page by page or asked for by the script (``reading``, ``live``), in the language of whoever reads.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
