"""The door to the plan of an atlas: where it is kept, opened once in a process."""

from __future__ import annotations

import atexit
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["DATABASE_VARIABLE", "close_plan", "close_plans", "has_plan", "open_plan", "opened_plan"]

DATABASE_VARIABLE = "EVERYDAY_DATABASE_URL"
_OPEN: dict[tuple[Path, str], tuple[PlanStore, float]] = {}
_LOOKED_AT_LASTS_S = 1.0
"""Whether the file is still there, and what the town's vocabulary says, is looked at this often."""
_LOCK = threading.Lock()


def _url() -> str:
    return os.environ.get(DATABASE_VARIABLE, "").strip()


def has_plan(folder: Path) -> bool:
    """True if a plan has been started; asking starts none."""
    return bool(_url()) or (folder / "plan.gpkg").is_file()


def open_plan(folder: Path) -> PlanStore:
    """The plan of an atlas folder: in ``plan.gpkg``, or in the PostgreSQL that ``EVERYDAY_DATABASE_URL`` names.

    It is opened once in a process, and anew where the file was put aside or replaced.

    Raises:
        StoreError: it cannot be opened.
        UsageError: the variable is no address of a PostgreSQL, or ``taxonomy.toml`` has faults.
    """
    key = (folder, _url())
    known = _OPEN.get(key)
    if known is not None and time.monotonic() - known[1] < _LOOKED_AT_LASTS_S:
        return known[0]
    from plan.taxonomy import load_taxonomy
    from store.plan_store import PlanStore

    taxonomy = load_taxonomy(folder)
    with _LOCK:
        store = known[0] if (known := _OPEN.get(key)) else None
        if store is not None and not store.is_in_place():
            store.close()
            store = None
        store = store or PlanStore(folder, url=key[1], taxonomy=taxonomy)
        store.taxonomy = taxonomy
        _OPEN[key] = store, time.monotonic()
        return store


def opened_plan(folder: Path) -> PlanStore | None:
    """The plan of an atlas folder if this process has opened it already; nothing is opened, looked at or waited for."""
    known = _OPEN.get((folder, _url()))
    return known[0] if known else None


def close_plan(folder: Path) -> None:
    """Close the plan of one folder, if this process has opened it; its GeoPackage is one complete file then."""
    with _LOCK:
        for key in [one for one in _OPEN if one[0] == folder]:
            _OPEN.pop(key)[0].close()


def close_plans() -> None:
    """Close every plan of this process; each GeoPackage is one complete file then."""
    with _LOCK:
        while _OPEN:
            _OPEN.popitem()[1][0].close()


atexit.register(close_plans)  # a command or a server that ends leaves the plan in one file
