# What other folders use of this one; the paragraph stands in __init__.py.
from .delimited import read_delimited
from .headings import ROLES, roles_of
from .parquet import read_parquet
from .rows import Asked

__all__ = ["ROLES", "Asked", "read_delimited", "read_parquet", "roles_of"]
