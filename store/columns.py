"""Column types that mean the same in SQLite (as a GeoPackage) and in PostgreSQL (with PostGIS)."""

from __future__ import annotations

import json
import struct
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import TypeDecorator, UserDefinedType

__all__ = ["Geometry", "Json", "NamesText", "decode_geopackage", "encode_geopackage"]

WGS84 = 4326
_LITTLE_ENDIAN, _EMPTY = 0x01, 0x10
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def encode_geopackage(geometry: BaseGeometry) -> bytes:
    """Geometry as a GeoPackage blob (OGC 12-128r19, 2.1.3): header, number of the reference system, ISO WKB."""
    flags = _LITTLE_ENDIAN | (_EMPTY if geometry.is_empty else 0)
    flat = shapely.force_2d(geometry)
    return b"GP" + struct.pack("<BBi", 0, flags, WGS84) + shapely.to_wkb(flat, byte_order=1, flavor="iso")


def decode_geopackage(blob: bytes) -> BaseGeometry:
    """The geometry of a GeoPackage blob, whoever wrote it.

    Raises:
        ValueError: it is not one.
    """
    if len(blob) < 8 or blob[:2] != b"GP" or (blob[3] >> 1) & 0x07 not in _ENVELOPE_BYTES:
        raise ValueError("not a GeoPackage geometry")
    return shapely.from_wkb(blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 0x07] :])


class _GeometryColumn(UserDefinedType):  # type: ignore[type-arg]
    """The database's own geometry type."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "GEOMETRY"


class _PostgisColumn(UserDefinedType):  # type: ignore[type-arg]
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return f"geometry(Geometry,{WGS84})"


class Geometry(TypeDecorator):  # type: ignore[type-arg]
    """A shapely geometry in WGS 84: a GeoPackage blob in SQLite, a PostGIS geometry in PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        """Which column stands for it."""
        return dialect.type_descriptor(_PostgisColumn() if dialect.name == "postgresql" else _GeometryColumn())

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """From shapely."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return shapely.to_wkb(shapely.set_srid(shapely.force_2d(value), WGS84), hex=True, include_srid=True)
        return encode_geopackage(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """To shapely."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return shapely.set_srid(shapely.from_wkb(value), 0)
        return decode_geopackage(bytes(value))


class NamesText(TypeDecorator):  # type: ignore[type-arg]
    """A tuple of names without semicolons, as one text that a person can read in QGIS: ``a; b``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """From a tuple."""
        return "; ".join(value or ())

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """To a tuple."""
        return tuple(value.split("; ")) if value else ()


class Json(TypeDecorator):  # type: ignore[type-arg]
    """JSON as text: written the same on both databases, and searchable for words."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """From lists and dicts."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """To lists and dicts."""
        return None if value is None else json.loads(value)
