# What other folders use of this one; the paragraph stands in __init__.py.
from .gathering import profile_paper

__all__ = ["profile_paper"]
