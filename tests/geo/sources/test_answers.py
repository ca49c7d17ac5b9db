"""Answers of services as they really come: short and empty pages, errors with status 200, tables cut or tripled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.errors import FetchError
from geo.sources import (
    areas_of_stops,
    check_timetable_zip,
    choose_extracts,
    compare_register,
    counts_by_code,
    deciles_of,
    features,
    newest_edition,
)

LAYER = "https://x/services/WARDS/FeatureServer/0"


def service(total: int, sizes: list[int], counted: int | None = None) -> Callable[[str, Mapping[str, str]], Any]:
    """A feature service whose pages have these sizes."""
    left = list(sizes)

    def ask(_url: str, params: Mapping[str, str]) -> Any:
        if params.get("returnCountOnly"):
            return {"count": total if counted is None else counted}
        start, size = int(params["resultOffset"]), left.pop(0)
        rows = [{"properties": {"n": number}, "geometry": None} for number in range(start, start + size)]
        more = {"properties": {"exceededTransferLimit": True}} if start + size < total else {}
        return {"type": "FeatureCollection", "features": rows, **more}

    return ask


def test_pages_end_by_the_flag_and_not_by_their_length() -> None:
    found = features(service(7, [3, 0, 1, 3]), LAYER, ["n"])
    assert [row["properties"]["n"] for row in found] == list(range(7)), "a short and an empty page are no end"


def test_fewer_features_than_the_service_counts_are_refused() -> None:
    with pytest.raises(FetchError, match="counts 9 features and gave 7"):
        features(service(7, [7], counted=9), LAYER, ["n"])
    with pytest.raises(FetchError, match="empty pages"):
        features(service(7, [3] + [0] * 9), LAYER, ["n"])


def test_an_error_comes_with_status_200() -> None:
    error = {"error": {"code": 400, "message": "Invalid query parameters", "details": ["'Invalid field: X'"]}}
    with pytest.raises(FetchError, match=r"Invalid query parameters.*Invalid field: X.*400"):
        features(lambda _url, _params: error, LAYER, ["n"])


def item(title: str, kind: str = "Feature Service") -> dict[str, Any]:
    return {"title": title, "type": kind, "url": f"https://x/{title[:9]}/FeatureServer", "modified": 5}


def test_the_newest_wards_are_told_by_their_title() -> None:
    items = [
        item("Wards (December 2025) Boundaries UK BGC"),
        item("Wards (May 2026) Boundaries UK BGC", "WFS"),
        item("Wards (May 2026) Boundaries UK BGC"),
        item("Wards (May 2027) Boundaries UK BSC"),
        item("Wards (May 2025) Boundaries UK BGC (V2)"),
        item("Census Wards (December 2030) Boundaries UK BGC"),
    ]
    pages = [{"results": items[:3], "nextStart": 4}, {"results": items[3:], "nextStart": -1}]
    found = newest_edition(lambda _url, _params: pages.pop(0), "https://c", "ORG")
    assert found is not None
    assert (found.title, found.year) == ("May 2026", "26")
    of_2025 = newest_edition(lambda _url, _params: {"results": items}, "https://c", "ORG", year=2025)
    assert of_2025 is not None
    assert of_2025.title == "December 2025", "WD25CD is May and December: the title tells"


def nomis(rows: list[tuple[str, int, int]]) -> Callable[[str, Mapping[str, str]], str]:
    text = "GEOGRAPHY_CODE,OBS_VALUE,RECORD_COUNT\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows)
    return lambda _url, _params: text


def test_nomis_three_rows_a_place_cut_or_no_table() -> None:
    assert counts_by_code(nomis([("A", 5, 2), ("B", 7, 2)]), "u", {}, ["A", "B"]) == {"A": 5, "B": 7}
    with pytest.raises(FetchError, match="A more than once"):
        counts_by_code(nomis([("A", 5, 3), ("A", 4, 3), ("A", 1, 3)]), "u", {}, ["A"])
    with pytest.raises(FetchError, match="there are 25,003 rows and gave 2: the answer is cut"):
        counts_by_code(nomis([("A", 5, 25003), ("B", 7, 25003)]), "u", {}, ["A", "B"])
    with pytest.raises(FetchError, match="no table of counts but “Too many requests"):
        counts_by_code(lambda _u, _p: "Too many requests, please wait", "u", {}, ["A"])


def test_nomis_is_asked_for_a_hundred_places_at_once() -> None:
    asked = []

    def ask(_url: str, params: Mapping[str, str]) -> str:
        codes = params["geography"].split(",")
        asked.append(len(codes))
        return nomis([(code, 1, len(codes)) for code in codes])("", {})

    assert len(counts_by_code(ask, "u", {}, [f"W{number}" for number in range(250)])) == 250
    assert asked == [100, 100, 50]


def feature(key: str, box: tuple[float, float, float, float]) -> dict[str, Any]:
    named = {"id": key, "name": key, "urls": {"pbf": f"https://g/{key}.osm.pbf"}}
    return {"properties": named, "geometry": shapely.geometry.mapping(shapely.box(*box))}


def test_the_smallest_extract_or_several_smaller_ones() -> None:
    counties = [feature("west", (0, 0, 2, 2)), feature("east", (2, 0, 4, 2)), feature("far", (9, 0, 11, 2))]
    index = {"features": [feature("country", (0, 0, 20, 20)), *counties]}
    assert [one.id for one in choose_extracts(index, shapely.box(0.5, 0.5, 1, 1))] == ["west"]
    assert [one.id for one in choose_extracts(index, shapely.box(1.5, 0.5, 2.5, 1))] == ["east", "west"]
    assert [one.id for one in choose_extracts(index, shapely.box(1.5, 1.5, 2.5, 3))] == ["country"], (
        "north is no county's"
    )
    with pytest.raises(FetchError, match="none for this town"):
        choose_extracts(index, shapely.box(50, 50, 51, 51))


TOLD = {"name": "IMD", "code": "LSOA code (2021)", "decile": "Decile", "begins": "E01", "rows": 3}


def test_a_table_of_deprivation_is_checked_as_it_arrives() -> None:
    rows = "E01000001,1\nE01000002,10\nE01000003,[x]\n"
    head = "LSOA code (2021), Decile \n"
    wanted = ["E01000001", "E01000003"]
    assert deciles_of(head + rows + "E06000001,3\n", TOLD, wanted) == {"E01000001": 1}, "authorities are passed over"
    with pytest.raises(FetchError, match="has 2 small areas"):
        deciles_of(head + rows[:-16], TOLD, wanted)
    with pytest.raises(FetchError, match="lacks 1 of the town's 1 small areas, such as E01000009"):
        deciles_of(head + rows, TOLD, ["E01000009"])
    with pytest.raises(FetchError, match="no column “Decile”"):
        deciles_of("LSOA code (2021),Rank\n" + rows, TOLD, wanted)


def timetable(path: Path, tables: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return path


TABLES = dict.fromkeys(("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt"), "a\n")


def test_a_timetable_is_read_to_its_end(tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_start_date,feed_end_date,feed_version\nB,20261101,20270131,7\n"
    whole = timetable(tmp_path / "a.zip", TABLES | {"feed_info.txt": info})
    found = check_timetable_zip(whole, date(2026, 11, 29))
    assert (found.first, found.last, found.version) == ("2026-11-01", "2027-01-31", "7")
    with pytest.raises(FetchError, match="ended on 2027-01-31"):
        check_timetable_zip(whole, date(2027, 2, 1))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-40])
    with pytest.raises(FetchError, match="no whole zip"):
        check_timetable_zip(cut, date(2026, 11, 29))
    error = tmp_path / "error.zip"
    error.write_text('{"detail": "Internal error"}', encoding="utf-8")
    with pytest.raises(FetchError, match=r"it begins “.*Internal error"):
        check_timetable_zip(error, date(2026, 11, 29))
    with pytest.raises(FetchError, match="lacks calendar"):
        lacking = {name: text for name, text in TABLES.items() if name != "calendar.txt"}
        check_timetable_zip(timetable(tmp_path / "b.zip", lacking), date(2026, 11, 29))


def test_stops_of_the_register() -> None:
    assert areas_of_stops({"0100BRP1", "5530W1", "rail-x"}, "910") == ["010", "553", "910"]
    text = "ATCOCode,CommonName,Status\n0100BRP1,A,active\n5530W1,B,inactive\n"
    found = compare_register(text, {"0100BRP1", "5530W1", "0170X"})
    assert (found.known_n, found.lacking, found.inactive) == (2, ("0170X",), ("5530W1",))
    with pytest.raises(FetchError, match="not the register"):
        compare_register("a,b\n1,2\n", {"x"})


def test_a_broken_member_is_named(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in TABLES.items():
            archive.writestr(name, text * 50)
    content = bytearray(made.getvalue())
    place = content.find(b"stops.txt") + len("stops.txt") + 10
    content[place] ^= 0xFF
    path = tmp_path / "broken.zip"
    path.write_bytes(content)
    with pytest.raises(FetchError, match=r"broken in stops\.txt"):
        check_timetable_zip(path, date(2026, 11, 29))
