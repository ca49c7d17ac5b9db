"""Sentences about a survey in plain English; none of them says that one thing causes another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from everyday.language import language
from everyday.survey.asked import Indicator
from everyday.survey.beside import Beside, OutOfLine
from everyday.survey.judging import FEW, Judged
from everyday.survey.pooling import CUT, LACKS
from everyday.survey.years import Change

if TYPE_CHECKING:
    import pandas as pd

    from analysis.survey import Trend

__all__ = [
    "VERDICTS",
    "about_words",
    "against_words",
    "beside_words",
    "chance_words",
    "change_words",
    "mark_words",
    "out_of_line_words",
    "pairs_words",
    "rule_words",
    "town_words",
    "trend_words",
    "value_words",
    "ward_words",
]  # fmt: skip

VERDICTS = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "same": "cannot be told apart",
    "": "not judged",
}
MARKS = {
    "c": "suppressed, too few answers to be published",
    "x": "not available",
    "z": "does not apply here",
    "low": "too small to be shown",
    "missing": "blank in the table",
    "absent": "not in the table",
    "carried": "carried from older boundaries",
    "range": "a sum that holds suppressed counts, from least to most",
    "parts": "counted from small areas, those that it cuts shared out",
    "of_parts": "not available: what its areas say makes no number of the whole",
    "u": "unreliable, says its publisher",
}
_NAMING = {CUT: "not available: the area cuts {names}", LACKS: "not available: {names} has no value"}
_RULES = {
    "difference": "Each area is set against the rest of the town, by the standard error of the difference.",
    "answers": "Each area is set against the rest of the town, by the standard error of the difference; the errors "
    "come from the numbers of answers alone.",
    "limits": "The table gives limits alone: an area stands out where its interval and the town's do not overlap. That "
    "is the cautious rule (it asks for p below 0.006, not 0.05).",
    "narrow": "The table gives numbers of answers alone and the answers were weighted: the intervals shown are too "
    "narrow, so nothing is called better or worse.",
    "nothing": "The table gives neither intervals nor numbers of answers, so nothing is called better or worse.",
    "town": "The table does not give the town, and neither people nor answers are known to work it out from, so "
    "nothing is called better or worse.",
    "open": "Anybody could answer: those who did speak for themselves. There is no interval, and nothing is called "
    "better or worse.",
    "counted": "These are statistics of everybody and not a sample: there is no interval to judge by.",
}
_SAMPLING = {"random": "A random sample", "invited": "Invited to answer", "open": "Open to anybody"}
_UNITS_HINT = {"neither": "Neither end is better.", "": "Nobody has said which end is better."}


def _n(number: float) -> str:
    return f"{number:,.0f}"


def about_words(indicator: Indicator) -> str:
    """Who answered, before what they said."""
    parts = []
    if indicator.is_count:
        parts.append("Statistics of everybody.")
    else:
        parts.append(_sampled(indicator))
    if indicator.base:
        parts.append(f"Asked of: {indicator.base}.")
    if not indicator.better:
        parts.append(_UNITS_HINT.get(indicator.polarity, _UNITS_HINT[""]))
    if indicator.is_ended:
        parts.append(f"No longer asked; last in {indicator.years[-1]}.")
    if indicator.method:
        parts.append(indicator.method.rstrip(".") + ".")
    return " ".join(parts)


def _sampled(indicator: Indicator) -> str:
    said = _SAMPLING.get(indicator.sampling, "How people were chosen is not stated")
    asked, answered = indicator.asked_n, indicator.answered_n
    if math.isfinite(asked) and math.isfinite(answered) and asked > 0:
        said += f": {_n(asked)} asked, {_n(answered)} answered ({100 * answered / asked:.0f} %)"
    elif math.isfinite(answered):
        said += f": {_n(answered)} answered, how many were asked is not stated"
    return f"{said}{'; answers weighted' if indicator.is_weighted else ''}."


def rule_words(judged: Judged) -> str:
    """By which rule areas are called better or worse, or why none is; with how many would stand out by chance."""
    parts = [_RULES[judged.rule], chance_words(judged)]
    if math.isfinite(judged.design_effect):
        parts.append(
            f"Design effect {judged.design_effect:.1f}: the variance is so many times that of a simple random sample "
            "of the same size."
        )
    return " ".join(part for part in parts if part)


def chance_words(judged: Judged) -> str:
    """``"Of 34 areas that are all alike, one or two would stand out by chance."``"""
    if not judged.is_judged or not judged.judged_n:
        return ""
    number = judged.by_chance_n
    few = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    low = math.floor(number)
    if number < 0.5:
        said = "hardly one"
    elif low + 1 >= len(few):
        said = f"about {number:.0f}"
    else:
        said = few[low] if abs(number - low) < 0.05 else f"{few[low]} or {few[low + 1]}"
    return f"Of {judged.judged_n} areas that are all alike, {said} would stand out by chance."


def against_words(judged: Judged) -> str:
    """What an area is set against, as titles, legends and tables name it."""
    if judged.rule in ("difference", "answers"):
        return "rest of the town"
    return "town (estimate)" if judged.is_estimate else "town"


def town_words(judged: Judged) -> str:
    """``"Town: 21 % (19 to 23 %)."``, or how it was estimated, or that it is not known."""
    indicator = judged.indicator
    if not math.isfinite(judged.town):
        if between := indicator.write_interval(judged.town_low, judged.town_high):
            return f"Town: {between} ({mark_words('range')})."
        if indicator.unit in ("count", "rank"):
            return f"Town: not in the table, and no mean of {indicator.unit}s is the town's."
        return "Town: not known; the table does not give it."
    interval = indicator.write_interval(judged.town_low, judged.town_high)
    value = indicator.write(judged.town) + (f" ({interval})" if interval else "")
    if judged.is_estimate:
        return f"Town: {value}, estimated as the mean of the areas weighted by {judged.weighed_by}."
    said = f" ({indicator.comparator})" if indicator.comparator and indicator.comparator.casefold() != "town" else ""
    return f"Town{said}: {value}."


def mark_words(mark: str) -> str:
    """Why a value is not there, or what is special about it; empty for a value like any other."""
    for start, said in _NAMING.items():
        if mark.startswith(start):
            return said.format(names=mark.removeprefix(start))
    return MARKS.get(mark, mark)


def value_words(judged: Judged, ward: Mapping[Any, Any] | pd.Series) -> str:
    """``"38 % (31 to 45 %; 120 answers)"``, or why there is none."""
    indicator = judged.indicator
    if ward["mark"] == "range":
        return f"{indicator.write_interval(ward['low'], ward['high'])} ({mark_words('range')})"
    if not math.isfinite(ward["value"]):
        return mark_words(ward["mark"])
    inner = [indicator.write_interval(ward["low"], ward["high"])]
    if math.isfinite(ward["n"]) and not indicator.is_count:
        few = f", fewer than {FEW}" if ward["n"] < FEW else ""
        inner.append(f"{_n(ward['n'])} answer{'' if ward['n'] == 1 else 's'}{few}")
    if ward["mark"]:
        inner.append(mark_words(ward["mark"]))
    said = "; ".join(part for part in inner if part)
    return f"{indicator.write(ward['value'])} ({said})" if said else indicator.write(ward["value"])


def ward_words(judged: Judged, ward: Mapping[Any, Any] | pd.Series) -> str:
    """One area in a sentence: its value with interval and number, and against what it is better or worse."""
    name, indicator = ward["area_name"], judged.indicator
    said = f"{name}: {value_words(judged, ward)}."
    if not math.isfinite(ward["value"]):
        return said
    if not ward["verdict"]:
        town = indicator.write(judged.town)
        return f"{said} {against_words(judged).capitalize()}: {town}; not judged."
    other = f"{against_words(judged)} ({indicator.write(ward['rest'])})"
    if ward["verdict"] == "same":
        return f"{said} It cannot be told apart from the {other}."
    side = "higher" if ward["difference"] > 0 else "lower"
    points = indicator.write_difference(ward["difference"])
    interval = ""
    if math.isfinite(ward["difference_low"]):
        ends = sorted((abs(ward["difference_low"]), abs(ward["difference_high"])))
        one, two = (indicator.write_difference(end).split(" percentage")[0] for end in ends)
        interval = f" ({one} to {two})"
    which = f", which is {ward['verdict']}" if ward["verdict"] in ("better", "worse") else ""
    return f"{said} {points}{interval} {side} than the {other}{which}."


def change_words(change: Change, indicator: Indicator, row: pd.Series) -> str:
    """One area, or the town, between two years."""
    if change.why_not:
        return change.why_not
    if not math.isfinite(row["change"]):
        return f"{row['area_name'] or 'Town'}: not known in both years."
    said = f"{row['area_name'] or 'Town'}: {indicator.write(row['before'])} in {change.before}, " \
           f"{indicator.write(row['after'])} in {change.after}"  # fmt: skip
    if not row["verdict"]:
        return f"{said}; without an interval, so no change is claimed."
    if row["verdict"] == "same":
        return f"{said}: no change that can be told from chance."
    word = "more" if row["change"] > 0 else "less"
    ends = sorted((abs(row["change_low"]), abs(row["change_high"])))
    one, two = (indicator.write_difference(end).split(" percentage")[0] for end in ends)
    return f"{said}: {indicator.write_difference(row['change'])} {word} ({one} to {two})."


def trend_words(trend: Trend | None, indicator: Indicator) -> str:
    """The trend in a sentence; that there is none to be spoken of below five years."""
    if trend is None:
        return "No trend is given: it needs five independent years that can be compared."
    word = "up" if trend.per_year > 0 else "down"
    if trend.low <= 0 <= trend.high:
        return f"Over {trend.years[0]} to {trend.years[-1]} ({len(trend.years)} years) there is no trend that can be " \
               "told from chance."  # fmt: skip
    return f"Trend over {trend.years[0]} to {trend.years[-1]} ({len(trend.years)} years): {word} by " \
           f"{indicator.write_difference(trend.per_year)} a year."  # fmt: skip


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.2g}"


def beside_words(pair: Beside) -> str:
    """How far the two go together, with n and p; no word of what comes from what."""
    together = pair.together
    if not math.isfinite(together.rho):
        if together.n < 5:
            return f"Only {together.n} areas have both: too few to set them beside each other."
        return f"One of the two is the same in all {together.n} areas: there is no order to compare."
    numbers = f"Spearman {together.rho:.2f}, {_p(together.p)}, {together.n} areas".replace("-", "−")
    if not pair.stands_out:
        return f"No order that stands out from chance among the pairs tried ({numbers})."
    way = "higher" if together.rho > 0 else "lower"
    return f"Areas with a higher value of the one tend to have a {way} value of the other ({numbers})."


def pairs_words(pair: Beside) -> str:
    """How many pairs were tried, and how many are left after the adjustment."""
    if pair.pairs_n < 2:
        return f"{language().n('{n} pair was tried.', '{n} pairs were tried.', pair.pairs_n)}"
    adjusted = f" This one: adjusted {_p(pair.q)}." if math.isfinite(pair.q) else ""
    return (
        f"{pair.pairs_n} pairs were tried: this measure with each indicator. About {max(1, round(pair.by_chance_n))} "
        f"would have p below 0.05 by chance; {pair.left_n} stay after adjusting for that (false discovery rate 5 %)."
        f"{adjusted} Neighbouring areas resemble each other, which no such test knows."
    )


def out_of_line_words(pair: Beside, one: OutOfLine) -> str:
    """A ward out of line in a sentence: a conversation to have."""
    indicator, measure = pair.judged.indicator, pair.measure
    says = f"“{indicator.title}” {indicator.write(one.says)} (town {indicator.write(pair.judged.town)})"
    has = f"{measure.full_title}: {measure.format_value(one.measured)}"
    said, had = ("better", "worse") if pair.is_told else ("higher", "lower")
    if not one.is_above:
        said, had = had, said
    ward = pair.judged.ward(one.area_id)
    is_same = ward is not None and ward["verdict"] == "same"
    doubt = f" What it says cannot be told apart from the {against_words(pair.judged)}." if is_same else ""
    return (f"{one.area_name}: in the {said} half of areas in the survey, in the {had} half by the measure. "
            f"{says}; {has}.{doubt}")  # fmt: skip
