# What other folders use of this one; the paragraph stands in __init__.py.
from .building import build_edition, edition_essence
from .corrected import corrected_before, correction_ids, corrections_in, edition_corrections, waiting_corrections
from .depth import load_baseline
from .material import Material
from .merged import merged_timetable
from .variant import Variant

__all__ = [
    "Material",
    "Variant",
    "build_edition",
    "corrected_before",
    "correction_ids",
    "corrections_in",
    "edition_corrections",
    "edition_essence",
    "load_baseline",
    "merged_timetable",
    "waiting_corrections",
]
