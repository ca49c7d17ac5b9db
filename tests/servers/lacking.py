"""Tests on a machine that lacks something: ``python lacking.py FOLDER``, which is empty.

For every part the whole suite is collected with that part hidden (its programs are not on the PATH, its packages cannot
be imported, its folder is not there), and the tests that need it are run. Modules are imported once, without anything.
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


def run_without(key: str, folder: Path) -> dict[str, Any]:
    """Collect everything without this part, and run the tests that need it."""
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
            code = pytest.main(["-m", wanted, "-p", "no:cacheprovider", "--color=no", f"--basetemp={folder / key}"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {"part": key, "code": int(code), "said": said.getvalue()}


def main() -> None:
    """One part after the other, in one process: only the first collection imports the modules."""
    sys.meta_path[:] = [Lacking if one is PathFinder else one for one in sys.meta_path]
    for key in PARTS:
        print(json.dumps(run_without(key, Path(sys.argv[1]))), flush=True)


if __name__ == "__main__":
    main()
