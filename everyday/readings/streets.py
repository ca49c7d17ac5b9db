"""Streets and places as they were read, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from everyday.readings.packing import Packed, need_rows, pack, report_from, report_record
from geo.errors import Report
from geo.network import WalkNetwork

if TYPE_CHECKING:
    from geo.osm import Extract

__all__ = ["pack_streets", "streets_from"]

_TEXTS = ("crs", "names", "hours", "extent")
_ARRAYS = tuple(one.name for one in fields(WalkNetwork) if one.name not in _TEXTS)


def pack_streets(extract: Extract) -> bytes:
    """One block of an extract and what was said of it."""
    import shapely

    network = extract.network
    texts = {
        "report": report_record(extract.report), "crs": network.crs, "names": list(network.names),
        "hours": list(network.hours), "extent": shapely.to_wkb(network.extent, hex=True),
        "background": extract.background,
        "extract_date": extract.extract_date.isoformat() if extract.extract_date else "",
    }  # fmt: skip
    tables = {"places": extract.places, "place_access": extract.place_access, "settlements": extract.settlements}
    return pack(texts, tables, {name: getattr(network, name) for name in _ARRAYS})


def streets_from(packed: Packed, source: str) -> tuple[Extract, Report]:
    """The extract and its report again.

    Raises:
        ValueError: something in it is not as an extract is.
    """
    import shapely

    from geo.osm import Extract

    report = report_from(packed.text("report"), source)
    try:
        extent = shapely.from_wkb(packed.text("extent"))
    except (shapely.errors.ShapelyError, TypeError) as error:
        raise ValueError("Where streets are known cannot be read.") from error
    network = WalkNetwork(
        crs=packed.text("crs"), names=tuple(packed.text("names")), hours=tuple(packed.text("hours")), extent=extent,
        **{name: packed.array(name) for name in _ARRAYS},
    )  # fmt: skip
    _check(network)
    mapped = packed.text("extract_date")
    extract = Extract(
        network=network,
        places=packed.shapes("places"),
        place_access=packed.table("place_access"),
        settlements=packed.table("settlements"),
        background=packed.text("background"),
        extract_date=date.fromisoformat(mapped) if mapped else None,
        report=report,
    )
    return extract, report


def _check(network: WalkNetwork) -> None:
    for name in _ARRAYS:
        length = network.links_n if name.startswith("link_") else network.nodes_n
        if getattr(network, name).shape != (length,):
            raise ValueError(f"{name} has another length.")
    need_rows(network.link_u, network.nodes_n)
    need_rows(network.link_v, network.nodes_n)
    need_rows(network.component, network.nodes_n)
    need_rows(network.link_name, len(network.names), may_lack=True)
    need_rows(network.link_hours, len(network.hours), may_lack=True)
    if not all(np.isfinite(getattr(network, name)).all() for name in ("x", "y", "lat", "lon", "link_length_m")):
        raise ValueError("A street has no place.")
