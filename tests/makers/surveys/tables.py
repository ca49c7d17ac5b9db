"""Survey tables in files, and what is read of them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import InputError
from geo.survey import Survey

WARDS = [f"E05999{number:03d}" for number in range(1, 19)]
AREAS = pd.DataFrame({"area_id": ["E05000001", "E05000002", "E05000003"], "area_name": ["Ash", "Elm & Oak", "Yew"]})


def written(folder: Path, text: str, name: str = "survey_2023_24.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def value(survey: Survey, indicator: str, area: str, year: str) -> tuple[float, str]:
    frame = survey.values.to_pandas()
    row = frame[(frame["indicator"] == indicator) & (frame["area_id"] == area) & (frame["year"] == year)]
    assert len(row) == 1, frame
    return float(row["value"].iloc[0]), str(row["mark"].iloc[0])


def codes(error: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {one.code for one in error.value.report.problems if one.severity == "refused"}


def ward_table(path: Path, lonely: int = 10) -> Path:
    rows = "".join(f"{code},2030,{lonely + row}\n" for row, code in enumerate(WARDS))
    path.write_text(f"ward_code,year,% lonely at night\n{rows}", encoding="utf-8")
    return path
