"""Which tests are slow: those that ``slow.txt`` lists, by processor time, besides the modules that are marked as whole.

``EVERYDAY_NOTE_SLOW=1 python start.py test FILE …`` writes the lines of the tests that it runs anew. A test that is on
no list is taken for a fast one. What a fixture makes for one test is that test's; what it makes for the tests of a file
is shared among those that are fast without it, so files are noted whole; what it makes for the whole run is nobody's.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["LIST", "SLOW_S", "called", "is_listed", "is_noting", "listed", "made", "note", "processor_s"]

LIST = Path(__file__).with_name("slow.txt")
SLOW_S = 0.2
"""So many seconds of a processor make a test a slow one: of a thousand such tests a quick run would take minutes."""
SPENT, MADE, USED = "processor seconds", "made for the file", "used of the file's"


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
    own: dict[str, list[float]] = defaultdict(list)
    cost: dict[str, float] = defaultdict(float)  # of a fixture, as ``file::name``
    users: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.when != "call" or not report.passed:
            continue
        function, said = function_of(report.nodeid), report.user_properties
        file = function.partition("::")[0]
        own[function].append(sum(seconds for what, seconds in said if what == SPENT))
        for fixture, seconds in (told for what, told in said if what == MADE):
            cost[f"{file}::{fixture}"] += seconds
        for fixture in (name for what, names in said if what == USED for name in names):
            users[f"{file}::{fixture}"].append(function)
    slow = _slow({name: sum(seconds) / len(seconds) for name, seconds in own.items()}, cost, users)
    lines = sorted((listed(path) - set(own)) | slow)
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")


def _slow(own: dict[str, float], cost: dict[str, float], users: dict[str, list[str]]) -> set[str]:
    """The functions whose tests use too much, with their shares of what is made for those that are not slow."""
    slow: set[str] = set()
    while True:
        whole = {name: seconds for name, seconds in own.items() if name not in slow}
        for fixture, seconds in cost.items():
            fast = [name for name in users[fixture] if name in whole]
            for name in set(fast):
                whole[name] += seconds / len(fast)
        more = {name for name, seconds in whole.items() if seconds >= SLOW_S}
        if not more:
            return slow
        slow |= more


@contextmanager
def called(item: pytest.Item) -> Iterator[None]:
    """Let a test's report say what its call uses meanwhile, and what is made for its file that it uses."""
    before = processor_s()
    try:
        yield
    finally:
        fixtures = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009 - pytest has no other door to them
        shared = [name for name, found in fixtures.items() if found and found[-1].scope not in ("function", "session")]
        item.user_properties += [(SPENT, processor_s() - before), (USED, shared)]


_inner_s: list[float] = []
"""For each fixture that is being made: what those have used that were made for it meanwhile."""


@contextmanager
def made(item: pytest.Item, fixture: str, scope: str) -> Iterator[None]:
    """Let the report of the test that a fixture is made for say what this uses meanwhile, by itself."""
    before = processor_s()
    _inner_s.append(0.0)
    try:
        yield
    finally:
        whole_s = processor_s() - before
        own_s = whole_s - _inner_s.pop()
        is_named = fixture in getattr(item, "fixturenames", ())
        if _inner_s:  # what is asked for by a fixture's code alone is that fixture's
            _inner_s[-1] += whole_s if is_named or scope == "session" else whole_s - own_s
        if scope == "function":
            item.user_properties.append((SPENT, own_s))
        elif is_named and scope != "session":
            item.user_properties.append((MADE, (fixture, own_s)))
