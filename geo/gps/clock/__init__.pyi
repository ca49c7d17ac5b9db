# What other folders use of this one; the paragraph stands in __init__.py.
from .ordering import DateOrder, date_order
from .texts import clocks_of
from .zones import in_utc, is_zone

__all__ = ["DateOrder", "clocks_of", "date_order", "in_utc", "is_zone"]
