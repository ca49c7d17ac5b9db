"""All rules together: what is wrong with a record of any kind."""

from __future__ import annotations

from plan.records import RECORDS, Record
from plan.rules import acting, areas, meeting, saying, voices
from plan.rules.ground import CHECKS, RecordFault, keys, lengths, lists
from plan.rules.held import held
from plan.taxonomy import Taxonomy

__all__ = ["CHECKS", "check_record", "problems_of"]

_WRITTEN_IN = (acting, areas, meeting, saying, voices)
if _without := [kind.__name__ for kind in RECORDS if kind not in CHECKS]:
    raise TypeError(f"These kinds of records have no rule: {', '.join(_without)}. Each needs a function with @rule.")


def problems_of(record: Record, taxonomy: Taxonomy) -> list[str]:
    """Everything that is wrong with a (cleaned) record, in sentences; empty if it can be kept."""
    found = [*lengths(record), *keys(record), *lists(record, taxonomy), *held(record)]
    found += CHECKS[type(record)](record, taxonomy)
    return list(dict.fromkeys(found))


def check_record(record: Record, taxonomy: Taxonomy) -> None:
    """Refuse a record that cannot be kept.

    Raises:
        RecordFault: names everything that is wrong with it.
    """
    if problems := problems_of(record, taxonomy):
        raise RecordFault(problems)
