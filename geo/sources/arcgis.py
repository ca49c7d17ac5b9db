"""ONS's feature services (ArcGIS): pages to their end, errors that have status 200, the newest edition by title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import FetchError

__all__ = ["EditionFound", "features", "newest_edition", "text_list"]

AskJson = Callable[[str, Mapping[str, str]], Any]

PAGE = 1000
MOST_PAGES = 400
_EMPTY_IN_A_ROW = 5
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_VINTAGE = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True)
class EditionFound:
    """An edition of boundaries: its vintage in words, address of its layer, year of its fields, when it changed."""

    title: str
    layer: str
    year: str
    modified: int


def features(
    ask: AskJson,
    layer: str,
    fields: Iterable[str],
    *,
    where: str = "1=1",
    box: tuple[float, float, float, float] | None = None,
    point: tuple[float, float] | None = None,
    with_shapes: bool = True,
    order: str = "OBJECTID",
) -> list[dict[str, Any]]:
    """Every feature of a layer that fits, as GeoJSON features in degrees.

    Pages are followed by the flag ``exceededTransferLimit``, never by their length: they may be short, or empty, while
    it is true. What came is compared with the number that the service itself counts.

    Args:
        ask: asks an address with parameters and gives the JSON.
        layer: address of the layer, ending in ``/FeatureServer/0``.
        fields: names of the fields wanted.
        where: condition in the service's own words.
        box: (west, south, east, north) in degrees that features touch.
        point: (lat, lon) in degrees that features hold.
        with_shapes: with geometries.
        order: the field that keeps pages apart.

    Raises:
        FetchError: the service says an error, or gives another number of features than it counts.
    """
    asked = {"where": where, "outFields": ",".join(fields), "f": "geojson", "outSR": "4326", "orderByFields": order}
    asked["returnGeometry"] = "true" if with_shapes else "false"
    if box is not None or point is not None:
        shape = ",".join(f"{edge:.6f}" for edge in box) if box else f"{point[1]:.6f},{point[0]:.6f}"  # type: ignore[index]
        kind = "esriGeometryEnvelope" if box else "esriGeometryPoint"
        asked |= {"geometry": shape, "geometryType": kind, "inSR": "4326", "spatialRel": "esriSpatialRelIntersects"}
    counting = {key: value for key, value in asked.items() if key not in ("outFields", "orderByFields", "f", "outSR")}
    counted = _answer(ask, layer, counting | {"returnCountOnly": "true", "f": "json"}).get("count")
    if not isinstance(counted, int):
        raise FetchError(f"The service {_name(layer)} does not say how many features there are.", do="Try again later.")
    found: list[dict[str, Any]] = []
    empty = 0
    for _ in range(MOST_PAGES):
        page = _answer(ask, layer, asked | {"resultOffset": str(len(found)), "resultRecordCount": str(PAGE)})
        rows = page.get("features") or []
        found += rows
        if not _has_more(page):
            break
        empty = 0 if rows else empty + 1
        if empty == _EMPTY_IN_A_ROW:
            raise FetchError(f"The service {_name(layer)} gives empty pages without an end.", do="Try again later.")
    if len(found) != counted:
        raise FetchError(
            f"The service {_name(layer)} counts {counted:,} features and gave {len(found):,}.",
            needed="Needed: all of them.",
            do="Nothing was kept of it. Try again later.",
        )
    return found


def _has_more(page: Mapping[str, Any]) -> bool:
    """The flag stands at the top in JSON and under ``properties`` of the collection in GeoJSON."""
    return bool(page.get("exceededTransferLimit") or (page.get("properties") or {}).get("exceededTransferLimit"))


def _answer(ask: AskJson, layer: str, params: Mapping[str, str]) -> dict[str, Any]:
    answer = ask(f"{layer}/query", params)
    if not isinstance(answer, dict):
        raise FetchError(f"The service {_name(layer)} gave something else than it should.", do="Try again later.")
    if "error" in answer:
        error = answer["error"] if isinstance(answer["error"], dict) else {}
        details = " ".join(str(one) for one in error.get("details") or [] if one)
        said = " ".join(part for part in (str(error.get("message", "")), details) if part)
        raise FetchError(
            f"The service {_name(layer)} says: {said or 'an error'} ({error.get('code', 'no code')}).",
            do="Its name or fields may have changed: see sources.toml.",
        )
    return answer


def _name(layer: str) -> str:
    parts = layer.split("/")
    return parts[-3] if len(parts) > 2 else layer


def text_list(values: Iterable[str]) -> str:
    """Values for an ``IN`` of a condition, quoted.

    Raises:
        ValueError: a value holds a sign that does not belong into a code.
    """
    codes = list(values)
    if wrong := [code for code in codes if not re.match(r"^[A-Za-z0-9]+$", code)]:
        raise ValueError(f"{wrong[0]!r} is no code")
    return ",".join(f"'{code}'" for code in codes)


def newest_edition(
    ask: AskJson, catalogue: str, organisation: str, *, words: str = "Wards", year: int | None = None
) -> EditionFound | None:
    """The newest edition of a product in the catalogue, generalised to 20 m (BGC); None where it lists none.

    Each product has three items of one title; only the Feature Service counts. The vintage is read in the title, as
    the year in the names of fields stands for two editions.

    Args:
        ask: asks an address with parameters and gives the JSON.
        catalogue: address of the search.
        organisation: id of the publisher.
        words: first word of the title.
        year: only editions of this year.

    Raises:
        FetchError: the catalogue does not answer as one.
    """
    query = f'orgid:{organisation} AND title:"{words}" AND title:"Boundaries UK BGC" AND type:"Feature Service"'
    start, items = 1, list[Mapping[str, Any]]()
    while start > 0 and len(items) < 1000:
        answer = ask(catalogue, {"f": "json", "q": query, "num": "100", "start": str(start)})
        if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
            raise FetchError("The catalogue of ONS did not answer as one.", do="The built-in list is used.")
        items += answer["results"]
        start = int(answer.get("nextStart", -1))
    found = [edition for item in items if (edition := _edition(item, words)) is not None]
    if year is not None:
        found = [edition for edition in found if edition.title.endswith(str(year))]
    return max(found, key=lambda edition: (_when(edition.title), edition.modified), default=None)


def _edition(item: Mapping[str, Any], words: str) -> EditionFound | None:
    title, url = str(item.get("title", "")), str(item.get("url") or "")
    vintage = _VINTAGE.search(title)
    is_right = title.startswith(words) and " UK " in f"{title} " and re.search(r"\bBGC\b", title)
    if item.get("type") != "Feature Service" or not vintage or not is_right or "FeatureServer" not in url:
        return None
    layer = url if re.search(r"/\d+$", url) else f"{url.rstrip('/')}/0"
    said = f"{vintage[1].capitalize()} {vintage[2]}"
    return EditionFound(said, layer, vintage[2][2:], int(item.get("modified") or 0))


def _when(vintage: str) -> tuple[int, int]:
    month, year = vintage.split()
    return int(year), _MONTHS.index(month.lower())
