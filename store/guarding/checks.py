"""CHECKs of what the records declare: the database itself refuses what no page could show, whoever writes.

They are made anew whenever the tables change, so that a field that comes later is held without a word in its migration.
Rows that were wrong before stay (they are named and left out); what is written from then on is held to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import Field, fields

from sqlalchemy import Connection, text

from plan.records import RECORDS, Record
from plan.rules import SHAPES, allowed
from store.schema import METADATA, TABLE_NAMES

__all__ = ["hold"]

_PREFIX = "held_"
_HELD = "SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(:table) AND conname LIKE 'held\\_%'"
_OURS = re.compile(rf"\n, CONSTRAINT {_PREFIX}\w+ CHECK \([^\n]*\)(?=\n|$)")
_HELD_ALREADY = ("moderation",)
"""By the CHECKs that the tables were made with (``store.schema``)."""
_WKB = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6}
# Where the first corner stands in a blob of ours (no envelope), by the number of the type of geometry.
_FIRST_CORNER = {1: 14, 2: 18, 3: 22, 4: 23, 5: 27, 6: 31}
_HEADS = "'47500001E6100000', '47500011E6100000'"
_DEGREES = {180: "4066800000000000", 90: "4056800000000000"}
"""The doubles 180 and 90, byte by byte: numbers above zero are in the order of their bytes."""


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join("'" + one.replace("'", "''") + "'" for one in words)


def _day(name: str, *, is_file: bool) -> str:
    if is_file:
        return f"{name} = '' OR (length({name}) = 10 AND date({name}, '+0 days') IS {name})"
    year, month, day = (f"substr({name}, {start}, {length})::int" for start, length in ((1, 4), (6, 2), (9, 2)))
    last = f"extract(day FROM make_date({year}, {month}, 1) + make_interval(months => 1, days => -1))"
    looks = "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"
    return f"CASE WHEN {name} ~ '{looks}' THEN {day} <= {last} ELSE {name} = '' END"


def _moment(name: str, *, is_file: bool) -> str:
    if is_file:
        return f"{name} = '' OR ({name} GLOB '????-??-??T??:??:??*' AND julianday({name}) IS NOT NULL)"
    return f"{name} = '' OR {name} ~ '^\\d{{4}}-\\d{{2}}-\\d{{2}}T\\d{{2}}:\\d{{2}}:\\d{{2}}'"


def _json(name: str, kind: str, *, is_file: bool) -> str:
    if is_file:
        return f"json_valid({name}) AND json_type({name}) = '{kind}'"
    return f"json_typeof({name}::json) = '{kind}'"


def _shape(kind: type[Record], *, is_file: bool) -> str:
    """The first corner in degrees, and one of the shapes that the kind may have; whole shapes are asked when read."""
    types = [name for name in _WKB if SHAPES[name.removeprefix("Multi")] in kind.shapes]
    if not is_file:
        names = ", ".join(f"'{name.upper()}'" for name in types)
        return (
            f"geometry IS NULL OR (GeometryType(geometry) IN ({names}) AND NOT ST_IsEmpty(geometry) AND "
            "ST_XMin(geometry) >= -180 AND ST_XMax(geometry) <= 180 AND ST_YMin(geometry) >= -90 AND "
            "ST_YMax(geometry) <= 90)"
        )
    cases = " ".join(
        f"WHEN '0{_WKB[name]}000000' THEN {_in_degrees(_FIRST_CORNER[_WKB[name]], 180)} AND "
        f"{_in_degrees(_FIRST_CORNER[_WKB[name]] + 8, 90)}"
        for name in types
    )
    return (
        f"geometry IS NULL OR (hex(substr(geometry, 1, 8)) IN ({_HEADS}) AND "
        f"CASE hex(substr(geometry, 10, 4)) {cases} ELSE 0 END)"
    )


def _in_degrees(start: int, most: int) -> str:
    """Whether the double at a byte of the geometry (little-endian) is at most so large, above or below zero."""
    double = " || ".join(f"hex(substr(geometry, {at}, 1))" for at in range(start + 7, start - 1, -1))
    above, below = _DEGREES[most], f"{int(_DEGREES[most][0], 16) + 8:X}{_DEGREES[most][1:]}"
    return f"(({double}) <= '{above}' OR ({double}) BETWEEN '8000000000000000' AND '{below}')"


def _checks(kind: type[Record], *, is_file: bool) -> Iterator[tuple[str, str]]:
    """Names of columns and what holds for them."""
    choices: dict[str, tuple[str, ...]] = allowed(kind)
    for one in fields(kind):
        name, column = one.name, f'"{one.name}"'
        if name in kind.days:
            yield name, _day(column, is_file=is_file)
        elif name in kind.moments:
            yield name, _moment(column, is_file=is_file)
        elif name in choices and name not in _HELD_ALREADY:
            yield name, f"{column} IN ({_quoted(choices[name])})"
        elif name == "geometry":
            yield name, _shape(kind, is_file=is_file)
        else:
            yield from _of_type(one, column, is_file=is_file)


def _of_type(one: Field[object], column: str, *, is_file: bool) -> Iterator[tuple[str, str]]:
    kind = str(one.type)
    if kind == "Names":
        yield one.name, f"replace({column}, '; ', '') NOT LIKE '%;%'"
    elif kind == "dict[str, Any]":
        yield one.name, _json(column, "object", is_file=is_file)
    elif kind == "tuple[dict[str, Any], ...]":
        yield one.name, _json(column, "array", is_file=is_file)
    elif is_file and kind in ("int", "int | None", "float | None"):
        yield one.name, f"{column} IS NULL OR typeof({column}) IN ('integer', 'real')"
    elif is_file and kind == "bool":
        yield one.name, f"{column} IN (0, 1)"


def _constraints(kind: type[Record], *, is_file: bool) -> dict[str, str]:
    return {f"{_PREFIX}{name}": f"({rule})" for name, rule in _checks(kind, is_file=is_file)}


def hold(connection: Connection) -> None:
    """Give every table of records its CHECKs; may be called again.

    SQLite adds none to a table that is there but through its schema: the words of the table are changed, and no row is
    written anew (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
    """
    if connection.dialect.name == "sqlite":
        _hold_in_file(connection)
        return
    for kind in RECORDS:
        table = TABLE_NAMES[kind]
        asked = text(
            "SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(:table) AND conname LIKE 'held\\_%'"
        )
        for name in connection.execute(asked, {"table": table}).scalars().all():
            connection.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'))
        for name, rule in _constraints(kind, is_file=False).items():
            sql = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK {rule} NOT VALID'
            connection.exec_driver_sql(sql.replace("%", "%%"))


def _hold_in_file(connection: Connection) -> None:
    wanted: dict[str, str] = {}
    for kind in RECORDS:
        table = TABLE_NAMES[kind]
        sql = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": table}
        ).scalar_one()
        bare = _OURS.sub("", str(sql)).rstrip()
        said = "".join(f"\n, CONSTRAINT {name} CHECK {rule}" for name, rule in _constraints(kind, is_file=True).items())
        held = f"{bare.removesuffix(')').rstrip()}{said}\n)"
        if held != sql:
            wanted[table] = held
    if not wanted:
        return
    cookie = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    try:
        for table, sql in wanted.items():
            connection.execute(
                text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"),
                {"sql": sql, "name": table},
            )
        connection.exec_driver_sql(f"PRAGMA schema_version = {cookie + 1}")
    finally:
        connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for table in wanted:  # it must still be what it was: if not, all of this is rolled back
        connection.exec_driver_sql(f"SELECT {', '.join(_columns(table))} FROM {table} LIMIT 1").all()


def _columns(table: str) -> list[str]:
    return [f'"{column.name}"' for column in METADATA.tables[table].columns]
