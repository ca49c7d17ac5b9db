"""Paper and sheets, for a table without a computer.

Maps, forms and empty sheets are made from the edition and leave as files (``downloads``); a filled sheet comes back,
is read row by row, and becomes findings once somebody has seen what was read (``step``).
"""
