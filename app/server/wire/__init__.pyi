# What other folders use of this one; the paragraph stands in __init__.py.
from .at_once import answer_at_once
from .packed_files import PackedFiles

__all__ = ["PackedFiles", "answer_at_once"]
