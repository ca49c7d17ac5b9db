# What other folders use of this one; the paragraph stands in __init__.py.
from .looking import Outside, look
from .place import Place
from .settling import Settling
from .watching import Watch

__all__ = ["Outside", "Place", "Settling", "Watch", "look"]
