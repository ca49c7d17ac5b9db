# What other folders use of this one; the paragraph stands in __init__.py.
from .edits import read_edits
from .fitting import FITTING, Fitting, fitting_of
from .kinds import EDIT_KINDS, EditField, EditKind, edits_help
from .names import SAME_PLACE_M
from .running import check_edits, export_gtfs, run_scenario, scenarios

__all__ = [
    "EDIT_KINDS",
    "FITTING",
    "SAME_PLACE_M",
    "EditField",
    "EditKind",
    "Fitting",
    "check_edits",
    "edits_help",
    "export_gtfs",
    "fitting_of",
    "read_edits",
    "run_scenario",
    "scenarios",
]
