"""What was read of an input is kept, found again only where it is the same, and never believed where it is not."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal

from everyday import Atlas
from everyday.atlas import adding, streets_of, timetable_of
from everyday.atlas import folder as atlas_folder
from everyday.demo.build import demo_inputs
from everyday.readings import FOLDER, Shelf
from geo.feed import Feed
from geo.gtfs import read_gtfs
from geo.network import WalkNetwork

SHA256 = "ab" * 32
CODE = "0123456789ab"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    inputs = demo_inputs()
    made = Atlas.new(tmp_path_factory.mktemp("kept") / "atlas", name="Made up", boundaries=inputs["boundaries"][0])
    for kind in ("osm", "gtfs", "population"):
        for path in inputs[kind]:
            made.add(kind, path)
    return made


@pytest.fixture(scope="module")
def read() -> tuple[Feed, object]:
    return read_gtfs(demo_inputs()["gtfs"][0], with_shapes=True)


def same_feed(one: Feed, other: Feed) -> None:
    for item in fields(Feed):
        left, right = getattr(one, item.name), getattr(other, item.name)
        if isinstance(left, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right)
        elif item.name == "services":
            for part in fields(left):
                assert getattr(left, part.name).dtype == getattr(right, part.name).dtype
                np.testing.assert_array_equal(getattr(left, part.name), getattr(right, part.name))
        else:
            assert left == right


def test_a_build_gets_from_what_was_kept_what_it_would_have_read(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    streets, timetable = (atlas.config.inputs_of(kind)[-1] for kind in ("osm", "gtfs"))
    areas, kinds = atlas.own_areas(), atlas.config.place_kinds

    def nobody_reads(*_args: object, **_options: object) -> None:
        raise AssertionError("read again")

    with monkeypatch.context() as patched:
        patched.setattr(atlas_folder, "read_input", nobody_reads)
        kept, kept_report = streets_of(atlas, streets, areas, kinds)
        feed, feed_report = timetable_of(atlas, timetable)
    for path in (atlas.folder / FOLDER).iterdir():
        path.unlink()
    anew, anew_report = streets_of(atlas, streets, areas, kinds)
    feed_anew, feed_report_anew = timetable_of(atlas, timetable)
    assert kept_report.problems == anew_report.problems
    assert kept_report.facts == anew_report.facts
    for item in fields(WalkNetwork):
        left, right = getattr(kept.network, item.name), getattr(anew.network, item.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype
            np.testing.assert_array_equal(left, right)
        else:
            assert left == right
    assert_geodataframe_equal(kept.places, anew.places)
    pd.testing.assert_frame_equal(kept.place_access, anew.place_access)
    pd.testing.assert_frame_equal(kept.settlements, anew.settlements)
    assert json.dumps(kept.background) == json.dumps(anew.background)
    assert kept.extract_date == anew.extract_date
    same_feed(feed, feed_anew)
    assert feed_report.problems == feed_report_anew.problems
    assert feed_report.facts == feed_report_anew.facts


def test_other_kinds_of_places_are_read_for(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    record, asked = atlas.config.inputs_of("osm")[-1], []

    def reading(kind: str, path: Path, **extra: object) -> tuple[object, object]:
        asked.append(extra["place_kinds"])
        raise InterruptedError

    kinds = atlas.config.place_kinds
    fewer, areas = type(kinds)(tuple(kind for kind in kinds if kind.key != "pharmacy")), atlas.own_areas()
    monkeypatch.setattr(atlas_folder, "read_input", reading)
    with pytest.raises(InterruptedError):
        streets_of(atlas, record, areas, fewer)
    assert asked == [fewer]


def test_only_streets_and_timetables_are_kept_and_they_go_with_their_input(atlas: Atlas, tmp_path: Path) -> None:
    inputs = demo_inputs()
    town = Atlas.new(tmp_path / "atlas", name="Made up", boundaries=inputs["boundaries"][0])
    town.add("population", inputs["population"][0])
    assert not (town.folder / FOLDER).exists()
    town.add("gtfs", inputs["gtfs"][0])
    (kept,) = (town.folder / FOLDER).iterdir()
    other_code = kept.with_name(kept.name.replace(kept.name.split("-")[2], CODE))
    other_code.write_bytes(kept.read_bytes())
    town.add("population", inputs["population"][0])
    assert [path.name for path in (town.folder / FOLDER).iterdir()] == [kept.name]
    town.remove(town.config.inputs_of("gtfs")[0].sha256)
    assert not list((town.folder / FOLDER).iterdir())


def test_a_disk_that_takes_no_reading_takes_the_input_all_the_same(tmp_path: Path) -> None:
    inputs = demo_inputs()
    town = Atlas.new(tmp_path / "atlas", name="Made up", boundaries=inputs["boundaries"][0])
    (town.folder / FOLDER).write_text("in the way")
    town.add("gtfs", inputs["gtfs"][0])
    feed, _ = timetable_of(town, town.config.inputs_of("gtfs")[0])
    assert len(feed.trips)


def test_a_file_that_changes_while_it_is_read_leaves_no_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = demo_inputs()
    town = Atlas.new(tmp_path / "atlas", name="Made up", boundaries=inputs["boundaries"][0])
    source = tmp_path / "feed.zip"
    source.write_bytes(inputs["gtfs"][0].read_bytes())
    read_input = adding.read_input

    def read_and_written(kind: str, path: Path, *more: object, **extra: object) -> tuple[object, object]:
        found = read_input(kind, path, *more, **extra)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("notes.txt", "somebody saved it again")
        return found

    monkeypatch.setattr(adding, "read_input", read_and_written)
    town.add("gtfs", source)
    assert len(town.config.inputs_of("gtfs")) == 1
    assert not (town.folder / FOLDER).exists()


def kept_of(tmp_path: Path, read: tuple[Feed, object]) -> tuple[Shelf, Path]:
    shelf = Shelf(tmp_path, CODE)
    shelf.keep("gtfs", SHA256, "", *read)
    (path,) = shelf.folder.iterdir()
    assert shelf.found("gtfs", SHA256, "", "feed.zip") is not None
    return shelf, path


def test_what_is_damaged_or_of_something_else_is_read_anew(tmp_path: Path, read: tuple[Feed, object]) -> None:
    shelf, path = kept_of(tmp_path, read)
    whole = path.read_bytes()
    for place in (0, 30, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert shelf.found("gtfs", SHA256, "", "feed.zip") is None
    for length in (0, 10, 200, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert shelf.found("gtfs", SHA256, "", "feed.zip") is None
    path.write_bytes(whole)
    for other in (("cd" * 32, CODE, ""), (SHA256, "f" * 12, ""), (SHA256, CODE, "otherwise")):
        named = Shelf(tmp_path, other[1])._path("gtfs", other[0], other[2])
        named.write_bytes(whole)  # under the name of another, and still not taken for it
        assert Shelf(tmp_path, other[1]).found("gtfs", other[0], other[2], "feed.zip") is None
    assert shelf.found("gtfs", SHA256, "", "feed.zip") is not None


class Tripwire:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a reading was executed",))


def forged(whole: bytes, member: str, content: bytes, *, compressed: bool = False) -> bytes:
    """The same reading with one part exchanged, and the right hash."""
    begin = whole.index(b"PK\x03\x04")
    old, new = zipfile.ZipFile(io.BytesIO(whole[begin:])), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as block:
        for name in old.namelist():
            block.writestr(name, content if name == member else old.read(name))
    digest = hashlib.sha256(new.getvalue()).hexdigest().encode()
    return whole[: begin - 65] + digest + b"\n" + new.getvalue()


def test_a_forged_reading_with_the_right_hash_does_no_harm(tmp_path: Path, read: tuple[Feed, object]) -> None:
    shelf, path = kept_of(tmp_path, read)
    whole = path.read_bytes()
    array = io.BytesIO()
    np.save(array, np.array([Tripwire()], dtype=object), allow_pickle=True)
    forgeries = [
        forged(whole, "weekdays.npy", array.getvalue()),
        forged(whole, "weekdays.npy", pickle.dumps(Tripwire())),
        forged(whole, "stop_times.arrow", b"not a table"),
        forged(whole, "report.json", b"[1, 2"),
        forged(whole, "", b"", compressed=True),
    ]
    for forgery in forgeries:
        path.write_bytes(forgery)
        assert shelf.found("gtfs", SHA256, "", "feed.zip") is None
    path.write_bytes(forged(whole, "", b""))  # the forger's work alone is not what is refused
    assert shelf.found("gtfs", SHA256, "", "feed.zip") is not None


@pytest.mark.parametrize(
    ("table", "column"), [("stop_times", "stop_index"), ("stop_times", "trip_index"), ("trips", "service_index")]
)
def test_numbers_of_rows_that_are_not_there_are_refused(
    tmp_path: Path, read: tuple[Feed, object], table: str, column: str
) -> None:
    feed, report = read
    frame = getattr(feed, table).copy()
    frame.loc[len(frame) - 1, column] = 10_000_000
    shelf = Shelf(tmp_path, CODE)
    shelf.keep("gtfs", SHA256, "", replace(feed, **{table: frame}), report)
    assert shelf.found("gtfs", SHA256, "", "feed.zip") is None
