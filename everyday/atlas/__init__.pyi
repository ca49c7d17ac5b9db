# What other folders use of this one; the paragraph stands in __init__.py.
from .adding import add_input, check_survey, kept_input, remove_input, rename_atlas, start_atlas, tell_numbers
from .config import FILE_NAME, AtlasConfig, InputRecord, load_config, save_config
from .editions import (
    KINDS_FILE,
    Edition,
    code_version,
    edition_ids,
    filled,
    find_edition,
    keep_table,
    new_edition_id,
    read_geotable,
    set_current,
    why_not_observed,
)
from .folder import AtlasFolder, gps_folder, open_folder, streets_of, timetable_of
from .inputs import KINDS, SURVEY_KINDS, Kind, check_file, detect_kind, read_input
from .named import with_named_areas
from .observed_rules import ObservedRules, observed_rules_from
from .open_plan import DATABASE_VARIABLE, close_plan, has_plan, opened_plan
from .opened import OpenEdition, open_edition
from .parts import NamedGround
from .plan_types import Erased, PlanStore, answered_within, at_one_moment, need_time
from .progress import Steps
from .registry import access_kinds, all_measures, measures_markdown, measures_table, registry_for

__all__ = [
    "DATABASE_VARIABLE",
    "FILE_NAME",
    "KINDS",
    "KINDS_FILE",
    "SURVEY_KINDS",
    "AtlasConfig",
    "AtlasFolder",
    "Edition",
    "Erased",
    "InputRecord",
    "Kind",
    "NamedGround",
    "ObservedRules",
    "OpenEdition",
    "PlanStore",
    "Steps",
    "access_kinds",
    "add_input",
    "all_measures",
    "answered_within",
    "at_one_moment",
    "check_file",
    "check_survey",
    "close_plan",
    "code_version",
    "detect_kind",
    "edition_ids",
    "filled",
    "find_edition",
    "gps_folder",
    "has_plan",
    "keep_table",
    "kept_input",
    "load_config",
    "measures_markdown",
    "measures_table",
    "need_time",
    "new_edition_id",
    "observed_rules_from",
    "open_edition",
    "open_folder",
    "opened_plan",
    "read_geotable",
    "read_input",
    "registry_for",
    "remove_input",
    "rename_atlas",
    "save_config",
    "set_current",
    "start_atlas",
    "streets_of",
    "tell_numbers",
    "timetable_of",
    "why_not_observed",
    "with_named_areas",
]
