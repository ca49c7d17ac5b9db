"""The same ride as one trip, as two trips of a block and by an in-seat transfer takes the same time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from everyday.commands.group import main

pytestmark = pytest.mark.cases


def run(*arguments: object) -> None:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        if leaving.code:
            raise AssertionError(f"exit {leaving.code}: {arguments}") from leaving


@pytest.mark.parametrize("how", ["one", "block", "type4"])
def test_who_stays_seated_is_there_in_90_minutes(cases: Path, tmp_path: Path, how: str):
    given = tmp_path / "given"
    shutil.copytree(cases / "gtfs/stay_seated", given)
    atlas, out = tmp_path / "atlas", tmp_path / "out.csv"
    run("new", atlas, "--name", "Row", "--boundaries", given / "w.geojson")
    run("add", atlas, "osm", given / "t.osm.pbf")
    run("add", atlas, "gtfs", given / f"{how}.zip")
    run("times", atlas, "--from", given / "from.csv", "--to", given / "to.csv", "--depart", "2026-03-03T08:00",
        "--window", 1, "--max-min", 180, "--out", out)  # fmt: skip
    (minutes,) = pd.read_csv(out)["time_p50_min"]
    assert round(minutes) == 90
