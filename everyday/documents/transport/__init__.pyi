# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import transport_facts
from .pdf import transport_pdf_bytes
from .word import transport_word_bytes

__all__ = ["transport_facts", "transport_pdf_bytes", "transport_word_bytes"]
