"""How many answered where anybody could: answers per 1,000 people by ward, so that it is seen who spoke.

Definitions: docs/definitions.md#answers-per-1000-people.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

__all__ = ["with_answers"]

KEY, PER = "answers_per_1000", 1000.0
_TITLES = {"residents": "Answers per 1,000 people", "households": "Answers per 1,000 households"}


def with_answers(
    survey: pd.DataFrame, indicators: pd.DataFrame, area_ids: pd.Series,
    people_of: Callable[[str, str], tuple[np.ndarray, str]],
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Both tables with an indicator more for each open table that tells how many answered and whose people are known.

    Of several questions that one counts which most people of a ward answered: nobody is counted twice.

    Args:
        survey, indicators: of the edition; they are not changed.
        area_ids: of its wards, (n,).
        people_of: people of each ward, (n,), by the fingerprint of a table and a year, and what they are.
    """
    is_open = (indicators["sampling"] == "open") & (indicators["kind"] == "survey")
    rows, heads = [survey], [indicators]
    sources = list(dict.fromkeys(indicators.loc[is_open, "source_sha256"]))
    for number, source in enumerate(sources, start=1):
        own = indicators[is_open & (indicators["source_sha256"] == source)]
        told = survey[survey["indicator"].isin(own["indicator"]) & (survey["area_id"] != "")]
        title, parts = "", []
        for year, of_year in told.groupby("year"):
            people, noun = people_of(str(source), str(year))
            if noun in ("", "answers") or not of_year["n"].notna().any():
                continue
            title = _TITLES.get(noun, _TITLES["residents"])
            parts.append(_of_year(of_year, str(year), area_ids, people))
        if not parts:
            continue
        key = KEY if number == 1 else f"{KEY}_{number}"
        rows += [part.assign(indicator=key) for part in parts]
        heads.append(_head(own.iloc[0], key, title))
    if len(heads) == 1:
        return survey, indicators
    columns = list(survey.columns)
    return pd.concat(rows, ignore_index=True)[columns], pd.concat(heads, ignore_index=True)


def _head(like: pd.Series, key: str, title: str) -> pd.DataFrame:
    told = like.to_dict() | {
        "indicator": key, "title": title, "reference": "", "theme": "", "unit": "rate", "polarity": "neither",
        "polarity_guess": "", "base": "", "comparator": "all answers over all people", "ended": False, "breaks": "",
        "method": "Answers of each area over its people: who spoke, not what they said", "is_weighted": False,
    }  # fmt: skip
    return pd.DataFrame([told])


def _of_year(told: pd.DataFrame, year: str, area_ids: pd.Series, people: np.ndarray) -> pd.DataFrame:
    ids = area_ids.astype(str)
    n = told.groupby("area_id")["n"].max().reindex(ids).to_numpy(dtype=float)
    hidden = set(told.loc[told["mark"] == "c", "area_id"])
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(people > 0, PER * n / people, np.nan)
    marks = [
        "" if known else "c" if code in hidden else "x" for code, known in zip(ids, np.isfinite(value), strict=True)
    ]
    found = pd.DataFrame({"area_id": ids.to_numpy(), "year": year, "value": value, "n": n, "mark": marks})
    if np.isfinite(value).all():
        town = {"area_id": "", "year": year, "value": PER * n.sum() / people.sum(), "n": n.sum(), "mark": ""}
        found = pd.concat([found, pd.DataFrame([town])], ignore_index=True)
    return found.assign(low=np.nan, high=np.nan, se=np.nan)
