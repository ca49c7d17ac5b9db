"""What people agreed to when they handed in their logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.errors import UsageError

__all__ = ["NUMBERS_BRING", "NUMBERS_COST", "READERS", "Consent", "checked_consent"]

READERS = ("planners", "participants", "public")
"""Who may see what follows from an upload, fewest first."""
NUMBERS_BRING = (
    "Numbers bring rows from 10 people on instead of about 40, with how many people, visits, trips and hours are "
    "behind them, the mix of home areas in a place, and how far people range."
)
NUMBERS_COST = (
    "They cost the certainty that nobody can tell who takes part: somebody who knows all about a person tells a member "
    "of the sample from another in 58 of 100 pairs, where a coin gives 50 and no numbers give 50 too, so choose them "
    "only where planners alone see the sample."
)
"""What ``numbers`` brings and costs, to be read before it is chosen (docs/trust.md#gps-logs)."""


@dataclass(frozen=True)
class Consent:
    """The consent sheet of an upload.

    Attributes:
        purpose: what the logs may be used for, in the words people agreed to.
        keep_until: YYYY-MM-DD; on that day what is kept of them is deleted.
        readers: who may see the figures: ``planners``, ``participants`` or ``public``.
        chosen: how people were chosen, in words.
        label: what the team calls the upload; names nobody.
    """

    purpose: str
    keep_until: str
    readers: str = "planners"
    chosen: str = ""
    label: str = ""


def checked_consent(consent: Consent, today: date) -> Consent:
    """The consent sheet, if it is whole.

    Raises:
        UsageError: all that is missing or cannot be.
    """
    faults = []
    if len(consent.purpose.strip()) < 10:
        faults.append("the purpose is missing: what the logs may be used for, as people agreed to it")
    try:
        until = date.fromisoformat(consent.keep_until)
    except ValueError:
        faults.append(f"the day until which they may be kept is {consent.keep_until!r}, needed YYYY-MM-DD")
    else:
        if until <= today:
            faults.append(f"they may be kept until {until}, which is over")
        if (until - today).days > 366 * 10:
            faults.append(f"they may be kept until {until}, more than ten years from now")
    if consent.readers not in READERS:
        faults.append(f"readers are {consent.readers!r}, needed one of {', '.join(READERS)}")
    if faults:
        raise UsageError(f"The consent sheet is not whole: {'; '.join(faults)}.", do="Nothing was kept.")
    return Consent(
        consent.purpose.strip(), consent.keep_until, consent.readers, consent.chosen.strip(), consent.label.strip()
    )
