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
from tests.ending import rank

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


def test_fast_tests_come_first_then_slow_ones_then_those_in_a_browser(request: pytest.FixtureRequest) -> None:
    ranks = [rank(item) for item in request.session.items]
    assert ranks == sorted(ranks)


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
