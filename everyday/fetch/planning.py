"""What would be fetched for a town, from whom, how large and under which licence; nothing heavy is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from everyday.fetch.asking import Asker
from everyday.fetch.following import ended_words
from everyday.fetch.pieces import FetchPlan, Piece, Town
from everyday.fetch.sources import Sources, load_sources
from everyday.fetch.state import State, load_state
from everyday.fetch.towns import ask_towns, find_towns, region_of
from everyday.fetch.wards import authority_at
from geo.errors import UsageError

__all__ = ["choose_town", "plan_fetch"]


def choose_town(words: str, *, is_asking: bool = False, sources: Path | None = None) -> Town:
    """The one town that words or a code mean.

    Args:
        words: as somebody typed them.
        is_asking: where the lists have none of that name, OpenStreetMap's search is asked once.
        sources: a file of addresses laid over the product's own; None for ``EVERYDAY_SOURCES``.

    Raises:
        UsageError: there is none of that name, or several: all are named.
        FetchError: the search did not answer.
    """
    found = find_towns(words.split(" (")[0])
    if not found and is_asking:
        found = ask_towns(words.split(" (")[0], sources=sources)
    told = [town for town in found if town.title == words.strip()]
    if told:
        return told[0]
    exact = [town for town in found if town.code == words.strip().upper()]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if not found:
        if ended := ended_words(words.strip().upper(), date.today()):
            raise UsageError(ended, "Needed: an authority that there is.", "Fetch what follows it.")
        raise UsageError(
            f"No town is called {words!r}.", "Needed: a name or an ONS code such as E06000023.",
            "A ward, village or district: ask OpenStreetMap's search with --search. Somewhere else: "
            "docs/your-own-town.md says how it is done by hand.",
        )  # fmt: skip
    named = [town for town in found if town.kind == "authority"]
    if len(named) == 1 and all(_is_part_of_name(words, town) for town in named) and _only_one(words, found):
        return named[0]
    listed = "\n".join(f"  {town.code or '-':<10} {town.title}" for town in found)
    raise UsageError(
        f"{len(found)} places fit {words!r}:\n{listed}\n",
        do='Name one by its code; a place without one by its name and what is in brackets: "Keighley (place, near '
        'Bradford, England, 50,171 people)".',
    )


def _is_part_of_name(words: str, town: Town) -> bool:
    return words.strip().lower() in town.name.lower()


def _only_one(words: str, found: list[Town]) -> bool:
    """Whether no other place of that very name lies in another country or far from the first."""
    same = [town for town in found if town.kind == "place" and town.name.lower() == words.strip().lower()]
    return len(same) <= 1 and len([town for town in found if town.kind == "authority"]) == 1


def plan_fetch(
    folder: Path,
    town: Town,
    *,
    rail: bool = False,
    overpass: bool = False,
    wards: int | None = None,
    sources: Path | None = None,
) -> FetchPlan:
    """What would be fetched for ``town`` into ``folder``.

    For a place the service of ONS is asked once in which authority it lies; the atlas is of that authority.

    Args:
        folder: of the atlas; it may be there if it was fetched before.
        town: one of :func:`everyday.fetch.find_towns`.
        rail: with trains, from an unofficial source.
        overpass: streets from Overpass instead of extracts, for a small place.
        wards: the year whose wards a survey needs; None for the newest.
        sources: a file of addresses laid over the product's own; None for ``EVERYDAY_SOURCES``.

    Raises:
        UsageError: the folder holds something else, or another town.
        FetchError: the authority of a place is not found.
        NotFoundError: there is no such file of sources.
    """
    known = load_sources(sources)
    if not town.code:
        if town.point is None:
            raise UsageError(f"{town.name} has neither a code nor a place.", "Needed: a town as find_towns gives it.")
        asker, hosts = Asker(known["polite"]), known.hosts("wards")
        town = authority_at(lambda url, params: asker.json(url, hosts, params), known, town.point)
    state = _state_of(folder, town)
    return FetchPlan(folder, town, _pieces(known, state, town, rail, overpass), wards, known.file, overpass)


def _state_of(folder: Path, town: Town) -> State:
    state = load_state(folder)
    if state.town and state.town.get("code") != town.code:
        raise UsageError(
            f"{folder} is the atlas of {state.town.get('name')}, not of {town.name}.", do="Choose another folder."
        )
    if not state.town and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty and was not fetched.", do="Choose another folder.")
    return state


def town_entry(town: Town) -> dict[str, Any]:
    """A town as the state keeps it."""
    return asdict(town)


def _pieces(known: Sources, state: State, town: Town, rail: bool, overpass: bool) -> tuple[Piece, ...]:
    country = town.country
    by_hand = "manual_" + country.lower().replace(" ", "_")
    wards, people, streets, buses = (known[name] for name in ("wards", "people", "streets", "buses"))
    deprivation, stops = known["deprivation"], known["stops"]
    own = deprivation.get(country, {})
    pieces = [_piece("wards", wards, state, wards["catalogue"])]
    pieces.append(_piece("people", people, state, people["counts"], manual=people.get(by_hand)))
    manual = deprivation.get(by_hand) or (None if own.get("address") else own.get("manual"))
    told = {"source": "", "licence": "", "attribution": "", **own, "title": deprivation["title"]}
    pieces.append(_piece("deprivation", told, state, own.get("address", ""), manual=manual))
    address = streets["overpass"] if overpass else streets["index"]
    pieces.append(_piece("streets", streets, state, address))
    region = buses["regions"].get(region_of(town.code), "")
    size = buses["sizes"].get(region) if region else None
    manual = buses.get(by_hand)
    address = buses["address"].format(region=region or "REGION")
    pieces.append(_piece("buses", {**buses, "size": size or buses["size"]}, state, address, manual=manual))
    if manual is None:
        pieces.append(_piece("stops", stops, state, stops["address"]))
    if rail:
        pieces.append(_piece("rail", known["rail"], state, known["rail"]["address"]))
    return tuple(pieces)


def _piece(key: str, told: Mapping[str, Any], state: State, address: str, manual: str | None = None) -> Piece:
    done = state.done.get(key)
    size = done.size if done and done.size else told.get("size")
    return Piece(
        key, str(told["title"]), str(told["source"]), str(told["licence"]), str(told["attribution"]),
        "" if manual else address, None if manual else size, manual, str(told.get("note", "")),
    )  # fmt: skip
