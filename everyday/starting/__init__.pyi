# What other folders use of this one; the paragraph stands in __init__.py.
from .files import Given, column_options, examined, missing_kinds
from .making import make_atlas
from .shelf import OnShelf, atlases_in, folder_of, named_folder, new_folder

__all__ = [
    "Given",
    "OnShelf",
    "atlases_in",
    "column_options",
    "examined",
    "folder_of",
    "make_atlas",
    "missing_kinds",
    "named_folder",
    "new_folder",
]
