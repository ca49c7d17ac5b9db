"""What Nominatim, the search of OpenStreetMap, answers: places by name, with what they lie in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import FetchError

__all__ = ["PlaceFound", "places_found"]

_WITHIN = ("village", "town", "city_district", "city", "county", "state_district")
_COUNTRIES = ("England", "Scotland", "Wales", "Northern Ireland")
_LONGEST = 120


@dataclass(frozen=True)
class PlaceFound:
    """A place of the United Kingdom: its name, what it lies in ("Bradford, West Yorkshire"), country, lat and lon."""

    name: str
    within: str
    country: str
    lat: float
    lon: float


def places_found(answer: Any) -> list[PlaceFound]:
    """The places of an answer in ``jsonv2`` with ``addressdetails``, in its order; those without a name or a point,
    and those of other countries, are passed over.

    Raises:
        FetchError: it is no list of places.
    """
    if not isinstance(answer, list) or not all(isinstance(one, Mapping) for one in answer):
        raise FetchError("OpenStreetMap's search gave something else than a list of places.", do="Try again later.")
    return [found for one in answer if (found := _found(one)) is not None]


def _found(one: Mapping[str, Any]) -> PlaceFound | None:
    address = one.get("address")
    if not isinstance(address, Mapping) or str(address.get("country_code", "")).lower() != "gb":
        return None
    name = _text(one.get("name"))
    try:
        lat, lon = float(str(one.get("lat"))), float(str(one.get("lon")))
    except ValueError:
        return None
    if not name or not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    country = _text(address.get("state"))
    country = country if country in _COUNTRIES else "United Kingdom"
    parts = [_text(address.get(key)) for key in _WITHIN]
    within = ", ".join(dict.fromkeys(part for part in parts if part and part != name))
    return PlaceFound(name, within, country, lat, lon)


def _text(value: Any) -> str:
    return " ".join(str(value or "").split())[:_LONGEST]
