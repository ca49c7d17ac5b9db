# What other folders use of this one; the paragraph stands in __init__.py.
from .checks import hold
from .marks import REFUSAL, have_tables, marked, put_up, refusals_of_view, take_down, unguarded_tables
from .seals import all_seals, digest_of, is_sealed, seal, seal_all, sealing, unseal

__all__ = [
    "REFUSAL",
    "all_seals",
    "digest_of",
    "have_tables",
    "hold",
    "is_sealed",
    "marked",
    "put_up",
    "refusals_of_view",
    "seal",
    "seal_all",
    "sealing",
    "take_down",
    "unguarded_tables",
    "unseal",
]
