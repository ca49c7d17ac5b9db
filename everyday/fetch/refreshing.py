"""What is newer for an atlas that was fetched; where its authority has ended, what follows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from everyday.atlas import open_folder
from everyday.fetch.ageing import NEWEST_WARDS
from everyday.fetch.asking import Asker
from everyday.fetch.fetching import fetch_town
from everyday.fetch.following import ended_words, followers, followers_words
from everyday.fetch.pieces import FetchReport, PieceReport, Town
from everyday.fetch.planning import plan_fetch
from everyday.fetch.sources import Sources, load_sources
from everyday.fetch.state import Done, load_state
from everyday.fetch.work import Tell
from geo.errors import FetchError, UsageError
from geo.sources import EditionFound, features, newest_edition, text_list

__all__ = ["refresh_town"]


def refresh_town(
    folder: Path,
    *,
    sources: Path | None = None,
    tell: Tell | None = None,
    stop: Callable[[], bool] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> FetchReport:
    """Fetch what is newer than what an atlas has. Its wards stay, as plans and surveys stand on them; newer are named.

    Args:
        folder: of an atlas that was fetched.
        sources: a file of addresses laid over the product's own; None for ``EVERYDAY_SOURCES``.
        tell, stop, sleep: as in :func:`everyday.fetch.fetch_town`.

    Raises:
        UsageError: the folder is no atlas that was fetched.
    """
    state = load_state(folder)
    if not state.town or "wards" not in state.done:
        raise UsageError(f"{folder} was not fetched.", do='Fetch a town first: everyday fetch FOLDER "Bristol"')
    point = state.town.get("point")
    town = Town(**{**state.town, "point": tuple(point) if point else None})
    options = state.options
    plan = plan_fetch(
        folder, town, rail=bool(options.get("rail")), overpass=bool(options.get("overpass")),
        wards=options.get("wards"), sources=sources,
    )  # fmt: skip
    rest = replace(plan, pieces=tuple(piece for piece in plan.pieces if piece.key != "wards"))
    report = fetch_town(rest, tell=tell, stop=stop, is_checking=True, sleep=sleep)
    known = load_sources(sources)
    held = state.done["wards"]
    asker = Asker(known["polite"], stop=stop, sleep=sleep)
    words = f"{held.words}{_newer(known, asker, held, town, folder)}"
    wards = PieceReport(
        "wards", known["wards"]["title"], "unchanged", words, held.date, held.sha256, held.licence, held.address
    )
    return replace(report, pieces=(wards, *report.pieces))


def _newer(known: Sources, asker: Asker, held: Done, town: Town, folder: Path) -> str:
    """What is to be said of the wards that are held: nothing, that newer ones are there, or that the town ended."""
    told, hosts = known["wards"], known.hosts("wards")

    def ask(url: str, params: Any) -> Any:
        return asker.json(url, hosts, params)

    ahead = ended_words(town.code, date.today())
    listed = f" {ahead}" if ahead else ""
    try:
        newest = newest_edition(ask, told["catalogue"], told["organisation"])
        if newest is None:
            return listed
        _note_newest(folder, newest)
        if newest.title == held.date:
            return listed
        if _has_wards(ask, newest, town.code):
            return (
                f" Newer wards are there, those of {newest.title}: fetch them into a new folder where you want them."
                f"{listed}"
            )
        import shapely

        outline = shapely.union_all(open_folder(folder).own_areas().geometry.to_numpy())
        follows = followers_words(followers(ask, known, outline))
    except FetchError as error:
        return f" Whether there are newer ones is not known: {error.found}{listed}"
    return (
        f" In the wards of {newest.title} there is no {town.name} ({town.code}) any more. {follows}{listed} The "
        "boundaries that are there are kept, as the plan and surveys stand on them; for the new authority fetch into a "
        "new folder."
    )


def _has_wards(ask: Callable[[str, Any], Any], edition: EditionFound, code: str) -> bool:
    year = edition.year
    where = f"LAD{year}CD={text_list([code])}"
    return bool(features(ask, edition.layer, (f"WD{year}CD",), where=where, with_shapes=False))


def _note_newest(folder: Path, edition: EditionFound) -> None:
    state = load_state(folder)
    if state.options.get(NEWEST_WARDS) != edition.title:
        state.options[NEWEST_WARDS] = edition.title
        state.save()
