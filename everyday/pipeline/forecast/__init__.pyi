# What other folders use of this one; the paragraph stands in __init__.py.
from .telling import Forecast
from .work import Work, work_of

__all__ = ["Forecast", "Work", "work_of"]
