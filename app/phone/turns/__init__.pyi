# What other folders use of this one; the paragraph stands in __init__.py.
from .photos import PHOTO_DOOR
from .writing import write_in_turn

__all__ = ["PHOTO_DOOR", "write_in_turn"]
