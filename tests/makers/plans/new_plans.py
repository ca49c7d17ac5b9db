"""New plans of the tests: the first of a process is made by every migration, the next ones are copies of its file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["copy_new_plans"]


def _empty_plan() -> bytes:
    """The file of an empty plan, made as the program makes it."""
    from store.plan_store import PlanStore

    with tempfile.TemporaryDirectory() as folder:
        PlanStore(Path(folder)).close()
        return (Path(folder) / "plan.gpkg").read_bytes()


@cache
def copy_new_plans() -> None:
    """From now on a GeoPackage that is new to this process begins as a copy: migrations take a fifth of a second.

    It still goes the whole way of a plan that is opened. ``tests/store/test_upgrading.py`` and
    ``tests/store/test_database.py`` try the migrations themselves.
    """
    from store import database

    make_private = database._make_private
    template = _empty_plan()

    def copied(path: Path) -> None:
        if not path.exists() and path.parent.is_dir():
            with contextlib.suppress(OSError):  # where no file can be made, the program says so
                handle, name = tempfile.mkstemp(dir=path.parent)  # for its owner alone, as a plan is
                try:
                    with os.fdopen(handle, "wb") as file:
                        file.write(template)
                    os.link(name, path)  # at once and whole: another thread may be making it
                finally:
                    os.unlink(name)
        make_private(path)

    database._make_private = copied
