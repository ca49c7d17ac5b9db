# What other folders use of this one; the paragraph stands in __init__.py.
from .gathering import figure_of
from .pdf import figure_pdf, figure_pdf_bytes
from .word import figure_word, figure_word_bytes
from .wording import (
    also_under,
    column_label,
    counts_line,
    figure_title,
    how_to_read,
    kind_word,
    made_up_line,
    mean_words,
    status_word,
    vote_lines,
)

__all__ = [
    "also_under",
    "column_label",
    "counts_line",
    "figure_of",
    "figure_pdf",
    "figure_pdf_bytes",
    "figure_title",
    "figure_word",
    "figure_word_bytes",
    "how_to_read",
    "kind_word",
    "made_up_line",
    "mean_words",
    "status_word",
    "vote_lines",
]
