# What other folders use of this one; the paragraph stands in __init__.py.
from .photos import PHOTO_DOOR
from .writing import read_in_turn, send_again_s, write_in_turn

__all__ = ["PHOTO_DOOR", "read_in_turn", "send_again_s", "write_in_turn"]
