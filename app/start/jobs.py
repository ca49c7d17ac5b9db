"""What is started from the start page and goes on beside it: an atlas of files, the demo, a build once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.server import BUILD, Job, job_of, start_job
from app.words import start as words
from everyday.atlas import AtlasConfig, rename_atlas
from everyday.facade import Atlas
from everyday.starting import Given, make_atlas
from geo.errors import BuildError, CancelledError, UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.fetch import FetchPlan, FetchReport

__all__ = ["start_demo", "start_fetch", "start_making"]

TAKING_IN, FETCHING = 0.2, 0.5
"""The share of the way that taking the files in, or fetching them, is."""


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
    _refuse_running(target, config.name)

    def work(job: Job) -> Edition | None:
        kept = held  # noqa: F841 - what keeps the files goes when the work is over
        make_atlas(target, config, files, progress=_part(job, 0.0, TAKING_IN), cancel=job.cancel)
        if not any(one.kind == "osm" for one in files):
            return None
        return Atlas(target).build(progress=_part(job, TAKING_IN, 1.0), cancel=job.cancel)

    return start_job(target, BUILD, work, title=config.name)


def _refuse_running(target: Path, name: str) -> None:
    running = job_of(target)
    if running is not None and running.is_running:
        raise UsageError(f"{name} is being made already.", do="Wait for it, or choose another name.")


def start_fetch(plan: FetchPlan, name: str) -> Job:
    """Fetch a town and build its atlas; ``again`` of the job goes on where it ended.

    Args:
        plan: what is fetched, and where to.
        name: of the atlas.

    Raises:
        UsageError: one is being made there already.
    """
    _refuse_running(plan.folder, name)
    titles = {piece.key: piece.title for piece in plan.pieces}
    number = {piece.key: place for place, piece in enumerate(plan.pieces)}

    def work(job: Job) -> Edition:
        from everyday.fetch import fetch_town

        job.again = lambda: start_fetch(plan, name)
        said = _part(job, 0.0, FETCHING)

        def tell(key: str, done: int, total: int | None) -> None:
            part = min(done / total, 1.0) if total else 0.0
            said(words.FETCHING.format(piece=titles.get(key, key)), (number.get(key, 0) + part) / len(titles))

        report = fetch_town(plan, tell=tell, stop=job.cancel.is_set)
        job.notes += _notes(report)
        if report.is_stopped:
            raise CancelledError(words.FETCH_STOPPED)
        if not report.can_build:
            raise BuildError(words.FETCH_LACKS, do=words.FETCH_LACKS_DO)
        rename_atlas(plan.folder, name)
        return Atlas(plan.folder).build(progress=_part(job, FETCHING, 1.0), cancel=job.cancel)

    return start_job(plan.folder, BUILD, work, title=name)


def _notes(report: FetchReport) -> list[str]:
    """What became of each piece, those that came last."""
    order = ("failed", "manual", "fetched", "unchanged")
    pieces = sorted(report.pieces, key=lambda piece: order.index(piece.status) if piece.status in order else 0)
    return [f"{piece.title}: {words.PIECE_STATUS.get(piece.status, piece.status)}. {piece.words}" for piece in pieces]


def start_demo(target: Path, title: str) -> Job:
    """Make the made-up town with its plan, its sample's logs and both of its editions."""

    def work(job: Job) -> Edition:
        from everyday.demo import add_example_logs, add_example_plan, build_demo, build_next_year

        build_demo(target, progress=_part(job, 0.0, 0.6))
        add_example_plan(Atlas(target))
        add_example_logs(target)
        return build_next_year(target, progress=_part(job, 0.6, 1.0))

    return start_job(target, BUILD, work, title=title)
