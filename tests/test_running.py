"""How ``start.py test`` runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import start
from tests import ROOT, ending, slow
from tests.ending import by_turns, in_order, is_fast

QUICK = "not slow and not browser and not postgis and not office"
SHARED = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], SHARED),
        (["--quick"], [*SHARED, "-m", QUICK]),
        (["-x", "-k", "gtfs"], [*SHARED, "-x", "-k", "gtfs"]),
        (["--quick", "tests/geo"], [*SHARED, "-m", QUICK, "tests/geo"]),
        (["--collect-only", "-q"], ["--collect-only", "-q"]),
        (["-n", "0", "--pdb"], ["-n", "0", "--pdb"]),
        (["-n4"], ["-n4"]),
        (["--color=no"], [*SHARED, "--color=no"]),
    ],
)
def test_tests_run_on_every_processor_unless_one_is_asked_for(asked: list[str], told: list[str]) -> None:
    assert start.tests(asked) == told


def test_all_processes_of_a_run_keep_what_they_compiled_and_the_memory_they_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", {"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_TOP_PAD_": "4096"})
    monkeypatch.setattr(start, "install", lambda extra: None)
    monkeypatch.setattr(start, "run", lambda *command: seen.update(os.environ) or 0)
    assert start.main(["test"]) == 0
    wanted = {name: str(number) for name, number in (start.KEPT_MEMORY | start.ONE_THREAD).items()}
    assert seen == wanted | {"MALLOC_TOP_PAD_": "4096"}


def test_processes_of_a_run_and_what_they_start_are_left_at_work_for_longer() -> None:
    command = [sys.executable, "-c", "import os; print(os.sched_getscheduler(0))"]
    if hasattr(os, "SCHED_BATCH"):
        assert os.sched_getscheduler(0) == os.SCHED_BATCH
        assert int(subprocess.check_output(command)) == os.SCHED_BATCH


def test_fast_tests_come_first(request: pytest.FixtureRequest) -> None:
    are_fast = [is_fast(item) for item in request.session.items]
    assert are_fast == sorted(are_fast, reverse=True)


def test_what_waits_and_what_calculates_take_turns_until_both_are_done() -> None:
    pages = [("long page", 60.0), ("page", 20), ("short page", 20)]
    assert by_turns(pages, [("a", 1), ("b", 1), ("c", 1), ("d", 1)]) == [
        "a", "long page", "b", "c", "page", "d", "short page",
    ]  # fmt: skip
    assert by_turns(pages, []) == ["long page", "page", "short page"]
    assert by_turns([], [("only", 3)]) == ["only"]


class Item:
    """As much of a test as its place in the order depends on."""

    def __init__(self, nodeid: str, *marks: str, about_s: float = 0) -> None:
        self.nodeid = nodeid
        self.marks = {name: SimpleNamespace(kwargs={"about_s": about_s} if about_s else {}) for name in marks}

    def get_closest_marker(self, name: str) -> SimpleNamespace | None:
        return self.marks.get(name)

    def iter_markers(self, name: str) -> list[SimpleNamespace]:
        return [self.marks[name]] if name in self.marks else []


def test_every_test_has_its_place_and_those_of_a_file_stay_together() -> None:
    items: Any = [
        Item("a.py::slow", "slow"), Item("a.py::fast"), Item("a.py::page", "browser"), Item("b.py::slow", "slow"),
        Item("c.py::page", "browser", "slow", about_s=30), Item("d.py::page", "browser"),
        Item("b.py::slow too", "slow"), Item("e.py::slow", "slow", about_s=20),
    ]  # fmt: skip
    assert [item.nodeid for item in in_order(items)] == [
        "a.py::fast", "c.py::page", "e.py::slow", "a.py::slow", "a.py::page", "b.py::slow", "b.py::slow too",
        "d.py::page",
    ]  # fmt: skip


def test_the_checks_before_a_commit_are_those_of_ci() -> None:
    said = (ROOT / ".ci" / "run").read_text(encoding="utf-8"), (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert all("start.py check" in one for one in said)
    assert [check[0] for check in start.CHECKS] == ["ruff", "ruff", "mypy", "tools.kernels"]


def test_the_list_of_slow_tests_is_in_order_and_each_is_there() -> None:
    lines = slow.LIST.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    for path, _, name in (line.partition("::") for line in lines):
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}: no {name}: take the line out"


def test_a_test_is_slow_whatever_its_parameters(request: pytest.FixtureRequest) -> None:
    functions = frozenset({"tests/a.py::test_one"})
    assert slow.is_listed("tests/a.py::test_one[x-1]", functions)
    assert not slow.is_listed("tests/a.py::test_one_more", functions)
    for item in request.session.items:
        assert not slow.is_listed(item.nodeid, slow.listed()) or item.get_closest_marker("slow")


def report(name: str, seconds: float, *said: tuple[str, object], when: str = "call", passed: bool = True) -> Any:
    return SimpleNamespace(nodeid=f"tests/a.py::{name}", when=when, passed=passed,
                           user_properties=[(slow.SPENT, seconds), *said])  # fmt: skip


def test_what_ran_is_noted_anew_and_what_did_not_run_stays(tmp_path: Path) -> None:
    path = tmp_path / "slow.txt"
    path.write_text("tests/a.py::test_faster\ntests/a.py::test_failed\ntests/b.py::test_other\n", encoding="utf-8")
    slow.note(
        [report("test_faster", 0.1), report("test_slower[1]", 0.1), report("test_slower[2]", 2.0),
         report("test_fast", 0.01), report("test_fast", 9.0, when="setup"), report("test_failed", 0.1, passed=False)],
        path,
    )  # fmt: skip
    assert path.read_text(encoding="utf-8").split() == [
        "tests/a.py::test_failed", "tests/a.py::test_slower", "tests/b.py::test_other",
    ]  # fmt: skip


def test_what_is_made_for_a_file_is_shared_among_the_tests_that_are_fast_without_it(tmp_path: Path) -> None:
    path = tmp_path / "slow.txt"
    path.write_text("", encoding="utf-8")
    dear, cheap = (slow.USED, ["dear"]), (slow.USED, ["cheap"])
    slow.note(
        [report("test_reads_what_was_dear", 0.01, dear, (slow.MADE, ("dear", 1.0))),
         report("test_reads_it_too[1]", 0.01, dear), report("test_reads_it_too[2]", 0.01, dear),
         report("test_slow_by_itself", 5.0, cheap, (slow.MADE, ("cheap", 0.3))),
         report("test_one", 0.01, cheap), report("test_two", 0.01, cheap), report("test_alone", 0.19)],
        path,
    )  # fmt: skip
    assert [line.partition("::")[2] for line in path.read_text(encoding="utf-8").split()] == [
        "test_reads_it_too", "test_reads_what_was_dear", "test_slow_by_itself",
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "more"), [(QUICK, 0), ("", 1)])
def test_quick_tests_wait_for_nobody_and_have_a_processor_each(
    asked: str, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "MEMORY_GB", 0)
    config = SimpleNamespace(option=SimpleNamespace(markexpr=asked))
    wanted = ending.pytest_xdist_auto_num_workers(config)  # type: ignore[arg-type]
    assert wanted == (os.cpu_count() or 1) + (more if hasattr(os, "sysconf") else 0)
