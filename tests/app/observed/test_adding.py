"""Adding logs on the page Observed: nothing is counted before it was confirmed, struck out and agreed to."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.demo.logs import log_files
from everyday.movement import Examined, Strike, examine, listed_uploads
from everyday.movement.keeping import kept_tables
from geo.gps import HeldFile
from tests.makers.movement.atlas import write_gpx
from tests.makers.movement.walks import fixes_of, in_place
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town without logs."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(tmp_path / "atlas")


@pytest.fixture(scope="module")
def everybody() -> list[HeldFile]:
    """Logs of all made-up people, as files handed in."""
    return [HeldFile(name, content) for name, content in log_files().items()]


@pytest.fixture(scope="module")
def logs(everybody: list[HeldFile]) -> list[HeldFile]:
    """Logs of the people of the estate."""
    return [one for one in everybody if one.name.startswith("SAM")]


LOOKED_AT: dict[tuple[object, ...], Examined] = {}
"""What was found in files of the made-up town, by the files and what was answered."""


def with_logs(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile], **answers: object
) -> AppTest:  # fmt: skip
    """The page after files were looked at."""
    from app.observed.adding.held import HeldLogs

    key = (*logs, *sorted(answers.items()))
    if key not in LOOKED_AT:
        LOOKED_AT[key] = examine(atlas, logs, **answers)
    state = {"observed_logs": HeldLogs(logs, answers, LOOKED_AT[key])} if logs else {}
    page = page_of("app.observed.page:draw_observed", atlas.folder, monkeypatch, state=state, view="add")
    assert not page.exception
    return page


def labelled(page: AppTest, kind: str, label: str) -> object:
    return next(one for one in getattr(page, kind) if one.label.startswith(label))


def pressed(page: AppTest, label: str) -> AppTest:
    labelled(page, "button", label).click()
    page.run()
    assert not page.exception
    return page


def agreed(page: AppTest, *, confirmed: bool = True) -> AppTest:
    labelled(page, "text_area", "Purpose").set_value("To see where people of the estate go")
    if confirmed:
        labelled(page, "checkbox", "Days, hours, people").check()
    return pressed(page, "Count and keep")


def test_what_was_found_is_shown_before_anything_is_kept(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]
) -> None:
    page = with_logs(atlas, monkeypatch, logs, person="file")
    said = words(page)
    assert "First and last day 5 October 2026 to 18 October 2026" in said
    assert f"People {len(logs)}" in said
    assert "Days a person 14 to 14" in said
    assert "Rectangle that holds all points" in said
    assert "most from" in said
    assert "SAM01.gpx GPX 1.1" in said
    assert not (atlas.folder / "private").exists()


def test_logs_of_elsewhere_and_of_few_people_are_said_before_they_are_counted(
    atlas: Atlas,
    monkeypatch: pytest.MonkeyPatch,
    everybody: list[HeldFile],
    logs: list[HeldFile],
    tmp_path: Path,
) -> None:
    def warned(files: list[HeldFile]) -> list[str]:
        return [one.value for one in with_logs(atlas, monkeypatch, files, person="file").warning]

    away = write_gpx(fixes_of(in_place(0, 7200)), tmp_path / "away.gpx")
    elsewhere, few = warned([HeldFile("away.gpx", away.read_bytes())])
    assert elsewhere.startswith("No point lies in the areas of the atlas")
    assert few.startswith("People in these logs: 1. An upload of fewer than 10 is left out")
    (few,) = warned(logs[:2])
    assert few.startswith("People in these logs: 2. An upload of fewer than 10")
    assert warned(everybody[:10]) == []


def test_nothing_is_counted_while_a_question_is_open_or_nobody_has_confirmed(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]
) -> None:
    page = agreed(with_logs(atlas, monkeypatch, logs))
    assert [one.value for one in page.warning][-1].startswith("First decide")
    page = agreed(with_logs(atlas, monkeypatch, logs, person="file"), confirmed=False)
    assert [one.value for one in page.warning][-1].startswith("Nothing was counted: tick")
    assert not (atlas.folder / "private").exists()


def test_an_answer_reads_the_files_anew(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]) -> None:
    page = with_logs(atlas, monkeypatch, logs)
    labelled(page, "radio", f"{len(logs)} files do not say").set_value("one")
    page = pressed(page, "Read them so")
    assert "People 1 " in words(page)
    assert "Answered: the files were read as you said." in words(page)


def test_a_person_strikes_out_their_days_and_takes_one_back(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]
) -> None:
    page = with_logs(atlas, monkeypatch, logs, person="file")
    assert "Days of SAM03" not in words(page), "nobody's days are shown before they are asked for"
    labelled(page, "selectbox", "Whose days").set_value("SAM03").run()
    assert "Days of SAM03 that are left" in words(page)
    assert " 7 October 2026" in words(page)
    first = labelled(page, "date_input", "From day")
    wednesday = first.value + timedelta(days=2)
    first.set_value(wednesday)
    labelled(page, "date_input", "To day").set_value(wednesday)
    page = pressed(page, "Strike it out")
    own = words(page).partition("Days of SAM03 that are left")[2].partition("What to strike")[0]
    assert " 7 October 2026" not in own
    assert "7 October 2026, SAM03" in " ".join(one.value for one in page.text)
    page = pressed(page, "Take back")
    assert " 7 October 2026" in words(page).partition("Days of SAM03 that are left")[2]


def test_a_circle_is_struck_out_around_a_place_by_its_name(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]
) -> None:
    page = with_logs(atlas, monkeypatch, logs, person="file")
    labelled(page, "selectbox", "Whose days").set_value("SAM01").run()
    labelled(page, "segmented_control", "What to strike out").set_value("circle").run()
    labelled(page, "text_input", "Around which place").set_value("No such place")
    page = pressed(page, "Strike it out")
    assert "was not found in this town" in [one.value for one in page.warning][-1]
    labelled(page, "text_input", "Around which place").set_value("Samphire Library")
    page = pressed(page, "Strike it out")
    strike = page.session_state["observed_logs"].strikes[0]
    assert isinstance(strike, Strike)
    assert (round(strike.lat, 2), round(strike.lon, 2), strike.radius_m) == (52.97, 0.29, 300.0)
    assert strike.first == "", "on every day"


def test_counted_and_kept_without_a_point_of_a_log_and_withdrawn(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]
) -> None:
    page = agreed(with_logs(atlas, monkeypatch, logs, person="file"))
    upload, people_n = listed_uploads(atlas)[0]
    assert people_n == len(logs)
    assert upload.purpose == "To see where people of the estate go"
    assert upload.readers == "planners", "fewest, unless somebody chooses more"
    assert f"Kept {upload.id}: {len(logs)} people" in " ".join(one.value.replace("\\", "") for one in page.success)
    assert "observed_logs" not in page.session_state, "nothing is left of the logs"
    content = b"".join(one.read_bytes() for one in atlas.folder.rglob("*") if one.is_file() and "private" in one.parts)
    assert b"SAM0" not in content
    assert len(kept_tables(atlas.folder, upload.id)["people"]) == len(logs)

    labelled(page, "checkbox", "Withdraw the whole upload").check()
    page = pressed(page, "Delete it")
    assert listed_uploads(atlas) == []
    assert "is deleted. The next edition is built without." in " ".join(one.value for one in page.text)


def test_put_away_leaves_nothing(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, logs: list[HeldFile]) -> None:
    page = pressed(with_logs(atlas, monkeypatch, logs, person="file"), "Put them away")
    assert "observed_logs" not in page.session_state
    assert not any((atlas.folder / "private").rglob("*.parquet"))


def test_uploads_stay_in_memory_while_they_arrive() -> None:
    from starlette.formparsers import MultiPartParser

    from app.server import keep_uploads_in_memory
    from everyday.serving import MAX_UPLOAD_MB

    keep_uploads_in_memory()
    assert MultiPartParser.spool_max_size > MAX_UPLOAD_MB * 1024 * 1024
