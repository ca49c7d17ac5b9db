# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import also_under, column_label, counts_line, figure_of, how_to_read, kind_word, status_word, vote_lines
from .pdf import figure_pdf, figure_pdf_bytes
from .word import figure_word, figure_word_bytes

__all__ = [
    "also_under",
    "column_label",
    "counts_line",
    "figure_of",
    "figure_pdf",
    "figure_pdf_bytes",
    "figure_word",
    "figure_word_bytes",
    "how_to_read",
    "kind_word",
    "status_word",
    "vote_lines",
]
