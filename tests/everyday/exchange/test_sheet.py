"""The session sheet: every row becomes a pin or comes back with its reasons, whoever filled it in."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
import shapely

from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.exchange.sheet.reading import read_sheet
from everyday.exchange.sheet.writing import refused_sheet, write_sheet
from everyday.exchange.tables.reading import read_table
from everyday.locate.typed import fold
from everyday.pictures.grid import Grid, grid_of_edition, session_grid
from geo.errors import Report, UsageError
from plan.exchange.spreadsheet import guard_text
from plan.records import FINDING_COLUMNS
from tests.makers.sheets import NASTY, TAXONOMY, Reading, reading_in, refused_file


@pytest.fixture(scope="module")
def edition(demo_atlas: Atlas) -> Edition:
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def grid(edition: Edition) -> Grid:
    return grid_of_edition(edition)


@pytest.fixture
def read(edition: Edition, tmp_path: Path) -> Reading:
    return reading_in(tmp_path, edition)


# ---- filling in and reading ------------------------------------------------------------------------------------------
def unique(names: Iterable[str]) -> set[str]:
    """Names that only one row has."""
    times = Counter(fold(name) for name in names)
    return {name for name in names if times[fold(name)] == 1 and re.search("[A-Za-z]{3}", name)}


def ways_of_placing(edition: Edition, grid: Grid) -> list[tuple[dict[str, object], str, shapely.Geometry | None]]:
    """Thirty rows' places, each with the area and the geometry that it has to get."""
    areas, streets, stops, places = edition.areas(), edition.streets(), edition.stops(), edition.places()
    first, second = areas.iloc[3], areas.iloc[5]
    middle = first["geometry"].representative_point()
    square = grid.name_at(lat=middle.y, lon=middle.x)
    number = str(grid.number_of(square))
    inside = next(name for name in grid.names() if areas["geometry"].contains(grid.square(name)).any())
    inside_area = areas.loc[areas["geometry"].contains(grid.square(inside)), "area_id"].iloc[0]
    inside_point = grid.square(inside).centroid
    taken = {fold(name) for table in (areas["area_name"], places["name"], stops["stop_name"]) for name in table}
    own = {name for name in unique(streets["name"]) if fold(name) not in taken}
    own_streets = [row for row in streets.itertuples() if row.name in own]
    own_stops, own_places = unique(stops["stop_name"]), unique(places["name"])
    stop = next(row for row in stops.itertuples() if row.stop_name in own_stops)
    place = next(row for row in places.itertuples() if row.name in own_places)
    twice = next(name for name in streets["name"] if list(streets["name"]).count(name) > 1)
    of_twice = streets[streets["name"] == twice].iloc[0]
    here: list[tuple[dict[str, object], str, shapely.Geometry | None]] = [
        ({"ward": first["area_name"]}, first["area_id"], None),
        ({"ward": first["area_name"].upper()}, first["area_id"], None),
        ({"ward": f"  {second['area_name'].lower()} "}, second["area_id"], None),
        ({"ward": second["area_id"]}, second["area_id"], None),
        ({"where": second["area_name"]}, second["area_id"], None),
        ({"where": "whole town"}, "", None),
        ({"where": "Whole Town"}, "", None),
        ({"lat": middle.y, "lon": middle.x}, first["area_id"], middle),
        ({"lat": str(middle.y), "lon": str(middle.x)}, first["area_id"], middle),
        ({"lat": str(middle.y).replace(".", ","), "lon": str(middle.x).replace(".", ",")}, first["area_id"], middle),
        ({"lat": middle.y, "lon": middle.x, "ward": first["area_name"]}, first["area_id"], middle),
        ({"where": f"{middle.y:.9f}, {middle.x:.9f}"}, first["area_id"], middle),
        ({"grid": inside}, inside_area, inside_point),
        ({"grid": str(grid.number_of(inside))}, inside_area, inside_point),
        ({"grid": grid.number_of(inside)}, inside_area, inside_point),
        ({"grid": f"{grid.number_of(inside)} / {inside}"}, inside_area, inside_point),
        ({"grid": inside.lower(), "ward": inside_area}, inside_area, inside_point),
        ({"where": f"square {inside}"}, inside_area, inside_point),
        ({"grid": number, "ward": first["area_name"]}, first["area_id"], grid.square(square)),
        ({"stop": stop.stop_name}, "", shapely.Point(stop.lon, stop.lat)),
        ({"stop": stop.stop_id}, "", shapely.Point(stop.lon, stop.lat)),
        ({"place": place.name}, "", shapely.Point(place.lon, place.lat)),
        ({"place": place.name.upper()}, "", shapely.Point(place.lon, place.lat)),
        (
            {"street": twice, "ward": of_twice["area_name"]},
            of_twice["area_id"],
            shapely.Point(of_twice["lon"], of_twice["lat"]),
        ),
        (
            {"where": f"{twice}, {of_twice['area_name']}"},
            of_twice["area_id"],
            shapely.Point(of_twice["lon"], of_twice["lat"]),
        ),
        (
            {"where": twice, "ward": of_twice["area_name"]},
            of_twice["area_id"],
            shapely.Point(of_twice["lon"], of_twice["lat"]),
        ),
    ]
    for row in own_streets[:4]:
        here.append(({"street": row.name}, row.area_id, shapely.Point(row.lon, row.lat)))
    return here


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv"])
def test_a_sheet_with_every_way_of_placing_gives_exactly_the_findings_expected(
    edition: Edition, grid: Grid, tmp_path: Path, suffix: str
) -> None:
    ways = ways_of_placing(edition, grid)
    assert len(ways) == 30
    labels = list(TAXONOMY.labels("dimensions").values())
    rows = [
        {"barrier or enabler": ("Barrier", "enabler")[place % 2], "sentence": f"Sentence {place}", "level": "City",
         "dimensions": labels[place % 5], "groups": "older people; parents", **way}
        for place, (way, _, _) in enumerate(ways)
    ]  # fmt: skip
    path = write_sheet(tmp_path / f"pins{suffix}", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=rows)
    result = read_sheet(path, edition=edition, taxonomy=TAXONOMY, session="S-7K3M9Q2X")
    assert result.refused == []
    assert result.row_numbers == list(range(2, 32))
    for place, (finding, (way, area_id, geometry)) in enumerate(zip(result.findings, ways, strict=True)):
        assert (finding.kind, finding.title) == (("barrier", "enabler")[place % 2], f"Sentence {place}")
        assert (finding.level, finding.groups) == ("city", ("older people", "parents"))
        assert finding.dimensions == (TAXONOMY.keys("dimensions")[place % 5],)
        assert (finding.session, finding.method, finding.status) == ("S-7K3M9Q2X", "community_forum", "proposed")
        if area_id or geometry is None:
            assert finding.area_id == area_id, way
        if geometry is None:
            assert finding.geometry is None
        elif geometry.geom_type == "Polygon":
            assert geometry.covers(finding.geometry)
        else:
            assert finding.geometry.distance(geometry) < 2e-9, way
    assert result.report.facts["Pins"] == 30


def test_an_empty_sheet_offers_lists_and_runs_nothing(edition: Edition, grid: Grid, tmp_path: Path) -> None:
    rows = [
        {"kind": "Barrier", "sentence": text, "groups": text.replace(";", ","), "where": "whole town"} for text in NASTY
    ]
    path = write_sheet(tmp_path / "pins.xlsx", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=rows)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Pins", "How to fill this in", "Lists"]
    pins = book["Pins"]
    assert pins.freeze_panes == "A2"
    assert [cell.value for cell in pins[1]][:4] == ["barrier or enabler", "sentence", "more", "where"]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    offered = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in pins.data_validations.dataValidation}
    headings = {cell.column_letter: cell.value for cell in pins[1]}
    assert {headings[letter] for letter in offered} >= {"barrier or enabler", "level", "dimensions", "ward"}
    for letter, formula in offered.items():
        cells = book["Lists"][formula.removeprefix("Lists!").replace("$", "")]
        listed = [cell.value for (cell,) in cells]
        assert all(listed)
        if headings[letter] == "ward":
            assert listed == sorted(edition.areas()["area_name"])
        if headings[letter] == "level":
            assert "National" not in listed
    how = " ".join(str(cell.value) for row in book["How to fill this in"].iter_rows() for cell in row)
    assert grid.code in how
    assert all(column.value in how or str(column.value).startswith("grid") for column in pins[1])


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv"])
def test_nasty_words_come_back_as_they_were(edition: Edition, grid: Grid, tmp_path: Path, suffix: str) -> None:
    rows = [{"kind": "Barrier", "sentence": f"a {text}", "more": text[:9000], "where": "whole town"} for text in NASTY]
    path = write_sheet(tmp_path / f"pins{suffix}", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=rows)
    result = read_sheet(path, edition=edition, taxonomy=TAXONOMY)
    assert not result.refused
    for finding, text in zip(result.findings, NASTY, strict=True):
        assert finding.text.endswith(text[:9000].strip())
        assert finding.level == "city"
        assert finding.title == " ".join(f"a {text}".split()) or len(text) > 200


def test_a_text_longer_than_a_cell_is_not_cut(edition: Edition, grid: Grid, tmp_path: Path) -> None:
    rows = [{"kind": "Barrier", "sentence": "x", "more": "y" * 40_000, "where": "whole town"}]
    with pytest.raises(UsageError, match="32,767"):
        write_sheet(tmp_path / "long.xlsx", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=rows)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match=r"\.xlsx, \.ods or \.csv"):
        write_sheet(tmp_path / "pins.docx", taxonomy=TAXONOMY, edition=edition, grid=grid)
    with pytest.raises(UsageError, match="no column 'colour'"):
        write_sheet(tmp_path / "pins.csv", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=[{"colour": "red"}])


# ---- rows that cannot be pins ----------------------------------------------------------------------------------------
def test_a_row_comes_back_with_all_its_reasons_and_the_others_are_kept(read: Reading) -> None:
    result = read(
        "kind,sentence,where,level,dimensions,lat,lon\n"
        "Barrier,Dark,whole town,,,,\n"
        "Obstacle,,Nowhereville,Galaxy,Moral,,\n"
        "\n"
        "Enabler,Bright,,National,,,\n"
        "Enabler,Bright,,,,51,\n"
        "Enabler,Bright,,,,51,abc\n"
        "Enabler,Bright,,,,10,10\n"
        "Enabler,Bright,,,,,\n"
        "Enabler,Kept,whole town,,,,\n"
    )
    assert [finding.title for finding in result.findings] == ["Dark", "Kept"]
    reasons = {row.row_number: row.reason for row in result.refused}
    assert list(reasons) == [3, 5, 6, 7, 8, 9]
    for part in ("“Obstacle” is not a kind. There are: Barrier, Enabler.", "no sentence", "“Nowhereville”",
                 "“Galaxy” is not a level", "“Moral” is not a dimension. There are: Social, Economic"):  # fmt: skip
        assert part in reasons[3]
    assert "No place is given" in reasons[5]
    assert "Lon is missing" in reasons[6]
    assert "lon is “abc”" in reasons[7].lower()
    assert "No place is given" in reasons[9]
    assert result.refused[0].cells == {
        "kind": "Obstacle", "where": "Nowhereville", "level": "Galaxy", "dimensions": "Moral"
    }  # fmt: skip
    assert "6 rows could not be made pins" in result.report.to_text()


def test_national_findings_are_refused(read: Reading) -> None:
    result = read("kind,sentence,where,level\nBarrier,x,whole town,National\n")
    assert "actions only" in result.refused[0].reason


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv"])
def test_refused_rows_can_be_mended_and_given_again(
    read: Reading, edition: Edition, grid: Grid, tmp_path: Path, suffix: str
) -> None:
    result = read("kind,sentence,colour,grid,lat,lon\nBarrier,=1+1,red,9999,,\nBarrier,'tis,blue,,1,-2.5\n")
    path = refused_sheet(result, tmp_path / f"mend{suffix}")
    again = read_sheet(path, edition=edition, taxonomy=TAXONOMY)
    assert [row.reason for row in again.refused] == [row.reason for row in result.refused]
    assert again.grid_code == grid.code
    table = read_table(path, Report("", ""))
    assert table[0].cells[:3] == ("why", "kind", "sentence")
    assert table[1].cells[2:5] == ("=1+1", "red", "9999")
    assert "no square" in table[1].cells[0]
    mended = [row.cells for row in table]
    with open(tmp_path / "mended.csv", "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[guard_text(cell) for cell in row] for row in mended[:1]])
        csv.writer(stream).writerow(["", "Barrier", "'=1+1", "red", "1", "", ""])
    whole = read_sheet(tmp_path / "mended.csv", edition=edition, taxonomy=TAXONOMY)
    assert [finding.title for finding in whole.findings] == ["=1+1"] or "outside" in whole.refused[0].reason


def test_squares_and_wards_that_disagree_are_refused(read: Reading, edition: Edition, grid: Grid) -> None:
    areas = edition.areas()
    far = max(areas.itertuples(), key=lambda row: row.geometry.centroid.x)
    near = min(areas.itertuples(), key=lambda row: row.geometry.centroid.x)
    at = near.geometry.representative_point()
    square = grid.name_at(lat=at.y, lon=at.x)
    result = read(
        f"kind,sentence,ward,grid,lat,lon\nBarrier,x,{far.area_name},{square},,\n"
        f"Barrier,x,{far.area_name},,{at.y},{at.x}\nBarrier,x,,{square},{at.y},{at.x}\n"
    )
    assert not result.findings
    assert f"not in the ward “{far.area_name}”" in result.refused[0].reason
    assert f"not in Ward {far.area_name}" in result.refused[1].reason
    assert "several ways" in result.refused[2].reason


def test_words_about_the_place_are_kept_as_a_note(read: Reading, edition: Edition) -> None:
    ward = edition.areas()["area_name"].iloc[0]
    result = read(f"kind,sentence,more,where,ward\nBarrier,Dark,At night,behind the old oak,{ward}\n")
    assert result.findings[0].text == "At night\n\nWhere: behind the old oak"


def test_personal_data_is_asked_about(read: Reading) -> None:
    result = read("kind,sentence,where\nBarrier,Ring me on 0117 496 0000,whole town\nBarrier,Dark,whole town\n")
    assert result.personal == {2: ["phone number “0117 496 0000”"]}
    assert "row 2: phone number" in result.report.to_text()


# ---- headings --------------------------------------------------------------------------------------------------------
def test_headings_are_understood_however_they_are_written(read: Reading) -> None:
    result = read(
        "BARRIER_OR_ENABLER,In one sentence,Where:,Dimension,Policy_Spheres,Whom does it affect?,Colour\n"
        "barriers,Dark,whole town,Social / Civic,transport,Women,red\n"
    )
    (finding,) = result.findings
    assert (finding.kind, finding.dimensions, finding.policy_spheres) == (
        "barrier",
        ("social", "civic"),
        ("transport",),
    )
    assert finding.groups == ("Women",)
    assert "Colour" in result.report.to_text()


def test_columns_of_exported_findings_are_understood(read: Reading, edition: Edition) -> None:
    middle = edition.areas()["geometry"].iloc[0].representative_point()
    cells = dict.fromkeys(FINDING_COLUMNS, "") | {
        "id": "F-1", "version": "3", "kind": "enabler", "title": "Benches", "level": "both",
        "dimensions": "social; civic",
        "status": "agreed", "lat": str(middle.y), "lon": str(middle.x), "method": "shadowing", "sectors": "care",
    }  # fmt: skip
    held = io.StringIO()
    writer = csv.DictWriter(held, FINDING_COLUMNS)
    writer.writeheader()
    writer.writerow(cells)
    writer.writerow(cells | {"lat": "", "lon": "", "geometry_wkt": middle.buffer(0.001).wkt})
    result = read(held.getvalue(), session="S-1")
    point, shape = result.findings
    assert (point.id, point.version, point.status, point.session) == ("", 0, "proposed", "S-1")
    assert (point.method, point.sectors, point.level) == ("shadowing", ("care",), "both")
    assert point.geometry == middle
    assert shape.geometry.geom_type == "Polygon"
    assert "import the file as findings" in result.report.to_text()


def test_headings_may_stand_below_a_title(read: Reading) -> None:
    result = read("Our forum,,\n,,\nkind,sentence,where\nBarrier,Dark,whole town\n")
    assert result.row_numbers == [4]


@pytest.mark.parametrize(
    "content", ["a,b,c\n1,2,3\n", "kind,sentence\nBarrier,x\n", "kind,where\nBarrier,whole town\n"]
)
def test_a_sheet_without_the_needed_columns_is_refused(read: Reading, content: str) -> None:
    assert "Columns are missing" in refused_file(lambda: read(content))


def test_an_unknown_method_is_refused(read: Reading) -> None:
    with pytest.raises(UsageError, match="community_forum"):
        read("kind,sentence,where\n", method="gossip")


# ---- maps ------------------------------------------------------------------------------------------------------------
def test_squares_of_another_map_are_placed_by_that_map(read: Reading, edition: Edition) -> None:
    west, south, east, north = edition.areas().total_bounds
    other = session_grid((west, south, east, north), columns_n=5)
    own = grid_of_edition(edition)
    middle = shapely.box(west, south, east, north).centroid
    number = other.number_at(lat=middle.y, lon=middle.x)
    expected = other.square(str(number)).centroid
    for content in (
        f"kind,sentence,grid ({other.code})\nBarrier,x,{number}\n",
        f"kind,sentence,Grid {other.code.lower()},lat\nBarrier,x,{number},\n".replace("Grid ", "Grid (").replace(
            ",lat", "),lat"
        ),
        f"kind,sentence,grid,map code\nBarrier,x,{number},{other.code}\n",
    ):
        result = read(content)
        assert not result.refused
        assert result.findings[0].geometry.distance(expected) < 1e-9
    assert read(f"kind,sentence,grid\nBarrier,x,{number}\n").grid_code == own.code
    assert read(f"kind,sentence,grid\nBarrier,x,{number}\n", grid=other).grid_code == other.code


def test_a_wrong_code_is_refused_before_anything_is_placed(read: Reading, grid: Grid) -> None:
    wrong = grid.code[:-1] + ("A" if grid.code[-1] != "A" else "B")
    assert "no code of a map" in refused_file(lambda: read(f"kind,sentence,grid ({wrong})\nBarrier,x,55\n"))
    result = read(f"kind,sentence,grid,map code\nBarrier,x,55,{wrong}\nBarrier,y,55,\n")
    assert "is not the code of a map" in result.refused[0].reason
    assert len(result.findings) + len(result.refused) == 2
