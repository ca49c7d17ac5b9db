"""Records as rows of exchange files: every column declared once, written and read by the same table.

``columns`` says what leaves and enters, ``reading`` makes records of rows and names everything that is wrong with a
row, ``spreadsheet`` guards text so that nothing is run and nothing is lost, ``as_json`` is what the audit trail
keeps.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
