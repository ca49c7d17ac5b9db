"""What is understood of the words for when something happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["MONTHS", "WEEKDAYS", "Slot", "When"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """Days with one time: days of the week, or dates.

    Attributes:
        weekdays: 0 is Monday; ascending; empty for dates.
        which: of the month's weeks of that day: 1 to 5, -1 is the last; empty for every week.
        every_weeks: 2 for every other week.
        dates: single days, ascending; empty for days of the week.
        start_min, end_min: minutes after midnight, up to 1,440; None if the words do not say.
    """

    weekdays: tuple[int, ...] = ()
    which: tuple[int, ...] = ()
    every_weeks: int = 1
    dates: tuple[date, ...] = ()
    start_min: int | None = None
    end_min: int | None = None


@dataclass(frozen=True)
class When:
    """What was understood.

    Attributes:
        slots: when it happens; empty if one has to ask.
        is_term_time: only while schools are open.
        is_off_bank_holidays: not on bank holidays.
        begins, ends: first and last day, where the words say.
        left: the part that was not understood; then there are no slots. Empty where the words say "ask", or nothing.
    """

    slots: tuple[Slot, ...] = ()
    is_term_time: bool = False
    is_off_bank_holidays: bool = False
    begins: date | None = None
    ends: date | None = None
    left: str = ""

    @property
    def is_ask(self) -> bool:
        """True if nobody can say from the words when it happens."""
        return not self.slots
