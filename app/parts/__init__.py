"""Pieces that pages share: what somebody looks at, and what is known of it beyond the map.

An address becomes a view that is checked against the edition (``view``, ``choices``), typed words become a place
(``search``, asked through ``search_box``), a suggestion or a finding becomes sentences with what the forum decided
(``suggested``, ``decided``, ``findings_here``), and what the map shows becomes a table and files (``table_twin``;
``downloads`` has their types). What one page hands to the next stands here too: the place of the next pin
(``next_pin``) and the way there (``leading``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
