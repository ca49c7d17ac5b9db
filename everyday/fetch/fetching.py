"""A fetch from its first piece to its last: one that fails is named with what to do, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from everyday.disk import one_at_a_time
from everyday.fetch.asking import Asker
from everyday.fetch.buses import fetch_buses, fetch_rail, fetch_stops
from everyday.fetch.deprivation import fetch_deprivation
from everyday.fetch.people import fetch_people
from everyday.fetch.pieces import FetchPlan, FetchReport, Piece, PieceReport
from everyday.fetch.planning import town_entry
from everyday.fetch.sources import load_sources
from everyday.fetch.state import load_state
from everyday.fetch.streets import fetch_small, fetch_streets
from everyday.fetch.wards import fetch_wards
from everyday.fetch.work import Tell, Work
from geo.errors import AtlasError, CancelledError, InputError

__all__ = ["fetch_town"]

_FETCHERS: dict[str, Callable[[Work], None]] = {
    "wards": fetch_wards,
    "people": fetch_people,
    "deprivation": fetch_deprivation,
    "streets": fetch_streets,
    "buses": fetch_buses,
    "stops": fetch_stops,
    "rail": fetch_rail,
}
_LAST = ("stops",)  # needs the timetables


def fetch_town(
    plan: FetchPlan,
    *,
    tell: Tell | None = None,
    stop: Callable[[], bool] | None = None,
    is_checking: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> FetchReport:
    """Fetch what a plan names and put it into the atlas; goes on where an earlier fetch was ended.

    A piece that is there and young is not asked for again; an older one only where what is offered is newer. What
    comes takes the place of what was there once it is checked; what fails leaves that as it was.

    Args:
        plan: of :func:`everyday.fetch.plan_fetch`.
        tell: called often with the key of a piece, what is done of it and its whole (None where nobody knows).
        stop: true when somebody wants to stop; the fetch ends between two parts of a file, and can be gone on with.
        is_checking: ask for what is newer also where what is there is young.
        sleep: waits so many seconds.

    Returns:
        what became of each piece; faults of services stand there and raise nothing.

    Raises:
        UsageError: the folder or the sources cannot be used.
        BuildError: somebody else fetches into this folder, or it cannot be written.
    """
    plan.folder.parent.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(plan.folder.parent, f"fetch-{plan.folder.name}", wait_s=0):
        return _fetch_all(plan, tell, stop, is_checking, sleep)


def _fetch_all(
    plan: FetchPlan, tell: Tell | None, stop: Callable[[], bool] | None, is_checking: bool,
    sleep: Callable[[float], None],
) -> FetchReport:  # fmt: skip
    sources = load_sources(plan.sources)
    asker = Asker(sources["polite"], stop=stop, sleep=sleep)
    work = Work(plan, sources, asker, load_state(plan.folder), tell or (lambda _key, _done, _total: None), is_checking)
    is_stopped = False
    for piece in sorted(plan.pieces, key=lambda piece: piece.key in _LAST):
        try:
            _fetch(work, piece)
        except CancelledError:
            is_stopped = True
            break
        if piece.key == "wards":
            if not (plan.folder / "atlas.toml").is_file():
                break
            work.state.town = town_entry(plan.town)
            work.state.options = {
                "wards": plan.wards, "rail": work.plan_has("rail"), "overpass": plan.is_overpass,
            }  # fmt: skip
            work.state.save()
    work.clear()
    return FetchReport(plan.folder, plan.town, tuple(work.reports), is_stopped, dict(asker.asked))


def _fetch(work: Work, piece: Piece) -> None:
    if piece.manual is not None and piece.key != "deprivation":
        work.reports.append(PieceReport(piece.key, piece.title, "manual", piece.manual))
        return
    if piece.key == "deprivation" and work.town.country not in work.sources["people"]["countries"]:
        work.reports.append(PieceReport(piece.key, piece.title, "manual", piece.manual or ""))
        return
    fetch = fetch_small if piece.key == "streets" and work.plan.is_overpass else _FETCHERS[piece.key]
    work.tell(piece.key, 0, None)
    try:
        fetch(work)
    except CancelledError:
        raise
    except AtlasError as error:
        words = str(error)
        if isinstance(error, InputError):
            refused = [problem for problem in error.report.sorted_problems() if problem.severity == "refused"]
            words = " ".join(str(problem) for problem in refused) or words
        words += f" {work.sources[piece.key].get('by_hand', '')}".rstrip()
        if piece.key in work.state.done:
            words += " What was there before is kept."
        work.reports.append(PieceReport(piece.key, piece.title, "failed", words, licence=piece.licence))
