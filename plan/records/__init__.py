"""Every record of the plan, declared once: the store, the exchange files and the pages loop over these fields.

``findings`` is what people say, ``sessions`` the meetings they say it in, ``actions`` what is to be done and what
happened, ``answers`` what others say about it, ``organisations`` who can do it, ``voices`` what people said outside a
session, ``trail`` who changed what; ``all``
lists the kinds. A new kind of record is its class here with its declaration, its rule in ``plan.rules``, and a
migration for its table, whose columns are its fields (``store.schema`` holds what else the database is to hold it to).

A record is a frozen dataclass. ``id``, ``version``, ``created_by``, ``created_at`` and ``updated_at`` belong to the
store: a new record has the version 0 and gets an id when it is added (unless it brings one). Times are UTC as text
(``2026-11-26T12:50:00Z``), dates ``2026-11-26``. Lists hold keys of the taxonomy or plain names; a name never holds
``;``, which separates list items in exchange files. Geometry is a shapely geometry in WGS 84 (lon, lat) or None.

``moderation`` is ``"shown"``, ``"waiting"`` (for the facilitator's nod) or ``"refused"``. ``device_id`` stands for a
phone in one session (a hash that means nothing outside it); empty for what is entered at the facilitator's computer.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
