"""Other programs at the plan: their edits are refused with words; what came in all the same is seen and settled."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from shapely.geometry import LineString, MultiPoint, Point, box
from sqlalchemy import text

from plan.exchange import record_to_json
from plan.records import Comment, Correction, Finding, Person, Vote
from plan.roles import NotAllowedError
from store.copying import copy_plan, with_table_listed
from store.faults import StoreError
from store.geopackage import views
from store.guarding import REFUSAL
from store.outside import look, watching
from store.plan_store import PlanStore
from store.schema import METADATA, TABLE_NAMES
from store.writing import EditedOutsideError
from tests import needs
from tests.servers.other_programs import Outsider, another_writer, as_stored, filled
from tests.servers.prepared import told

WHO = Person("Ann", "planner")
REFUSED = (DataLayerError, DataSourceError, FeatureError)


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is asked for changes by others as often as somebody asks for the revision."""
    monkeypatch.setattr(watching, "EVERY_S", 0.0)


@pytest.fixture
def outsider(plan_store: PlanStore) -> Iterator[Outsider]:
    found = Outsider(plan_store)
    yield found
    found.connection.close()


def test_every_edit_of_every_table_is_refused_with_words(plan_store: PlanStore, outsider: Outsider) -> None:
    filled(plan_store)
    before = {kind: plan_store.all(kind) for kind in TABLE_NAMES}
    revision = plan_store.revision()
    for table in (*METADATA.tables, "alembic_version"):
        column = next(iter(METADATA.tables[table].columns)).name if table in METADATA.tables else "version_num"
        for sql in (
            f"INSERT INTO {table} DEFAULT VALUES",
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
        ):
            with pytest.raises(Exception, match=REFUSAL) as refusal:
                outsider.run(sql)
            assert "import it" in str(refusal.value), "it says what to do instead"
    if not outsider.is_file:
        with pytest.raises(Exception, match=REFUSAL):
            outsider.run("TRUNCATE votes")
    assert plan_store.revision() == revision
    assert {kind: plan_store.all(kind) for kind in TABLE_NAMES} == before
    assert not plan_store.look_outside()


def test_a_half_done_transaction_leaves_no_mark(plan_store: PlanStore, outsider: Outsider) -> None:
    with pytest.raises(ZeroDivisionError), plan_store._writing(WHO):
        _ = 1 / 0
    kept = plan_store.add(Finding(title="x"), WHO)
    with pytest.raises(Exception, match=REFUSAL):
        outsider.run("UPDATE findings SET title = 'y'")
    assert plan_store.all(Finding) == [kept]


def test_what_came_in_all_the_same_is_said_and_not_saved_over(plan_store: PlanStore, outsider: Outsider) -> None:
    finding = filled(plan_store)
    outsider.run_unguarded("findings", "UPDATE findings SET title = 'Theirs' WHERE id = ?", finding.id)
    with pytest.raises(EditedOutsideError, match="settles it first"):
        plan_store.save(replace(finding, title="Mine"), WHO)
    plan_store.revision()  # as every page asks: it is seen without a restart
    assert plan_store.outside().unguarded == ("findings",)
    assert [str(one) for one in plan_store.outside().changes] == [
        f"The finding {finding.id} (row {plan_store.numbers()[finding.id]}) was changed (title)."
    ]
    assert plan_store.get(Finding, finding.id).title == "Theirs", "pages show what is stored"
    with pytest.raises(Exception, match=REFUSAL):
        outsider.run("UPDATE findings SET title = 'Again'")
    with pytest.raises(NotAllowedError):
        plan_store.settle_outside(Person("Bo", "facilitator"), is_taken=True)
    plan_store.settle_outside(WHO, is_taken=True)
    now = plan_store.get(Finding, finding.id)
    last = plan_store.history(finding.id)[-1]
    assert (now.title, now.version, now.created_by) == ("Theirs", finding.version + 1, "Ann")
    assert (last.change, last.actor, last.before["title"], last.after["title"]) == (  # type: ignore[index]
        "edited_outside", "Ann", "The bus", "Theirs",
    )  # fmt: skip
    assert not plan_store.outside()
    assert plan_store.save(replace(now, title="Mine"), WHO).title == "Mine"


def test_changes_are_seen_at_the_next_start_and_put_back_whole(
    plan_store: PlanStore, outsider: Outsider, tmp_path: Path, database_url: str
) -> None:
    finding = filled(plan_store)
    other = plan_store.add(Finding(title="Nobody speaks of it", geometry=LineString([(0, 0), (1, 1)])), WHO)
    before = {record_to_json(one)["id"]: record_to_json(one) for kind in TABLE_NAMES for one in plan_store.all(kind)}
    number = plan_store.numbers()[other.id]
    plan_store.close()
    outsider.run_unguarded("findings", "UPDATE findings SET status = 'agreed' WHERE id = ?", finding.id)
    outsider.run_unguarded("findings", "DELETE FROM findings WHERE id = ?", other.id)
    columns = ", ".join(
        column.name for column in METADATA.tables["actions"].columns if column.name not in ("fid", "id")
    )
    outsider.run_unguarded(
        "actions", f"INSERT INTO actions (id, {columns}) SELECT 'A-THEIRS', {columns} FROM actions WHERE id = 'A-2'"
    )
    store = PlanStore(tmp_path, url=database_url)
    assert {(one.record_id, one.what) for one in store.outside().changes} == {
        (finding.id, "changed"), (other.id, "removed"), ("A-THEIRS", "added"),
    }  # fmt: skip
    assert len(store.settle_outside(WHO, is_taken=False)) == 3
    after = {record_to_json(one)["id"]: record_to_json(one) for kind in TABLE_NAMES for one in store.all(kind)}
    own = ("version", "updated_at")
    assert {key: {name: value for name, value in one.items() if name not in own} for key, one in after.items()} == {
        key: {name: value for name, value in one.items() if name not in own} for key, one in before.items()
    }
    assert store.numbers()[other.id] == number, "it is called by the same number"
    assert not store.outside()
    assert [(one.change, one.actor) for one in store.history("A-THEIRS")] == [("taken_out", "Ann")]
    store.close()


WRONG: list[tuple[str, object, str]] = [
    ("created_at", "28/11/2026", "is not a time"),
    ("dimensions", "spatial;social", "semicolon"),
    ("status", "finished", "not known"),
    ("moderation", "loud", "not known"),
    ("geometry", Point(-300_000, 180_000), "degrees"),
]


@pytest.mark.parametrize(("column", "value", "words"), WRONG, ids=[one[0] for one in WRONG])
def test_a_wrong_row_is_named_and_left_out(
    plan_store: PlanStore, outsider: Outsider, column: str, value: object, words: str
) -> None:
    kept = plan_store.add_all([Finding(title=f"{n}", geometry=Point(-3, 51.5)) for n in range(3)], WHO)
    stored = as_stored(plan_store, value)
    outsider.run_unguarded("findings", f"UPDATE findings SET {column} = ? WHERE id = ?", stored, kept[1].id)
    plan_store.look_outside()
    assert plan_store.all(Finding) == [kept[0], kept[2]], "the others are there, and so is every page"
    (said,) = plan_store.outside().changes
    assert (said.record_id, said.number, said.what) == (kept[1].id, plan_store.numbers()[kept[1].id], "wrong")
    assert words in str(said)
    plan_store.settle_outside(WHO, is_taken=True)
    assert len(plan_store.outside().changes) == 1, "what breaks a rule is not taken over"
    plan_store.settle_outside(WHO, is_taken=False)
    assert (len(plan_store.all(Finding)), bool(plan_store.outside())) == (3, False)


@pytest.mark.parametrize(
    ("table", "column", "blob"), [("findings", "geometry", b"no shape"), ("corrections", "details", "{no json")]
)
def test_a_row_that_cannot_even_be_read_is_left_out(tmp_path: Path, table: str, column: str, blob: object) -> None:
    store = PlanStore(tmp_path)
    finding = store.add(Finding(title="x", geometry=Point(-3, 51.5)), WHO)
    right = store.add(Correction(kind="place_closed", name="Shop", place_id="n1"), WHO)
    second = store.add(Finding(title="y"), WHO)
    with closing(Outsider(store).connection) as connection:
        connection.execute("UPDATE everyday_mark SET is_open = 1")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id IN (?, ?)", (blob, finding.id, right.id))
        connection.execute("UPDATE everyday_mark SET is_open = 0")
    store.revision()
    assert store.all(Finding) == ([second] if table == "findings" else [finding, second])
    assert len(store.outside().changes) == 1
    with pytest.raises(Exception, match="row 1"):
        store.erase(WHO, words="whatever it is", reason="asked for")
    store.settle_outside(WHO, is_taken=False)
    assert (len(store.all(Finding)), store.get(Correction, right.id).name) == (2, "Shop")
    store.close()


BAD: list[tuple[str, str, object]] = [
    *[("findings", name, value) for name, value, _words in WRONG],
    ("actions", "due_date", "2026-02-30"), ("actions", "rag", "blue"), ("sessions", "closed_at", "yesterday"),
    ("corrections", "details", "[]"), ("interventions", "level", "street"), ("milestones", "date", "1/2/27"),
]  # fmt: skip


def test_the_database_itself_refuses_what_the_rules_forbid(plan_store: PlanStore, outsider: Outsider) -> None:
    """Even to a transaction that is marked as this program's own."""
    filled(plan_store)
    for table, column, value in BAD:
        with pytest.raises(StoreError, match=f"held_{column}|ck_{table}_{column}"), plan_store._writing(WHO) as writing:
            asked = text(f"UPDATE {table} SET {column} = :value")
            writing.connection.execute(asked, {"value": as_stored(plan_store, value)})
    far = [Point(-180, -90), Point(180, 90), Point(0, 0), MultiPoint([(179.999, 1)]), box(-180, -90, 180, 90)]
    kept = plan_store.add_all([Finding(title="x", geometry=one) for one in far], WHO)
    assert [one.geometry for one in plan_store.all(Finding)[-len(kept) :]] == far


# -- as QGIS and GDAL see it ------------------------------------------------------------------------------------------


def test_every_finding_is_in_one_layer_and_nothing_internal_is_offered(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    shapes = [
        Point(-3, 51.5),
        MultiPoint([(-3, 51), (-3, 52)]),
        LineString([(-3, 51.5), (-2, 51)]),
        box(0, 0, 1, 1),
        None,
    ]
    findings = [store.add(Finding(title=f"{n}", geometry=shape), WHO) for n, shape in enumerate(shapes)]
    store.add(Finding(title="Not for the map yet", geometry=Point(0, 0), moderation="waiting"), WHO)
    store.add(Vote(finding_id=findings[0].id, device_id="d", importance=3), Person("import", "planner"))
    store.close()
    layers = dict(pyogrio.list_layers(tmp_path / "plan.gpkg"))
    assert set(layers) == {view.name for view in views()}, "no table of the program itself"
    found: dict[str, int] = {}
    for name in (one for one in layers if one.startswith("findings_")):
        told = pyogrio.read_info(tmp_path / "plan.gpkg", layer=name)
        assert told["fid_column"] == "fid"
        assert "(to look at)" in told["layer_metadata"]["IDENTIFIER"]
        assert (told["crs"] == "EPSG:4326") == (layers[name] is not None)
        assert "device_id" not in told["fields"]
        read = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer=name, fid_as_index=True)
        found |= {title: int(fid) for fid, title in read["title"].items()}
    assert found == {str(n): n + 1 for n in range(5)}, "each once, under its number"
    for name, shape in layers.items():
        assert shape is None or pyogrio.read_info(tmp_path / "plan.gpkg", layer=name)["crs"] == "EPSG:4326"


@pytest.mark.gdal
def test_gdal_can_neither_edit_nor_write_over_the_plan_unseen(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    kept = store.add(Finding(title="Ours", geometry=Point(-3, 51.5)), WHO)
    store.close()
    path = tmp_path / "plan.gpkg"
    ogrinfo = needs.gdal()
    for layer in ("findings_points", "findings"):
        command = [str(ogrinfo), str(path), "-sql", f"UPDATE {layer} SET title = 'Theirs'"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert REFUSAL in done.stderr + done.stdout
    frame = pyogrio.read_dataframe(path, layer="findings_points")
    with pytest.raises(REFUSED):
        pyogrio.write_dataframe(frame, path, layer="findings", driver="GPKG")
    with suppress(*REFUSED):  # GDAL may drop a layer without asking: then a table of its own stands in its place
        pyogrio.write_dataframe(
            frame.assign(title="Theirs"), path, layer="findings_points", driver="GPKG", OVERWRITE="YES"
        )
    again = PlanStore(tmp_path)
    assert again.all(Finding) == [kept]
    again.settle_outside(WHO, is_taken=False)
    again.close()
    assert set(dict(pyogrio.list_layers(path))) == {view.name for view in views()}
    assert pyogrio.read_dataframe(path, layer="findings_points")["title"].tolist() == ["Ours"]


def test_a_whole_table_can_be_imported_from_a_plan(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    for shape in (Point(-3, 51.5), None):
        store.add(Finding(title="x", geometry=shape, moderation="waiting"), WHO)
    store.close()
    with with_table_listed(tmp_path / "plan.gpkg", "findings") as offered:
        assert len(pyogrio.read_dataframe(offered, layer="findings")) == 2
    with with_table_listed(tmp_path / "not there.gpkg", "findings") as offered:
        assert offered == tmp_path / "not there.gpkg"


# -- the file itself --------------------------------------------------------------------------------------------------


def _replaced(folder: Path, copy: Path) -> None:
    os.replace(copy, folder / "plan.gpkg")


def _without_log(folder: Path, _copy: Path) -> None:
    (folder / "plan.gpkg-wal").unlink()


def _removed(folder: Path, _copy: Path) -> None:
    (folder / "plan.gpkg").rename(folder / "aside.gpkg")


@pytest.mark.fork  # systems without it (Windows) let nobody do this to an open file
@pytest.mark.parametrize("disturb", [_replaced, _without_log, _removed])
def test_nothing_is_written_to_a_plan_whose_files_were_changed_under_it(
    tmp_path: Path, disturb: Callable[[Path, Path], None]
) -> None:
    store = PlanStore(tmp_path)
    store.add(Finding(title="before"), WHO)
    copy_plan(store, tmp_path / "copy.gpkg")
    disturb(tmp_path, tmp_path / "copy.gpkg")
    for _ in range(2):
        with pytest.raises(StoreError, match=r"while it was open.*nothing will be"):
            store.add(Finding(title="after"), WHO)
    assert not store.is_in_place()


def test_a_plan_that_went_back_is_noticed(plan_store: PlanStore, outsider: Outsider) -> None:
    kept = plan_store.add_all([Comment(finding_id=plan_store.add(Finding(title="x"), WHO).id, text="y")], WHO)
    outsider.run_unguarded("revision", "UPDATE revision SET n = 1")
    with pytest.raises(StoreError, match="went back from revision 2 to 1"):
        plan_store.add(Finding(title="after"), WHO)
    with pytest.raises(StoreError, match="went back"):
        plan_store.revision()
    with plan_store.reading() as connection:
        assert look(connection).trail
    assert kept


def test_the_locks_of_this_process_outlast_all_that_it_does_with_the_file(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.add(Finding(title="x"), WHO)
    path = tmp_path / "plan.gpkg"
    with store._writing(WHO):
        PlanStore.is_in_place(store)
        assert store.photo_bytes.__name__
        with with_table_listed(path, "findings"):
            pass
        copy_plan(store, tmp_path / "copy.gpkg")
        store._counter.close()
        assert another_writer(path) == "kept out: database is locked"
    store.close()


LEFT_OPEN = """
import os, signal, sys
from pathlib import Path
from everyday.atlas.open_plan import open_plan
from everyday.commands.group import _end_as_if_stopped
from plan.records import Finding, Person
_end_as_if_stopped()
open_plan(Path(sys.argv[1])).add(Finding(title="kept"), Person("Ann", "planner"))
if sys.argv[2] == "stopped":
    os.kill(os.getpid(), signal.SIGTERM)
"""


@pytest.mark.parametrize("how", ["ended", "stopped"])
def test_a_program_that_ends_leaves_the_plan_in_one_file(tmp_path: Path, how: str) -> None:
    if how == "stopped" and sys.platform == "win32":
        how = "ended"
    told(LEFT_OPEN, tmp_path, how)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.gpkg"]
    shutil.copyfile(tmp_path / "plan.gpkg", tmp_path / "copied.gpkg")
    with closing(sqlite3.connect(tmp_path / "copied.gpkg")) as copied:
        assert copied.execute("SELECT title FROM findings").fetchall() == [("kept",)]
