# What other folders use of this one; the paragraph stands in __init__.py.
from .files import detect_kind, is_table, looks_like_log, vector_kind
from .others import no_input, part_of_shapefile, unknown_file

__all__ = ["detect_kind", "is_table", "looks_like_log", "no_input", "part_of_shapefile", "unknown_file", "vector_kind"]
