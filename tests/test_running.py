"""How ``start.py test`` runs the tests."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

import start
from tests import ROOT, slow
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


def test_fast_tests_come_first_then_slow_ones_then_those_in_a_browser(request: pytest.FixtureRequest) -> None:
    ranks = [rank(item) for item in request.session.items]
    assert ranks == sorted(ranks)


def test_the_checks_before_a_commit_are_those_of_ci() -> None:
    said = (ROOT / ".ci" / "run").read_text(encoding="utf-8"), (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert all("start.py check" in one for one in said)
    assert [check[0] for check in start.CHECKS] == ["ruff", "ruff", "mypy"]


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


def test_what_ran_is_noted_anew_and_what_did_not_run_stays(tmp_path: Path) -> None:
    def report(name: str, seconds: float, when: str = "call", passed: bool = True) -> SimpleNamespace:
        return SimpleNamespace(nodeid=f"tests/a.py::{name}", when=when, passed=passed,
                               user_properties=[(slow.SPENT, seconds)])  # fmt: skip

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
