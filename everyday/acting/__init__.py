"""The action plan as everybody sees it: from findings to a row of the worksheet, and what became of it.

``making`` fills in a row from findings; ``rows`` gives every action with what belongs to it, for an audience (what is
for the team alone is taken out here, once); ``choosing`` filters them; ``organisations`` knows a body by all its names,
``reorganising`` renames, merges, splits and ends bodies; ``measuring`` gives the value of an action's success measure
in any edition; ``timeline`` lays milestones out by day; ``state`` is what the map is told, ``said`` what became of
every pin.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
