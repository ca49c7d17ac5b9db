"""What must hold of any table of a survey: as a workbook of either kind and in another order it says the same."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday.exchange.tables import Sheet, write_ods
from geo.survey import Survey, read_survey
from tests.makers.surveys.tables import AREAS

TITLES = ("% lonely at night", "% who trust neighbours", "mean minutes of walking")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("surveys")


def said(survey: Survey) -> list[tuple[object, ...]]:
    """Values by indicator, year and area; what is not known as None."""
    columns = ["indicator", "year", "area_id", "value", "mark"]
    return sorted(survey.values.select(columns).fill_nan(None).rows(), key=str)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), marks=st.sets(st.integers(0, 8), max_size=3))
def test_csv_xlsx_and_ods_in_any_order_of_rows_say_the_same(folder: Path, seed: int, marks: set[int]) -> None:
    dice = random.Random(seed)
    rows: list[list[object]] = [
        ["2023", area, *(round(dice.uniform(5, 95), 1) for _ in TITLES)] for area in AREAS["area_id"]
    ]
    for place in marks:
        rows[place // 3][2 + place % 3] = "[c]"
    table = pd.DataFrame(rows, columns=["year", "ward_code", *TITLES])
    table.to_csv(folder / "s.csv", index=False)
    straight = said(read_survey(folder / "s.csv", areas=AREAS))
    assert len(straight) == len(AREAS) * len(TITLES)
    assert sum(one[3] is None for one in straight) == len(marks)
    other = table.iloc[dice.sample(range(len(table)), len(table))]
    other.to_csv(folder / "other.csv", index=False, lineterminator="\r\n", encoding="utf-8-sig")
    other.to_excel(folder / "other.xlsx", index=False)
    write_ods(folder / "other.ods", "Survey", [Sheet("Survey", list(other), other.to_numpy(object).tolist())])
    for ending in (".csv", ".xlsx", ".ods"):
        assert said(read_survey(folder / f"other{ending}", areas=AREAS)) == straight, ending
