"""Where the plan is kept: SQLite that is a GeoPackage, or PostgreSQL with PostGIS. The only SQL of the project.

``plan_store`` is the door: it cleans a record, checks it whole, asks the role, lets a phone add only to its own session
(``admission``) and writes the change with its entry in the audit trail under one revision (``writing``). ``schema`` and
``migrations`` hold the tables, ``columns`` the types that mean the same in both databases, ``geopackage`` what makes
the file one, ``database`` opens it, ``counter`` and ``mirror`` answer sixty phones cheaply, ``erasing`` makes words
vanish on request. One writer at a time: a lock in the process, and a counter row that every transaction raises first,
so that revisions have no gaps and one order on both databases.
"""
