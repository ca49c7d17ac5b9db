# What other folders use of this one; the paragraph stands in __init__.py.
from .routes import PHONE_ROUTES

__all__ = ["PHONE_ROUTES"]
