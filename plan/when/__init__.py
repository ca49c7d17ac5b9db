"""When something happens, in the words people type: understood, said back, and which days that makes.

``reading`` takes the words apart and says what it did not understand; ``saying`` puts what was understood into words of
one form, which are read the same again; ``days`` tells what happens in a week; ``recurrence`` makes words of a rule by
RFC 5545, as far as they reach. Nothing is guessed: what is not understood is *ask*.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
