"""A machine that lacks a part: the tests that need it are skipped with a line that says what to install."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.needs import PARTS

PROGRAMS = {
    "ogrinfo", "ogr2ogr", "soffice", "libreoffice", "pdftotext", "pdfinfo", "pdftoppm", "chromium",
    "chromium-headless-shell", "pg_ctl",
}  # fmt: skip


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """How the tests that need a part ended without it, and what was said, by part."""
    command = [sys.executable, "-m", "tests.servers.lacking", str(tmp_path_factory.mktemp("lacking"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["part"]: (one["code"], one["said"]) for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("key", PARTS)
def test_without_a_part_its_tests_are_skipped_with_one_plain_line(
    key: str, lacking: dict[str, tuple[int, str]]
) -> None:
    code, said = lacking[key]
    last = said.rstrip().splitlines()[-1]
    assert code == 0, said[-2000:]
    assert re.fullmatch(r"=*\s?\d+ skipped(, \d+ deselected)? in .*", last), last
    lines = [line for line in said.splitlines() if PARTS[key].line in line]
    assert len(lines) == 1, said[-2000:]
    assert re.match(r" *[1-9]\d* tests? ", lines[0])


@pytest.mark.slow
def test_where_everything_is_required_a_missing_part_is_a_failure(lacking: dict[str, tuple[int, str]]) -> None:
    code, said = lacking["required"]
    assert code == 1
    assert PARTS["poppler"].line in said


def test_a_line_names_what_is_not_tried_and_a_package() -> None:
    for part in PARTS.values():
        assert "\n" not in part.line
        assert part.line.startswith(f"Not tried: {part.untried}. {part.lacks}: ")
    assert "apt install gdal-bin" in PARTS["gdal"].line
    assert len({part.line for part in PARTS.values()}) == len(PARTS)


@pytest.fixture(scope="module")
def written() -> list[tuple[Path, ast.Call | ast.List | ast.ImportFrom]]:
    """Every call, list and import in any file of the tests."""
    files = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in (ROOT / "tests").rglob("*.py")]
    kinds = (ast.Call, ast.List, ast.ImportFrom)
    return [(path, node) for path, tree in files for node in ast.walk(tree) if isinstance(node, kinds)]


def dotted(node: ast.expr) -> str:
    """The name that is called, with its dots; nothing for what is no name."""
    if isinstance(node, ast.Attribute):
        return f"{before}.{node.attr}" if (before := dotted(node.value)) else ""
    return node.id if isinstance(node, ast.Name) else ""


def test_programs_are_looked_for_in_one_place_only(
    written: list[tuple[Path, ast.Call | ast.List | ast.ImportFrom]],
) -> None:
    lookups = ("shutil.which", "which", "pytest.skip", "pytest.importorskip", "pytest.mark.skipif")
    for path, node in written:
        if path.name in ("needs.py", "test_needs.py", "lacking.py"):
            continue
        where = f"{path.name}:{node.lineno}: tests/needs.py knows what a machine may lack"
        if isinstance(node, ast.Call):
            assert dotted(node.func) not in lookups, where
        elif isinstance(node, ast.List):  # a command
            assert not {one.value for one in node.elts if isinstance(one, ast.Constant)} & PROGRAMS, where


def test_test_modules_share_through_makers_and_not_with_each_other(
    written: list[tuple[Path, ast.Call | ast.List | ast.ImportFrom]],
) -> None:
    for path, node in written:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            assert "test_" not in str(node.module), f"{path.name} imports from {node.module}"
            assert node.module != "tests.conftest", f"{path.name} imports from conftest"


def test_no_folder_of_tests_is_crowded() -> None:
    for folder in [ROOT / "tests", *(one for one in (ROOT / "tests").rglob("*") if one.is_dir())]:
        assert len(list(folder.glob("*.py"))) <= 15, folder
