# What other folders use of this one; the paragraph stands in __init__.py.
from .fixes import FIXES, FileFacts, Logs, Option, Question, no_fixes
from .limits import Limits
from .reading import read_logs

__all__ = [
    "FIXES",
    "FileFacts",
    "Limits",
    "Logs",
    "Option",
    "Question",
    "no_fixes",
    "read_logs",
]
