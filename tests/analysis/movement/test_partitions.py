"""Parts of the people of a file: nobody is cut in two, and parts give what the whole gives."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.movement import find_staypoints, over_parts
from analysis.movement.partitions import parts_of
from geo.errors import UsageError
from tests.makers.movement.walks import fixes_of, in_place


@pytest.fixture
def file(tmp_path: Path) -> Path:
    walks = [fixes_of(in_place(0, 60 * (5 + 40 * (number % 3))), f"p{number:02}") for number in range(30)]
    pl.concat(walks).write_parquet(tmp_path / "fixes.parquet", row_group_size=100)
    return tmp_path / "fixes.parquet"


@pytest.mark.parametrize("rows", [1, 10, 100, 333, 10_000])
def test_every_part_has_whole_people(file: Path, rows: int) -> None:
    whole = pl.read_parquet(file)
    parts = [whole[part.first : part.first + part.rows] for part in parts_of(file, rows)]
    assert pl.concat(parts).equals(whole)
    people = [set(part["person"]) for part in parts]
    assert sum(map(len, people)) == 30
    longest = whole["person"].value_counts()["count"].max()
    assert max(map(len, parts)) < rows + longest


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_parts_give_what_the_whole_gives_in_its_order(file: Path, workers: int) -> None:
    whole = find_staypoints(pl.read_parquet(file))
    assert len(whole) > 20
    assert pl.concat(list(over_parts(find_staypoints, file, rows=100, workers=workers))).equals(whole)


def test_somebody_in_two_parts_is_said(tmp_path: Path) -> None:
    again = pl.concat([fixes_of(in_place(0, 6000), name) for name in "aba"])
    again.write_parquet(tmp_path / "mixed.parquet")
    with pytest.raises(UsageError, match="rows of a person are not together"):
        list(over_parts(find_staypoints, tmp_path / "mixed.parquet", rows=50))


def test_no_fixes_are_no_parts(tmp_path: Path) -> None:
    fixes_of([]).write_parquet(tmp_path / "empty.parquet")
    assert list(over_parts(find_staypoints, tmp_path / "empty.parquet")) == []
    with pytest.raises(UsageError, match="at least 1"):
        parts_of(tmp_path / "empty.parquet", 0)
