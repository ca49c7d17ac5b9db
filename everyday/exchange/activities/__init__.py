"""Lists of community activities come in from whoever keeps one, again and again.

``table`` reads a list with a publisher's own headings (CSV, XLSX, ODS), ``openreferral`` the JSON that directories
publish, in its older and its newer shape; both give entries, with every problem by its cell. ``merging`` compares them
with the plan: what the publisher changed comes in, what people entered here stays, who asked not to be listed stays
out. ``bringing`` keeps the result in the plan; the file itself is not kept.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
