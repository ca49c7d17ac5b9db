"""Scenarios that are worked out beside the pages: one for each atlas, as builds are."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.build_job import Job
from everyday.atlas import Atlas
from everyday.scenario import run_scenario
from geo.errors import AtlasError, CancelledError

__all__ = ["forget_scenario", "scenario_job", "start_scenario"]

_jobs: dict[Path, Job] = {}
_lock = threading.Lock()


def scenario_job(folder: Path) -> Job | None:
    """The scenario of an atlas that is worked out now or was the last to be, if any."""
    return _jobs.get(folder.resolve())


def forget_scenario(folder: Path) -> None:
    """Forget one that is over."""
    with _lock:
        job = _jobs.get(folder.resolve())
        if job is not None and not job.is_running:
            del _jobs[folder.resolve()]


def start_scenario(folder: Path, edits: Sequence[dict[str, Any]], *, name: str = "") -> Job:
    """Start in a thread of its own; while one runs, that one is given back."""
    with _lock:
        running = _jobs.get(folder.resolve())
        if running is not None and running.is_running:
            return running
        job = Job(folder.resolve())
        _jobs[job.folder] = job
    arguments = (job, [dict(edit) for edit in edits], name)
    threading.Thread(target=_run, args=arguments, name=f"scenario {folder.name}", daemon=True).start()
    return job


def _run(job: Job, edits: list[dict[str, Any]], name: str) -> None:
    try:
        edition = run_scenario(Atlas(job.folder), edits, name=name, progress=job.told, cancel=job.cancel)
        job.edition_id, job.share, job.state = edition.id, 1.0, "done"
    except CancelledError:
        job.state = "cancelled"
    except AtlasError as error:
        job.error, job.state = error, "failed"
    except Exception as error:  # a fault of ours: the page must not wait for ever, and the log keeps the rest
        logging.getLogger(__name__).exception("A scenario failed.")
        what = f"The scenario failed: {type(error).__name__}: {error}"
        job.error = AtlasError(what, do="The atlas is untouched.")
        job.state = "failed"
    finally:
        job.seconds = time.monotonic() - job.started
