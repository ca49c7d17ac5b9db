"""Small surveys as tables, for tests of what is made of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import shapely

from analysis.registry import Measure
from everyday.atlas import NamedGround
from everyday.survey.asked import Indicator, indicators_of
from everyday.survey.of_edition import SurveyOf
from plan.records import NamedArea

NAMES = ("Anchor", "Bells", "Crook", "Dell", "Ewe", "Fold", "Glebe", "Heath")
MEASURE = Measure("centre_min_am", "Minutes to the town centre", "minutes", "city", "", better="lower")


def rows(values: list[float], *, key: str = "home", year: str = "2024", **columns: list[float]) -> pd.DataFrame:
    """One row an area, in the order of ``NAMES``; columns that are not given are not known."""
    count = len(values)
    table = pd.DataFrame({
        "indicator": key, "area_id": [f"E{place}" for place in range(count)], "year": year, "value": values,
    })  # fmt: skip
    for name in ("low", "high", "se", "n"):
        table[name] = columns.get(name, [float("nan")] * count)
    return table.assign(mark="")


def town_row(value: float, *, key: str = "home", year: str = "2024", **columns: float) -> pd.DataFrame:
    """The row of the town."""
    return rows([value], key=key, year=year, **{name: [one] for name, one in columns.items()}).assign(area_id="")


def asked(key: str = "home", **columns: Any) -> pd.DataFrame:
    """The row of an indicator."""
    usual = {
        "indicator": key, "title": "Transport prevents leaving home", "reference": "", "theme": "Transport",
        "unit": "%", "polarity": "lower", "base": "", "source": "survey.csv", "source_sha256": "a", "kind": "survey",
        "sampling": "random", "asked_n": float("nan"), "answered_n": float("nan"), "comparator": "", "ended": False,
        "breaks": "", "method": "", "is_weighted": False,
    }  # fmt: skip
    return pd.DataFrame([usual | columns])


def indicator(survey: pd.DataFrame, **columns: Any) -> Indicator:
    """The only indicator of a table."""
    (found,) = indicators_of(survey, asked(**columns)).values()
    return found


def survey(tables: list[pd.DataFrame], *indicators: pd.DataFrame, people: list[float] | None = None,
           measured: list[float] | None = None, named: dict[str, Any] | None = None) -> SurveyOf:  # fmt: skip
    """The survey of a town of so many areas as the first table has, with or without its people.

    ``named`` are areas that people use: what each is made of, by code.
    """
    count = int((tables[0]["area_id"] != "").sum())
    areas = pd.DataFrame({"area_id": [f"E{place}" for place in range(count)], "area_name": NAMES[:count]})
    areas["population_n"] = people if people is not None else float("nan")
    areas["weight_n"] = 1.0
    areas["centre_min_am"] = measured if measured is not None else float("nan")
    known = named or {}
    both = pd.concat([areas, pd.DataFrame({"area_id": list(known)})], ignore_index=True)
    heads = pd.concat(indicators) if indicators else asked()
    opened = SimpleNamespace(areas=both, wards=areas, named=known.get, registry={MEASURE.name: MEASURE},
                             survey_indicators=heads.assign(kind="survey"),
                             noun="residents" if people is not None else "cells")  # fmt: skip
    return SurveyOf(opened, pd.concat(tables), heads)  # type: ignore[arg-type]


def named_ground(code: str, name: str, shares: dict[str, float]) -> NamedGround:
    """An area that people use of so much of each ward."""
    record = NamedArea(id=code, name=name, kind="wards", members=tuple(shares))
    return NamedGround(record, shapely.Point(), pd.DataFrame(), shares, 0.0, np.empty(0, dtype=int))
