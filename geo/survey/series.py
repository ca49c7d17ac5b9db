"""Questions of all sheets and years made into indicators: the same question is found again by its number and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from geo.errors import Report
from geo.survey.indicators import guess_polarity, key_of, title_of, unit_of, wording_of
from geo.survey.layout import Asked
from geo.survey.options import SurveyOptions

__all__ = ["Indicator", "find_indicators", "indicator_table"]


@dataclass
class Indicator:
    """One indicator over all its years; ``members`` are rows of what was asked, the oldest first."""

    key: str
    members: list[int]
    years: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    title: str = ""
    unit: str = ""


def find_indicators(
    asked: Sequence[Asked], years: dict[int, list[str]], options: SurveyOptions, report: Report
) -> list[Indicator]:
    """Put what was asked together over years.

    The same words are one indicator. The same number with other words in other years is one too, its series broken
    where the words change, and that is asked about; in the same year it is two.

    Args:
        asked: of all sheets.
        years: by row of ``asked``, sorted.
        options: of the person.
        report: told what is to be confirmed.
    """
    order = sorted((number for number in years if years[number]), key=lambda number: (years[number][0], number))
    found: list[Indicator] = []
    by_words: dict[tuple[str, str], Indicator] = {}
    by_reference: dict[str, Indicator] = {}
    taken: set[str] = set()
    changed: list[str] = []
    for number in order:
        one, words = asked[number], (wording_of(asked[number].title), wording_of(asked[number].base))
        indicator = by_words.get(words)
        if indicator is None and one.reference:
            indicator = by_reference.get(one.reference)
            if indicator is not None and set(indicator.years) & set(years[number]):
                indicator = None
            elif indicator is not None:
                before = asked[indicator.members[-1]]
                what = "base" if wording_of(before.title) == words[0] else "wording"
                indicator.breaks.append(f"{indicator.years[-1]}: {what} changed")
                changed.append(f'{one.reference}: "{before.title}" until {indicator.years[-1]}, then "{one.title}"')
        if indicator is None:
            indicator = Indicator(key_of(one.title, taken), [])
            taken.add(indicator.key)
            found.append(indicator)
        by_words.setdefault(words, indicator)
        if one.reference:
            by_reference.setdefault(one.reference, indicator)
        indicator.members.append(number)
        indicator.years = sorted({*indicator.years, *years[number]})
    if changed:
        report.add(
            "warning", "wording_changed", f"words or base changed in {len(changed):,} of the questions.",
            needed="the same words and the same people asked, for years to be compared.",
            action="The series is broken there, and no change is claimed across it. If only spelling changed, write "
            "the same words in the table.", where=changed,
        )  # fmt: skip
    for indicator in found:
        newest = asked[indicator.members[-1]]
        indicator.title = title_of(newest)
        indicator.unit = options.unit.get(indicator.key) or options.unit.get("all") or unit_of(newest)
        told = options.breaks.get(indicator.key, []) + options.breaks.get("all", [])
        indicator.breaks += [f"{year}: {reason}" for year, reason in told if year in indicator.years]
    return sorted(found, key=lambda one: one.key)


def indicator_table(
    indicators: list[Indicator], asked: Sequence[Asked], options: SurveyOptions, source: str, kind: str, report: Report
) -> pl.DataFrame:
    """:data:`geo.tables.SURVEY_INDICATORS` of the indicators; polarity that nobody told is asked about."""
    known = {indicator.key for indicator in indicators}
    unknown = sorted((set(options.polarity) | set(options.unit) | set(options.breaks)) - known - {"all"})
    if unknown:
        report.add(
            "refused", "unknown_indicator", f"there is no indicator {', '.join(unknown)}.",
            needed=f"one of: {', '.join(sorted(known)[:60])}.", action="Correct the option.",
        )  # fmt: skip
    newest = max((indicator.years[-1] for indicator in indicators), default="")
    rows = []
    for indicator in indicators:
        last = asked[indicator.members[-1]]
        guess = "" if last.family else guess_polarity(indicator.title, indicator.unit, last.heading)
        rows.append(
            {
                "indicator": indicator.key,
                "title": indicator.title,
                "reference": last.reference,
                "theme": last.theme,
                "unit": indicator.unit,
                "polarity": _polarity(indicator.key, last.polarity, guess, options),
                "polarity_guess": guess,
                "base": last.base or options.base,
                "source": source,
                "source_sha256": "",
                "kind": kind,
                "sampling": options.sampling,
                "asked_n": options.asked_n,
                "answered_n": options.answered_n,
                "comparator": options.comparator,
                "ended": indicator.years[-1] < newest,
                "breaks": "; ".join(sorted(indicator.breaks)),
                "method": "",
                "is_weighted": options.is_weighted,
            }
        )
    _ask_polarity(rows, report)
    return pl.DataFrame({name: [row[name] for row in rows] for name in rows[0]} if rows else rows)


def _polarity(key: str, told: str, guess: str, options: SurveyOptions) -> str:
    """As somebody said, else as the table says, else nobody has said."""
    said = options.polarity.get(key) or options.polarity.get("all", "")
    if said == "guessed":
        return guess
    if said:
        return said
    words = told.lower()
    return next((value for value in ("higher", "lower", "neither") if value in words), "")


def _ask_polarity(rows: list[dict[str, object]], report: Report) -> None:
    open_ones = [row for row in rows if not row["polarity"]]
    if open_ones:
        report.add(
            "warning", "polarity", f"which end is better is not said of {len(open_ones):,} of the indicators.",
            needed="higher, lower or neither for each.",
            action="Described without better or worse until it is said with the polarity option (--polarity KEY=lower; "
            "all=guessed takes these).",
            where=[f"{row['indicator']}: {row['polarity_guess'] or 'no guess'}" for row in open_ones],
        )  # fmt: skip
