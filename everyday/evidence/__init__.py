"""The numbers of a place, frozen with a finding: what is measured there against the town, and what is near.

``ground`` combines every measure over the cells that a place covers, by the people who live there; ``near`` looks
around; ``numbers`` freezes both with the edition's id; ``wording`` says them in short sentences; ``pins`` gives a
finding's place and lines as screens and lists show them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
