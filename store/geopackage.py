"""What QGIS sees of the plan, in both stores alike: layers to look at, one a kind of record and shape.

A layer is a view with one geometry type and the numbers of the rows, so that every finding stands in one of them; those
without a place are in a table. What everybody may see is in them, and nothing of phones. In a GeoPackage (OGC
12-128r19) the tables themselves are listed as internal, which QGIS and GDAL do not offer; an edit of a view is refused
with words.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from plan.records import RECORDS, Record, field_names
from store.columns import WGS84
from store.guarding import refusals_of_view
from store.schema import METADATA

__all__ = ["INTERNAL", "WITHOUT_PLACE", "are_listed", "drop_views", "make_geopackage", "make_views", "remove_stand_ins",
           "stand_ins", "views"]  # fmt: skip

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10300  # 1.3
_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_TABLES = (
    """CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE IF NOT EXISTS gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
        z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
)
_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WGS84_WKT, "longitude/latitude coordinates in decimal degrees"),
)
_SYSTEM_COLUMNS = ("name", "id", "organisation", "number", "definition", "description")
INTERNAL = "everyday_internal"
"""What a table is listed as that is not to be offered: a kind of contents that other programs pass over. It is
no registered extension, as GDAL would warn everybody of one that it does not know."""
WITHOUT_PLACE = "without_place"
_GEOMETRY_TYPES = {"points": "POINT", "lines": "LINESTRING", "areas": "POLYGON"}
_CODES = {"points": (1, 4), "lines": (2, 5), "areas": (3, 6)}
"""Numbers of the geometry types in WKB, single and multiple. They stand at byte 10: ours have no envelope."""
_PRIVATE = ("fid", "id", "geometry", "device_id", "moderation")


@dataclass(frozen=True)
class View:
    """One layer: its name (PostgreSQL's begin with ``qgis_``), title, shape (empty for a plain table) and rows."""

    name: str
    title: str
    kind: type[Record]
    shape: str
    where: str


def views() -> list[View]:
    """Every layer that is offered, from the declared records: those with a place first."""
    made = []
    for kind in sorted((one for one in RECORDS if one.layer), key=lambda one: not one.shapes):
        names = field_names(kind)
        shown = ["moderation = 'shown'"] if "moderation" in names else []
        shown += [f"NOT {name}" for name in ("is_unlisted", "is_removed") if name in names]
        for shape in kind.shapes:
            made.append(View(f"{kind.table}_{shape}", f"{kind.layer}: {shape}", kind, shape, " AND ".join(shown)))
        if kind.shapes:
            where = " AND ".join([*shown, "geometry IS NULL"])
            made.append(View(f"{kind.table}_{WITHOUT_PLACE}", f"{kind.layer}: without a place", kind, "", where))
        else:
            made.append(View(f"{kind.table}_list", kind.layer, kind, "", " AND ".join(shown)))
    return made


def _select(view: View, *, is_file: bool) -> str:
    columns = ["fid", "id"]
    where = [view.where] if view.where else []
    if view.shape and is_file:
        columns.append("geometry")
        codes = ", ".join(f"x'0{code}000000'" for code in _CODES[view.shape])
        where.append(f"substr(geometry, 10, 4) IN ({codes})")
    elif view.shape:
        columns.append(f"ST_Multi(geometry)::geometry(Multi{_GEOMETRY_TYPES[view.shape]}, {WGS84}) AS geometry")
        where.append(f"ST_Dimension(geometry) = {list(_CODES).index(view.shape)}")
    columns += [f'"{one.name}"' for one in METADATA.tables[view.kind.table].columns if one.name not in _PRIVATE]
    return f"SELECT {', '.join(columns)} FROM {view.kind.table} WHERE {' AND '.join(where) or '1 = 1'}"


def _contents() -> list[dict[str, object]]:
    """What the file lists: the layers to look at, and the tables themselves as internal."""
    listed: list[dict[str, object]] = [
        {"table": one.name, "type": "features" if one.shape else "attributes", "title": f"{one.title} (to look at)",
         "srs": WGS84 if one.shape else None}
        for one in views()
    ]  # fmt: skip
    internal = [*METADATA.tables, "alembic_version", "everyday_mark"]
    return listed + [{"table": one, "type": INTERNAL, "title": f"internal: {one}", "srs": None} for one in internal]


def _views_there(connection: Connection) -> dict[str, str]:
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    return {str(name): str(sql) for name, sql in found}


def _view_sql(view: View) -> str:
    return f"CREATE VIEW {view.name} AS {_select(view, is_file=True)}"


def stand_ins(connection: Connection) -> list[str]:
    """Names of layers in whose place another program has put a table of its own."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
    tables = set(connection.execute(text(asked)).scalars())
    return [view.name for view in views() if view.name in tables]


def remove_stand_ins(connection: Connection) -> list[str]:
    """Remove such tables, so that the layers can come back; gives their names."""
    found = stand_ins(connection)
    for name in found:
        connection.execute(text(f'DROP TABLE "{name}"'))
        connection.execute(text("DELETE FROM gpkg_geometry_columns WHERE table_name = :name"), {"name": name})
        connection.execute(text("DELETE FROM gpkg_contents WHERE table_name = :name"), {"name": name})
    return found


def are_listed(connection: Connection) -> bool:
    """True if a GeoPackage offers the layers as they are declared. (PostgreSQL's are made with its tables.)"""
    if connection.dialect.name != "sqlite":
        return True
    there, others = _views_there(connection), stand_ins(connection)
    if any(there.get(view.name) != _view_sql(view) for view in views() if view.name not in others):
        return False
    asked = "SELECT table_name, data_type, identifier FROM gpkg_contents"
    found = {name: (kind, title) for name, kind, title in connection.execute(text(asked))}
    shapes = set(connection.execute(text("SELECT table_name FROM gpkg_geometry_columns")).scalars())
    return all(
        found.get(str(one["table"])) == (one["type"], one["title"])
        and (one["type"] == "features") == (one["table"] in shapes)
        for one in _contents()
        if one["table"] not in others
    )


def make_geopackage(connection: Connection) -> None:
    """Mark the file as a GeoPackage, make its views and list what it offers; may be called again."""
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(text(f"PRAGMA user_version = {USER_VERSION}"))
    for statement in _TABLES:
        connection.execute(text(statement))
    for system in _SYSTEMS:
        connection.execute(
            text(
                "INSERT OR IGNORE INTO gpkg_spatial_ref_sys "
                "VALUES (:name, :id, :organisation, :number, :definition, :description)"
            ),
            dict(zip(_SYSTEM_COLUMNS, system, strict=True)),
        )
    drop_views(connection)
    others = stand_ins(connection)
    for view in (one for one in views() if one.name not in others):
        connection.exec_driver_sql(_view_sql(view))
        for trigger in refusals_of_view(view.name):
            connection.exec_driver_sql(trigger)
    for one in (one for one in _contents() if one["table"] not in others):
        connection.execute(text("DELETE FROM gpkg_geometry_columns WHERE table_name = :table"), one)
        connection.execute(text("DELETE FROM gpkg_contents WHERE table_name = :table OR identifier = :title"), one)
        connection.execute(
            text(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
                "VALUES (:table, :type, :title, :srs)"
            ),
            one,
        )
    for view in (one for one in views() if one.shape and one.name not in others):
        connection.execute(
            text("INSERT INTO gpkg_geometry_columns VALUES (:table, 'geometry', :shape, :srs, 0, 0)"),
            {"table": view.name, "shape": _GEOMETRY_TYPES[view.shape], "srs": WGS84},
        )


def drop_views(connection: Connection) -> None:
    """Take the layers away before the tables under them change; those of earlier versions too."""
    if connection.dialect.name == "sqlite":
        there = [f'"{name}"' for name in _views_there(connection) if name in {view.name for view in views()}]
    else:
        asked = "SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'qgis\\_%'"
        there = list(connection.execute(text(asked)).scalars())
    for name in there:
        connection.execute(text(f"DROP VIEW {name}"))


def make_views(connection: Connection) -> None:
    """The same layers in PostgreSQL."""
    drop_views(connection)
    for view in views():
        connection.execute(text(f"CREATE VIEW qgis_{view.name} AS {_select(view, is_file=False)}"))
