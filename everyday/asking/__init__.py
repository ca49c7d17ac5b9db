"""What a town asks people outside a session, as data: one set of questions for form, paper and table, and what to talk
about with somebody about their own goals.

``questions`` is the short set of a town's own survey, ``prompts`` the vocabulary of the prompt sheet.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
