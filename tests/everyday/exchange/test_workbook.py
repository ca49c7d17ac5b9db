"""The workbook of measures: spreadsheet rules, shorthand, and the same numbers as on the pages."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis.areas import is_absent
from app.parts.table_twin import file_bytes, rounded_to_show, twin
from app.parts.view import View
from app.server.shown import Shown
from everyday import Atlas
from everyday.exchange.workbook import SHORTHAND, unknown_last
from tests.oracles.laid_out import saved_as

SHEETS = ["Cover", "Contents", "Notes", "Columns"]


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town's edition."""
    return Shown(demo_atlas.edition())


@pytest.fixture(scope="module")
def files(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Cells and areas as workbooks."""
    folder = tmp_path_factory.mktemp("books")
    for what in ("cells", "areas"):
        demo_atlas.export(what, folder / f"{what}.xlsx")
    return {what: folder / f"{what}.xlsx" for what in ("cells", "areas")}


@pytest.fixture(scope="module")
def books(files: dict[str, Path]) -> dict[str, openpyxl.Workbook]:
    """Those workbooks, read once: a test only looks at them."""
    return {what: openpyxl.load_workbook(path) for what, path in files.items()}


@pytest.mark.parametrize("what", ["cells", "areas"])
def test_each_sheet_is_one_marked_up_table_without_blank_or_merged_cells(
    books: dict[str, openpyxl.Workbook], what: str
) -> None:
    book = books[what]
    assert book.sheetnames == [*SHEETS, what]
    for page in book:
        assert [table.ref for table in page.tables.values()] == [page.dimensions]
        assert page.dimensions.startswith("A1:")
        assert not page.merged_cells.ranges
        rows = list(page.iter_rows(values_only=True))
        assert all(value not in (None, "") for row in rows for value in row)
        assert len(set(rows[0])) == len(rows[0])
        (table,) = page.tables.values()
        assert [column.name for column in table.tableColumns] == list(rows[0])
    assert [row[0] for row in book["Contents"].iter_rows(min_row=2, values_only=True)] == book.sheetnames
    assert set(SHORTHAND) <= {row[0] for row in book["Notes"].iter_rows(values_only=True)}


@pytest.mark.parametrize("what", ["cells", "areas"])
def test_columns_are_in_words_and_lead_back_to_their_names(
    books: dict[str, openpyxl.Workbook], what: str, shown: Shown
) -> None:
    book = books[what]
    headings = [cell.value for cell in book[what][1]]
    told = list(book["Columns"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in told] == headings
    names = [row[1] for row in told]
    assert names == [name for name in shown.table(what).columns if name != "geometry"]
    assert headings[names.index("centre_min_am")] == "Minutes to the town centre, weekday morning (minutes)"
    assert headings[names.index("city_reach_45min_share_am")].endswith("(%)")
    assert not any("_" in heading for heading in headings)


@pytest.mark.parametrize("what", ["cells", "areas"])
def test_numbers_read_as_on_the_pages(books: dict[str, openpyxl.Workbook], what: str, shown: Shown) -> None:
    book = books[what]
    names = [row[1] for row in book["Columns"].iter_rows(min_row=2, values_only=True)]
    written = pd.DataFrame(list(book[what].iter_rows(min_row=2, values_only=True)), columns=names)
    key = "cell" if what == "cells" else "area_id"
    table = shown.table(what).set_index(key).loc[written[key]].reset_index()
    checked = {"number": 0, "[x]": 0, "[z]": 0, "[low]": 0}
    for name, measure in shown.registry.items():
        if name not in names or measure.is_text or measure.unit == "yes or no":
            continue
        for value, cell, is_none in zip(table[name], written[name], is_absent(table, measure), strict=True):
            if isinstance(cell, str):
                assert cell == ("[z]" if is_none else "[x]" if np.isnan(value) else "[low]")
                assert cell != "[low]" or measure.short(value).startswith("under")
                checked[cell] += 1
            else:
                assert measure.short(cell) == measure.short(value)
                checked["number"] += 1
    assert checked["number"] > 500
    assert what == "areas" or (checked["[x]"] and checked["[z]"])


def test_rows_of_which_nothing_is_known_come_last(books: dict[str, openpyxl.Workbook], shown: Shown) -> None:
    ordered = unknown_last(shown.cells, shown.registry)
    is_empty = ordered["amenity_completeness_share"].isna().to_numpy()
    assert is_empty.any()
    assert not (is_empty[:-1] & ~is_empty[1:]).any()
    assert sorted(ordered["cell"]) == sorted(shown.cells["cell"])
    assert books["cells"]["cells"].cell(2, 3).value != "[x]"


def test_csv_is_rounded_with_machine_names_and_parquet_has_every_digit(demo_atlas: Atlas, tmp_path: Path) -> None:
    edition = demo_atlas.edition()
    demo_atlas.export("cells", tmp_path / "cells.csv")
    demo_atlas.export("cells", tmp_path / "cells.parquet")
    cells = edition.cells()
    rounded = pd.read_csv(tmp_path / "cells.csv", encoding="utf-8-sig").set_index("cell").loc[cells["cell"]]
    exact = pd.read_parquet(tmp_path / "cells.parquet").set_index("cell").loc[cells["cell"]]
    assert list(rounded.columns) == [name for name in cells.columns if name != "cell"]
    np.testing.assert_array_equal(exact["centre_min_am"], cells["centre_min_am"])
    np.testing.assert_array_equal(rounded["centre_min_am"], np.floor(cells["centre_min_am"] + 0.5))
    share = cells["city_reach_45min_share_am"].to_numpy()
    there = rounded["city_reach_45min_share_am"].to_numpy()
    assert ((there == 0) == (share == 0)).all()
    assert np.nanmax(np.abs(there - share)) <= 0.005 + 1e-9


@pytest.mark.parametrize(("level", "family"), [("near", "amenity_completeness_share"), ("across", "centre_min")])
def test_the_table_under_the_map_reads_as_the_map(shown: Shown, level: str, family: str) -> None:
    view = View(level=level, family=family, unit="cells")
    table = rounded_to_show(twin(shown, view), shown.registry)
    name = table.columns[-1]
    measure = shown.registry[name]
    values = shown.cells.set_index("cell")[name]
    for cell, value in zip(table["cell"], table[name], strict=True):
        said = measure.short(value / 100 if measure.unit == "share" else value)
        assert said == measure.short(values[cell])


def test_the_workbook_of_one_measure_tells_none_from_not_known(shown: Shown) -> None:
    content = file_bytes(shown, View(level="across", family="centre_min", band="sunday", unit="cells"), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(content))["cells"]
    said = [row[-1] for row in page.iter_rows(min_row=2, values_only=True)]
    none = int(is_absent(shown.cells, shown.registry["centre_min_sunday"]).sum())
    assert said.count("[z]") == none
    assert said.count("[x]") == int(shown.cells["centre_min_sunday"].isna().sum()) - none


@pytest.mark.office
def test_libreoffice_opens_it_with_every_sheet(files: dict[str, Path], tmp_path: Path) -> None:
    sheets = pd.read_excel(saved_as(files["areas"], "xlsx", tmp_path), sheet_name=None)
    assert list(sheets) == [*SHEETS, "areas"]
    assert sheets["areas"].notna().all().all()
