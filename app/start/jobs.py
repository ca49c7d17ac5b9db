"""What is started from the start page and goes on beside it: an atlas of files, the demo, a build once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.server import BUILD, Job, job_of, start_job
from everyday.atlas import AtlasConfig
from everyday.facade import Atlas
from everyday.starting import Given, make_atlas
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["start_demo", "start_making"]

TAKING_IN = 0.2
"""The share of the way that taking the files in is."""


def _part(job: Job, start: float, end: float) -> Callable[[str, float], None]:
    def told(step: str, share: float) -> None:
        job.told(step, start + (end - start) * share)

    return told


def start_making(target: Path, config: AtlasConfig, files: Sequence[Given], *, held: object = None) -> Job:
    """Make an atlas of files and build it.

    Args:
        target: its folder, not there yet.
        config: name and settings.
        files: what it is made of.
        held: kept until it is over, such as what keeps the files.

    Raises:
        UsageError: one is being made there already.
    """
    running = job_of(target)
    if running is not None and running.is_running:
        raise UsageError(f"{config.name} is being made already.", do="Wait for it, or choose another name.")

    def work(job: Job) -> Edition | None:
        kept = held  # noqa: F841 - what keeps the files goes when the work is over
        make_atlas(target, config, files, progress=_part(job, 0.0, TAKING_IN), cancel=job.cancel)
        if not any(one.kind == "osm" for one in files):
            return None
        return Atlas(target).build(progress=_part(job, TAKING_IN, 1.0), cancel=job.cancel)

    return start_job(target, BUILD, work, title=config.name)


def start_demo(target: Path, title: str) -> Job:
    """Make the made-up town with its plan, its sample's logs and both of its editions."""

    def work(job: Job) -> Edition:
        from everyday.demo import add_example_plan, build_demo, build_next_year

        build_demo(target, progress=_part(job, 0.0, 0.6))
        add_example_plan(Atlas(target))
        return build_next_year(target, progress=_part(job, 0.6, 1.0))

    return start_job(target, BUILD, work, title=title)
