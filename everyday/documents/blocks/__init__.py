"""A document as blocks: headings, words, tables and pictures, said once and written as Word and as PDF.

Whoever gathers a document says in blocks what stands in it and knows nothing of files; ``word`` and ``pdf`` write the
same blocks, so that both forms hold the same words. Tables have a header row that is marked as one, a title and a
description; pictures have words for people who do not see them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
