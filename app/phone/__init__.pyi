# What other folders use of this one; the paragraph stands in __init__.py.
from .routes import PhonePages

__all__ = ["PhonePages"]
