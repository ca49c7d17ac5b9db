# What other folders use of this one; the paragraph stands in __init__.py.
from .pieces import FetchPlan, FetchReport, Piece, PieceReport, Town
from .towns import find_towns

__all__ = ["FetchPlan", "FetchReport", "Piece", "PieceReport", "Town", "find_towns"]
