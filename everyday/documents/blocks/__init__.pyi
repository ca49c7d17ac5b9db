# What other folders use of this one; the paragraph stands in __init__.py.
from .model import Block, Grid, Heading, Paper, Picture, Sheet, Words
from .pdf import blocks_pdf_bytes
from .word import blocks_word_bytes

__all__ = [
    "Block",
    "Grid",
    "Heading",
    "Paper",
    "Picture",
    "Sheet",
    "Words",
    "blocks_pdf_bytes",
    "blocks_word_bytes",
]
