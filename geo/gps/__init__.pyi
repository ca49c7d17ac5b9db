# What other folders use of this one; the paragraph stands in __init__.py.
from .fixes import FIXES, FileFacts, Logs, Option, Question, no_fixes
from .held import HeldFile
from .limits import Limits
from .reading import read_logs

__all__ = [
    "FIXES",
    "FileFacts",
    "HeldFile",
    "Limits",
    "Logs",
    "Option",
    "Question",
    "no_fixes",
    "read_logs",
]
