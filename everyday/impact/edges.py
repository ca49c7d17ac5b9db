"""A value beside its baseline and its target: in words first, with a percentage only where it means something.

Everything is judged on the numbers as they are written (``analysis.registry.rounded_value``), so that no page says
"30 minutes, the target of 30 minutes is not met" (docs/definitions.md#a-success-measure-and-its-target).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from analysis.registry import rounded, rounded_value, share_words
from everyday.language import language

__all__ = ["Aim", "Standing", "standing"]


@dataclass(frozen=True)
class Aim:
    """What an action wants of its measure.

    Attributes:
        baseline, target: None where there is none; an infinite baseline is "known to be none".
        is_lower_better: which way is better; None where the measure does not say: then the way to the target is.
        target_by, next_value_on: days; empty where none was given.
    """

    baseline: float | None = None
    target: float | None = None
    is_lower_better: bool | None = None
    target_by: str = ""
    next_value_on: str = ""


@dataclass(frozen=True)
class Standing:
    """How a value stands.

    Attributes:
        state: ``not_known``, ``none``, ``no_baseline``, ``no_target``, ``behind`` (the target lies behind the
            baseline), ``met``, ``passed``, ``missed`` (a baseline that was to be kept), ``worse``, ``unchanged``,
            ``on_the_way``.
        change: the sentence about the change since the baseline.
        target: the sentence about the target; empty where nothing is to be said.
        share: of the way from baseline to target, 0–1; None where a percentage has no meaning.
        when: sentences about days that have passed or are to come.
    """

    state: str
    change: str
    target: str = ""
    share: float | None = None
    when: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it as one text."""
        return " ".join(part for part in (self.change, self.target, *self.when) if part)


def standing(
    now: float | None, aim: Aim, *, unit: str, write: Callable[[float], str], today: str, now_on: str = ""
) -> Standing:
    """Set a value beside its baseline and target.

    Args:
        now: the last value that is not older than the baseline; None or NaN where there is none, infinite where it is
            known that there is none.
        aim: baseline, target and days.
        unit: of the measure, by which numbers are rounded.
        write: a value in words; also for infinite ones.
        today: the day it is; ``now_on`` the day of the value.
    """
    days = (aim.target_by, aim.next_value_on, today, now_on)
    if now is None or math.isnan(now):
        change = "There is no baseline, and no value since the action began."
        if aim.baseline is not None and not math.isnan(aim.baseline):
            change = f"It was {write(aim.baseline)} at the beginning; there is no newer value."
        target = f"The target is {write(aim.target)}{_by(aim, today)}." if aim.target is not None else ""
        return Standing("not_known", change, target, when=_when(*days, is_met=False))
    value = _as_written(now, unit)
    base, goal = (
        None if one is None or math.isnan(one) else _as_written(one, unit) for one in (aim.baseline, aim.target)
    )
    lower = _direction(aim.is_lower_better, base, goal)
    change = _change(value, base, now, aim, lower, write)
    if aim.target is None or goal is None:
        state = "none" if math.isinf(value) else "no_baseline" if base is None else "no_target"
        return Standing(state, change, "No target was set.", when=_when("", *days[1:], is_met=True))
    state, target, share = _against(value, base, goal, lower, write(aim.target), _by(aim, today))
    return Standing(state, change, target, share, _when(*days, is_met=state in ("met", "passed", "behind")))


def _as_written(value: float, unit: str) -> float:
    """What reads the same is the same, "under 1" and "over 99 %" too."""
    if math.isinf(value):
        return value
    found = rounded(value, unit)
    if not found.bound:
        return rounded_value(value, unit)
    between = found.number / 2 if found.bound == "under" else found.number + 0.5 * 10.0**-found.decimals
    return between / (100.0 if unit == "share" else 1.0)


def _direction(is_lower_better: bool | None, base: float | None, goal: float | None) -> bool | None:
    if is_lower_better is not None or base is None or goal is None or base == goal:
        return is_lower_better
    return goal < base


def _is_better(value: float, other: float, lower: bool | None) -> bool:
    return value < other if lower else value > other


def _change(
    value: float, base: float | None, now: float, aim: Aim, lower: bool | None, write: Callable[[float], str]
) -> str:
    if base is None or aim.baseline is None:
        return f"It is {write(now)}; there is no baseline to set it beside."
    if value == base:
        return f"It is {write(now)}, as at the beginning."
    words = f"It went from {write(aim.baseline)} to {write(now)}"
    if lower is None:
        return f"{words}."
    return f"{words}, which is {'better' if _is_better(value, base, lower) else 'worse'}."


def _against(
    value: float, base: float | None, goal: float, lower: bool | None, words: str, by: str
) -> tuple[str, str, float | None]:
    """State, sentence and share of the way."""
    if base is not None and base == goal:
        is_kept = value == goal or (lower is not None and _is_better(value, goal, lower))
        told = f"The target, to keep it at {words}, is {'met' if is_kept else 'not met'}."
        return ("met" if is_kept else "missed"), told, None
    if base is not None and lower is not None and _is_better(base, goal, lower):
        return "behind", f"The target of {words} is worse than the beginning was: look at it again.", None
    if value == goal:
        return "met", f"The target of {words} is met.", None
    if lower is not None and _is_better(value, goal, lower):
        return "passed", f"The target of {words} is met, and more than that.", None
    lead = f"The target is {words}{by}"
    if math.isinf(value):
        return "none", f"{lead}.", None
    if base is None or math.isinf(base):
        return "on_the_way" if base is not None else "no_baseline", f"{lead}; it is not met yet.", None
    if value == base:
        return "unchanged", f"{lead}; it is no nearer than at the beginning.", None
    if lower is not None and _is_better(base, value, lower):
        return "worse", f"{lead}; it is farther away than at the beginning.", None
    share = (value - base) / (goal - base)
    return "on_the_way", f"{lead}; {share_words(share)} of the way is done.", share


def _by(aim: Aim, today: str) -> str:
    return f" by {language().date(aim.target_by)}" if aim.target_by and aim.target_by >= today else ""


def _when(target_by: str, next_value_on: str, today: str, now_on: str, *, is_met: bool) -> tuple[str, ...]:
    """What is to be said of days: the target's has gone by, the next value is due or late."""
    found = []
    if target_by and target_by < today and not is_met:
        found.append(f"The day for it, {language().date(target_by)}, has passed.")
    if next_value_on and now_on < next_value_on:
        day = language().date(next_value_on)
        found.append(f"The next value was expected on {day} and is late." if next_value_on < today
                     else f"The next value is expected on {day}.")  # fmt: skip
    return tuple(found)
