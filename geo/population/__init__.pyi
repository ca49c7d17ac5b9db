# What other folders use of this one; the paragraph stands in __init__.py.
from .reading import Population, population_per_piece, read_population

__all__ = ["Population", "population_per_piece", "read_population"]
