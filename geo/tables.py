"""Every table that leaves ``geo``, declared once as data: readers, writers, documentation and tests loop over it.

Units are part of a column's name (``_m``, ``_s``, ``_n``, ``_share`` …). Shares are 0–1. NaN means not known, 0 means
known and none. Frames are plain pandas; those with a ``geometry`` column are GeoDataFrames in WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

__all__ = [
    "AGENCIES",
    "AREAS",
    "CELLS",
    "FREQUENCIES",
    "IN_SEAT",
    "NAMES",
    "PIECES",
    "PLACES",
    "PLACE_ACCESS",
    "ROUTES",
    "SETTLEMENTS",
    "STOPS",
    "STOP_TIMES",
    "SURVEY",
    "SURVEY_INDICATORS",
    "TABLES",
    "TRANSFERS",
    "TRIPS",
    "Column",
    "Table",
    "check_table",
]

Kind = Literal["string", "int", "float", "bool", "geometry"]


@dataclass(frozen=True)
class Column:
    """One column: its kind (``string``, ``int``, ``float``, ``bool``, ``geometry``), unit and meaning."""

    name: str
    kind: Kind
    unit: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its key columns and all its columns, in order."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]


AREAS = Table(
    "areas",
    ("area_id",),
    (
        Column("area_id", "string", "", "Official code of the ward or neighbourhood, as text"),
        Column("area_name", "string", "", "Name people use"),
        Column("area_name_cy", "string", "", "Welsh name, empty where the file has none"),
        Column("geometry", "geometry", "WGS 84", "Polygon or MultiPolygon, valid"),
    ),
)
CELLS = Table(
    "cells",
    ("cell",),
    (
        Column("cell", "string", "H3 index", "H3 cell that overlaps the study area"),
        Column("area_id", "string", "", "Area with the largest share of the cell"),
        Column("area_name", "string", "", "Its name"),
        Column("lat", "float", "degrees", "Latitude of the cell's centre"),
        Column("lon", "float", "degrees", "Longitude of the cell's centre"),
        Column("area_m2", "float", "m²", "True area of the cell"),
        Column("inside_share", "float", "0–1", "Part of the cell that lies inside the study area"),
    ),
)
PIECES = Table(
    "pieces",
    ("cell", "area_id"),
    (
        Column("cell", "string", "H3 index", "Cell"),
        Column("area_id", "string", "", "Area that covers part of the cell"),
        Column("piece_m2", "float", "m²", "Size of that part"),
        Column("piece_share", "float", "0–1", "That part as a share of the whole cell"),
    ),
)
PLACES = Table(
    "places",
    ("place_id",),
    (
        Column("place_id", "string", "", "n, w or r and the OSM id"),
        Column("kind", "string", "", "Key of geo/osm/place_kinds.toml"),
        Column("name", "string", "", "Name, empty if OSM has none"),
        Column("lat", "float", "degrees", "A point on the place"),
        Column("lon", "float", "degrees", "A point on the place"),
        Column("is_bumping_place", "bool", "", "People routinely come together here"),
        Column("is_amenity", "bool", "", "Counted as an everyday amenity"),
        Column("is_indoors", "bool", "", "Indoors"),
        Column("is_free", "bool", "", "Free to enter"),
        Column("run_by", "string", "", "public, private or community"),
        Column("geometry", "geometry", "WGS 84", "Point or (Multi)Polygon"),
    ),
)
PLACE_ACCESS = Table(
    "place_access",
    (),
    (
        Column("place_id", "string", "", "Place"),
        Column("lat", "float", "degrees", "A point where the place is entered on foot"),
        Column("lon", "float", "degrees", "A point where the place is entered on foot"),
    ),
)
SETTLEMENTS = Table(
    "settlements",
    (),
    (
        Column("name", "string", "", "Name of the OSM place node"),
        Column("place", "string", "", "city, town, suburb, village, neighbourhood …"),
        Column("lat", "float", "degrees", ""),
        Column("lon", "float", "degrees", ""),
    ),
)
NAMES = Table(
    "names",
    ("label",),
    (
        Column("label", "string", "", "What tells it from everything else: Kingsway (stop, Stow Hill)"),
        Column("kind", "string", "", "area, settlement, place, stop or street"),
        Column("what", "string", "", "What it is in words: library, suburb"),
        Column("name", "string", "", "Its name as the input has it"),
        Column("area_id", "string", "", "Area it lies in, empty outside all"),
        Column("area_name", "string", "", "That area's name"),
        Column("lat", "float", "degrees", "A point on it; the middle of stops that stand together"),
        Column("lon", "float", "degrees", "A point on it"),
        Column("cell", "string", "H3 index", "Cell of that point, empty for an area"),
        Column(
            "codes", "string", "", "Codes and ids it answers to, one a line; of an area its code and its Welsh name"
        ),
        Column("detail", "string", "", "What its label needs beside name and area, mostly empty"),
        Column("folded", "string", "", "Its name as names are compared"),
        Column("folded_label", "string", "", "Its label as names are compared"),
    ),
)
AGENCIES = Table(
    "agencies",
    (),
    (
        Column("agency_id", "string", "", "Operator id, with the feed's number in front"),
        Column("agency_name", "string", "", "Operator"),
        Column("agency_timezone", "string", "", "Time zone of the timetable"),
        Column("feed", "int", "", "Number of the feed it came from, from 0"),
    ),
)
STOPS = Table(
    "stops",
    ("stop_id",),
    (
        Column(
            "stop_id",
            "string",
            "",
            "Stop id; with several feeds the feed's number and a colon stand in front",
        ),
        Column("stop_name", "string", "", "Name"),
        Column("stop_code", "string", "", "Code on the pole, may be empty"),
        Column("lat", "float", "degrees", ""),
        Column("lon", "float", "degrees", ""),
        Column("location_type", "int", "", "0 stop or platform, 1 station, 2 entrance, 3 node, 4 boarding area"),
        Column("parent_index", "int", "row", "Row of the parent station, -1 if none"),
        Column("feed", "int", "", "Number of the feed it came from"),
    ),
)
ROUTES = Table(
    "routes",
    ("route_id",),
    (
        Column("route_id", "string", "", "Route id"),
        Column("route_name", "string", "", "Short name, else long name: what is on the front of the bus"),
        Column("route_long_name", "string", "", ""),
        Column("route_type", "int", "", "GTFS route type as given, basic or extended"),
        Column("mode", "string", "", "bus, coach, rail, metro, tram, ferry or other"),
        Column("agency_id", "string", "", "Operator"),
        Column("feed", "int", "", "Number of the feed it came from"),
    ),
)
TRIPS = Table(
    "trips",
    ("gtfs_trip_id",),
    (
        Column("gtfs_trip_id", "string", "", "GTFS trip id"),
        Column("route_index", "int", "row", "Row in routes"),
        Column("service_index", "int", "row", "Row in the feed's services"),
        Column("headsign", "string", "", ""),
        Column("direction_id", "int", "", "0 or 1, -1 where the feed has none"),
        Column("shape_id", "string", "", "May be empty"),
        Column("block_id", "string", "", "Trips of one vehicle, one after the other; may be empty"),
        Column("feed", "int", "", "Number of the feed it came from"),
    ),
)
STOP_TIMES = Table(
    "stop_times",
    ("trip_index", "sequence"),
    (
        Column("trip_index", "int", "row", "Row in trips; rows are sorted by it, then by sequence"),
        Column("stop_index", "int", "row", "Row in stops"),
        Column("sequence", "int", "", "0, 1, 2 … along the trip"),
        Column("arrival_s", "int", "s", "Seconds after midnight of the service day, may pass 86,400"),
        Column("departure_s", "int", "s", "Likewise, never before arrival"),
        Column("can_board", "bool", "", "pickup_type is not 1 and this is not the last stop"),
        Column("can_alight", "bool", "", "drop_off_type is not 1 and this is not the first stop"),
        Column("is_timepoint", "bool", "", "False where the times were filled in between timepoints"),
    ),
)
FREQUENCIES = Table(
    "frequencies",
    (),
    (
        Column("trip_index", "int", "row", "Row in trips"),
        Column("start_s", "int", "s", "First departure"),
        Column("end_s", "int", "s", "No departure at or after this time"),
        Column("headway_s", "int", "s", ""),
        Column("is_exact", "bool", "", "exact_times = 1"),
    ),
)
TRANSFERS = Table(
    "transfers",
    (),
    (
        Column("from_index", "int", "row", "Row in stops (stations are spread to their platforms)"),
        Column("to_index", "int", "row", "Row in stops"),
        Column("transfer_type", "int", "", "0 recommended, 1 timed, 2 minimum time, 3 not possible"),
        Column("min_transfer_s", "int", "s", "-1 where not given"),
    ),
)
IN_SEAT = Table(
    "in_seat",
    ("from_trip", "to_trip"),
    (
        Column("from_trip", "int", "row", "Row in trips"),
        Column("to_trip", "int", "row", "Row in trips"),
        Column("may_stay", "bool", "", "transfer_type 4: the vehicle goes on and one stays on board; 5: one may not"),
    ),
)
SURVEY = Table(
    "survey",
    ("indicator", "year", "area_id"),
    (
        Column("indicator", "string", "", "Key of the indicator"),
        Column("area_id", "string", "", 'Area of the atlas; "" the town\'s own value as the table gives it'),
        Column("year", "string", "", 'As the table writes it: "2023/24"'),
        Column("value", "float", "of the indicator", "NaN where not known; percentages stay 0 to 100"),
        Column("low", "float", "of the indicator", "Lower 95 % limit, least of a range; NaN where not given"),
        Column("high", "float", "of the indicator", "Upper 95 % limit, most of a range; NaN where not given"),
        Column("se", "float", "of the indicator", "Standard error as given, NaN where not given"),
        Column("n", "float", "answers", "Sample size, NaN where not given"),
        Column(
            "mark", "string", "",
            '"" known; c suppressed, range (sum with suppressed parts), x not available, z not applicable, low, '
            "u low reliability, missing, carried",
        ),
    ),
)  # fmt: skip
SURVEY_INDICATORS = Table(
    "survey_indicators",
    ("indicator",),
    (
        Column("indicator", "string", "", "Key, unique in the edition"),
        Column("title", "string", "", "Question or name in the publisher's words"),
        Column("reference", "string", "", "The publisher's number"),
        Column("theme", "string", "", "The publisher's theme"),
        Column("unit", "string", "", "%, count, score, rank, rate or mean"),
        Column("polarity", "string", "", 'higher, lower (which is better), neither; "" nobody has said'),
        Column("polarity_guess", "string", "", "What its words suggest, to be confirmed; empty where they do not"),
        Column("base", "string", "", "Who was asked; empty for everybody"),
        Column("source", "string", "", "Name of the file"),
        Column("source_sha256", "string", "", "Its fingerprint"),
        Column("kind", "string", "", "survey or statistics"),
        Column("sampling", "string", "", 'random, invited, open; "" not stated'),
        Column("asked_n", "float", "people", "Asked, NaN where not stated"),
        Column("answered_n", "float", "people", "Answered, NaN where not stated"),
        Column("comparator", "string", "", "What the town's value is, in words"),
        Column("ended", "bool", "", "Not asked in the newest year of its source"),
        Column("breaks", "string", "", 'Years after which the series is broken: "YEAR: reason", "; " between'),
        Column("method", "string", "", "How it was brought to these areas; empty as given"),
        Column("is_weighted", "bool", "", "Answers were weighted by the publisher"),
    ),
)
TABLES = {
    table.name: table
    for table in (
        AREAS, CELLS, PIECES, PLACES, PLACE_ACCESS, SETTLEMENTS, NAMES,
        AGENCIES, STOPS, ROUTES, TRIPS, STOP_TIMES, FREQUENCIES, TRANSFERS, IN_SEAT,
        SURVEY, SURVEY_INDICATORS,
    )
}  # fmt: skip

_TESTS = {
    "int": pd.api.types.is_integer_dtype,
    "float": pd.api.types.is_float_dtype,
    "bool": pd.api.types.is_bool_dtype,
    "string": lambda dtype: pd.api.types.is_string_dtype(dtype) or pd.api.types.is_object_dtype(dtype),
    "geometry": lambda dtype: str(dtype) == "geometry",
}


def check_table(frame: pd.DataFrame, table: Table) -> list[str]:
    """Say how ``frame`` departs from ``table``: missing columns, wrong kinds, repeated keys. Empty if it conforms.

    Extra columns are allowed.
    """
    dtypes = dict(zip(frame.columns, frame.dtypes, strict=True))
    faults = [f"column {name} is missing" for name in table.names if name not in dtypes]
    for column in table.columns:
        if column.name in dtypes and not _TESTS[column.kind](dtypes[column.name]):
            faults.append(f"column {column.name} is {dtypes[column.name]}, needed {column.kind}")
    if table.key and not faults and frame.duplicated(list(table.key)).any():
        faults.append(f"{' + '.join(table.key)} is not unique")
    return faults
