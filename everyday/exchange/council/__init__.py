"""A council's own register of actions, with its own headings, comes in as it is.

A person says once what each column is (``matching``, remembered in the atlas folder as ``register.json``, together with
words of the council that mean a status, an area or an organisation). ``table`` finds the headings and the rows among
banners, section headings, blank lines and totals; ``cells`` reads what people write in cells; ``deciding`` makes
records of rows, keyed by the council's reference; ``bringing`` keeps all of them or, with every problem named by cell,
none.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
