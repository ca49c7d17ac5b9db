"""The survey as a table to take away: what stands on the page, with the comparator and the marks in words."""

from __future__ import annotations

import pandas as pd

from everyday.survey.asked import Indicator
from everyday.survey.judging import Judged
from everyday.survey.wording import VERDICTS, against_words, mark_words
from plan.exchange import guard_text

__all__ = ["judged_csv", "judged_table"]


def judged_table(judged: Judged) -> pd.DataFrame:
    """One row an area and one for the town, numbers in the indicator's unit; what is not known is empty, and the column
    *note* says which of the three it is: suppressed, blank or not asked here.
    """
    indicator, wards = judged.indicator, judged.wards
    against = against_words(judged)
    unit = "" if indicator.unit == "%" else f" ({indicator.unit})"
    percent = " (%)" if indicator.unit == "%" else unit
    found = pd.DataFrame({
        "code": wards["area_id"], "area": wards["area_name"], "year": judged.year, "indicator": indicator.title,
        f"value{percent}": wards["value"], **_between(indicator, wards, percent),
        "answers": wards["n"], against + percent: wards["rest"] if judged.is_judged else judged.town,
        f"difference from the {against}": wards["difference"],
        f"against the {against}": wards["verdict"].map(VERDICTS),
        "few answers or unreliable": wards["is_small"].map({True: "yes", False: ""}),
        "note": wards["mark"].map(mark_words),
    })  # fmt: skip
    low, high = list(_between(indicator, wards, percent))
    town = dict.fromkeys(found.columns, None) | {
        "code": "", "area": "Town (estimate)" if judged.is_estimate else "Town", "year": judged.year,
        "indicator": indicator.title, f"value{percent}": judged.town, low: judged.town_low, high: judged.town_high,
        "note": indicator.comparator,
    }  # fmt: skip
    return pd.concat([found, pd.DataFrame([town], columns=found.columns).astype(found.dtypes, errors="ignore")])


def _between(indicator: Indicator, wards: pd.DataFrame, unit: str) -> dict[str, pd.Series]:
    """The limits of a sample; of statistics the least and most of sums that hold suppressed counts."""
    names = (f"least{unit}", f"most{unit}") if indicator.is_count else ("lower 95 % limit", "upper 95 % limit")
    return {names[0]: wards["low"], names[1]: wards["high"]}


def judged_csv(judged: Judged) -> bytes:
    """The table as CSV that a spreadsheet opens, rounded to a thousandth; no text of a survey is run there."""
    table = judged_table(judged).round(3)
    for name in table.columns:
        table[name] = [guard_text(cell) if isinstance(cell, str) else cell for cell in table[name]]
    return bytes(table.to_csv(index=False).encode("utf-8-sig"))
