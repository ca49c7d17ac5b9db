"""The evidence pack: what backs some findings, an area or an action, for a funder or a forum.

``scope`` says what it is about, ``statements`` says each number of it in a sentence with its source and the command
that gives it again, and ``gathering`` puts sentences, maps, quotes and actions together in blocks
(:mod:`everyday.documents.blocks`). Sentences have keys that stay the same over editions: a pack that was kept is laid
beside today's numbers by them (:mod:`everyday.reporting`). What stands in it is for everybody to see.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
