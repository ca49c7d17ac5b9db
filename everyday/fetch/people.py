"""People where they live: centroids of output areas by place, counts by code, the sum compared with the authority's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from everyday.fetch.state import Done, now_text
from everyday.fetch.work import Work, write_geojson
from geo.errors import FetchError
from geo.sources import counts_by_code, counts_in_one_file, features

__all__ = ["fetch_people"]

KEY = "people"
_MOST_OFF, _TELLING_OFF = 0.05, 0.005
"""Of the authority's total: more than the first is no such town, less than the second is not worth a word."""


def fetch_people(work: Work) -> None:
    """Fetch output areas in the town with their counts, and add them as the population.

    Raises:
        FetchError: a service does not give them, or their sum is not the authority's.
        InputError: they cannot be used.
    """
    told = work.sources[KEY]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    import shapely
    from shapely.geometry import shape

    work.tell(KEY, 0, None)
    code, layer = told["code"], work.sources.service(told["centroids"])
    west, south, east, north = (float(edge) for edge in work.outline.bounds)
    rows = features(work.ask_json(KEY), layer, (code,), box=(west, south, east, north))
    shapely.prepare(work.outline)
    inside = {str(row["properties"][code]): row for row in rows if work.outline.covers(shape(row["geometry"]))}
    if not inside:
        raise FetchError(f"No output area lies in {work.town.name}.", do="Add the population by hand.")
    codes = sorted(inside)
    counts, own, by = _counts(work, told, codes)
    if lacking := sorted(set(codes) - set(counts)):
        raise FetchError(f"Nomis has no count of {len(lacking):,} output areas, such as {lacking[0]}.")
    people = sum(counts.values())
    checked = _set_against_own(people, own)
    path = work.beside / "people.geojson"
    for key, row in inside.items():
        row["properties"] = {code: key, "population": counts[key]}
    write_geojson(path, list(inside.values()), code)
    _report, sha256 = work.add(
        "population", path, options={"count_column": "population", "id_column": code},
        licence=told["licence"], attribution=told["attribution"],
    )  # fmt: skip
    size = path.stat().st_size
    path.unlink()
    words = f"{people:,} people in {len(codes):,} output areas, Census 2021{by}. {checked}"
    done = Done(words, "Census 2021", sha256, told["licence"], told["counts"], now_text(), "", size, (sha256,))
    work.finish(KEY, told["title"], done)


def _counts(work: Work, told: Mapping[str, Any], codes: list[str]) -> tuple[dict[str, int], int, str]:
    """Counts by output area and the authority's own total (0 where there is none); and from where, if not as usual."""
    try:
        return (*_asked_counts(work, told, codes), "")
    except FetchError as error:
        asked = error
    try:
        return (*_counts_of_one_file(work, told, codes), f", from the one file of Nomis ({asked.found.rstrip('.')})")
    except FetchError as error:
        raise FetchError(asked.found, asked.needed, f"{asked.do} Its one file: {error.found}".strip()) from asked


def _asked_counts(work: Work, told: Mapping[str, Any], codes: list[str]) -> tuple[dict[str, int], int]:
    hosts, step, asked_n = work.sources.hosts(KEY), int(told["codes_a_request"]), 0

    def ask(url: str, params: Mapping[str, str]) -> str:
        nonlocal asked_n
        text = work.asker.text(url, hosts, params)
        asked_n = min(asked_n + step, len(codes))
        work.tell(KEY, asked_n, len(codes))
        return text

    counts = counts_by_code(ask, told["counts"], told["dimensions"], codes, codes_a_request=step)
    town = work.town.code
    own = counts_by_code(
        lambda url, params: work.asker.text(url, hosts, params), told["counts"], told["dimensions"], [town]
    )  # fmt: skip
    return counts, own.get(town, 0)


def _counts_of_one_file(work: Work, told: Mapping[str, Any], codes: list[str]) -> tuple[dict[str, int], int]:
    name = told["one_file"].rsplit("/", 1)[-1]
    got = work.download(KEY, told["one_file"], work.sources.hosts(KEY), name)
    headings = {"code": told["one_file_code"], "value": told["one_file_value"]}
    try:
        counts = counts_in_one_file(
            got.path, told["one_file_areas"], rows=told["one_file_areas_n"], wanted=set(codes), **headings
        )
        own = counts_in_one_file(
            got.path, told["one_file_authorities"], rows=None, wanted={work.town.code},
            **headings,
        )  # fmt: skip
    finally:
        work.forget_download(name)
    return counts, own.get(work.town.code, 0)


def _set_against_own(people: int, own: int) -> str:
    if not own:
        return "Nomis has no total of this authority to set them against: it is newer than the census."
    off = people / own - 1
    if abs(off) > _MOST_OFF:
        raise FetchError(
            f"The output areas in the town have {people:,} people, the authority had {own:,}.",
            needed="Needed: sums that agree.",
            do="Nothing was kept of it. Its border may have changed since 2021: add the population by hand.",
        )
    if abs(off) > _TELLING_OFF:
        return f"The authority had {own:,}: its border has changed, or output areas lie across it."
    return f"The authority's own total is {own:,}."
