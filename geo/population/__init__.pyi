# What other folders use of this one; the paragraph stands in __init__.py.
from .land import Water
from .reading import Population, population_per_piece, read_population
from .workbooks import looks_like_people

__all__ = ["Population", "Water", "looks_like_people", "population_per_piece", "read_population"]
