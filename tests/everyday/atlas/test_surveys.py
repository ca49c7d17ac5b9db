"""Surveys as inputs of an atlas: kept beside its measures, quick to build, and of single answers nothing is left."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from everyday import Atlas
from everyday.atlas import check_file, check_survey, detect_kind
from geo.errors import InputError, UsageError
from tests.makers.surveys.answers import SECRET, answers_file, as_csv, kobo
from tests.makers.surveys.tables import ward_table


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    return Atlas(tmp_path / "atlas")


def test_a_survey_makes_an_edition_without_measuring_again(atlas: Atlas, tmp_path: Path) -> None:
    before = atlas.edition()
    report = atlas.add("survey", ward_table(tmp_path / "new.csv"), options={"sampling": "random", "asked": "900"})
    assert report.facts["Areas"] == 18
    after = atlas.build()
    assert after.id != before.id
    assert set(after.manifest["seconds"]) == {"whole"}, "no step of measuring"
    pd.testing.assert_frame_equal(after.cells(), before.cells())
    assert len(after.survey()) == len(before.survey()) + 18
    assert [one["name"] for one in after.manifest["inputs"] if one["kind"] == "survey"] == [
        "quality_of_life.csv", "new.csv",
    ]  # fmt: skip
    asked = after.survey_indicators().set_index("indicator")
    assert asked.loc["pct_lonely_at_night", ["source", "sampling", "asked_n"]].tolist() == ["new.csv", "random", 900]
    assert asked.loc["pct_lonely_at_night", "source_sha256"] == atlas.config.inputs_of("survey")[1].sha256
    assert atlas.build().id == after.id
    atlas.remove(atlas.config.inputs_of("survey")[1].sha256)
    assert len(atlas.build().survey()) == len(before.survey())


def test_an_edition_of_before_has_no_surveys_and_says_so_by_empty_tables(atlas: Atlas) -> None:
    edition = atlas.edition()
    for name in ("survey", "survey_indicators"):
        kinds = getattr(edition, name)().dtypes
        (edition.folder / f"{name}.parquet").unlink()
        empty = getattr(edition, name)()
        assert len(empty) == 0
        assert empty.columns.tolist() == kinds.index.tolist()


def test_two_files_with_a_year_each_are_one_series(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add("survey", ward_table(tmp_path / "new.csv"))
    later = ward_table(tmp_path / "later.csv", 20)
    later.write_text(later.read_text().replace("2030", "2031"))
    atlas.add("survey", later, options={"sampling": "open"})
    edition = atlas.build()
    values = edition.survey()
    assert sorted(values.loc[values["indicator"] == "pct_lonely_at_night", "year"].unique()) == ["2030", "2031"]
    row = edition.survey_indicators().set_index("indicator").loc["pct_lonely_at_night"]
    assert (row["breaks"], row["source"]) == ("2030: how people were chosen changed", "later.csv")


def test_files_are_recognised_and_options_checked(atlas: Atlas, tmp_path: Path) -> None:
    assert detect_kind(as_csv(tmp_path / "kobo.csv", kobo())) == "survey"
    assert detect_kind(atlas.input_path(atlas.config.inputs_of("survey")[0])) == "survey"
    assert detect_kind(atlas.input_path(atlas.config.inputs_of("population")[0])) == "population"
    with pytest.raises(UsageError, match=r"sampling is 'everyone'.*asked is 'many'"):
        atlas.add("survey", ward_table(tmp_path / "new.csv"), options={"sampling": "everyone", "asked": "many"})


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_of_single_answers_nothing_is_left_in_any_file(
    atlas: Atlas, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    given = tmp_path / "given"
    given.mkdir()
    with caplog.at_level(logging.DEBUG):
        report = atlas.add("survey", answers_file(given / f"our survey{suffix}"))
        edition = atlas.build()
    assert report.facts["Answers"] == "180"
    shown = edition.survey()
    assert "what_stops_you_it_costs_too_much" in set(shown["indicator"])
    row = edition.survey_indicators().set_index("indicator").loc["what_stops_you_it_costs_too_much"]
    assert (row["sampling"], row["answered_n"]) == ("open", 180)
    assert row["base"].startswith("People who answered this question; each choice is a share of them")
    for secret in (SECRET, "Zebedee", "zebedee", "uuid-00", "0.26543719", "52.94090731", "T10:0"):
        assert secret not in caplog.text
        assert secret not in report.to_text()
        for path in [*atlas.folder.rglob("*"), *temporary.rglob("*")]:
            if path.is_file() and path.name not in _TOWN:
                assert secret.encode() not in path.read_bytes(), (secret, path)
    assert list(temporary.iterdir()) == []


# Files of the made-up town itself, which has points of its own.
_TOWN = {path.name for path in (Path(__file__).resolve().parents[3] / "data").rglob("*")}


def test_a_second_file_that_would_give_a_few_people_away_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add("survey", answers_file(tmp_path / "first.csv"))
    atlas.add("survey", answers_file(tmp_path / "again.csv"))
    with pytest.raises(InputError, match="differs by fewer than 10 people"):
        atlas.add("survey", answers_file(tmp_path / "fewer.csv", 178))
    atlas.add("survey", answers_file(tmp_path / "fewer.csv", 178), is_replacing=True)
    assert [one.name for one in atlas.config.inputs_of("survey")] == ["fewer-counted.csv"]


def test_statistics_keep_their_boundaries_and_weigh_by_people(atlas: Atlas, tmp_path: Path) -> None:
    wards = atlas.input_path(atlas.config.inputs_of("boundaries")[0])
    small, index = tmp_path / "small.geojson", tmp_path / "index_2025.csv"
    small.write_text(wards.read_text(encoding="utf-8").replace("E05999", "E01999"), encoding="utf-8")
    index.write_text("code,IMD decile\n" + "".join(f"E01999{n:03d},{1 + n % 3}\n" for n in range(1, 19)))
    report = atlas.add("statistics", index, options={"boundaries": str(small)})
    assert "people" in str(report.facts["Rolled up"])
    small.unlink()
    edition = atlas.build()
    values = edition.survey().set_index(["indicator", "area_id"])["value"]
    assert values["imd_most_deprived_tenth", "E05999003"] == pytest.approx(100)
    assert values["imd_most_deprived_tenth", "E05999001"] == pytest.approx(0)
    assert edition.survey_indicators().set_index("indicator").loc["imd_most_deprived_tenth", "kind"] == "statistics"


def test_check_says_what_would_be_counted(tmp_path: Path) -> None:
    report = check_file(as_csv(tmp_path / "kobo.csv", kobo()))
    assert report.is_usable
    assert report.facts["Questions counted"] == 2


def test_an_uploaded_file_of_answers_is_gone_once_it_was_looked_at(atlas: Atlas, tmp_path: Path) -> None:
    folder = tmp_path / "upload"
    folder.mkdir()
    uploaded = answers_file(folder / "form.csv")
    path, options, report = check_survey(atlas, "survey", uploaded, {"sampling": "invited"})
    assert report.is_usable
    assert [one.name for one in folder.iterdir()] == [path.name]
    assert SECRET.encode() not in path.read_bytes()
    atlas.add("survey", path, options=options)
    assert atlas.config.inputs_of("survey")[-1].options["sampling"] == "invited"
