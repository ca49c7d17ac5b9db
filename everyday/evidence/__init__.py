"""The numbers of a place, frozen with a finding: what is measured there against the town, and what is near.

``ground`` combines every measure over the cells that a place covers, by the people who live there; ``near`` looks
around; ``indexes`` are what both look things up by, kept by the build; ``numbers`` freezes all of it with the edition's
id; ``wording`` says it in short sentences; ``pins`` gives a finding's place and lines as screens and lists show them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
