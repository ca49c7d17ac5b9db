"""Which kind of input a file most likely is: by its name, by what lies in it, and by the headings of its first lines.

``files`` decides; ``others`` tells what is no input of an atlas, and where it belongs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
