# What other folders use of this one; the paragraph stands in __init__.py.
from .admitting import Admitted, admit
from .consent import NUMBERS_BRING, NUMBERS_COST, READERS, Consent
from .disclosing import observed_record
from .examining import Examined, examine
from .gathering import Sample, essence_of_uploads, gathered
from .ground import Ground, ground_of
from .keeping import Upload
from .leaving import end_retention, listed_uploads, withdraw
from .potential import POTENTIAL_RULES, potential_of
from .strikes import Strike, read_strikes
from .suppressing import people_behind, rounded_to, shown_rows
from .tables import OBSERVED_COLUMNS, OBSERVED_SCHEMAS, Observed, observe

__all__ = [
    "NUMBERS_BRING",
    "NUMBERS_COST",
    "OBSERVED_COLUMNS",
    "OBSERVED_SCHEMAS",
    "POTENTIAL_RULES",
    "READERS",
    "Admitted",
    "Consent",
    "Examined",
    "Ground",
    "Observed",
    "Sample",
    "Strike",
    "Upload",
    "admit",
    "end_retention",
    "essence_of_uploads",
    "examine",
    "gathered",
    "ground_of",
    "listed_uploads",
    "observe",
    "observed_record",
    "people_behind",
    "potential_of",
    "read_strikes",
    "rounded_to",
    "shown_rows",
    "withdraw",
]
