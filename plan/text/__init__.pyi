# What other folders use of this one; the paragraph stands in __init__.py.
from .cleaning import TITLE_LENGTH, clean_line, clean_record, clean_text, title_and_text
from .personal import personal_data_in, personal_data_words, without_personal_data

__all__ = [
    "TITLE_LENGTH",
    "clean_line",
    "clean_record",
    "clean_text",
    "personal_data_in",
    "personal_data_words",
    "title_and_text",
    "without_personal_data",
]
