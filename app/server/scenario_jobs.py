"""Scenarios that are worked out beside the pages, by the same means as builds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.server.jobs import Job, forget, job_of, start_job
from everyday.atlas import Edition
from everyday.facade import Atlas
from everyday.scenario import run_scenario

__all__ = ["forget_scenario", "scenario_job", "start_scenario"]

SCENARIO = "scenario"


def scenario_job(folder: Path) -> Job | None:
    """The scenario of an atlas that is worked out now or was the last to be, if any."""
    return job_of(folder, SCENARIO)


def forget_scenario(folder: Path) -> None:
    """Forget one that is over."""
    forget(folder, SCENARIO)


def start_scenario(folder: Path, edits: Sequence[dict[str, Any]], *, name: str = "") -> Job:
    """Start in a thread of its own; while one runs, that one is given back."""
    wanted = [dict(edit) for edit in edits]

    def work(job: Job) -> Edition:
        return run_scenario(Atlas(job.folder), wanted, name=name, progress=job.told, cancel=job.cancel)

    return start_job(folder, SCENARIO, work)
