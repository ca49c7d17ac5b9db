# What other folders use of this one; the paragraph stands in __init__.py.
from .downloads import draw_download, file_stem
from .step import draw_paper

__all__ = ["draw_download", "draw_paper", "file_stem"]
