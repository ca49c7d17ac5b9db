"""Tests on a machine that lacks something: ``python lacking.py FOLDER``, which is empty.

First the whole suite is collected, to know in which files are tests that need a part. Then for every part these files
are collected with that part hidden (its programs are not on the PATH, its packages cannot be imported, its folder is
not there), and the tests that need it are run. Modules are imported once, without what any part brings.
Last, a part is hidden where everything is required.
One JSON line for each part goes to standard output: what pytest ended with, and what it said.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stdout
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

import pytest

from tests.needs import PARTS

PROGRAMS = {
    "browser": ("chromium", "chrome", "google-chrome"), "gdal": ("ogr", "gdal"),
    "office": ("soffice", "libreoffice"), "poppler": ("pdf",),
}  # fmt: skip
"""How the names of a part's programs begin."""
WITHOUT = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
"""Plugins of pytest that nothing here needs: Hypothesis' own would read the constants of all that is imported."""
REQUIRED = "required"
PACKAGES = {"browser": {"axe_playwright_python"}, "validator": {"gtfs_guru"}, "sign_in": {"authlib"}}


class Lacking(PathFinder):
    """Finds all packages but these."""

    names: set[str] = set()  # noqa: RUF012 - one for the process, as the finder is

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """None for a package that is hidden."""
        return None if fullname.split(".")[0] in cls.names else PathFinder.find_spec(fullname, path, target)


def path_without(beginnings: tuple[str, ...], folder: Path) -> str:
    """A PATH that has everything but the programs whose names begin so."""
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for program in sorted(Path(place).iterdir()) if Path(place).is_dir() else []:
            if not program.name.startswith(beginnings) and not (folder / program.name).exists():
                (folder / program.name).symlink_to(program)
    return str(folder)


class Found:
    """A plugin of a collection: the files that have tests of each part."""

    def __init__(self) -> None:
        self.files: dict[str, set[str]] = {key: set() for key in PARTS}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """All tests are known, with their markers."""
        for item in session.items:
            marks = {mark.name for mark in item.iter_markers()} & set(PARTS)
            for key in marks & {"browser"} or marks:
                self.files[key].add(str(item.path))


def files_of_parts() -> dict[str, set[str]]:
    """The files that have tests of each part; collected with nothing there, as everything is imported here."""
    found = Found()
    Lacking.names = set.union(*PACKAGES.values())
    with redirect_stdout(io.StringIO()):
        code = pytest.main(["--collect-only", *WITHOUT], plugins=[found])
    assert code == 0, f"the tests cannot be collected where something is lacking: {code}"
    return found.files


def run_where_required(key: str, folder: Path, files: list[str], named: str) -> dict[str, Any]:
    """Run the tests so named that need this part, where it is hidden and everything is required."""
    before = dict(os.environ)
    os.environ |= {"EVERYDAY_REQUIRE_ALL": "1", "EVERYDAY_TEST_WITHOUT": key}
    Lacking.names = set()
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            code = pytest.main(["-m", key, "-k", named, *WITHOUT, "--color=no", f"--basetemp={folder}", *files])
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {"part": REQUIRED, "code": int(code), "said": said.getvalue()}


def run_without(key: str, folder: Path, files: set[str]) -> dict[str, Any]:
    """Collect the files of this part without it, and run the tests that need it."""
    before = dict(os.environ)
    os.environ.pop("EVERYDAY_REQUIRE_ALL", None)
    if key in PROGRAMS and sys.platform == "linux":
        os.environ.pop("EVERYDAY_CHROMIUM", None)
        os.environ["PATH"] = path_without(PROGRAMS[key], folder / f"path-{key}")
    elif key == "data":
        os.environ["EVERYDAY_TEST_DATA"] = str(folder / "nowhere")
    elif key not in PACKAGES:
        os.environ["EVERYDAY_TEST_WITHOUT"] = key
    Lacking.names = PACKAGES.get(key, set())
    said = io.StringIO()
    wanted = key if key == "browser" else f"{key} and not browser"
    try:
        with redirect_stdout(said):
            code = pytest.main(["-m", wanted, *WITHOUT, "--color=no", f"--basetemp={folder / key}", *sorted(files)])
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {"part": key, "code": int(code), "said": said.getvalue()}


def main() -> None:
    """One part after the other, in one process: only the first collection imports modules."""
    sys.meta_path[:] = [Lacking if one is PathFinder else one for one in sys.meta_path]
    files = files_of_parts()
    for key in PARTS:
        print(json.dumps(run_without(key, Path(sys.argv[1]), files[key])), flush=True)
    required = run_where_required("poppler", Path(sys.argv[1]) / REQUIRED, ["tests/everyday/documents"], "pdf_says")
    print(json.dumps(required), flush=True)


if __name__ == "__main__":
    main()
