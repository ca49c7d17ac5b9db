# What other folders use of this one; the paragraph stands in __init__.py.
from .door import AtlasDoor
from .which import address_of, asked_folder, asked_key, home_folder, own_path, root_folder, start_address

__all__ = [
    "AtlasDoor",
    "address_of",
    "asked_folder",
    "asked_key",
    "home_folder",
    "own_path",
    "root_folder",
    "start_address",
]
