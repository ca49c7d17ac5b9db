"""What is newer for an atlas that was fetched, and how old its inputs are."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from everyday.atlas import InputRecord
from everyday.fetch.asking import Asker
from everyday.fetch.fetching import fetch_town
from everyday.fetch.pieces import FetchReport, PieceReport, Town
from everyday.fetch.planning import plan_fetch
from everyday.fetch.sources import Sources, load_sources
from everyday.fetch.state import Done, load_state
from everyday.fetch.work import Tell
from geo.errors import FetchError, UsageError
from geo.sources import newest_edition

__all__ = ["ages", "refresh_town"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    words = f"{held.words}{_newer(known, Asker(known['polite'], stop=stop, sleep=sleep), held)}"
    wards = PieceReport(
        "wards", known["wards"]["title"], "unchanged", words, held.date, held.sha256, held.licence, held.address
    )
    return replace(report, pieces=(wards, *report.pieces))


def _newer(known: Sources, asker: Asker, held: Done) -> str:
    told, hosts = known["wards"], known.hosts("wards")
    try:
        newest = newest_edition(
            lambda url, params: asker.json(url, hosts, params), told["catalogue"], told["organisation"]
        )
    except FetchError as error:
        return f" Whether there are newer ones is not known: {error.found}"
    if newest is None or newest.title == held.date:
        return ""
    return f" Newer wards are there, those of {newest.title}: fetch them into a new folder where you want them."


def ages(inputs: Iterable[InputRecord], today: date, *, osm_days: int | None = None) -> list[str]:
    """Which inputs are out of date, a sentence each: a timetable past its last day, streets older than a year.

    Args:
        inputs: of an atlas.
        today: the day.
        osm_days: how old streets may be; None for what the sources say.
    """
    most = timedelta(days=osm_days if osm_days is not None else int(load_sources()["streets"]["old_days"]))
    found = []
    for record in inputs:
        days = [date.fromisoformat(text) for text in _DAY.findall(record.date)]
        if not days:
            continue
        if record.kind == "gtfs" and days[-1] < today:
            found.append(f"{record.name}: the timetable ended on {_said(days[-1])}.")
        elif record.kind == "osm" and today - days[-1] > most:
            found.append(f"{record.name}: streets are of {_said(days[-1])}, older than a year.")
    return found


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
