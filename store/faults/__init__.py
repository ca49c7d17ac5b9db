"""What a database refuses becomes a sentence and a remedy, and nobody waits for it longer than one deadline.

``words`` tells a full disk, a read-only folder, a locked file, a damaged one and a server that is away apart, by the
numbers that SQLite and PostgreSQL give; ``deadline`` says until when whoever writes may be kept waiting, from the
moment that a request has come in.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
