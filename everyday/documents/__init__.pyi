# What other folders use of this one; the paragraph stands in __init__.py.
from .credits import attribution_lines, edition_words
from .dpia import dpia_paper
from .pdf import BOLD, REGULAR, register_fonts

__all__ = ["BOLD", "REGULAR", "attribution_lines", "dpia_paper", "edition_words", "register_fonts"]
