# What other folders use of this one; the paragraph stands in __init__.py.
from .cleaning import TITLE_LENGTH, clean_line, clean_record, clean_text, title_and_text
from .folding import INSIDE, fold, spans_of
from .personal import personal_data_in, personal_data_words, without_personal_data

__all__ = [
    "INSIDE",
    "TITLE_LENGTH",
    "clean_line",
    "clean_record",
    "clean_text",
    "fold",
    "personal_data_in",
    "personal_data_words",
    "spans_of",
    "title_and_text",
    "without_personal_data",
]
