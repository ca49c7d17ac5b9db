"""A sum over suppressed small areas is a range: every number that it may be, and none that stands in for it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from geo.survey import Survey, read_statistics, read_survey
from tests.makers.surveys.strips import PEOPLE, SMALL, WARDS, saved

SHARES = np.array([[1, 0.75, 0], [0, 0.25, 1]])


def row(survey: Survey, indicator: str, area: str) -> dict[str, object]:
    return survey.values.filter((pl.col("indicator") == indicator) & (pl.col("area_id") == area)).row(0, named=True)


def read(tmp_path: Path, text: str, **options: str) -> Survey:
    table = tmp_path / "counts2021.csv"
    table.write_text(text)
    return read_statistics(
        table, areas=WARDS, people=PEOPLE, boundaries=saved(SMALL, tmp_path / "l.geojson"), **options
    )


def every_sum(below: int) -> np.ndarray:
    """All sums that the wards may have, with the second and the third small area suppressed: an oracle by trying."""
    return np.array([SHARES @ np.array([8.0, two, three]) for two, three in product(range(below), repeat=2)])


def test_the_marks_say_below_which_number(tmp_path: Path) -> None:
    found = read(tmp_path, "lsoa,Carers number\nE01000001,8\nE01000002,<5\nE01000003,<5\n")
    sums = every_sum(5)
    for place, ward in enumerate(("E05000001", "E05000002")):
        told = row(found, "carers_number", ward)
        assert np.isnan(told["value"])  # type: ignore[arg-type]
        assert told["mark"] == "range"
        assert (told["low"], told["high"]) == (pytest.approx(sums[:, place].min()), pytest.approx(sums[:, place].max()))
    town = row(found, "carers_number", "")
    assert (town["low"], town["high"]) == (8, 16)
    (problem,) = (one for one in found.report.problems if one.code == "suppressed_counts")
    assert "0 to 4" in problem.action


def test_a_ward_without_a_suppressed_part_keeps_its_number(tmp_path: Path) -> None:
    found = read(tmp_path, "lsoa,Carers number\nE01000001,8\nE01000002,12\nE01000003,<5\n")
    told = row(found, "carers_number", "E05000001")
    assert (told["value"], told["mark"]) == (pytest.approx(8 + 9), "")
    assert np.isnan(told["low"])  # type: ignore[arg-type]
    assert row(found, "carers_number", "E05000002")["mark"] == "range"


@pytest.mark.parametrize("mark", ["*", "[c]"])
def test_without_a_rule_it_is_not_available(tmp_path: Path, mark: str) -> None:
    found = read(tmp_path, f"lsoa,Carers number\nE01000001,8\nE01000002,{mark}\nE01000003,{mark}\n")
    told = row(found, "carers_number", "E05000001")
    assert (told["mark"], np.isnan(told["low"])) == ("c", True)  # type: ignore[arg-type]


def test_a_person_can_say_the_rule_of_the_file(tmp_path: Path) -> None:
    text = "lsoa,Carers number\nE01000001,8\nE01000002,*\nE01000003,*\n"
    told = row(read(tmp_path, text, suppressed_below="3"), "carers_number", "E05000001")
    sums = every_sum(3)[:, 0]
    assert (told["low"], told["high"]) == (pytest.approx(sums.min()), pytest.approx(sums.max()))


def test_marks_that_say_two_numbers_say_no_rule(tmp_path: Path) -> None:
    found = read(tmp_path, "lsoa,Carers number\nE01000001,8\nE01000002,<5\nE01000003,<10\n")
    assert row(found, "carers_number", "E05000001")["mark"] == "c"


def test_a_missing_row_is_not_a_suppressed_one(tmp_path: Path) -> None:
    found = read(tmp_path, "lsoa,Carers number\nE01000001,8\nE01000003,<5\n")
    assert row(found, "carers_number", "E05000001")["mark"] == "c", "a part has neither number nor limit"
    assert np.isnan(row(found, "carers_number", "E05000002")["low"])  # type: ignore[arg-type]


def test_counts_of_other_wards_are_ranges_too(tmp_path: Path) -> None:
    table = tmp_path / "counts2021.csv"
    table.write_text("code,Carers number\nE01000001,8\nE01000002,<5\nE01000003,20\n")
    found = read_survey(table, areas=WARDS, people=PEOPLE, boundaries=saved(SMALL, tmp_path / "l.geojson"))
    told = row(found, "carers_number", "E05000001")
    assert (told["mark"], told["low"], told["high"]) == ("range", 8, 11)
