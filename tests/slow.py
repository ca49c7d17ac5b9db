"""Which tests are slow: those that ``slow.txt`` lists, by processor time, besides the modules that are marked as whole.

``EVERYDAY_NOTE_SLOW=1 python start.py test …`` writes the lines of the tests that it runs anew. A test that is on no
list is taken for a fast one. What fixtures make for many tests is nobody's.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

__all__ = ["LIST", "SLOW_S", "is_listed", "is_noting", "keep", "listed", "note", "processor_s"]

LIST = Path(__file__).with_name("slow.txt")
SLOW_S = 0.2
"""So many seconds of a processor make a test a slow one: of a thousand such tests a quick run would take minutes."""
SPENT = "processor seconds"


def is_noting() -> bool:
    """Is this run to write the list?"""
    return os.environ.get("EVERYDAY_NOTE_SLOW") == "1"


def processor_s() -> float:
    """What this process has used, with the programs that it started and that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def listed(path: Path = LIST) -> frozenset[str]:
    """The test functions of the list, as ``file::name``."""
    return frozenset(path.read_text(encoding="utf-8").split())


def function_of(nodeid: str) -> str:
    """The function of a test, whatever its parameters."""
    return nodeid.partition("[")[0]


def is_listed(nodeid: str, functions: frozenset[str]) -> bool:
    """Is this test one of a listed function?"""
    return function_of(nodeid) in functions


def note(reports: Iterable[Any], path: Path = LIST) -> None:
    """Write the list anew: the functions that ran are slow or not by the mean of their tests, the others stay."""
    spent: dict[str, list[float]] = defaultdict(list)
    for report in reports:
        if report.when == "call" and report.passed:
            spent[function_of(report.nodeid)] += [seconds for name, seconds in report.user_properties if name == SPENT]
    slow = {name for name, seconds in spent.items() if seconds and sum(seconds) / len(seconds) >= SLOW_S}
    lines = sorted((listed(path) - set(spent)) | slow)
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")


def keep(item: pytest.Item, seconds: float) -> None:
    """Let a test's report say what it used."""
    item.user_properties.append((SPENT, seconds))
