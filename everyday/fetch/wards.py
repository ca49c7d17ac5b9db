"""Wards of an authority: the newest edition in the catalogue, else of the dated list; the atlas begins with them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from everyday.atlas import AtlasConfig, start_atlas
from everyday.fetch.following import ended_words
from everyday.fetch.pieces import Town
from everyday.fetch.sources import Sources
from everyday.fetch.state import Done, now_text
from everyday.fetch.towns import authority
from everyday.fetch.work import Work, write_geojson
from geo.errors import FetchError
from geo.sources import EditionFound, features, newest_edition, text_list

__all__ = ["authority_at", "fetch_wards"]

KEY = "wards"


def fetch_wards(work: Work) -> None:
    """Fetch the wards; starts the atlas where there is none.

    Raises:
        FetchError: the service does not give them, or has none for the authority.
        InputError: they cannot be used.
    """
    told = work.sources[KEY]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    edition, chosen_by = _edition(work)
    version = f"{edition.title} {edition.layer} {edition.modified}"
    if work.same(KEY, version):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    rows = _rows(work, edition)
    code, name = (f"WD{edition.year}{end}" for end in ("CD", "NM"))
    words = f"{len(rows)} wards of {edition.title}, {chosen_by}."
    stated = str(rows[0]["properties"].get(f"LAD{edition.year}NM", ""))
    if stated and stated != work.town.name:
        words += f" The service calls the authority {stated}."
    options = {"id_column": code, "name_column": name}
    with tempfile.TemporaryDirectory(prefix="wards-") as folder:
        path = Path(folder) / f"wards-{edition.title.lower().replace(' ', '-')}-{work.town.code}.geojson"
        write_geojson(path, rows, code)
        if not (work.folder / "atlas.toml").is_file():
            config = AtlasConfig(name=_plain_name(work.town))
            start_atlas(
                work.folder, config, path, options=options, licence=told["licence"], attribution=told["attribution"]
            )
            sha256 = work.atlas().config.inputs_of("boundaries")[-1].sha256
            is_new = True
        else:
            held = {record.sha256 for record in work.atlas().config.inputs_of("boundaries")}
            sha256 = work.add(
                "boundaries", path, options=options, licence=told["licence"], attribution=told["attribution"]
            )[1]
            is_new = sha256 not in held
        size = path.stat().st_size
    done = Done(
        words, edition.title, sha256, told["licence"], f"{edition.layer}/query", now_text(), version, size, (sha256,)
    )
    work.finish(KEY, told["title"], done, is_new=is_new)


def _plain_name(town: Town) -> str:
    """ "Bristol, City of" is Bristol."""
    for end in (", City of", ", County of"):
        if town.name.endswith(end):
            return town.name.removesuffix(end)
    return town.name


def _edition(work: Work) -> tuple[EditionFound, str]:
    """The edition wanted and by what it was chosen."""
    told, year = work.sources[KEY], work.plan.wards
    try:
        found = newest_edition(work.ask_json(KEY), told["catalogue"], told["organisation"], year=year)
        why = "the catalogue lists none" + (f" of {year}" if year else "")
    except FetchError as error:
        found, why = None, f"the catalogue did not answer: {error.found}"
    if found is not None:
        return found, "chosen by the catalogue of ONS"
    listed = [one for one in told["editions"] if year is None or one["title"].endswith(str(year))]
    if not listed:
        raise FetchError(f"No wards of {year} are known.", do=f"There are: {_titles(work.sources)}.")
    first = listed[0]
    edition = EditionFound(first["title"], work.sources.service(first["service"]), first["year"], 0)
    return edition, f"chosen by the list of {work.sources.date} ({why})"


def _titles(sources: Sources) -> str:
    return ", ".join(str(one["title"]) for one in sources[KEY]["editions"])


def _rows(work: Work, edition: EditionFound) -> list[dict[str, Any]]:
    year = edition.year
    fields = (f"WD{year}CD", f"WD{year}NM", f"LAD{year}CD", f"LAD{year}NM")
    rows = features(
        work.ask_json(KEY), edition.layer, fields, where=f"LAD{year}CD={text_list([work.town.code])}"
    )  # fmt: skip
    if not rows:
        raise FetchError(
            f"The wards of {edition.title} have none of {work.town.name} ({work.town.code}): the authority may have "
            f"ended or been given another code. {ended_words(work.town.code, date.today())}".strip(),
            needed="Needed: an authority of that year.",
            do="Look in the Code History Database of ONS for what follows it; boundaries that are there are kept.",
        )
    return rows


def authority_at(ask: Callable[[str, Any], Any], sources: Sources, point: tuple[float, float]) -> Town:
    """The authority that holds a point (lat, lon): "Keighley" lies in Bradford.

    Raises:
        FetchError: the service does not answer, or no authority holds it.
    """
    told = sources["authorities"]
    fields = (f"LAD{told['year']}CD", f"LAD{told['year']}NM")
    rows = features(ask, sources.service(told["service"]), fields, point=point, with_shapes=False)
    if not rows:
        raise FetchError("No authority of the United Kingdom holds that place.", do="See docs/your-own-town.md.")
    code, name = (str(rows[0]["properties"][one]) for one in fields)
    known = authority(code)
    countries = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
    return known or Town(code, name, "authority", "", countries[code[0]])
