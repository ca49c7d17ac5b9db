"""After an import nothing is left of a fix: not in the atlas, nor a temporary folder, nor a log; whatever happens."""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import h3
import numpy as np
import polars as pl
import pytest

from everyday import Atlas
from everyday.evidence import evidence_of
from everyday.movement import Consent, Examined, Strike, admit, examine
from geo.errors import BuildError, InputError, UsageError
from tests.makers.movement.atlas import PURPOSE, add_sample, gps_atlas, people_of, write_gpx, written_logs
from tests.makers.movement.town import areas_of, at, fixes_of
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = people_of(12)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return written_logs(tmp_path_factory.mktemp("logs"), PEOPLE, 4)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an atlas of the town, without logs; to be copied."""
    return gps_atlas(tmp_path_factory.mktemp("town") / "atlas").folder


@pytest.fixture
def atlas(empty: Path, tmp_path: Path) -> Atlas:
    """The town without logs."""
    shutil.copytree(empty, tmp_path / "atlas")
    return Atlas(tmp_path / "atlas")


@pytest.fixture(scope="module")
def looked_at(empty: Path, logs: list[Path]) -> Examined:
    """The logs, looked at once."""
    return examine(Atlas(empty), logs, person="file")


@pytest.fixture(scope="module")
def fixes(looked_at: Examined) -> pl.DataFrame:
    return looked_at.fixes


NUMBER = re.compile(rb"(?<![\d.])-?\d{1,3}\.\d{5,8}(?!\d)")


def texts(fixes: pl.DataFrame) -> set[bytes]:
    """How the fixes are written: with five to seven decimals."""
    values = [value for row in fixes.select("lat", "lon").rows() for value in row]
    return {f"{value:.{digits}f}".encode() for value in values for digits in (5, 6, 7)}


def packed(fixes: pl.DataFrame) -> np.ndarray:
    """How some of the fixes stand in memory, as words of eight bytes: doubles, pairs of short numbers."""
    found: set[bytes] = set()
    for lat, lon in fixes.gather_every(41).select("lat", "lon").rows():
        for value in (lat, lon):
            found |= {struct.pack("<d", value), struct.pack(">d", value)}
        for first, second in ((lat, lon), (lon, lat)):
            found |= {struct.pack("<ff", first, second), struct.pack("<ii", round(first * 1e7), round(second * 1e7))}
    return np.frombuffer(b"".join(sorted(found)), "<u8")


def in_words(fixes: pl.DataFrame) -> list[bytes]:
    """Some of the fixes as whole numbers, E7, in words."""
    rows = fixes.gather_every(41).select("lat", "lon").rows()
    return sorted({str(round(value * 1e7)).encode() for row in rows for value in row})


@dataclass(frozen=True)
class Wanted:
    """How the coordinates of some fixes may stand somewhere, worked out once for all files."""

    texts: set[bytes]
    packed: np.ndarray
    words: list[bytes]
    values: np.ndarray


@pytest.fixture(scope="module")
def sought(fixes: pl.DataFrame) -> Wanted:
    values = np.unique(np.concatenate([fixes["lat"].to_numpy(), fixes["lon"].to_numpy()]))
    return Wanted(texts(fixes), packed(fixes), in_words(fixes), values)


def is_told(content: bytes, sought: Wanted) -> bool:
    """Whether a coordinate stands in some bytes, wherever it begins."""
    if set(NUMBER.findall(content)) & sought.texts or any(one in content for one in sought.words):
        return True
    starts = range(min(8, len(content) - 7))
    found = (np.frombuffer(content, "<u8", (len(content) - start) // 8, start) for start in starts)
    return any(np.isin(one, sought.packed).any() for one in found)


def test_a_coordinate_is_found_wherever_it_stands(fixes: pl.DataFrame, sought: Wanted) -> None:
    lat, lon = fixes.row(41, named=True)["lat"], fixes.row(41, named=True)["lon"]
    for form in (struct.pack("<d", lat), struct.pack(">d", lon), struct.pack("<ff", lat, lon), f"{lat:.6f}".encode(),
                 struct.pack("<ii", round(lon * 1e7), round(lat * 1e7)), str(round(lon * 1e7)).encode()):  # fmt: skip
        for before in range(9):
            assert is_told(b"x" * before + form + b"x" * (before % 3), sought), (form, before)
    assert not is_told(b"x" * 40, sought)
    assert not is_told(b"x" * 5, sought)


def traces(folder: Path, sought: Wanted) -> list[str]:
    """Files in which a coordinate of a fix stands: as bytes, or as a value of a packed table."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if is_told(path.read_bytes(), sought):
            found.append(f"{path.name}: bytes")
        if path.suffix == ".parquet":
            table = pl.read_parquet(path, memory_map=False)
            for column in table.select(pl.selectors.float()).columns:
                if np.isin(table[column].drop_nulls().cast(pl.Float64).to_numpy(), sought.values).any():
                    found.append(f"{path.name}: {column}")
            words = table.select(pl.selectors.string())
            if is_told(words.write_csv().encode(), sought):
                found.append(f"{path.name}: text")
    return found


@pytest.fixture
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test alone."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_coordinate_of_a_fix_is_left_anywhere(atlas, tmp_path, logs, fixes, sought, own_temp, caplog, capfd):
    done = add_sample(atlas, logs)
    atlas.build()
    assert traces(tmp_path / "atlas", sought) == []
    assert traces(own_temp, sought) == []
    said = (caplog.text + "".join(capfd.readouterr()) + repr(done)).encode()
    assert not is_told(said, sought)
    # The search finds what is there: the same fixes, written as a table and as text.
    fixes.write_parquet(tmp_path / "temp" / "left.parquet")
    (tmp_path / "temp" / "left.csv").write_text(fixes.select("lat", "lon").head(20).write_csv())
    assert {one.split(":")[0] for one in traces(own_temp, sought)} == {"left.parquet", "left.csv"}


def test_names_and_homes_are_not_kept(atlas, tmp_path, looked_at):
    done = add_sample(atlas, looked_at)
    private = tmp_path / "atlas" / "private"
    content = b"".join(one.read_bytes() for one in private.rglob("*") if one.is_file())
    folder = private / "gps" / done.upload.id
    dwell = pl.read_parquet(folder / "dwell.parquet", memory_map=False)
    for one in PEOPLE:
        assert one.label.encode() not in content
        lat, lon = at(*one.home)
        mine = dwell.filter(pl.col("person") == done.codes[one.label])
        home = h3.latlng_to_cell(lat, lon, 9)
        assert len(mine) > 0
        assert h3.str_to_int(home) not in mine["cell"].to_list()
        assert (mine["cell"] == 0).any(), "what they do at home is known to the area"
    assert sorted(done.codes) == sorted(one.label for one in PEOPLE)


def test_private_tables_are_for_this_user_alone(atlas, tmp_path, looked_at):
    add_sample(atlas, looked_at)
    private = tmp_path / "atlas" / "private"
    modes = {one: one.stat().st_mode & 0o777 for one in [private, *private.rglob("*")]}
    assert {mode for one, mode in modes.items() if one.is_dir()} == {0o700}
    assert {mode for one, mode in modes.items() if one.is_file()} == {0o600}


CRASHING = """
import os, sys
from pathlib import Path
from everyday import Atlas
from tests.makers.movement.atlas import add_sample
real = Path.write_bytes
def crash(self, content):
    real(self, content)
    if self.name == "trips.parquet":
        os._exit(9)
Path.write_bytes = crash
add_sample(Atlas(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from everyday import Atlas
from geo.errors import BuildError
from tests.makers.movement.atlas import add_sample
atlas, logs = Atlas(sys.argv[1]), [Path(one) for one in sys.argv[2:]]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    add_sample(atlas, logs)
except BuildError as error:
    print(error)
    sys.exit(3)
"""


def run(code: str, atlas: Atlas, logs: list[Path], temp: Path) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"TMPDIR": str(temp), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, str(atlas.folder), *map(str, logs)], cwd=ROOT, env=settings, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def test_after_a_crash_in_the_middle_nothing_of_a_fix_is_left(atlas, logs, sought, own_temp):
    done = run(CRASHING, atlas, logs, own_temp)
    assert done.returncode == 9, done.stderr
    left = [one.name for one in (atlas.folder / "private" / "gps").iterdir() if one.is_dir()]
    assert [one[-4:] for one in left] == ["-new"], "the crash came in the middle"
    assert traces(atlas.folder, sought) + traces(own_temp, sought) == []
    assert not is_told((done.stdout + done.stderr).encode(), sought)
    half = atlas.folder / "private" / "gps" / left[0]
    Atlas(atlas.folder)
    assert half.is_dir(), "another process may be writing it"
    os.utime(half, (0, 0))
    Atlas(atlas.folder)
    assert [one.name for one in (atlas.folder / "private" / "gps").iterdir()] == ["secret"]


def test_on_a_full_disk_nothing_is_left_and_it_says_so(atlas, logs, sought, own_temp):
    done = run(FULL, atlas, logs, own_temp)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "nothing was kept" in done.stdout
    assert traces(atlas.folder, sought) + traces(own_temp, sought) == []
    assert [one.name for one in (atlas.folder / "private" / "gps").iterdir()] == ["secret"]


def test_nothing_asks_the_network(atlas, logs, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    add_sample(atlas, logs)
    assert atlas.build().manifest["observed"]["people_n"] == len(PEOPLE)
    assert "people carried a phone or logger" in words(
        page_of("app.observed.page:draw_observed", atlas.folder, monkeypatch)
    )
    evidence = evidence_of(atlas.edition(), None, areas_of()["area_id"].iloc[0])
    assert evidence["stops"] == [], "of wards without streets and stops, a pin says what there is"


def test_what_was_found_is_said_before_anything_is_counted(atlas, logs):
    examined = examine(atlas, logs, person="file")
    assert not (atlas.folder / "private").exists()
    assert len(examined.people) == 12
    assert {one.days_n for one in examined.people} == {5}, "four days, and the night before, which is the day before"
    assert (str(examined.first_day), str(examined.last_day)) == ("2026-05-03", "2026-05-07")
    assert sum(examined.hours) == len(examined.fixes)
    assert min(examined.hours) > 0
    west, south, east, north = examined.box or (0, 0, 0, 0)
    assert at(0, 0)[1] - 0.01 < west < east < at(10_500, 0)[1]
    assert at(0, 0)[0] - 0.01 < south < north
    assert examined.inside_n == pytest.approx(len(examined.fixes), rel=0.02)
    said = examined.to_text()
    assert "2026-05-03 to 2026-05-07" in said
    assert "People: 12" in said


def test_nothing_is_kept_without_consent_or_an_answer(atlas, looked_at):
    with pytest.raises(UsageError) as fault:
        admit(atlas, looked_at, Consent("", "soon", "friends"))
    assert all(word in str(fault.value) for word in ("purpose", "soon", "friends"))
    with pytest.raises(UsageError, match="over"):
        admit(atlas, looked_at, Consent(PURPOSE, "2020-01-01"))
    assert not (atlas.folder / "private").exists()


def test_what_is_struck_out_is_silence(empty, tmp_path, looked_at):
    whole, part = (Atlas(shutil.copytree(empty, tmp_path / name)) for name in ("whole", "part"))
    all_of_it = add_sample(whole, looked_at)
    strikes = [
        Strike(start="22:00", end="07:00"),
        Strike(person=PEOPLE[0].label, first="2026-05-05", last="2026-05-06"),
    ]
    left = add_sample(part, looked_at, strikes=strikes)
    tracked = {
        name: pl.read_parquet(atlas.folder / "private/gps" / done.upload.id / "tracked.parquet", memory_map=False)
        for name, atlas, done in (("whole", whole, all_of_it), ("part", part, left))
    }
    assert left.struck_h > 12 * 4 * 7
    assert tracked["whole"].filter(pl.col("band") == "night")["seconds"].sum() > 0
    assert tracked["part"].filter(pl.col("band") == "night")["seconds"].sum() == 0, "no hour that was struck out"
    days = {
        name: table.filter(pl.col("person") == done.codes[PEOPLE[0].label])["days_n"].max()
        for (name, table), done in zip(tracked.items(), (all_of_it, left), strict=True)
    }
    assert (days["whole"], days["part"]) == (5, 2)


def test_a_circle_struck_out_leaves_no_stay_there(atlas, looked_at):
    lat, lon = at(3_000.0, 3_600.0)
    done = add_sample(atlas, looked_at, strikes=[Strike(lat=lat, lon=lon, radius_m=600)])
    dwell = pl.read_parquet(atlas.folder / "private/gps" / done.upload.id / "dwell.parquet", memory_map=False)
    assert h3.str_to_int(h3.latlng_to_cell(lat, lon, 9)) not in dwell["cell"].to_list()
    label = PEOPLE[1].label
    assert len(looked_at.own_days(label)) == 5
    assert len(looked_at.own_days(label, [Strike(first="2026-05-05")])) == 4


def test_all_struck_out_is_refused(atlas, looked_at):
    with pytest.raises(InputError):
        add_sample(atlas, looked_at, strikes=[Strike(first="2026-01-01", last="2026-12-31")])
    with pytest.raises(UsageError, match="circle"):
        add_sample(atlas, looked_at, strikes=[Strike(lat=51.5, lon=-3.0)])
    assert not (atlas.folder / "private" / "gps").exists() or not list((atlas.folder / "private" / "gps").glob("GPS-*"))


def test_a_disk_that_cannot_be_written_leaves_what_stood_there(atlas, tmp_path, looked_at, monkeypatch):
    add_sample(atlas, looked_at)
    before = {one: one.read_bytes() for one in (atlas.folder / "private").rglob("*.parquet")}
    others = written_logs(tmp_path / "others", people_of(12, seed=9), 3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BuildError, match="No space left"):
        add_sample(atlas, others)
    assert {one: one.read_bytes() for one in (atlas.folder / "private").rglob("*.parquet")} == before


def test_a_file_that_was_counted_already_does_not_count_twice(atlas, logs, looked_at):
    first = add_sample(atlas, looked_at)
    with pytest.raises(UsageError, match=f"counted already in upload {first.upload.id}"):
        add_sample(atlas, logs[:1])
    assert [one.name for one in (atlas.folder / "private" / "gps").glob("GPS-*")] == [first.upload.id]


@pytest.mark.parametrize("hours", [0, 1, -5])
def test_a_walk_that_was_counted_already_is_recognised_whatever_its_clock_says(atlas, tmp_path, logs, looked_at, hours):
    """The same phone read by another program: a time zone away, rounded, under another name; in one upload also with
    every second fix only."""
    walked = fixes_of(PEOPLE[:2], 4, seed=3).filter(pl.col("person") == PEOPLE[1].label)
    shifted = walked.with_columns(pl.col("time") + pl.duration(hours=hours), pl.col("lat").round(5))
    again = write_gpx(shifted.gather_every(2), tmp_path / "phone.gpx")
    with pytest.raises(
        UsageError, match=f"{PEOPLE[1].label}(.gpx)? moved as phone|phone(.gpx)? moved as {PEOPLE[1].label}"
    ):
        add_sample(atlas, [*logs, again])
    assert not list((atlas.folder / "private" / "gps").glob("GPS-*"))
    first = add_sample(atlas, looked_at)
    if hours < 0:
        return  # of an earlier upload the fixes are gone; where night becomes evening another home may be found
    again = write_gpx(shifted, tmp_path / "phone.gpx")
    with pytest.raises(UsageError, match=f"phone(.gpx)? moved as somebody in upload {first.upload.id} did"):
        add_sample(atlas, [again])
    other = write_gpx(
        fixes_of(people_of(30, seed=9)[29:], 4, seed=8).with_columns(person=pl.lit("x")), tmp_path / "x.gpx"
    )
    assert add_sample(atlas, [other]).people_n == 1, "somebody else is counted"
