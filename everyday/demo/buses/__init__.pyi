# What other folders use of this one; the paragraph stands in __init__.py.
from .lines import Headways
from .paths import BusStop, Journey, build_journeys

__all__ = ["BusStop", "Headways", "Journey", "build_journeys"]
