# What other folders use of this one; the paragraph stands in __init__.py.
from .making import BackupMade, back_up
from .restoring import Restored, restore

__all__ = ["BackupMade", "Restored", "back_up", "restore"]
