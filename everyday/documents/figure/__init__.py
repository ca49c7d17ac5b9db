"""Figure 1, the barriers and enablers of a town drawn together, as a Word file and as a PDF.

``gathering`` draws the figure and gathers what stands around it (``facts``); ``wording`` has the lines that both forms
and the screen share; ``word`` writes one form, ``pdf`` with ``pdf_parts`` the other. What stands where in the figure
itself is decided by ``plan.figure``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
