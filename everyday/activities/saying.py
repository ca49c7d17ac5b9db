"""The gap map in sentences: what it says of an area, which week and timetables it is about, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from analysis.registry import people_words
from everyday.activities.travel import HOME_MIN, THERE_MIN

if TYPE_CHECKING:
    from everyday.activities.gaps import Gaps

__all__ = ["count_words", "gap_sentence", "gaps_about", "say_day", "sentences_of"]

_LEFT_OUT = {
    "old": "{n} last confirmed more than twelve months ago",
    "not_known": "{n} whose end is over: it is not known whether they go on",
    "not_yet": "{n} that have not begun",
    "ask": "{n} that do not say when, or not so that it is understood",
    "not_this_week": "{n} that do not happen in this week",
    "no_place": "{n} without a place",
}
_STANDS = {
    "weekday": "the timetable of {day} stands for Mondays to Fridays",
    "sunday": "that of {day} for Sundays and bank holidays, and for Saturdays, when more may run",
}
_NO_TIMETABLE = "without a timetable for {days}, only walking counts then"
_DAYS = {"weekday": "Mondays to Fridays", "sunday": "Saturdays, Sundays and bank holidays"}


def say_day(day: date) -> str:
    """``7 December 2026``."""
    return f"{day.day} {day:%B %Y}"


def count_words(number: float, noun: str) -> str:
    """A number of people as all pages round it, without the noun: ``"12,300"``; of cells and small areas exactly."""
    return people_words(number, noun, with_noun=False).removeprefix("about ")


def gap_sentence(row: Mapping[str, Any], gaps: Gaps) -> str:
    """What the gap map says of one area and one theme or kind."""
    everybody, none, term = (float(row[name]) for name in ("people_n", "none_n", "term_only_n"))
    where, what, noun = row["area_name"], row["label"], gaps.noun
    week = f"in the week of {say_day(gaps.monday)}"
    if round(everybody) == 0:
        return f"{where}: no {noun} on the street network, so nothing can be said."
    if round(none) == 0 and round(term) == 0:
        return f"{where}: everybody reaches something for {what} within {THERE_MIN} minutes when it happens, {week}."
    said = [
        f"{where}: {people_words(none, noun)} of {count_words(everybody, noun)} reach nothing for {what} within "
        f"{THERE_MIN} minutes at a time when it happens, with a way home after it, {week}"
    ]
    if round(float(row["no_way_home_n"])):
        said.append(
            f"{count_words(float(row['no_way_home_n']), noun)} of them could be there and not home within {HOME_MIN} "
            "minutes"
        )
    if round(term):
        said.append(f"{count_words(term, noun)} more reach something only in term time or every other week")
    return "; ".join(said) + "."


def sentences_of(gaps: Gaps) -> list[str]:
    """A sentence for each row of the table."""
    return [gap_sentence(row, gaps) for row in gaps.table.to_dict("records")]


def gaps_about(gaps: Gaps, manifest: Mapping[str, Any]) -> list[str]:
    """What the gap map is about: the week, what was counted and not, and which timetables stood for its days."""
    last = gaps.monday + timedelta(days=6)
    counted = len(gaps.counted)
    said = [
        f"Worked out for the week from {say_day(gaps.monday)} to {say_day(last)}, for {counted} "
        f"{'activity' if counted == 1 else 'activities'}."
    ]
    stands = []
    for day in ("weekday", "sunday"):
        known = manifest.get(day)
        if known:
            stands.append(_STANDS[day].format(day=say_day(date.fromisoformat(str(known)[:10]))))
        else:
            stands.append(_NO_TIMETABLE.format(days=_DAYS[day]))
    whole = "; ".join(stands)
    said.append(whole[:1].upper() + whole[1:] + ".")
    if gaps.left_out:
        said.append("Not counted: " + "; ".join(_LEFT_OUT[name].format(n=n) for name, n in gaps.left_out.items()) + ".")
    if gaps.stand_ins_n:
        said.append(f"For {gaps.stand_ins_n} known to the ward only, the middle of the ward's people stands.")
    if gaps.named:
        said.append("Areas that people use lie on the others: no sum over areas counts them.")
    said.append("Nobody knows the school holidays here: what is for term time only is counted by itself.")
    return said
