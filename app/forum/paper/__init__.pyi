# What other folders use of this one; the paragraph stands in __init__.py.
from .downloads import file_stem
from .step import draw_paper

__all__ = ["draw_paper", "file_stem"]
