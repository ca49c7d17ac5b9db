"""What makes the SQLite file a GeoPackage (OGC 12-128r19): its marks, its three tables, and the layers it lists.

Views of PostgreSQL for QGIS are made here too, so that both stores show the same layers.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from store.columns import WGS84
from store.schema import LAYERS, METADATA

__all__ = ["make_geopackage", "make_views"]

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


def make_geopackage(connection: Connection) -> None:
    """Mark the file as a GeoPackage and list its layers; may be called again."""
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
    for table, (data_type, title) in LAYERS.items():
        connection.execute(
            text(
                "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
                "VALUES (:table, :data_type, :title, :srs)"
            ),
            {"table": table, "data_type": data_type, "title": title, "srs": WGS84 if data_type == "features" else None},
        )
        if data_type == "features":
            connection.execute(
                text("INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (:table, 'geometry', 'GEOMETRY', :srs, 0, 0)"),
                {"table": table, "srs": WGS84},
            )


_SHAPES = {"points": 0, "lines": 1, "areas": 2}


def make_views(connection: Connection) -> None:
    """Views for QGIS, one a layer and kind of shape, each with one geometry type; may be called again."""
    for table in (name for name, (data_type, _title) in LAYERS.items() if data_type == "features"):
        names = METADATA.tables[table].columns
        where = "moderation = 'shown'" if "moderation" in names else "TRUE"
        where += " AND NOT is_unlisted" if "is_unlisted" in names else ""
        for name, dimension in _SHAPES.items():
            kind = ("Point", "LineString", "Polygon")[dimension]
            connection.execute(text(f"DROP VIEW IF EXISTS qgis_{table}_{name}"))  # its columns may be others now
            connection.execute(
                text(
                    f"CREATE VIEW qgis_{table}_{name} AS SELECT fid, id, "
                    f"ST_Multi(geometry)::geometry(Multi{kind}, {WGS84}) AS geometry, {_columns_of(table)} "
                    f"FROM {table} WHERE {where} AND ST_Dimension(geometry) = {dimension}"
                )
            )


def _columns_of(table: str) -> str:
    private = ("fid", "id", "geometry", "device_id", "moderation")
    return ", ".join(f'"{column.name}"' for column in METADATA.tables[table].columns if column.name not in private)
