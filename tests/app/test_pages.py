"""The pages as Streamlit's own test runner draws them: what a person reads."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from everyday import Atlas
from tests.makers.pages import asked, data_page, map_message, opened, search, with_table, words


@pytest.fixture(scope="module")
def unserved_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town without a timetable, with large cells, which are soon built."""
    folder = tmp_path_factory.mktemp("unserved") / "atlas"
    inputs = demo_atlas.inputs_folder()
    boundaries = next(inputs.glob("boundaries-*"))
    atlas = Atlas.new(folder, name="Unserved", boundaries=boundaries, resolution=8)
    atlas.add("osm", next(inputs.glob("osm-*")))
    atlas.add("population", next(inputs.glob("population-*")))
    atlas.build()
    return folder


def test_the_town_its_dates_and_its_being_made_up_are_always_there(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = words(opened(demo_atlas.folder, monkeypatch))
    assert "Wrenmouth" in text
    assert "Timetable of 6 January 2026" in text
    assert "Made-up town" in text
    assert "Where can people get about near home, and where can they reach the rest of town?" in text
    assert "The town in brief" in text


def test_another_level_measure_and_time_change_what_is_read(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(demo_atlas.folder, monkeypatch)
    page.get("button_group")[0].set_value("across").run()
    assert "Share of the town within 45 minutes, weekday morning, by area" in words(page)
    page.selectbox(key="control_family").set_value("centre_min").run()
    assert "Minutes to the town centre, weekday morning, by area" in words(page)
    assert asked(page, "measure") == "centre_min"
    assert not page.dataframe, "the table is sent when somebody opens it"
    assert len(with_table(page).dataframe[0].value.columns) == 4


def test_the_table_is_the_map_in_numbers(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(demo_atlas.folder, monkeypatch, level="across", measure="centre_min", band="sunday", by="cells")
    table = with_table(page).dataframe[0].value
    cells = demo_atlas.edition().cells().set_index("cell").loc[table["cell"]]
    assert len(table) == len(cells) == len(demo_atlas.edition().cells())
    np.testing.assert_array_equal(table["centre_min_sunday"], np.floor(cells["centre_min_sunday"] + 0.5))
    is_empty = table["centre_min_sunday"].isna().to_numpy()
    assert not (is_empty[:-1] & ~is_empty[1:]).any(), "rows of which nothing is known come last"


def test_a_name_from_the_list_opens_its_profile(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(demo_atlas.folder, monkeypatch)
    search(page, "control_search", "Samphire (area)")
    text = words(page)
    area = demo_atlas.edition().areas().set_index("area_name").loc["Samphire"]
    assert "Samphire" in text
    assert "To the town centre, on a typical departure" in text
    assert f"{area['centre_min_am']:.0f} min" in text
    assert asked(page, "at") == area["area_id"]


def test_what_cannot_be_found_any_more_changes_nothing(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(demo_atlas.folder, monkeypatch)
    search(page, "control_search", "finding:F-00000000")
    assert "cannot be found any more" in page.warning[0].value
    assert "at" not in page.query_params


def test_reach_says_how_much_of_the_town_lies_within(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = demo_atlas.edition()
    cell = edition.cells().sort_values("weight_n").iloc[-1]["cell"]
    text = words(opened(demo_atlas.folder, monkeypatch, at=cell, reach="bus", level="across"))
    summary = demo_atlas.reach(cell).summary.set_index(["way", "limit_min"])
    for way in ("walk", "am", "evening", "sunday"):
        assert f"{round(100 * summary.loc[(way, 45), 'weight_share'])} %" in text
    assert "On foot" in text


def test_both_levels_have_one_legend_with_people_in_nine_classes(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(demo_atlas.folder, monkeypatch, level="both")
    legend = map_message(page)["legend"]
    assert legend.count("<td><i ") == 9
    assert legend.count(" %)") + legend.count("nobody") == 10
    assert legend.count("residents") == 1, "the title says once what is counted"
    assert "Much near home, little of the town" in legend


@pytest.mark.slow
def test_an_atlas_without_a_timetable_says_why_across_town_is_empty(
    unserved_atlas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = words(opened(unserved_atlas, monkeypatch))
    assert "in each class: residents" in near
    for level in ("across", "both"):
        assert "This atlas has no timetable" in words(opened(unserved_atlas, monkeypatch, level=level))


@pytest.mark.data
def test_newports_sunday_is_not_known_and_the_page_says_why(
    newport_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = words(opened(newport_atlas.folder, monkeypatch, level="across", band="sunday"))
    assert "cut to one weekday" in text
    assert "outside the street map" in text
    assert "small areas" in text


def test_without_an_atlas_there_is_the_start_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(tmp_path / "none", monkeypatch)
    assert [title.value for title in page.title] == ["Atlases"]
    assert "There is none here yet" in words(page)


def test_an_atlas_that_was_not_built_says_so(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundaries = next(demo_atlas.inputs_folder().glob("boundaries-*"))
    Atlas.new(tmp_path / "new", name="New", boundaries=boundaries)
    assert "This atlas has not been built yet" in words(opened(tmp_path / "new", monkeypatch))


def test_a_broken_atlas_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "atlas.toml").write_text("name = [", encoding="utf-8")
    assert "cannot be read" in words(opened(tmp_path, monkeypatch))


# The Data page


@pytest.fixture(scope="module")
def small_to_copy(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town's wards and streets, not built."""
    inputs, folder = demo_atlas.inputs_folder(), tmp_path_factory.mktemp("pages") / "small"
    atlas = Atlas.new(folder, name="Small", boundaries=next(inputs.glob("boundaries-*")), resolution=8)
    atlas.add("osm", next(inputs.glob("osm-*")))
    return folder


@pytest.fixture
def small_atlas(small_to_copy: Path, tmp_path: Path) -> Atlas:
    """A copy of them."""
    return Atlas(shutil.copytree(small_to_copy, tmp_path / "small"))


def test_inputs_are_cards_with_date_licence_and_what_is_missing(
    small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = words(data_page(small_atlas.folder, monkeypatch))
    record = small_atlas.config.inputs_of("osm")[0]
    assert record.licence in text
    assert record.sha256[:12] in text
    assert "Timetable · *not added yet*" in text.replace("**", "")
    assert "None yet. Build one" in text


def test_an_upload_is_checked_first_and_kept_only_when_asked(
    small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch, demo_atlas: Atlas
) -> None:
    page = data_page(small_atlas.folder, monkeypatch)
    page.selectbox(key="upload_kind").set_value("population").run()
    given = next(demo_atlas.inputs_folder().glob("population-*"))
    page.get("file_uploader")[0].set_value(("people.csv", given.read_bytes(), "text/csv")).run()
    page.button(key="upload_check").click().run()
    assert "can be used" in words(page)
    assert Atlas(small_atlas.folder).config.inputs_of("population") == []
    page.button(key="upload_keep").click().run()
    assert [record.name for record in Atlas(small_atlas.folder).config.inputs_of("population")] == ["people.csv"]


def test_a_bad_upload_is_explained_and_not_kept(small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = data_page(small_atlas.folder, monkeypatch)
    page.selectbox(key="upload_kind").set_value("gtfs").run()
    page.get("file_uploader")[0].set_value(("bus <b>.zip", b"not a zip", "application/zip")).run()
    page.button(key="upload_check").click().run()
    text = words(page)
    assert "cannot be used, and was not kept" in text
    assert not page.exception
    assert Atlas(small_atlas.folder).config.inputs_of("gtfs") == []


@pytest.mark.slow
def test_a_build_runs_with_named_steps_and_ends_as_an_edition(
    small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.server.jobs import job_of

    page = data_page(small_atlas.folder, monkeypatch)
    page.button(key="build_start").click().run()
    job = job_of(small_atlas.folder)
    assert job is not None
    while job.is_running:
        time.sleep(0.1)
    assert job.state == "done"
    assert "Reading streets and places" in job.steps
    page.run()
    text = words(page)
    assert "shown now" in text
    assert "The first edition." in text
    assert Atlas(small_atlas.folder).editions() == [job.edition_id]


def test_a_cancelled_build_leaves_no_edition(small_atlas: Atlas) -> None:
    from app.server.jobs import start_build

    job = start_build(small_atlas.folder)
    job.cancel.set()
    while job.is_running:
        time.sleep(0.02)
    assert job.state == "cancelled"
    assert Atlas(small_atlas.folder).editions() == []
