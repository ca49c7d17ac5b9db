"""A table comes out of a zip file as Python's own unpacking gives it, and no damage passes."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from geo.gtfs.archive import FeedFiles
from geo.gtfs.streaming.unpacking import parts_of
from geo.zips import ZIP_FAULTS

NAME = "stop_times.txt"
DRAWN = random.Random(7)
CONTENT = "".join(f"t{DRAWN.randrange(999)},08:00:00,{number}\n" for number in range(60_000)).encode()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packed") / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("before.txt", CONTENT[:999])
        archive.writestr(NAME, CONTENT)
        archive.writestr("stored.txt", CONTENT[:5000], zipfile.ZIP_STORED)
        archive.writestr("empty.txt", b"")
        archive.writestr("one.txt", b"\n" * 3_000_000)  # hundreds of parts from few packed bytes
    return path


def parts(path: Path, name: str, bytes_n: int = 1 << 16, **told: int) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
        for field, value in told.items():
            setattr(info, field, value)
        return list(parts_of(FeedFiles({name: info}, archive), name, bytes_n))


@pytest.mark.parametrize("bytes_n", [1000, 1 << 16, 1 << 24])
@pytest.mark.parametrize("name", ["before.txt", NAME, "stored.txt", "empty.txt", "one.txt"])
def test_parts_make_up_the_table(packed: Path, name: str, bytes_n: int):
    given = parts(packed, name, bytes_n)
    assert all(0 < len(part) <= bytes_n for part in given)
    with zipfile.ZipFile(packed) as archive:
        assert b"".join(given) == archive.read(name)


def test_a_table_in_a_folder_comes_in_parts_too(tmp_path: Path):
    (tmp_path / NAME).write_bytes(CONTENT)
    given = list(parts_of(FeedFiles({NAME: tmp_path / NAME}), NAME, 4096))
    assert b"".join(given) == CONTENT
    assert len(given) > 9


@pytest.mark.parametrize(
    "told",
    [{"file_size": len(CONTENT) - 1}, {"file_size": len(CONTENT) + 1}, {"CRC": 1}, {"compress_size": 5000},
     {"header_offset": 3}],
    ids=lambda told: next(iter(told)),
)  # fmt: skip
def test_a_table_that_is_not_what_the_file_says_is_refused(packed: Path, told: dict[str, int]):
    with pytest.raises(ZIP_FAULTS):
        parts(packed, NAME, **told)


def test_damage_at_any_place_is_noticed(packed: Path, tmp_path: Path):
    with zipfile.ZipFile(packed) as archive:
        info = archive.getinfo(NAME)
    begin = info.header_offset + 30 + len(NAME)
    for share in (0.0, 0.3, 0.6, 0.999):
        content = bytearray(packed.read_bytes())
        content[begin + int(share * (info.compress_size - 1))] ^= 0x55
        (tmp_path / "bad.zip").write_bytes(bytes(content))
        with pytest.raises(ZIP_FAULTS):
            parts(tmp_path / "bad.zip", NAME)
