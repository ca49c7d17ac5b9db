# What other folders use of this one; the paragraph stands in __init__.py.
from .build import build_demo
from .forum import add_example_plan
from .logs import add_example_logs
from .next_year import build_next_year

__all__ = ["add_example_logs", "add_example_plan", "build_demo", "build_next_year"]
