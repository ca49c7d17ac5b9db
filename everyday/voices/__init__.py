"""What people said outside a session, from a table or a form to evidence: read, searched, counted, pinned, forgotten.

``headings`` says what the columns of a table are, ``reading`` makes answers of its rows or names every cell that is
wrong; ``journeys`` reads a shadowed way and trims its ends; ``keeping`` knows who may read what today and what is due
to be erased; ``words`` breaks text into words and their forms, ``searching`` finds answers by them and ``counting``
counts people who used them; ``pinning`` makes evidence of an answer; ``methods`` is how the town knows what it knows,
``reports`` what has been written already; ``phone_form`` takes in
what phones send.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
