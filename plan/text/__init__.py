"""What people type, on its way in: cleaned without losing a word, and looked at for personal data.

``cleaning`` takes out what no document can hold; ``personal`` finds phone numbers, e-mail addresses and postcodes, so
that they are asked about before anything is saved; ``folding`` is how texts are compared when words are looked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
