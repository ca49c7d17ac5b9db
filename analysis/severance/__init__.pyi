# What other folders use of this one; the paragraph stands in __init__.py.
from .lines import UNKNOWN_CAUSE, barriers_of, name_causes, severance_lines
from .neighbours import SEVERED, Severance, severance

__all__ = ["SEVERED", "UNKNOWN_CAUSE", "Severance", "barriers_of", "name_causes", "severance", "severance_lines"]
