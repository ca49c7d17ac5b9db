"""How ``start.py test`` runs the tests."""

from __future__ import annotations

import pytest

import start
from tests import ROOT
from tests.ending import rank

SHARED = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], SHARED),
        (["--quick"], [*SHARED, "-m", "not slow and not browser"]),
        (["-x", "-k", "gtfs"], [*SHARED, "-x", "-k", "gtfs"]),
        (["--quick", "tests/geo"], [*SHARED, "-m", "not slow and not browser", "tests/geo"]),
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
