# What other folders use of this one; the paragraph stands in __init__.py.
from .gathering import pack_paper
from .scope import Scope, held_by
from .statements import statements_of

__all__ = ["Scope", "held_by", "pack_paper", "statements_of"]
