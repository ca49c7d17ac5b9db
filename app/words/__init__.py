"""Every sentence and label of the pages that is not a measure's own, one file a page.

A sentence comes from here with named gaps, a page fills them with numbers and names, and ``app.printed.text`` or
``app.server.faults.plain`` makes what others typed harmless. ``common`` and ``map`` hold what several pages say,
``rules`` and ``corrections`` what is said of one subject wherever it turns up, ``access`` the sign-in and what is
refused at the door.

Not here are the words of Figure 1 and of the phone page, which everybody reads in their own language: they are
translated by ``_("…")`` where they are said.
"""
