# What other folders use of this one; the paragraph stands in __init__.py.
from .building import build_edition, edition_essence, held_back
from .corrected import corrected_before, correction_ids, corrections_in, edition_corrections, waiting_corrections
from .corrections import apply_to_timetable
from .depth import load_baseline
from .from_edition import extract_of, take_streets
from .material import Material
from .measuring import Measured, measure
from .merged import merged_timetable
from .variant import Variant

__all__ = [
    "Material",
    "Measured",
    "Variant",
    "apply_to_timetable",
    "build_edition",
    "corrected_before",
    "correction_ids",
    "corrections_in",
    "edition_corrections",
    "edition_essence",
    "extract_of",
    "held_back",
    "load_baseline",
    "measure",
    "merged_timetable",
    "take_streets",
    "waiting_corrections",
]
