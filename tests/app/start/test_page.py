"""The start page as Streamlit's own test runner draws it: what is here, and a new atlas of files put in at once."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.server import forget, jobs_in
from app.start.held import is_log
from everyday import Atlas
from everyday.demo.build import demo_inputs
from everyday.serving.told import ATLAS_VARIABLE, HOME_VARIABLE, SIGN_IN_VARIABLE
from geo.errors import BuildError
from tests.makers.pages import FRAME, words

PATIENCE_S = 300


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of atlases that this process serves."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    for name in (ATLAS_VARIABLE, SIGN_IN_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "home").mkdir()
    yield tmp_path / "home"
    for job in jobs_in(tmp_path / "home"):
        job.cancel.set()
        ended(tmp_path / "home")
        forget(job.folder)


def start() -> AppTest:
    return AppTest.from_file(str(FRAME), default_timeout=180).run()


def ended(home: Path) -> None:
    """Wait until nothing is being made any more."""
    deadline = time.monotonic() + PATIENCE_S
    while any(job.is_running for job in jobs_in(home)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def files(*kinds: str) -> list[tuple[str, bytes, str]]:
    """The made-up town's files as somebody puts them in."""
    return [
        (path.name, path.read_bytes(), "") for kind, paths in demo_inputs().items() if kind in kinds for path in paths
    ]


def put_in(page: AppTest, given: list[tuple[str, bytes, str]], name: str = "") -> AppTest:
    if name:
        page.text_input(key="start_name_0").set_value(name)
    page.file_uploader[0].set_value(given)
    return page.run()


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click()
    return page.run()


def test_an_empty_folder_opens_on_the_ways_to_an_atlas(home: Path) -> None:
    page = start()
    text = words(page)
    assert not page.exception
    assert [title.value for title in page.title] == ["Atlases"]
    assert [header.value for header in page.header] == [
        "In this folder", "The made-up town", "Fetch a town", "New atlas",
    ]  # fmt: skip
    assert "There is none here yet" in text


def test_each_atlas_has_its_address_and_says_what_it_is(home: Path, demo_atlas: Atlas) -> None:
    shutil.copytree(demo_atlas.folder, home / "My demo")
    (home / "plain").mkdir()
    (home / "plain" / "atlas.toml").write_text('name = "<b>Plain</b>"\n', encoding="utf-8")
    (home / "odd").mkdir()
    (home / "odd" / "atlas.toml").write_text("name = \n", encoding="utf-8")
    text = " ".join(element.proto.body for element in start().get("html"))
    assert '<a href="/atlas/My%20demo/" target="_self">Wrenmouth</a> <span>ready · Made-up town</span>' in text
    assert '<a href="/atlas/plain/data-sources" target="_self">&lt;b&gt;Plain&lt;/b&gt;</a>' in text
    assert "<strong>odd</strong> cannot be opened" in text
    assert 'href="/atlas/odd' not in text


def test_files_put_in_at_once_are_recognised_checked_and_become_an_atlas(home: Path) -> None:
    page = put_in(start(), files("boundaries", "population", "survey"), "Wren Town")
    kinds = {box.label: box.value for box in page.selectbox if box.label.startswith("What is")}
    assert sorted(map(str, kinds.values())) == ["boundaries", "population", "survey"]
    text = words(page)
    assert text.count("can be used") == 3
    assert "Without a timetable nobody can say" in text
    press(page, "start_make")
    ended(home)
    page.run()
    assert not page.exception
    atlas = Atlas(home / "wren-town")
    assert atlas.name == "Wren Town"
    assert sorted(record.kind for record in atlas.config.inputs) == ["boundaries", "population", "survey"]
    assert "Wren Town is there, and nothing has been built" in words(page)
    assert page.file_uploader[0].value == [], "the form is ready for the next"


def test_who_comes_back_sees_the_steps_and_can_stop_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, progress: Callable[[str, float], None], **more: object) -> None:
        progress("Finding every bench", 0.4)
        more["cancel"].wait(60)  # type: ignore[attr-defined]
        raise BuildError("It was stopped.")

    monkeypatch.setattr("app.start.jobs.make_atlas", slow)
    press(put_in(start(), files("boundaries"), "Slow"), "start_make")
    other = start()
    assert "Being made: Slow" in words(other)
    assert other.get("progress")[0].proto.text == "Finding every bench"
    press(put_in(other, files("boundaries"), "Slow"), "start_make")
    assert "Slow is being made already." in words(other)
    press(other, "start_stop_slow")
    ended(home)
    assert "Slow could not be made." in words(other.run())


def test_a_build_that_fails_is_told_and_can_be_mended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise BuildError("The streets are all of water.", do="Add an extract with streets.")

    with monkeypatch.context() as patched:
        patched.setattr(Atlas, "build", broken)
        page = press(put_in(start(), files("boundaries", "osm"), "Wet"), "start_make")
        ended(home)
        text = words(page.run())
    assert "Wet is there with its files, and could not be built." in text
    assert "The streets are all of water." in text
    assert 'href="/atlas/wet/data-sources"' in " ".join(element.proto.body for element in page.get("html"))
    press(page, "start_again_wet")
    ended(home)
    assert "Wet is ready." in words(page.run())
    assert Atlas(home / "wet").editions()


def test_a_file_that_cannot_be_taken_in_leaves_nothing_and_the_files_stay_on_the_page(home: Path) -> None:
    statistics = ("deprivation.csv", b"nothing,here\n1,2\n", "text/csv")
    page = put_in(start(), [*files("boundaries"), statistics], "Half")
    box = next(box for box in page.selectbox if "deprivation" in box.label)
    box.set_value("statistics")
    page.run()
    press(page, "start_make")
    ended(home)
    page.run()
    assert "Half could not be made." in words(page)
    assert list(home.iterdir()) == []
    assert len(page.file_uploader[0].value) == 2
    next(box for box in page.selectbox if "deprivation" in box.label).set_value("left_out")
    page.run()
    press(page, "start_make")
    ended(home)
    assert [path.name for path in home.iterdir()] == ["half"]


@pytest.mark.parametrize(
    ("given", "name", "said"),
    [
        (["boundaries"], "", "no name"), ([], "Town", "boundaries of the town"),
        (["population"], "Town", "must have the boundaries"), (["boundaries"], "taken", "already something called"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_made(home: Path, given: list[str], name: str, said: str) -> None:
    (home / "taken").mkdir()
    page = press(put_in(start(), files(*given), name), "start_make")
    assert said in words(page)
    assert [path.name for path in home.iterdir()] == ["taken"]
    assert jobs_in(home) == []


def test_of_two_files_of_outlines_the_coarser_is_the_towns(home: Path, real_data: Path) -> None:
    boundaries = real_data / "newport" / "boundaries"
    names = ("lsoa_2011.geojson", "wards_2011.geojson")
    page = put_in(start(), [(name, (boundaries / name).read_bytes(), "") for name in names])
    kinds = {box.label: box.value for box in page.selectbox if box.label.startswith("What is")}
    assert kinds == {"What is lsoa\\_2011.geojson?": "left_out", "What is wards\\_2011.geojson?": "boundaries"}


def test_logs_of_people_are_not_taken_for_files(home: Path) -> None:
    page = put_in(start(), [("monday.gpx", b"<gpx/>", "")])
    assert "looks like a log of where somebody went" in words(page)
    assert not [box for box in page.selectbox if box.label.startswith("What is")]
    assert is_log("A.FIT", b"")
    assert not is_log("bus.zip", files("gtfs")[0][1])


def test_a_town_is_never_picked_silently(home: Path) -> None:
    page = start()
    page.text_input(key="start_town").set_value("Newport").run()
    choice = page.radio[0]
    assert len(choice.options) > 3
    assert choice.value is None
    assert "What would be fetched" not in words(page)
    page.text_input(key="start_town").set_value("Nowhere-on-Sea-by-the-Lake").run()
    assert "None of the listed towns is called" in words(page)


def test_from_an_open_atlas_there_is_a_way_to_the_start_page(
    home: Path, demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ATLAS_VARIABLE, str(demo_atlas.folder))
    text = " ".join(element.proto.body for element in start().get("html"))
    assert '<a href="/start" target="_self">Other atlases</a>' in text


def test_columns_that_cannot_be_told_are_asked_for(home: Path) -> None:
    (given,) = files("boundaries")
    headings = {b"WD24CD": b"plan_sheet", b"WD24NM": b"caption", b"LAD24CD": b"other", b"LAD24NM": b"more"}
    content = given[1]
    for old, new in headings.items():
        content = content.replace(old, new)
    content = re.sub(rb"E0(5|6)", b"sheet", content)
    page = put_in(start(), [("sheets.geojson", content, "")])
    assert "sheets.geojson cannot be used" in words(page).replace("*", "")
    fields = {one.label: one for one in page.text_input if one.key.startswith(("start_id_column", "start_name_column"))}
    assert list(fields) == ["Column with the area codes (optional)", "Column with the names (optional)"]
    fields["Column with the area codes (optional)"].set_value("plan_sheet")
    fields["Column with the names (optional)"].set_value("caption")
    page = page.run()
    assert "sheets.geojson can be used" in words(page).replace("*", "")
    assert not page.exception
