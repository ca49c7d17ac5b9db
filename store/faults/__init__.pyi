# What other folders use of this one; the paragraph stands in __init__.py.
from .deadline import WRITE_S, Turn, answered_within, need_time
from .words import StoreBusyError, StoreError, told_fault

__all__ = ["WRITE_S", "StoreBusyError", "StoreError", "Turn", "answered_within", "need_time", "told_fault"]
