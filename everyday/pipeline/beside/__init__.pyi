# What other folders use of this one; the paragraph stands in __init__.py.
from .observed import observed_essence, with_observed, write_observed
from .surveys import (
    Surveyed,
    copied_tables,
    measured_the_same,
    read_surveys,
    with_surveys,
    without_surveys,
    write_surveys,
)

__all__ = [
    "Surveyed",
    "copied_tables",
    "measured_the_same",
    "observed_essence",
    "read_surveys",
    "with_observed",
    "with_surveys",
    "without_surveys",
    "write_observed",
    "write_surveys",
]
