# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import PlaceFacts, place_facts
from .pdf import place_pdf_bytes
from .word import place_word_bytes

__all__ = ["PlaceFacts", "place_facts", "place_pdf_bytes", "place_word_bytes"]
