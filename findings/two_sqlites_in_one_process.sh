#!/usr/bin/env bash
# A GeoPackage that Python's sqlite3 has open, read by GDAL in the same process.
#
# Seen with pyogrio 0.13.0 (GDAL 3.12.4 in its wheel) beside the sqlite3 module of Python, on Linux.
#
# Expected: one more reader of a database in WAL mode, which disturbs nobody.
# Seen: the wheel brings a SQLite of its own. The locks of a file belong to the whole process, and the two copies of
# SQLite do not know of each other: when GDAL closes the file, the write lock that sqlite3 holds is gone, so that another
# program begins to write in the middle of a transaction; and GDAL, which takes itself for the last one to leave, removes
# the -wal and -shm files under the connection that is still open. Later calls then fail with "disk I/O error" or lose rows.
# Reading from another process disturbs nobody.
#
# Who builds a store on a GeoPackage must never read that file with GDAL in the process that has it open: copy it with
# sqlite3's backup first, or read it in a process of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check \
    'pyogrio==0.13.0' 'geopandas==1.2.0' 'shapely==2.2.0' 'numpy==2.4.6' 'pandas==3.1.1' 'pyarrow==26.0.1' 2>/dev/null

cat >"$folder/seen.py" <<'PY'
import sqlite3
import subprocess
import sys
from pathlib import Path

import geopandas
import pyogrio
import shapely

TRY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0.2)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("let in")
except sqlite3.OperationalError as error:
    print("kept out:", error)
"""
READ = "import sys, pyogrio; print(len(pyogrio.read_dataframe(sys.argv[1], layer='pins')), 'row read')"


def run(code: str, path: Path) -> str:
    return subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout.strip()


def story(folder: Path, *, in_this_process: bool) -> tuple[str, str, list[str]]:
    folder.mkdir()
    path = folder / "plan.gpkg"
    pins = geopandas.GeoDataFrame({"title": ["a"]}, geometry=[shapely.Point(-3, 51.5)], crs=4326)
    pins.to_file(path, layer="pins", engine="pyogrio")
    connection = sqlite3.connect(path, isolation_level=None)
    assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    connection.execute("BEGIN IMMEDIATE")  # from here on nobody else may write
    before = run(TRY, path)
    if in_this_process:
        print("  GDAL in this process:", len(pyogrio.read_dataframe(path, layer="pins")), "row read")
    else:
        print("  GDAL in another process:", run(READ, path))
    return before, run(TRY, path), sorted(one.name for one in folder.iterdir())


print("pyogrio", pyogrio.__version__, "with GDAL", pyogrio.__gdal_version_string__, "and sqlite3", sqlite3.sqlite_version)
Path(sys.argv[1]).mkdir()
here = story(Path(sys.argv[1]) / "here", in_this_process=True)
print("  a second writer before:", here[0], "| after:", here[1], "| files left:", here[2])
there = story(Path(sys.argv[1]) / "there", in_this_process=False)
print("  a second writer before:", there[0], "| after:", there[1], "| files left:", there[2])
assert here == ("kept out: database is locked", "let in", ["plan.gpkg"]), here
assert there == ("kept out: database is locked", "kept out: database is locked", ["plan.gpkg", "plan.gpkg-shm", "plan.gpkg-wal"]), there
PY
"$folder/venv/bin/python" "$folder/seen.py" "$folder/files"  2>&1 || { echo "It behaves differently now."; exit 1; }
echo "As described."
