"""What a killed process left half-written is swept by the next; what somebody is writing is not."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from everyday.disk import held_name, sweep, written_beside

HOLD = """
import os, sys
from pathlib import Path
from everyday.disk import held_name
with held_name(Path(sys.argv[1]), "edition") as path:
    path.mkdir()
    (path / "cells.parquet").write_bytes(b"half")
    print(path.name, flush=True)
    sys.stdin.readline()
    os._exit(9)
"""


def left_behind(folder: Path) -> str:
    """The name of what a process left that ended without a chance to tidy up."""
    process = subprocess.run(
        [sys.executable, "-c", HOLD, str(folder)], input="\n", capture_output=True, text=True, check=False
    )
    assert process.returncode == 9
    return process.stdout.strip()


def test_nothing_is_left_of_a_name_whatever_happens(tmp_path: Path) -> None:
    with held_name(tmp_path, "one") as path:
        path.write_text("half", encoding="utf-8")
    with pytest.raises(ValueError, match="fault"), held_name(tmp_path, "two") as path:
        path.mkdir()
        raise ValueError("fault")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    name = left_behind(tmp_path)
    assert (tmp_path / name / "cells.parquet").is_file()
    assert sweep(tmp_path) == [name]
    assert list(tmp_path.iterdir()) == []


def test_whoever_writes_next_sweeps(tmp_path: Path) -> None:
    left_behind(tmp_path)
    with written_beside(tmp_path / "edition") as beside:
        (beside / "x").write_text("whole", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_what_somebody_is_writing_stays(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    name = process.stdout.readline().strip()
    with held_name(tmp_path, "mine") as mine:
        mine.write_text("whole", encoding="utf-8")
        found: list[list[str]] = []
        other = threading.Thread(target=lambda: found.append(sweep(tmp_path)))
        other.start()
        other.join()
        assert found == [[]]
        assert mine.is_file()
        assert (tmp_path / name / "cells.parquet").is_file()
    process.communicate("\n")
    assert sweep(tmp_path) == [name]


def test_files_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("theirs", encoding="utf-8")
    (tmp_path / "notes.held.txt").write_text("theirs", encoding="utf-8")
    assert sweep(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 2
