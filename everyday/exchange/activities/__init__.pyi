# What other folders use of this one; the paragraph stands in __init__.py.
from .bringing import BroughtActivities, bring_activities, is_exchange_file
from .gaps_file import export_gaps, write_gaps

__all__ = ["BroughtActivities", "bring_activities", "export_gaps", "is_exchange_file", "write_gaps"]
