"""Suggest, compare, scenario and robustness, as the commands give them on the made-up town."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from everyday import Atlas
from everyday.questions.comparing import compare_editions
from tests.servers.command import run

CONTRACT = ["key", "rule", "kind", "level", "title", "people_n", "score", "area_ids", "cells", "evidence_json"]


@pytest.fixture(scope="module")
def demo_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A copy of the made-up town, beside whose edition scenarios may be kept."""
    return Atlas(shutil.copytree(demo_atlas.folder, tmp_path_factory.mktemp("scenarios") / "atlas"))


def test_suggestions_are_printed_and_written(
    demo_atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "suggest", demo_atlas.folder)
    assert code == 0
    assert "Barriers" in out
    assert "Samphire" in out
    target = tmp_path / "suggestions.gpkg"
    assert run(capsys, "suggest", demo_atlas.folder, "--out", target)[0] == 0
    layer = gpd.read_file(target)
    assert set(CONTRACT) <= set(layer.columns)
    assert layer["key"].is_unique
    assert json.loads(layer["evidence_json"].iloc[0])
    rows = json.loads(run(capsys, "suggest", demo_atlas.folder, "--json")[1])
    assert len(rows) == len(layer)
    assert rows[0]["geometry_wkt"].startswith(("POLYGON", "MULTI", "LINE"))


def test_scores_and_types_of_the_planted_estate(demo_atlas: Atlas) -> None:
    cells = demo_atlas.edition().cells()
    samphire = cells[(cells["area_name"] == "Samphire") & (cells["weight_n"] > 100)]
    assert (samphire["typology"] == "self-contained").mean() > 0.7
    assert samphire["city_score"].mean() < 20
    assert samphire["neighbourhood_score"].mean() > 40
    scored = cells["city_score"].notna()
    assert cells.loc[scored, "city_score"].between(0, 100).all()
    assert set(cells["typology"].dropna()) <= {"connected", "self-contained", "pass-through", "cut-off"}
    assert not cells.loc[~cells["on_network"], "typology"].any()


def test_an_edition_is_its_own_equal(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    found = compare_editions(edition, edition)
    assert (found.cells["change"].dropna() == 0).all()
    assert (found.summary[["gaining_n", "losing_n"]].fillna(0) == 0).all(axis=None)


@pytest.mark.slow
def test_a_direct_line_is_forecast_and_compared(
    demo_atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = demo_atlas.edition().suggestions()
    rules = {"tight_but_cut_off", "poor_transport", "indirect_bus"}
    assert set(before.loc[before["title"].str.contains("Samphire"), "rule"]) >= rules
    stops = demo_atlas.edition().stops()
    calls = [
        stops.loc[stops["stop_name"] == name, "stop_id"].iloc[0]
        for name in ("Samphire Gate", "Whimbrel Court", "Wigeon Drive", "Samphire Shops", "Bus Station", "Market Place")
    ]
    edits = tmp_path / "direct.toml"
    edits.write_text(
        f'[[edit]]\nkind = "new_line"\nname = "D1"\nstops = {json.dumps(calls)}\n'
        'headway_min = 10\nstart = "06:00"\nend = "22:00"\ndays = ["weekday", "sunday"]\nspeed_kmh = 22\n',
        encoding="utf-8",
    )
    shown = demo_atlas.edition().id
    code, out, err = run(capsys, "scenario", demo_atlas.folder, edits, "--name", "Direct bus")
    assert code == 0, out + err
    assert Atlas(demo_atlas.folder).edition().id == shown
    table = tmp_path / "changes.csv"
    arguments = ("compare", demo_atlas.folder, shown, "Direct bus", "--out", table, "--measure", "centre_min_am")
    code, out, err = run(capsys, *arguments)
    assert code == 0, out + err
    changes = pd.read_csv(table).set_index("cell")
    assert list(changes.columns) == ["measure", "before", "after", "change", "people_n"]
    cells = demo_atlas.edition().cells().set_index("cell")
    estate = cells.index[(cells["area_name"] == "Samphire") & (cells["weight_n"] > 100)]
    assert changes.loc[estate, "change"].median() < -8
    assert (changes["change"].dropna() <= 1e-9).all()
    suggestions = json.loads(run(capsys, "suggest", demo_atlas.folder, "--edition", "Direct bus", "--json")[1])
    gone = {(row["rule"], "Samphire" in row["title"] + row["sentence"]) for row in suggestions}
    assert not {rule for rule, is_of_samphire in gone if is_of_samphire} & rules
    assert not rules & {row["rule"] for row in suggestions}


def test_faults_of_edits_are_named_at_once(
    demo_atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = tmp_path / "bad.toml"
    edits.write_text(
        '[[edit]]\nkind = "remove_line"\nline = "no such line"\n[[edit]]\nkind = "teleport"\n', encoding="utf-8"
    )
    code, out, err = run(capsys, "scenario", demo_atlas.folder, edits)
    assert code == 1
    assert "no such line" in out + err
    assert "teleport" in out + err


def test_robustness_without_resolutions(demo_atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "robustness", demo_atlas.folder, "--no-resolutions", "--json")
    assert code == 0
    rows = json.loads(out)
    assert len(rows) > 10
    assert all(0 <= row["changed_share"] < 0.6 for row in rows)
