"""A whole atlas into one file and back: nothing lost, nothing half, what was erased stays erased."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.backups import back_up, making, restoring
from geo.errors import BuildError, UsageError
from plan.records import RECORDS, Comment, Finding, Person, Photo, Session
from store.copying import copy_plan
from store.plan_store import PlanStore, StoreError
from tests.makers.one_of_each import one_of_each
from tests.servers.prepared import Program

PLANNER = Person("Ann", "planner")
SECRET = "Zebedee Quillfeather"
EDITION = "20270301T080000Z-0123456789ab"
WARDS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": f"W0000000{n}", "name": f"Ward {n}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 51.5], [x + 0.02, 51.5], [x + 0.02, 51.52], [x, 51.52], [x, 51.5]]],
            },
        }
        for n, x in enumerate((-3.0, -2.98))
    ],
}


@pytest.fixture
def atlas(tmp_path: Path) -> Iterator[Atlas]:
    """A small atlas with an edition, private parts and a plan of one finding, its file closed at the end."""
    wards = tmp_path / "wards.geojson"
    wards.write_text(json.dumps(WARDS), encoding="utf-8")
    made = Atlas.new(tmp_path / "town", name="Town", boundaries=wards)
    edition = made.folder / "editions" / EDITION
    edition.mkdir(parents=True)
    (edition / "manifest.json").write_text('{"name": "Town"}', encoding="utf-8")
    (edition / "cells.parquet").write_bytes(os.urandom(2000))
    made.show_edition(EDITION)
    private = made.folder / "private" / "gps"
    private.mkdir(parents=True)
    (private / "secret").write_bytes(b"x" * 32)
    made.plan().add(Finding(title="No direct bus"), PLANNER)
    yield made
    from everyday.atlas.open_plan import close_plans

    close_plans()


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("plan.gpkg", "."))
    }


def titles(folder: Path) -> list[str]:
    store = PlanStore(folder)
    try:
        return [one.title for one in store.all(Finding)]
    finally:
        store.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_everything_comes_back_byte_for_byte(atlas: Atlas, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    made = atlas.backup(file, has_private=True)
    restored = Atlas.restore(file, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(atlas.folder)
    assert titles(tmp_path / "again") == ["No direct bus"]
    assert restored.listing == made.listing
    assert Atlas(tmp_path / "again").edition().id == EDITION
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_only_the_user_of_this_computer_may_read_it(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip", has_private=True)
    Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    for path in (tmp_path / "b.zip", *((tmp_path / "again") / one for one in ("atlas.toml", "plan.gpkg", "private"))):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert stat.S_IMODE((tmp_path / "again/private/gps/secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((atlas.folder / "plan.gpkg").stat().st_mode) == 0o600


def test_what_follows_from_gps_logs_is_left_out_unless_asked_for(atlas: Atlas, tmp_path: Path) -> None:
    said = atlas.backup(tmp_path / "b.zip").to_text()
    assert "Without what follows from GPS logs" in said
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("private")]
    again = Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    assert "GPS logs are not in this back-up" in again.to_text()
    assert not (tmp_path / "again/private").exists()


def test_every_record_of_both_databases_comes_back(
    atlas: Atlas, plan_store: PlanStore, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plan_store.add(Finding(title="First"), PLANNER)
    session = plan_store.add(Session(name="Forum", date="2026-11-26"), PLANNER)
    for record in one_of_each(first.id, session.id):
        plan_store.add(record, PLANNER)
    plan_store.save(replace(plan_store.get(Finding, first.id), text="Changed"), PLANNER)
    kept = {kind: plan_store.all(kind) for kind in RECORDS}
    trail, revision = plan_store.changes_since(0), plan_store.revision()
    from everyday.atlas.open_plan import close_plans

    close_plans()
    if database_url:
        monkeypatch.setenv("EVERYDAY_DATABASE_URL", database_url)
    else:
        (atlas.folder / "plan.gpkg").unlink()
        copy_plan(plan_store, atlas.folder / "plan.gpkg")
    made = atlas.backup(tmp_path / "b.zip")
    assert made.listing.plan_was_in == ("postgresql" if database_url else "file")
    close_plans()
    monkeypatch.delenv("EVERYDAY_DATABASE_URL", raising=False)
    Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    store = PlanStore(tmp_path / "again")
    try:
        assert {kind: store.all(kind) for kind in RECORDS} == kept
        # Opened, it notes first that the erasure among the records has left its files.
        assert store.changes_since(0)[: len(trail)] == trail
        assert [entry.change for entry in store.changes_since(revision)] in ([], ["gone"], ["vacuumed"])
        photo = next(one for one in kept[Photo] if not one.content)
        assert store.photo_bytes(photo.id) == b"\xff\xd8 picture"
        assert store.add(Finding(title="Next"), PLANNER).id not in {one.id for one in kept[Finding]}
    finally:
        store.close()


@pytest.mark.postgis
def test_a_plan_comes_back_into_an_empty_database_and_goes_on_there(
    atlas: Atlas, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas.backup(tmp_path / "b.zip")
    monkeypatch.setenv("EVERYDAY_DATABASE_URL", postgres_url)
    restored = Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    assert restored.is_in_database
    assert not list((tmp_path / "again").glob("plan.gpkg*"))
    store = PlanStore(tmp_path / "again", url=postgres_url)
    try:
        new = store.add(Finding(title="Next"), PLANNER)
        assert [one.title for one in store.all(Finding)] == ["No direct bus", "Next"]
        assert store.numbers()[new.id] == 2
    finally:
        store.close()
    with pytest.raises(StoreError, match="holds a plan already"):
        Atlas.restore(tmp_path / "b.zip", tmp_path / "third")
    assert not (tmp_path / "third").exists()


def test_a_back_up_while_phones_write_is_the_plan_of_one_moment(atlas: Atlas, tmp_path: Path) -> None:
    finding = atlas.plan().all(Finding)[0]
    before = atlas.plan().revision()
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.002):
            atlas.plan().add(Comment(finding_id=finding.id, text="Yes"), PLANNER)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for one in writers:
        one.start()
    try:
        for number in range(8):
            made = atlas.backup(tmp_path / f"b{number}.zip")
            Atlas.restore(tmp_path / f"b{number}.zip", tmp_path / f"again{number}")
            store = PlanStore(tmp_path / f"again{number}")
            try:
                assert store.revision() == made.listing.plan_revision
                assert len(store.all(Comment)) == store.revision() - before
            finally:
                store.close()
    finally:
        stop.set()
        for one in writers:
            one.join()
    assert made.listing.plan_revision is not None
    assert made.listing.plan_revision > before, "somebody wrote meanwhile"


def test_a_copy_of_the_folder_is_no_back_up_while_the_plan_is_open(atlas: Atlas, tmp_path: Path) -> None:
    """Why ``docs/running.md`` warns of it: what was just said is in the log, not in the file."""
    atlas.plan().add(Finding(title="Just said"), PLANNER)
    shutil.copyfile(atlas.folder / "plan.gpkg", tmp_path / "plan.gpkg")
    made = back_up(atlas, tmp_path / "b.zip")
    Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    assert made.listing.plan_revision == atlas.plan().revision()
    assert "Just said" in titles(tmp_path / "again")


def test_what_was_erased_after_the_back_up_is_erased_again(atlas: Atlas, tmp_path: Path) -> None:
    one = atlas.plan().add(Finding(title="Ask", text=f"{SECRET} knows"), PLANNER)
    atlas.backup(tmp_path / "b.zip")
    atlas.plan().erase(PLANNER, words=SECRET, reason="asked for")
    restored = Atlas.restore(tmp_path / "b.zip", atlas.folder, is_replacing=True)
    assert restored.erased_again
    assert "are erased again" in restored.to_text()
    assert [path for path in atlas.folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == []
    assert atlas.plan().get(Finding, one.id).text != f"{SECRET} knows"
    assert restored.put_aside is not None
    assert restored.put_aside.is_dir()


def test_without_a_plan_that_knows_of_erasures_it_is_said(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip")
    said = Atlas.restore(tmp_path / "b.zip", tmp_path / "again").to_text()
    assert "erase them anew" in said


def test_a_damaged_plan_is_what_back_ups_are_for(atlas: Atlas, tmp_path: Path) -> None:
    from everyday.atlas.open_plan import close_plans

    atlas.backup(tmp_path / "b.zip")
    close_plans()
    (atlas.folder / "plan.gpkg").write_bytes(b"not a database at all" * 100)
    restored = Atlas.restore(tmp_path / "b.zip", atlas.folder, is_replacing=True)
    assert titles(atlas.folder) == ["No direct bus"]
    assert "erase them anew" in restored.to_text()


def test_a_withdrawal_of_gps_logs_does_not_come_undone(atlas: Atlas, tmp_path: Path) -> None:
    withdrawn = atlas.folder / "private" / "gps" / "GPS-00000001"
    withdrawn.mkdir()
    atlas.backup(tmp_path / "b.zip", has_private=True)
    shutil.rmtree(withdrawn)
    restored = Atlas.restore(tmp_path / "b.zip", atlas.folder, is_replacing=True)
    assert names(atlas.folder / "private" / "gps") == ["secret"]
    assert "withdrawals included" in restored.to_text()


def test_a_file_in_the_atlas_folder_is_refused(atlas: Atlas) -> None:
    with pytest.raises(UsageError, match="lies in the atlas folder"):
        atlas.backup(atlas.folder / "b.zip")


def test_another_file_is_not_overwritten_and_an_older_back_up_is(atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"my letter")
    with pytest.raises(UsageError, match="is no back-up"):
        atlas.backup(tmp_path / "letter.zip")
    assert (tmp_path / "letter.zip").read_bytes() == b"my letter"
    atlas.backup(tmp_path / "b.zip")
    atlas.plan().add(Finding(title="Second"), PLANNER)
    made = atlas.backup(tmp_path / "b.zip")
    assert made.listing.plan_revision == atlas.plan().revision()


@pytest.mark.parametrize(
    ("content", "words"), [("atlas", "holds an atlas"), ("others", "other files"), ("file", "is a file")]
)
def test_a_taken_folder_is_left_alone(atlas: Atlas, tmp_path: Path, content: str, words: str) -> None:
    atlas.backup(tmp_path / "b.zip")
    target = tmp_path / "taken"
    if content == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / ("atlas.toml" if content == "atlas" else "letter.txt")).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        Atlas.restore(tmp_path / "b.zip", target)
    assert (target if content == "file" else next(target.iterdir())).read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_filled(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip")
    (tmp_path / "empty").mkdir()
    Atlas.restore(tmp_path / "b.zip", tmp_path / "empty")
    assert Atlas(tmp_path / "empty").name == "Town"


def test_no_damage_goes_unnoticed(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        places = [
            info.header_offset + 30 + len(info.filename) + 40 for info in archive.infolist() if info.file_size > 90
        ]
    cuts = [whole[:length] for length in (0, 10, len(whole) // 2, len(whole) - 10)]
    flips = [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in places]
    assert len(flips) >= 5
    for number, content in enumerate(cuts + flips):
        (tmp_path / "broken.zip").write_bytes(content)
        with pytest.raises((UsageError, BuildError), match=r"damaged|cut short|no back-up"):
            Atlas.restore(tmp_path / "broken.zip", tmp_path / f"again{number}")
        assert not (tmp_path / f"again{number}").exists()
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def rewritten(file: Path, target: Path, change: object = None, **members: bytes) -> Path:
    """A back-up with another list (``change`` gets it as a dict) or further members."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(target, "w") as out:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename == "backup.json" and callable(change):
                listing = json.loads(content)
                change(listing)
                content = json.dumps(listing).encode()
            out.writestr(info.filename, content)
        for name, content in members.items():
            out.writestr(name, content)
    return target


@pytest.mark.parametrize(
    "path", ["../outside", "/outside", "a/../../outside", "C:/outside", "a\\..\\outside", ".hidden"]
)
def test_a_list_that_leads_elsewhere_is_refused(atlas: Atlas, tmp_path: Path, path: str) -> None:
    atlas.backup(tmp_path / "b.zip")
    file = rewritten(tmp_path / "b.zip", tmp_path / "c.zip", lambda listing: listing["files"][0].update(path=path))
    with pytest.raises(UsageError, match="damaged"):
        Atlas.restore(file, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_file_that_the_list_does_not_name_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip")
    file = rewritten(tmp_path / "b.zip", tmp_path / "c.zip", extra=b"harm")
    with pytest.raises(BuildError, match="extra is not what was written"):
        Atlas.restore(file, tmp_path / "again")


def test_a_newer_kind_of_back_up_says_what_to_install(atlas: Atlas, tmp_path: Path) -> None:
    atlas.backup(tmp_path / "b.zip")
    file = rewritten(
        tmp_path / "b.zip", tmp_path / "c.zip", lambda listing: listing.update(format="everyday-atlas-backup/2")
    )
    with pytest.raises(UsageError, match="Install the newest version"):
        Atlas.restore(file, tmp_path / "again")


def test_another_zip_and_no_file_are_said(atlas: Atlas, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear")
    with pytest.raises(UsageError, match="no back-up of an atlas"):
        Atlas.restore(tmp_path / "other.zip", tmp_path / "again")
    with pytest.raises(UsageError, match="There is no file"):
        Atlas.restore(tmp_path / "none.zip", tmp_path / "again")


def test_a_full_disk_leaves_the_older_back_up(atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas.backup(tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_pack", full)
    with pytest.raises(BuildError, match="No space left on device"):
        atlas.backup(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == before
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_too_little_room_is_said_before_anything_is_written(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas.backup(tmp_path / "b.zip")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(BuildError, match="are free"):
        Atlas.restore(tmp_path / "b.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_an_atlas_that_changes_all_the_time_is_said(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = making._pack

    def changing(archive: zipfile.ZipFile, name: str, path: Path) -> object:
        if name == "atlas.toml":
            (atlas.folder / "editions" / "CURRENT").write_text(str(time.monotonic_ns()), encoding="utf-8")
        return pack(archive, name, path)

    monkeypatch.setattr(making, "_pack", changing)
    with pytest.raises(BuildError, match="changed while it was copied"):
        atlas.backup(tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


KILLED = """
import sys
from pathlib import Path
from everyday import Atlas
if sys.argv[1] == "backup":
    atlas = Atlas(sys.argv[2])
    print("ready", flush=True)
    while True:
        atlas.backup(sys.argv[3])
else:
    from everyday.backups import restore
    import store.plan_store
    print("ready", flush=True)
    number = 0
    while True:
        restore(Path(sys.argv[2]), Path(sys.argv[3]) / f"r{number}")
        number += 1
"""


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_who_is_killed_leaves_whole_files_and_what_the_next_sweeps(atlas: Atlas, tmp_path: Path, what: str) -> None:
    from everyday.atlas.open_plan import close_plans

    atlas.backup(tmp_path / "b.zip")
    close_plans()
    out = tmp_path / "out"
    out.mkdir()
    arguments = [str(atlas.folder), str(out / "b.zip")] if what == "backup" else [str(tmp_path / "b.zip"), str(out)]
    swept = 0
    for number in range(4):
        program = Program(KILLED, what, *arguments)
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.05 + 0.07 * number)
        program.kill()
        swept += sum(name.startswith(".") for name in names(out))
        for name in names(out):
            if what == "backup" and not name.startswith("."):
                Atlas.restore(out / name, tmp_path / f"whole{number}")
                assert tree(tmp_path / f"whole{number}") == {
                    name: content for name, content in tree(atlas.folder).items() if not name.startswith("private")
                }
            elif not name.startswith("."):
                assert titles(out / name) == ["No direct bus"]
                shutil.rmtree(out / name)
    assert swept, "at least one was killed half-way"
    if what == "backup":
        atlas.backup(out / "b.zip")
        assert names(out) == ["b.zip"]
    else:
        Atlas.restore(tmp_path / "b.zip", out / "last")
        assert names(out) == ["last"]


def test_the_command_says_what_it_did_and_exits_as_it_should(atlas: Atlas, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from everyday.commands.group import cli

    run = CliRunner().invoke
    made = run(cli, ["backup", str(atlas.folder), str(tmp_path / "b.zip")])
    assert made.exit_code == 0
    assert "Back-up of Town" in made.output
    back = run(cli, ["restore", str(tmp_path / "b.zip"), str(tmp_path / "again"), "--json"])
    assert back.exit_code == 0
    assert '"plan_revision": 1' in back.output
    process = subprocess.run(
        [sys.executable, "-m", "everyday", "restore", str(tmp_path / "b.zip"), str(tmp_path / "again")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 2
    assert "holds an atlas" in process.stderr
    assert "Traceback" not in process.stderr
