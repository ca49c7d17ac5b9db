"""A build that runs beside the pages: one for each atlas, seen by every session, gone when the server stops."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from everyday.atlas import Atlas
from geo.errors import AtlasError, CancelledError

__all__ = ["Job", "forget", "job_of", "start_build"]

_jobs: dict[Path, Job] = {}
_lock = threading.Lock()


@dataclass
class Job:
    """One build. ``state`` is ``running``, ``done``, ``cancelled`` or ``failed``; steps are in the order they began."""

    folder: Path
    state: str = "running"
    share: float = 0.0
    steps: list[str] = field(default_factory=list)
    edition_id: str = ""
    error: AtlasError | None = None
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    cancel: threading.Event = field(default_factory=threading.Event)

    @property
    def is_running(self) -> bool:
        """True until it is done, cancelled or failed."""
        return self.state == "running"

    def told(self, step: str, share: float) -> None:
        """Progress of the build."""
        if step not in self.steps:
            self.steps.append(step)
        self.share = max(self.share, min(share, 1.0))


def job_of(folder: Path) -> Job | None:
    """The build of an atlas that runs or was the last to run, if any."""
    return _jobs.get(folder.resolve())


def forget(folder: Path) -> None:
    """Forget a build that is over."""
    with _lock:
        job = _jobs.get(folder.resolve())
        if job is not None and not job.is_running:
            del _jobs[folder.resolve()]


def start_build(folder: Path, *, day: date | None = None) -> Job:
    """Start a build in a thread of its own; while one runs, that one is given back."""
    with _lock:
        running = _jobs.get(folder.resolve())
        if running is not None and running.is_running:
            return running
        job = Job(folder.resolve())
        _jobs[job.folder] = job
    threading.Thread(target=_run, args=(job, day), name=f"build {folder.name}", daemon=True).start()
    return job


def _run(job: Job, day: date | None) -> None:
    try:
        edition = Atlas(job.folder).build(date=day, progress=job.told, cancel=job.cancel)
        job.edition_id, job.share, job.state = edition.id, 1.0, "done"
    except CancelledError:
        job.state = "cancelled"
    except AtlasError as error:
        job.error, job.state = error, "failed"
    except Exception as error:  # a fault of ours: the page must not wait for ever, and the log keeps the rest
        logging.getLogger(__name__).exception("A build failed.")
        what = f"The build failed: {type(error).__name__}: {error}"
        job.error = AtlasError(what, do="The last edition is untouched.")
        job.state = "failed"
    finally:
        job.seconds = time.monotonic() - job.started
