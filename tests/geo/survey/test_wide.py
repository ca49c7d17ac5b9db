"""A wide table whose columns are read at once and cell by cell: the same values, marks and order."""

from __future__ import annotations

import math
import random
from pathlib import Path

import openpyxl
import pytest

from geo.errors import InputError
from geo.survey import Survey, read_survey
from tests.makers.surveys.tables import AREAS, value, written

YEARS = ("2021/22", "2022/23", "2023/24")
TITLES = tuple(f"% who say thing number {number}" for number in range(12))
ODD = {
    ("2022/23", "E05000002", 3): ("[c]", math.nan, "c"),
    ("2022/23", "E05000003", 3): ("-", math.nan, "x"),
    ("2021/22", "E05000001", 4): ("", math.nan, "missing"),
    ("2023/24", "E05000001", 5): ("41.5 [u]", 41.5, "u"),
    ("2023/24", "E05000002", 5): ("17.5 %", 17.5, ""),
    ("2021/22", "E05000003", 6): ("1,234.5", 1234.5, ""),
    ("2021/22", "E05000002", 7): ("<5", math.nan, "c"),
}
"""Cells that are no plain number: as written, their value, their mark."""


def plain_numbers() -> dict[tuple[str, str, int], float]:
    dice = random.Random(7)
    places = [(year, area, number) for year in YEARS for area in AREAS["area_id"] for number in range(len(TITLES))]
    return {place: round(dice.uniform(5, 90), 2) for place in places}


def rows_of(*, before: str = "") -> list[list[str]]:
    """Headings and a row for each year and area, out of order; ``before`` stands in front of every cell's text."""
    numbers = plain_numbers()
    rows = []
    for year in YEARS:
        for area in AREAS["area_id"]:
            texts = [ODD.get((year, area, one), (str(numbers[year, area, one]),))[0] for one in range(len(TITLES))]
            rows.append([year, area, f"Ward {area}", *(f"{before}{text}" if text else "" for text in texts)])
    random.Random(3).shuffle(rows)
    return [["year", "ward_code", "ward", *TITLES], *rows]


def csv_of(rows: list[list[str]]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


def is_same(one: Survey, other: Survey) -> bool:
    return one.values.equals(other.values) and one.indicators.drop("source").equals(other.indicators.drop("source"))


@pytest.mark.parametrize("blank", [" ", "\u00a0"], ids=["blank", "no-break blank"])
def test_columns_read_at_once_and_cell_by_cell_are_the_same(tmp_path: Path, blank: str) -> None:
    at_once = read_survey(written(tmp_path, csv_of(rows_of()), "at_once.csv"), areas=AREAS)
    by_cell = read_survey(written(tmp_path, csv_of(rows_of(before=blank)), "by_cell.csv"), areas=AREAS)
    assert is_same(at_once, by_cell)


def test_every_cell_of_a_wide_table_is_its_indicator_s_year_s_and_area_s(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, csv_of(rows_of())), areas=AREAS)
    for (year, area, number), plain in plain_numbers().items():
        _, known, mark = ODD.get((year, area, number), ("", plain, ""))
        found = value(survey, f"pct_who_say_thing_number_{number}", area, year)
        assert found[1] == mark
        assert found[0] == known or (math.isnan(found[0]) and math.isnan(known))
    keys = survey.values.select("indicator", "year", "area_id").rows()
    assert keys == sorted(keys)
    assert len(keys) == len(YEARS) * len(AREAS) * len(TITLES)


def test_a_sheet_a_year_with_numbers_as_numbers_reads_as_the_one_table(tmp_path: Path) -> None:
    head, *rows = rows_of()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in YEARS:
        sheet = book.create_sheet(year.replace("/", "-"))
        sheet.append(head[1:])
        for row in rows:
            if row[0] == year:
                cells = [float(cell) if cell.replace(".", "", 1).isdigit() else cell or None for cell in row[3:]]
                sheet.append([*row[1:3], *cells])
    book.save(tmp_path / "years.xlsx")
    one_table = read_survey(written(tmp_path, csv_of(rows_of()), "one.csv"), areas=AREAS)
    assert is_same(read_survey(tmp_path / "years.xlsx", areas=AREAS), one_table)


def test_a_row_that_stands_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    rows = rows_of()
    once = read_survey(written(tmp_path, csv_of(rows), "once.csv"), areas=AREAS)
    twice = read_survey(written(tmp_path, csv_of([*rows, rows[2]]), "twice.csv"), areas=AREAS)
    assert is_same(once, twice)
    told = next(one for one in twice.report.problems if one.code == "repeated_rows")
    assert list(told.where) == [f"row {len(rows) + 1}"]


@pytest.mark.parametrize(
    ("odd", "known", "mark"),
    [("[c]", math.nan, "c"), ("nan", math.nan, "missing"), ("", math.nan, "missing"), ("17.5 %", 17.5, "")],
)
def test_a_mark_far_below_numbers_with_fractions_is_read_as_anywhere(
    odd: str, known: float, mark: str, tmp_path: Path
) -> None:
    """Many columns of fractions are read as numbers at once; a cell further down that is none says what it says."""
    survey = read_survey(written(tmp_path, many_columns(odd)), areas=AREAS)
    number, said = value(survey, "pct_who_say_thing_7", "E05000001", "2099")
    assert (number, said) == (pytest.approx(known, nan_ok=True), mark)
    assert value(survey, "pct_who_say_thing_7", "E05000001", "2098") == (41.25, "")


def test_a_number_without_end_far_below_is_refused_by_its_cell(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='J299 "inf"'):
        read_survey(written(tmp_path, many_columns("inf")), areas=AREAS)


def many_columns(odd: str) -> str:
    """30 columns of fractions over 100 years, with one other cell far below."""
    lines = [",".join(["year", "ward_code", *(f"% who say thing {number}" for number in range(30))])]
    for year in range(2000, 2100):
        for area in AREAS["area_id"]:
            is_odd = (year, area) == (2099, "E05000001")
            lines.append(",".join([str(year), area, *(odd if is_odd and one == 7 else "41.25" for one in range(30))]))
    return "\n".join(lines) + "\n"
