"""Records as JSON values and back: what the audit trail keeps."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from plan.records import RECORDS, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["record_from_json", "record_to_json", "wkt_of"]

Kept = TypeVar("Kept", bound=Record)


_TOLD = {kind: tuple(one.name for one in fields(kind) if one.type != "bytes") for kind in RECORDS}
"""The fields of each kind that the trail keeps."""


def record_to_json(record: Record) -> dict[str, Any]:
    """Every field but the bytes of photos; geometry as WKT, lists as lists."""
    values = vars(record)
    content: dict[str, Any] = {}
    for name in _TOLD[type(record)]:
        value = values[name]
        content[name] = list(value) if value.__class__ is tuple else value
    if content.get("geometry") is not None:
        content["geometry"] = wkt_of(content["geometry"])
    return content


def record_from_json(kind: type[Kept], content: dict[str, Any]) -> Kept:
    """The record; fields that have gone since are left out, new ones have their defaults."""
    values: dict[str, Any] = {}
    for one in fields(kind):
        if one.name not in content:
            continue
        value = content[one.name]
        if one.name == "geometry" and value is not None:
            import shapely

            value = shapely.from_wkt(value)
        values[one.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def wkt_of(geometry: BaseGeometry) -> str:
    """A geometry as WKT whose numbers come back exactly as they were (shapely's own rounds some)."""
    kind = geometry.geom_type
    if geometry.is_empty:
        return f"{kind.upper()} EMPTY"
    return f"{kind.upper()} {_body(geometry)}"


def _body(geometry: BaseGeometry) -> str:
    if hasattr(geometry, "geoms"):
        return f"({', '.join(_body(part) for part in geometry.geoms)})"
    if geometry.geom_type == "Polygon":
        rings = [geometry.exterior, *geometry.interiors]  # type: ignore[attr-defined]
        return f"({', '.join(_body(ring) for ring in rings)})"
    return f"({', '.join(f'{x + 0.0!r} {y + 0.0!r}' for x, y in zip(*map(list, geometry.xy), strict=True))})"
