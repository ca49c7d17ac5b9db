"""What people see of an atlas: pages in the browser, and plain routes beside them.

An edition or a plan is opened once (``server``), looked at through a view that fits into an address (``parts``),
drawn on the one map (``map``) and in panels and tables in plain words (``words``), each on the page it belongs to:
``explore``, ``forum``, ``what_if``, ``data``, ``phone``, ``accessibility``. Lowest first stand ``printed`` and
``words``, ``server``, ``parts``, ``map``, the pages, and on top ``routes``, ``pages`` and ``frame``; pages do not
import each other, one leads to another by its address.
"""
