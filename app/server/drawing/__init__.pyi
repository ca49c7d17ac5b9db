# What other folders use of this one; the paragraph stands in __init__.py.
from .clocks import hold_back_clocks, rest_until_changed
from .copies import copy_containers_once
from .giving_way import forms_n, in_line
from .unsent import keep_unsent

__all__ = [
    "copy_containers_once",
    "forms_n",
    "hold_back_clocks",
    "in_line",
    "keep_unsent",
    "rest_until_changed",
]
