"""Withdrawal and the end of retention: the next edition is as if they had never been in it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from everyday import Atlas
from everyday.atlas import find_edition, open_edition, why_not_observed
from everyday.movement import Examined, end_retention, examine, listed_uploads, withdraw
from geo.errors import BuildError, NotFoundError
from plan.records import Evidence, Finding, Person
from tests.makers.movement.atlas import NUMBERS, add_sample, gps_atlas, people_of, written_logs

pytestmark = pytest.mark.slow

PEOPLE = people_of(30, seed=2)
STAMPS = ("id", "built_at", "seconds", "baseline", "measured_in", "workers")


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """The logs of thirty people, looked at."""
    folder = tmp_path_factory.mktemp("logs")
    logs = written_logs(folder / "logs", PEOPLE, 3, step_s=280)
    return examine(gps_atlas(folder / "atlas"), logs, person="file")


@pytest.fixture(scope="module")
def started(looked_at: Examined, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas with an upload of thirty people, not built; and the codes that they were given."""
    folder = tmp_path_factory.mktemp("leaving")
    atlas = gps_atlas(folder / "atlas", NUMBERS)
    done = add_sample(atlas, looked_at)
    (folder / "codes.json").write_text(json.dumps({"upload": done.upload.id, "codes": done.codes}))
    return folder


@pytest.fixture
def atlas(started: Path, tmp_path: Path) -> Atlas:
    shutil.copytree(started / "atlas", tmp_path / "atlas")
    return Atlas(tmp_path / "atlas")


@pytest.fixture(scope="module")
def built(started: Path) -> Path:
    """The same atlas with its edition; to be copied."""
    shutil.copytree(started / "atlas", started / "built")
    Atlas(started / "built").build()
    return started / "built"


@pytest.fixture
def seen(built: Path, tmp_path: Path) -> Atlas:
    """The atlas with its edition."""
    shutil.copytree(built, tmp_path / "seen")
    return Atlas(tmp_path / "seen")


@pytest.fixture(scope="module")
def told(started: Path) -> dict:
    return json.loads((started / "codes.json").read_text())


def content_of(edition) -> dict[str, object]:
    """Every file of an edition, byte by byte; of the manifest what is no stamp."""
    found: dict[str, object] = {
        one.name: one.read_bytes() for one in edition.folder.iterdir() if one.name != "manifest.json"
    }
    manifest = {key: value for key, value in edition.manifest.items() if key not in STAMPS}
    return found | {"manifest.json": json.dumps(manifest, sort_keys=True)}


def test_after_a_withdrawal_the_edition_equals_the_one_built_without(seen, atlas, told):
    gone = told["codes"][PEOPLE[4].label]
    before = seen.edition()
    withdraw(seen, told["upload"], gone)
    after = seen.build()
    withdraw(atlas, told["upload"], gone)  # before any edition: nobody has ever counted this person
    alone = atlas.build()
    assert after.manifest["observed"]["people_n"] == before.manifest["observed"]["people_n"] - 1
    assert content_of(after) == content_of(alone)
    assert content_of(after) != content_of(before)


def test_nothing_that_was_derived_of_a_person_is_left(atlas, told):
    gone, folder = told["codes"][PEOPLE[4].label], atlas.folder / "private" / "gps" / told["upload"]
    record = json.loads((folder / "upload.json").read_text())
    mine = [sha256 for sha256, codes in record["files"].items() if codes == [gone]]
    assert len(mine) == 1
    assert record["homes"]
    withdraw(atlas, told["upload"], gone)
    for path in (atlas.folder / "private").rglob("*"):
        if path.is_file():
            assert gone.encode() not in path.read_bytes()
            assert mine[0].encode() not in path.read_bytes()
    for path in folder.glob("*.parquet"):
        assert gone not in pl.read_parquet(path, memory_map=False)["person"].to_list(), path.name
    assert json.loads((folder / "upload.json").read_text())["homes"] == {}, "what was counted with them is gone too"


def test_editions_that_still_hold_figures_are_named_and_no_longer_shown(seen, told):
    before = seen.edition()
    assert open_edition(before).observed("observed_people") is not None
    assert open_edition(before).cells["observed_visitors_n"].notna().any()
    done = withdraw(seen, told["upload"], told["codes"][PEOPLE[0].label])
    assert done.editions == (before.id,)
    assert before.id in done.to_text()
    assert "(shown)" in done.to_text()
    after = seen.build()
    assert why_not_observed(after) == ""
    assert after.id in why_not_observed(before), "beside the new one it would tell of whoever has gone"
    assert find_edition(seen.folder, before.id).observed("observed") is None
    assert find_edition(seen.folder, before.id).cells()["observed_visitors_n"].isna().all()
    assert open_edition(before).cells["observed_visitors_n"].isna().all()
    assert open_edition(after).observed("observed_people") is not None


def test_an_upload_withdrawn_leaves_nothing_in_the_next_edition(seen, told):
    withdraw(seen, told["upload"])
    assert listed_uploads(seen) == []
    after = seen.build()
    assert "observed" not in after.manifest
    assert [one.name for one in after.folder.glob("observed*")] == []
    assert [name for name in after.cells().columns if name.startswith("observed")] == []
    with pytest.raises(NotFoundError):
        withdraw(seen, told["upload"])


def test_an_unknown_person_is_refused_and_nothing_changes(atlas, told):
    with pytest.raises(NotFoundError, match="no person"):
        withdraw(atlas, told["upload"], "nobody")
    assert [n for _, n in listed_uploads(atlas)] == [30]


def test_retention_ends_by_itself(seen, told):
    edition = seen.edition()
    assert end_retention(seen, date(2098, 12, 31)) == []
    over = end_retention(seen, date(2099, 1, 1))
    assert [(one.upload_id, one.editions) for one in over] == [(told["upload"], (edition.id,))]
    assert not list((seen.folder / "private" / "gps").glob("*GPS-*"))


def test_opening_an_atlas_deletes_what_is_over(atlas, told):
    folder = atlas.folder / "private" / "gps" / told["upload"]
    record = json.loads((folder / "upload.json").read_text())
    (folder / "upload.json").write_text(json.dumps(record | {"keep_until": "2020-01-01"}))
    Atlas(atlas.folder)
    assert not folder.exists()


def test_a_withdrawal_that_a_full_disk_stops_changes_nothing(atlas, told, monkeypatch):
    before = {one: one.read_bytes() for one in (atlas.folder / "private").rglob("*") if one.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BuildError, match="No space left"):
        withdraw(atlas, told["upload"], told["codes"][PEOPLE[0].label])
    assert {one: one.read_bytes() for one in (atlas.folder / "private").rglob("*") if one.is_file()} == before


def test_a_small_sample_gives_figures_of_the_whole_and_a_smaller_one_nothing(tmp_path):
    logs = written_logs(tmp_path / "logs", PEOPLE[:12], 2)
    small = gps_atlas(tmp_path / "small")
    add_sample(small, logs)
    edition = small.build()
    people = edition.observed("observed_people")
    assert people is not None
    assert people.loc[people["home_area"].isna(), "people_n"].tolist() == [12.0]
    assert people["mark"].tolist()[1:] == ["c"] * 17
    assert edition.observed("observed_hours")["band"].tolist() == ["week"], "few people, no parts of the week"
    few = gps_atlas(tmp_path / "few")
    add_sample(few, logs[:9])
    record = few.build().manifest["observed"]
    assert record["uploads"] == []
    assert "fewer than 10 people" in record["left_out"][0]["reason"]
    assert few.edition().observed("observed_people") is None


def test_logs_counted_by_other_areas_are_asked_for_again(atlas, tmp_path):
    from tests.makers.movement.town import areas_of

    areas_of().iloc[:-1].to_file(tmp_path / "fewer.geojson", driver="GeoJSON")
    atlas.add("boundaries", tmp_path / "fewer.geojson")
    record = atlas.build().manifest["observed"]
    assert record["uploads"] == []
    assert "add the logs again" in record["left_out"][0]["reason"]


def test_for_whom_figures_are_decides_whether_the_map_has_them(tmp_path, looked_at):
    atlas = gps_atlas(tmp_path / "atlas")
    add_sample(atlas, looked_at, readers="planners")
    edition = atlas.build()
    assert edition.manifest["observed"]["readers"] == "planners"
    assert edition.cells()["observed_visitors_n"].isna().all(), "everybody reads the cell table"
    assert edition.observed("observed_people") is not None


def test_a_scenario_starts_from_an_edition_with_a_sample_and_says_nothing_of_it(seen, told):
    from everyday.scenario.running import base_edition

    edition = seen.edition()
    assert base_edition(seen).id == edition.id
    withdraw(seen, told["upload"], told["codes"][PEOPLE[0].label])
    assert base_edition(seen).id == edition.id, "logs change nothing that a scenario is compared with"


def test_a_withdrawal_names_findings_whose_evidence_holds_figures(seen, told):
    edition = seen.edition()
    store = seen.plan()
    who = Person("Ada", "planner")
    one, two, other = (store.add(Finding(kind="barrier", title=f"No way there {n}"), who) for n in range(3))
    for finding, content in ((one, {"observed": {"k": 10}}), (two, {"rule": "near_never"}), (other, {"measures": []})):
        store.add(Evidence(finding_id=finding.id, kind="measures", edition_id=edition.id, content=content), who)
    done = withdraw(seen, told["upload"], told["codes"][PEOPLE[4].label])
    assert set(done.findings) == {one.id, two.id}
    assert "the evidence of 2 findings" in done.to_text()
    assert one.id in done.to_text()
