"""The outside world, checked at the door: boundaries, streets and places, timetables, population, surveys, logs.

A file comes in through the reader of its kind (a folder each). The reader gathers every problem into a ``Report``
(``geo.errors``), refuses the file or says what it repaired, and gives tables that are declared once in
``geo.tables``; after that nobody checks again. The files beside this one are the ground that ``analysis`` may know
too: errors, tables, coordinate systems (``crs``), H3 cells (``cells``), the walking network (``network``) and the
timetable (``feed``) as plain data, and how kernels are compiled (``compiling``).
"""
