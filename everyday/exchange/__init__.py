"""What leaves an atlas as a file and comes in again: measures, records of the plan, session sheets.

``exporting`` writes every export by name, as ``wishes`` says; ``measures`` writes cells and areas, for Excel as a
``workbook``; ``records`` is the plan's own exchange,
``sheet`` the session sheet whose rows become pins, ``own_survey`` the questions of a
town's own survey, ``tables`` reads and writes CSV and XLSX for both; ``corrections``
looks at a file of corrections beside an edition.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
