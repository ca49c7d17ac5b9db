"""Dependencies point one way: geo <- analysis <- everyday <- app. A reader can rely on it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("geo", "analysis", "plan", "store", "everyday", "app")
MAY_IMPORT = {
    "geo": {"geo"},
    "analysis": {"geo", "analysis"},
    "plan": {"geo", "plan"},
    "store": {"geo", "plan", "analysis", "store"},
    "everyday": {"geo", "analysis", "plan", "store", "everyday"},
    "app": {"geo", "analysis", "plan", "everyday", "app"},
}
# What analysis may know of geo: the vocabulary, not the readers.
VOCABULARY = {"geo.errors", "geo.tables", "geo.network", "geo.cells", "geo.crs", "geo.feed"}

DOORS: dict[str, set[str]] = {}
ONLY_IN_APP = {"streamlit", "folium", "streamlit_folium", "starlette"}
SQL = {"sqlite3", "sqlalchemy", "alembic", "psycopg"}
MOST_LINES = 450


def modules() -> list[Path]:
    return sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    names = imported(path)
    ours = {name for name in names if name.split(".")[0] in OURS}
    assert {name.split(".")[0] for name in ours} <= MAY_IMPORT[package] | DOORS.get(
        path.relative_to(ROOT).as_posix(), set()
    )
    if package == "analysis":
        assert {name for name in ours if name.startswith("geo.")} <= VOCABULARY
    if package != "app":
        assert not {name.split(".")[0] for name in names} & ONLY_IN_APP
    if package != "store":
        assert not {name.split(".")[0] for name in names} & SQL


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_holds_two_subjects(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_packages_are_light_to_import() -> None:
    heavy = ["streamlit", "folium", "osmnx", "sqlite3", "sqlalchemy", "geopandas", "numba", "pandas"]
    light = "geo, analysis, plan.records, everyday"
    code = f"import sys, {light}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
