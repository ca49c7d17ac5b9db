"""What an edition's survey bears, worked out once: page, documents, exports and evidence ask here.

``asked`` knows the indicators and how their values are written; ``judging`` sets the wards of one indicator and year
against the rest of the town and says by which rule, or why not; ``years`` compares years; ``beside`` sets an indicator
beside a measure of mobility and names who is out of line; ``facts`` are what may stand beside a finding or suggestion;
``wording`` has the sentences, none of which says that one thing causes another; ``of_edition`` keeps all of it for an
edition.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
