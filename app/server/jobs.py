"""Builds and scenarios that run beside the pages: one at a time for each atlas, seen by every session."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from everyday.atlas import Edition
from everyday.facade import Atlas
from geo.errors import AtlasError, CancelledError

__all__ = ["BUILD", "Job", "forget", "job_of", "jobs_in", "start_build", "start_job"]

BUILD = "build"
_jobs: dict[tuple[Path, str], Job] = {}
_turns: dict[Path, threading.Lock] = {}
_lock = threading.Lock()


@dataclass
class Job:
    """One build. ``state`` is ``running``, ``done``, ``cancelled`` or ``failed``; steps are in the order they began.

    ``title`` is the town where an atlas is only being made, else empty; ``notes`` are what
    else should be known of it; ``again`` goes on where it ended, where that is not simply a build.
    """

    folder: Path
    title: str = ""
    state: str = "running"
    share: float = 0.0
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    again: Callable[[], Job] | None = None
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


def job_of(folder: Path, what: str = BUILD) -> Job | None:
    """The build (or scenario) of an atlas that runs or was the last to run, if any."""
    return _jobs.get((folder.resolve(), what))


def jobs_in(home: Path) -> list[Job]:
    """Builds of atlases in a folder of atlases, also of those that are not there yet, the first begun first."""
    inside = home.resolve()
    with _lock:
        found = [job for (folder, what), job in _jobs.items() if what == BUILD and folder.parent == inside]
    return sorted(found, key=lambda job: job.started)


def forget(folder: Path, what: str = BUILD) -> None:
    """Forget one that is over."""
    with _lock:
        job = _jobs.get((folder.resolve(), what))
        if job is not None and not job.is_running:
            del _jobs[folder.resolve(), what]


def start_build(folder: Path, *, day: date | None = None) -> Job:
    """Start a build in a thread of its own; while one runs, that one is given back."""

    def work(job: Job) -> Edition:
        return Atlas(job.folder).build(date=day, progress=job.told, cancel=job.cancel)

    return start_job(folder, BUILD, work)


def start_job(folder: Path, what: str, work: Callable[[Job], Edition | None], *, title: str = "") -> Job:
    """Start ``work`` in a thread of its own.

    While one of the same kind runs on the atlas, that one is given back. One of the other kind is waited for: a
    scenario and a build of one atlas never run at once.
    ``work`` gives the edition that it made, None where it made none.
    """
    with _lock:
        running = _jobs.get((folder.resolve(), what))
        if running is not None and running.is_running:
            return running
        job = Job(folder.resolve(), title)
        _jobs[job.folder, what] = job
        turn = _turns.setdefault(job.folder, threading.Lock())
    threading.Thread(target=_run, args=(job, what, work, turn), name=f"{what} {folder.name}", daemon=True).start()
    return job


def _run(job: Job, what: str, work: Callable[[Job], Edition | None], turn: threading.Lock) -> None:
    try:
        with turn:
            edition = work(job)
        job.edition_id, job.share, job.state = edition.id if edition else "", 1.0, "done"
    except CancelledError:
        job.state = "cancelled"
    except AtlasError as error:
        job.error, job.state = error, "failed"
    except Exception as error:  # a fault of ours: the page must not wait for ever, and the log keeps the rest
        logging.getLogger(__name__).exception("A %s failed.", what)
        job.error = AtlasError(
            f"The {what} failed: {type(error).__name__}: {error}", do="The edition shown is untouched."
        )
        job.state = "failed"
    finally:
        job.seconds = time.monotonic() - job.started
