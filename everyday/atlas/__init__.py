"""An atlas as it lies on disk: the folder, ``atlas.toml``, inputs, editions, and the door to its plan. Files only.

``folder`` is the record that every room above is given (``AtlasFolder``); ``config`` reads and writes ``atlas.toml``;
``adding`` takes inputs in through their readers (``inputs``) and keeps them unchanged; ``editions`` finds what was
built and ``opened`` holds its tables read once; ``registry`` has the measures with the package's place kinds;
``files`` and ``whole`` write files whole or not at all; ``progress`` names the steps of long work; ``open_plan``
opens the store once in a process.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
