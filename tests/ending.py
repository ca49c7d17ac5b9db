"""The order of a run, the parts that a test needs, and what is said at the end: what was not tried, where time went."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import PurePosixPath
from typing import Any

import pytest

from start import QUICK
from tests import needs, slow
from tests.makers.plans.new_plans import copy_new_plans
from tests.memory import in_memory

# Whoever asks for one of these fixtures needs these parts.
NEEDED = {"real_data": ("data",), "cases": ("cases",), "chromium": ("browser",), "postgres": ("postgresql", "postgis"),
          "room_address": ("room",), "sign_in_packages": ("sign_in",)}  # fmt: skip
# Whoever asks for one of these waits for a town to be built from real data.
LONG_BUILDS = {"newport_atlas", "fine_atlas", "unserved_atlas", "porto_alegre"}
SLOWEST_N = 10
BETWEEN_LOOKS = (10_000, 20, 20)
"""So many new objects come between two searches for unreachable ones: a page or a table is made of many small ones."""
FILES_GB = 6
"""What the files of a run may need: those of a test go with it, those of a module stay until the end."""
MEMORY_GB = 4
"""What a process of a run needs, with its server and its browser."""


def pytest_configure(config: pytest.Config) -> None:
    """Every part is a marker; files of the tests are in memory, if there is enough and nobody says where they are.

    The processes of a run, their browsers and servers are more than the processors. On Linux each is left at work for
    longer, as nobody waits for a single one: a run takes a twenty-fifth less.
    """
    if hasattr(os, "SCHED_BATCH"):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    left_gb = MEMORY_GB * ((os.cpu_count() or 1) + 1)
    if not config.option.basetemp and (folder := in_memory(FILES_GB, left_gb=left_gb)):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)
    for part in needs.PARTS.values():
        config.addinivalue_line("markers", f"{part.key}: tries {part.untried}")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """What is imported and collected stays: neither meanwhile nor later does Python look for garbage among it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*BETWEEN_LOOKS)
        gc.enable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Where tests will run that keep plans, new ones are copied."""
    if session.items and "store.database" in sys.modules and not session.config.option.collectonly:
        copy_new_plans()


def rank(item: pytest.Item) -> int:
    """Fast tests, then slow ones, then those in a browser."""
    return 2 if item.get_closest_marker("browser") else 1 if item.get_closest_marker("slow") else 0


def about_s(item: pytest.Item) -> float:
    """What the module takes, as ``pytest.mark.browser(about_s=...)`` says: long ones begin before others."""
    return max((mark.kwargs.get("about_s", 0) for mark in item.iter_markers("browser")), default=0)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a test needs, and bring the tests into order."""
    functions = slow.listed()
    for item in items:
        if slow.is_listed(item.nodeid, functions):
            item.add_marker("slow")
        for fixture in getattr(item, "fixturenames", ()):
            for key in NEEDED.get(fixture, ()):
                item.add_marker(key)
            if fixture in LONG_BUILDS:
                item.add_marker("slow")
        if item.get_closest_marker("postgis"):
            item.add_marker("postgresql")
        if item.get_closest_marker("browser"):
            # Pages were lost when two drawings overlapped; the causes that we know are mended (app/server/drawing).
            # On a machine with much too much to do a page still fails to come now and then: it is loaded again.
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))
    items.sort(key=lambda item: (rank(item), -about_s(item)))  # stable: modules stay together


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than processors, as a test often waits for a browser or a database: where memory is enough.

    Quick tests wait for neither, and what each process imports and collects costs as much as a hundred of them.
    """
    processors = os.cpu_count() or 1
    if config.option.markexpr == QUICK or not hasattr(os, "sysconf"):
        return processors
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return processors + 1 if memory_gb >= MEMORY_GB * (processors + 1) else processors


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While a test runs, it may use the parts it is marked with."""
    needs.of_this_test.append({mark.name for mark in item.iter_markers()} & set(needs.PARTS))
    try:
        return (yield)
    finally:
        needs.of_this_test.pop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Where slow tests are noted, a test says what it used."""
    with slow.called(item) if slow.is_noting() else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Iterator[object]:
    """Where slow tests are noted, what a fixture uses is said too."""
    item = request._pyfuncitem
    with slow.made(item, fixturedef.argname, fixturedef.scope) if slow.is_noting() else nullcontext():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything is built for a test: are the parts there?"""
    for key in needs.PARTS:
        mark = item.get_closest_marker(key)
        if mark and not mark.kwargs.get("is_late"):
            needs.ask(key)


def _untried(reports: list[Any]) -> list[str]:
    """One line for each missing part, with the number of tests."""
    said = [
        str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports if isinstance(report.longrepr, tuple)
    ]
    counts = Counter(line for line in said if any(line == part.line for part in needs.PARTS.values()))
    return [f"{count:5d} {'test ' if count == 1 else 'tests'}  {line}" for line, count in counts.most_common()]


def _seconds(reports: list[Any]) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds by folder and by test, with setting up and clearing away."""
    by_folder: dict[str, float] = defaultdict(float)
    by_test: dict[str, float] = defaultdict(float)
    for report in reports:
        path = PurePosixPath(report.nodeid.split("::")[0])
        by_folder["/".join(path.parts[:3] if len(path.parts) > 3 else path.parts[:2])] += report.duration
        by_test[report.nodeid] += report.duration
    return by_folder, by_test


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What was not tried, and where the time went. Pytest's own line comes after."""
    stats = terminalreporter.stats
    if untried := _untried(stats.get("skipped", [])):
        terminalreporter.section("not tried on this machine")
        for line in untried:
            terminalreporter.write_line(line)
    reports = [one for many in stats.values() for one in many if isinstance(one, pytest.TestReport)]
    if slow.is_noting():
        slow.note(reports)
    by_folder, by_test = _seconds(reports)
    whole_s = sum(by_folder.values())
    if whole_s < 60:
        return
    terminalreporter.section(f"where {whole_s / 60:.0f} minutes of work went")
    for folder, seconds in sorted(by_folder.items(), key=lambda one: -one[1]):
        if seconds >= 0.01 * whole_s:
            terminalreporter.write_line(f"{seconds:7.1f} s  {folder}")
    terminalreporter.write_line("the slowest tests:")
    for name, seconds in sorted(by_test.items(), key=lambda one: -one[1])[:SLOWEST_N]:
        terminalreporter.write_line(f"{seconds:7.1f} s  {name}")
