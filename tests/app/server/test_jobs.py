"""Long work beside the pages: a build and a scenario of one atlas take turns, and a fault is said, never hung on."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.server.jobs import Job, job_of, start_job


def _wait(*jobs: Job) -> None:
    until = time.monotonic() + 120
    while any(job.is_running for job in jobs) and time.monotonic() < until:
        time.sleep(0.01)


def test_a_build_and_a_scenario_of_one_atlas_take_turns(tmp_path: Path) -> None:
    begun, may_end = threading.Event(), threading.Event()
    order: list[str] = []

    def build(job: Job) -> Any:
        begun.set()
        may_end.wait(120)
        order.append("build")
        return SimpleNamespace(id="one")

    def scenario(job: Job) -> Any:
        order.append("scenario")
        return SimpleNamespace(id="two")

    first = start_job(tmp_path, "build", build)
    assert begun.wait(120)
    second = start_job(tmp_path, "scenario", scenario)
    assert start_job(tmp_path, "build", build) is first
    time.sleep(0.1)
    assert order == []
    assert second.is_running
    may_end.set()
    _wait(first, second)
    assert order == ["build", "scenario"]
    assert (first.edition_id, second.edition_id) == ("one", "two")


def test_a_fault_of_ours_is_said_and_the_next_may_run(tmp_path: Path) -> None:
    def broken(job: Job) -> Any:
        raise ZeroDivisionError("no cells")

    job = start_job(tmp_path, "build", broken)
    _wait(job)
    assert job.state == "failed"
    assert "no cells" in str(job.error)
    again = start_job(tmp_path, "build", lambda job: SimpleNamespace(id="fine"))  # type: ignore[arg-type,return-value]
    _wait(again)
    assert job_of(tmp_path) is again
    assert again.state == "done"
