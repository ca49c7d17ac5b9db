"""What people say and decide: findings, actions, forum sessions; their rules. Pure: no files, no database, no pages.

``records`` declares every record and its fields; ``rules`` says what makes one acceptable, ``changes`` which status may
follow which, ``roles`` who may do what, ``taxonomy`` the method's vocabulary with what a town changed in it.
``merging``, ``votes`` and ``figure`` (Figure 1) look at records together: merging moves nothing, words and votes are
read through to the one that was kept. What people type is cleaned in ``text``; what leaves or enters by file is
declared in ``exchange``.
"""
