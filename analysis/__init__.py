"""Pure functions: validated tables in, numbers per cell out; no files, no pages, no reading.

The ground is ``parameters``, ``areas`` (cells to areas to the town) and ``quantiles``; ``prepare``
compiles all engines. Rooms compute: ``walking``, ``transit``, ``severance``, ``opportunities``, ``suggestions``,
``survey``, ``movement``; ``registry`` says every measure in words. On top stands what a build calls, by the name of its
result: ``neighbourhood``, ``city``, ``centre``, ``scores``, ``compare``. A measure is a function with its formula and
source in its docstring (docs/definitions.md); NaN is not known, 0 is known and none.
"""
