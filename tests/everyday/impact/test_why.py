"""Why a measure changed: next year's timetable in the made-up town, and other inputs exchanged with it."""

from __future__ import annotations

import json
import math
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from everyday import Atlas, Edition
from everyday.atlas import all_measures, open_edition
from everyday.commands.weighing import why as why_command
from everyday.demo.build import next_timetable
from everyday.evidence import evidence_source
from everyday.impact import CAUSES, Split, area_series, split_words, why_changed
from everyday.impact import corners as corners_module
from everyday.impact.comparing import why_not_comparable
from everyday.impact.corners import INPUTS, corner_of, differing
from geo.errors import NotFoundError, UsageError
from tests.makers.towns import DIRECT, coarse_demo

EXACT = 1e-9
CENTRE = all_measures()["centre_min_am"]
PARTS = list(CAUSES)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town in large cells, as every combination is measured, and its edition of next year's timetable."""
    folder = tmp_path_factory.mktemp("why") / "atlas"
    atlas = Atlas(shutil.copytree(coarse_demo(tmp_path_factory.getbasetemp()).folder, folder))
    atlas.add("gtfs", next_timetable(), is_replacing=True)
    atlas.build(date=date(2027, 1, 12))  # a week later than it would be by itself
    return atlas


@pytest.fixture(scope="module")
def pair(atlas: Atlas) -> tuple[Edition, Edition]:
    built = [one for one in map(atlas.edition, atlas.editions()) if "scenario" not in one.manifest]
    return built[-2], built[-1]


@pytest.fixture
def as_if_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions are not taken as they are: every combination is measured."""
    monkeypatch.setattr(corners_module, "is_as_built", lambda edition: False)


def test_where_only_the_timetable_differs_all_of_it_is_the_timetables(
    atlas: Atlas, pair: tuple[Edition, Edition]
) -> None:
    found = atlas.why(pair[0].id, pair[1].id)
    assert found.inputs == ("timetable",)
    assert (found.builds_n, found.made_n) == (2, 0)
    table = found.table[found.table["change"].notna()]
    assert (table["change"].abs() > 0.5).any(), "the direct line changes something"
    np.testing.assert_allclose(table["timetable"], table["change"], rtol=0, atol=EXACT)
    for other in ("map", "people", "parameters", "otherwise"):
        assert (table[other] == 0).all()


def test_the_town_and_every_area_are_those_of_the_editions(atlas: Atlas, pair: tuple[Edition, Edition]) -> None:
    found = why_changed(atlas, *pair, measures=["centre_min_am"]).table.set_index("area_id")
    for name, edition in (("before", pair[0]), ("after", pair[1])):
        areas = edition.areas().set_index("area_id")["centre_min_am"]
        pd.testing.assert_series_equal(found[name].drop("")[areas.index], areas, check_names=False)
        town = evidence_source(open_edition(edition)).value("centre_min_am", None)
        assert found.loc["", name] == pytest.approx(town, abs=EXACT)


@pytest.mark.slow
def test_what_is_measured_again_is_what_was_built(
    atlas: Atlas, pair: tuple[Edition, Edition], as_if_lost: None
) -> None:
    """A combination that takes everything of one edition gives its very numbers."""
    again = corner_of(atlas, dict.fromkeys(INPUTS, pair[1]))
    assert again.folder.parent.name == "why"
    pd.testing.assert_frame_equal(again.cells(), pair[1].cells(), rtol=0, atol=EXACT)
    pd.testing.assert_frame_equal(
        pd.DataFrame(again.areas().drop(columns="geometry")), pd.DataFrame(pair[1].areas().drop(columns="geometry")),
        rtol=0, atol=EXACT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def third(atlas: Atlas, pair: tuple[Edition, Edition]) -> Edition:
    """Another edition: more people in the outskirts, slower walking, and the old timetable again."""
    population = next(atlas.inputs_folder().glob("population-*"))
    table = pd.read_csv(population)
    column = next(
        name for name in table.columns if pd.api.types.is_integer_dtype(table[name]) and table[name].sum() > 9e4
    )
    table.loc[: len(table) // 3, column] *= 2
    changed = atlas.folder.parent / "more-people.csv"
    table.to_csv(changed, index=False)
    settings = atlas.folder / "atlas.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("walk_kmh = 4.8", "walk_kmh = 4.2"), encoding="utf-8"
    )
    slower = Atlas(atlas.folder)
    slower.add("population", changed)
    return slower.build()


@pytest.mark.slow
def test_the_parts_of_several_inputs_add_up(atlas: Atlas, pair: tuple[Edition, Edition], third: Edition) -> None:
    assert differing(pair[0], third) == ("timetable", "people", "parameters")
    found = why_changed(atlas, pair[0], third)
    assert (found.builds_n, found.made_n) == (8, 6)
    table = found.table[found.table["change"].notna()]
    np.testing.assert_allclose(table[PARTS].sum(axis=1), table["change"], rtol=0, atol=EXACT)
    town = found.split("centre_min_am")
    assert town.parts["timetable"] < 0 < town.parts["parameters"], "the line brings minutes, slow walking takes some"
    assert abs(town.parts["people"]) > EXACT
    assert "otherwise" not in town.parts
    again = why_changed(atlas, pair[0], third)
    assert again.made_n == 0, "a second question builds nothing"
    pd.testing.assert_frame_equal(again.table, found.table)


@pytest.mark.slow
def test_other_people_and_parameters_cannot_be_compared_and_say_so(
    atlas: Atlas, pair: tuple[Edition, Edition], third: Edition
) -> None:
    assert why_not_comparable(*pair) == []
    told = why_not_comparable(pair[0], third)
    assert told == ["It counts another population.", "It was computed with other parameters: walk_kmh."]
    points = {one.edition_id: one for one in area_series(atlas, "centre_min_am").points}
    assert list(points[third.id].reasons) == told
    assert points[pair[1].id].is_comparable


def test_inputs_of_editions_are_kept(atlas: Atlas, pair: tuple[Edition, Edition]) -> None:
    kept = {path.name.split("-")[1] for path in atlas.inputs_folder().glob("gtfs-*")}
    wanted = {one["sha256"][:8] for edition in pair for one in edition.manifest["inputs"] if one["kind"] == "gtfs"}
    assert len(wanted) == 2
    assert wanted <= kept


def test_without_its_timetable_an_edition_cannot_be_taken_apart(
    atlas: Atlas, pair: tuple[Edition, Edition], as_if_lost: None, tmp_path: Path
) -> None:
    shutil.copytree(atlas.folder, tmp_path / "atlas")
    poorer = Atlas(tmp_path / "atlas")
    sha = next(one["sha256"] for one in pair[0].manifest["inputs"] if one["kind"] == "gtfs")
    next(poorer.inputs_folder().glob(f"gtfs-{sha[:8]}-*")).unlink()
    shutil.rmtree(poorer.folder / "why", ignore_errors=True)
    with pytest.raises(NotFoundError, match=r"wrenmouth\.zip"):
        poorer.why(pair[0].id, pair[1].id)
    assert not (poorer.folder / "why").exists() or not list((poorer.folder / "why").iterdir()), "nothing half-made"


@pytest.mark.slow
def test_a_scenario_is_refused(atlas: Atlas, pair: tuple[Edition, Edition]) -> None:
    scenario = Edition(pair[0].folder)
    scenario.__dict__["manifest"] = pair[0].manifest | {"scenario": {"edits": [DIRECT]}}
    with pytest.raises(UsageError, match="scenario"):
        why_changed(atlas, scenario, pair[1])


def test_the_command_says_it_and_gives_json(atlas: Atlas, pair: tuple[Edition, Edition]) -> None:
    area = open_edition(pair[1]).areas["area_id"].iloc[0]
    run = CliRunner().invoke(why_command, [str(atlas.folder), pair[0].id, pair[1].id, "--measure", "centre_min_am"])
    assert run.exit_code == 0, run.output
    assert "They differ in: timetable." in run.output
    assert "comes from the new timetable" in run.output
    told = CliRunner().invoke(
        why_command, [str(atlas.folder), pair[0].id, pair[1].id, "--measure", "centre_min_am", "--json", "--area", area]
    )
    (row,) = json.loads(told.stdout[told.stdout.index("{") :])["measures"]
    assert row["timetable"] == pytest.approx(row["change"], abs=EXACT)
    wrong = CliRunner().invoke(why_command, [str(atlas.folder), pair[0].id, pair[1].id, "--area", "nowhere"])
    assert isinstance(wrong.exception, NotFoundError)


def split(before: float, after: float, **parts: float) -> str:
    return split_words(Split(before, after, parts), CENTRE)


def test_the_split_in_one_sentence() -> None:
    assert split(50, 44, timetable=-5.0, map=-1.0).startswith(
        "Of the 6 minutes gained, 5 come from the new timetable and 1 from changes to the map."
    )
    assert "mapping that caught up is not a change on the ground" in split(50, 44, timetable=-5.0, map=-1.0)
    assert split(50, 44, timetable=-6.0) == "All of the 6 minutes gained comes from the new timetable."
    assert split(50, 54, timetable=4.0) == "All of the 4 minutes lost comes from the new timetable."
    assert split(50, 46, timetable=-6.0, people=2.0) == (
        "Of the 4 minutes gained, 6 come from the new timetable, while the new count of people took away 2 minutes."
    )
    assert split(50, 50, timetable=-6.0, people=6.0).startswith("Nothing changed in all: the new timetable brought 6")
    assert "need not add up as written" in split(50, 44, timetable=-3.5, people=-2.5)
    assert "no number to split" in split(math.inf, 44)
    share = all_measures()["city_reach_45min_share_am"]
    assert split_words(Split(0.40, 0.46, {"timetable": 0.05, "people": 0.01}), share) == (
        "Of the 6 percentage points gained, 5 come from the new timetable and 1 from the new count of people."
    )
