"""An edition that lost something is built and not shown, until a planner decides."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from everyday import Atlas
from everyday.commands.making import build
from everyday.pipeline.holding import losses


def manifest(**changes: Any) -> dict[str, Any]:
    rows = {"lines": 14, "stops": 330, "places": 433, "cells": 930}
    weight = {"is_counted": True, "noun": "residents", "total_n": 100_000.0}
    given = {"rows": rows, "weight": weight, "weekday": "2026-01-06", "inputs": [], "notes": []}
    for name, value in changes.items():
        if name in rows:
            rows[name] = value
        elif name in weight:
            weight[name] = value
        else:
            given[name] = value
    return given


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": 6}, "Lines: 6 of 14 are left."), ({"stops": 0}, "Stops: 0 of 330 are left."),
        ({"places": 200}, "Places: 200 of 433 are left."), ({"total_n": 49_999.0}, "Residents: 49,999 of 100,000"),
        ({"is_counted": False}, "Residents: 0 of 100,000 are left."),
    ],
)  # fmt: skip
def test_more_than_half_gone_is_a_loss(changes: dict[str, Any], said: str) -> None:
    found = losses(manifest(), manifest(**changes))
    assert found[0].startswith(said)


@given(
    st.fixed_dictionaries({"lines": st.integers(7, 99), "stops": st.integers(165, 999), "places": st.integers(217, 999),
                           "total_n": st.floats(50_000, 1e6)})
)  # fmt: skip
def test_half_or_more_left_is_none(changes: dict[str, Any]) -> None:
    assert losses(manifest(), manifest(**changes)) == ()


def test_what_may_be_behind_it_is_said() -> None:
    shown = manifest(inputs=[{"name": "buses.zip", "sha256": "a"}, {"name": "map.pbf", "sha256": "b"}])
    note = "rail.zip covers Monday 3 January 2022 to Friday 1 July 2022, so not Tuesday 6 January 2026."
    new = manifest(lines=0, inputs=[{"name": "map.pbf", "sha256": "b"}], weekday="2022-03-01", notes=["Other.", note])
    assert losses(shown, new) == (
        "Lines: 0 of 14 are left.",
        "Taken out or replaced since: buses.zip.",
        "It looks at Tuesday 1 March 2022, the edition shown at Tuesday 6 January 2026.",
        note,
    )


def test_an_edition_without_its_buses_is_held_back_until_somebody_decides(demo_atlas: Atlas, tmp_path: Path) -> None:
    shutil.copytree(demo_atlas.folder, tmp_path / "town")
    atlas = Atlas(tmp_path / "town")
    before = atlas.edition().id
    for record in atlas.config.inputs_of("gtfs"):
        atlas.remove(record.sha256)
    done = CliRunner().invoke(build, [str(atlas.folder)])
    assert done.exit_code == 0, done.output
    assert "Built, not shown" in done.output
    assert "Lines: 0 of" in done.output
    again = Atlas(atlas.folder)
    assert again.edition().id == before
    newest = again.editions()[-1]
    assert newest != before, "it was built all the same"
    assert again.held_back(again.edition(newest))
    done = CliRunner().invoke(build, [str(atlas.folder), "--show"])
    assert "Built, not shown" not in done.output
    assert Atlas(atlas.folder).edition().id == newest
