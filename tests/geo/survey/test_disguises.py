"""The same survey in every disguise that spreadsheets give it: equal results, or a refusal by cell."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from geo.errors import InputError
from geo.survey import Survey, read_survey
from tests.makers.surveys.tables import AREAS, codes, value, written
from tests.oracles.laid_out import saved_as

NASTY = (
    """Survey of Treetown 2023/24: results by ward;;;;;
"Notes: [c] suppressed, - not asked
second line of the note";;;;;
;;;;;
Ward code;Ward;Percent lonely;Percent happy;Residents;People asked
E05000001;Ash;12,5 %;x;1.234;55
E05000002;Elm & Oak;[c];60 %;2.345;<5
E05000003;Yew;8,0 % [u];-;990;*
;Ashtön;3 %;50 %;70;9
Treetown total;;10,2 %;61 %;4.569;120
Source: council, 2024;;;;;
""".replace("1.234", "1,234")
    .replace("2.345", "2,345")
    .replace("4.569", "4,569")
    .replace("12,5", "12.5")
)
NASTY = NASTY.replace("8,0", "8.0").replace("10,2", "10.2")


def saved_by_libreoffice(path: Path, kind: str) -> Path:
    """The file converted by LibreOffice, in a folder beside it."""
    return saved_as(path, kind, path.parent / f"{path.suffix[1:]}-to-{kind}")


def same(first: Survey, second: Survey) -> None:
    assert_frame_equal(first.values, second.values, check_exact=False, rel_tol=0, abs_tol=1e-9)
    assert_frame_equal(first.indicators.drop("source"), second.indicators.drop("source"))


def read(path: Path, **options: str) -> Survey:
    return read_survey(path, areas=AREAS, **options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encodings_and_separators_make_no_difference(tmp_path: Path, encoding: str, separator: str) -> None:
    survey = read(written(tmp_path, NASTY.replace(";", separator), encoding=encoding))
    assert value(survey, "percent_lonely", "E05000001", "2023/24") == (12.5, "")
    assert value(survey, "percent_lonely", "E05000002", "2023/24")[1] == "c"
    assert value(survey, "percent_lonely", "E05000003", "2023/24") == (8.0, "u")
    assert value(survey, "percent_happy", "E05000001", "2023/24")[1] == "x"
    assert value(survey, "percent_happy", "", "2023/24") == (61.0, "")
    assert value(survey, "residents", "E05000002", "2023/24") == (2345.0, "")
    assert value(survey, "people_asked", "E05000002", "2023/24")[1] == "c"
    assert len(survey.values) == 4 * 4
    told = {one.code: one for one in survey.report.problems}
    assert told["no_code"].where == ('row 8 "Ashtön"',)
    assert "2023/24 was taken" in told["year_found"].action


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_table_that_libreoffice_saved_reads_the_same(tmp_path: Path, kind: str) -> None:
    table = written(tmp_path, NASTY.replace(",", "").replace(";", ","), encoding="utf-8")
    same(read(table), read(saved_by_libreoffice(table, kind)))


def workbook(path: Path) -> Path:
    """A cover, a sheet a year, a hidden sheet; a merged title, two rows of headings, percentages by format."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"], cover["A3"], cover["B3"] = "Quality of life", "Sheet", "What it holds"
    for number, year in enumerate(("2022-23", "2023-24")):
        sheet = book.create_sheet(year)
        sheet["A1"] = "Quality of life by ward"
        sheet.merge_cells("A1:G1")
        sheet.append([])
        sheet.append(["", "", "Feel lonely (%)", "", "", "Happy", ""])
        sheet.merge_cells("C3:E3")
        sheet.merge_cells("F3:G3")
        sheet.append(["Code", "Ward", "Value", "Lower CI", "Upper CI", "Value", "Sample size"])
        for row, (code, name) in enumerate(AREAS.itertuples(index=False)):
            sheet.append([code, name, 0.125 + row / 100 + number / 10, 0.05, 0.31, 60.5 + row, 80 + row])
        sheet.append(["E06000099", "Treetown", 0.15, 0.11, 0.19, "[c]", 245])
        for cells in sheet.iter_rows(min_row=5, min_col=3, max_col=5):
            for cell in cells:
                cell.number_format = "0.0%"
    hidden = book.create_sheet("2019-20")
    hidden.append(["Code", "Feel lonely (%)"])
    hidden.append(["E05000001", 99])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def check_workbook(survey: Survey) -> None:
    lonely, happy = "feel_lonely_pct", "happy"
    assert survey.indicators["indicator"].to_list() == [lonely, happy]
    assert survey.values["year"].unique().sort().to_list() == ["2022/23", "2023/24"]
    row = survey.values.filter((pl.col("indicator") == lonely) & (pl.col("year") == "2023/24")).row(2, named=True)
    assert row["area_id"] == "E05000002"
    assert (round(row["value"], 9), row["low"], row["high"]) == (23.5, 5.0, 31.0)
    assert survey.values.filter(pl.col("indicator") == happy)["n"].to_list() == [245, 80, 81, 82] * 2
    assert value(survey, happy, "", "2022/23")[1] == "c"
    assert survey.report.facts["Hidden sheets"] == "2019-20: read past"
    assert survey.report.facts["Sheets without a table"] == "Cover"
    assert "share_to_percent" in {one.code for one in survey.report.problems}


def test_a_workbook_with_a_sheet_a_year_and_two_rows_of_headings(tmp_path: Path) -> None:
    check_workbook(read(workbook(tmp_path / "quality.xlsx")))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_s_copy_of_the_workbook_reads_the_same(tmp_path: Path, kind: str) -> None:
    given = workbook(tmp_path / "quality.xlsx")
    made = read(saved_by_libreoffice(given, kind))
    check_workbook(made)
    same(read(given), made)


@pytest.mark.office
def test_one_sheet_saved_as_csv_shows_percentages_with_their_sign(tmp_path: Path) -> None:
    given = workbook(tmp_path / "quality_2022_23.xlsx")
    book = openpyxl.load_workbook(given)
    for name in ("Cover", "2023-24", "2019-20"):
        del book[name]
    book.save(given)
    text = saved_by_libreoffice(given, "csv")
    assert "12.5%" in text.read_text(encoding="utf-8")
    same(read(given), read(text))


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["12", "fourteen", "9"], ('B3 "fourteen"',)),
        (["45%", "0.5", "0.25"], ("B3", "B4")),
    ],
)
def test_what_cannot_be_a_number_is_named_by_its_cell(
    tmp_path: Path, cells: list[str], wanted: tuple[str, ...]
) -> None:
    rows = "".join(f"{code},{cell}\n" for code, cell in zip(AREAS["area_id"], cells, strict=True))
    with pytest.raises(InputError) as error:
        read(written(tmp_path, f"code,% lonely\n{rows}"))
    refused = [one for one in error.value.report.problems if one.severity == "refused"]
    assert [one.where for one in refused] == [wanted]


def test_shares_of_one_are_percentages_where_the_words_say_so(tmp_path: Path) -> None:
    text = "code,% lonely,risk score\nE05000001,0.125,0.1\nE05000002,0.2,0.2\nE05000003,0.08,0.3\n"
    survey = read(written(tmp_path, text))
    assert value(survey, "pct_lonely", "E05000001", "2023/24") == (12.5, "")
    assert value(survey, "risk_score", "E05000001", "2023/24") == (0.1, "")
    (note,) = [one for one in survey.report.problems if one.code == "share_to_percent"]
    assert note.where == ('"% lonely"',)


def test_duplicated_wards_count_once_or_are_refused(tmp_path: Path) -> None:
    head = "code,name,% lonely\nE05000001,Ash,10\nE05000002,Elm,12\nE05000003,Yew,9\n"
    survey = read(written(tmp_path, head + "E05000001,Ash,10\n"))
    assert value(survey, "pct_lonely", "E05000001", "2023/24") == (10.0, "")
    assert "repeated_rows" in {one.code for one in survey.report.problems}
    with pytest.raises(InputError) as error:
        read(written(tmp_path, head + "E05000001,Ash,11\n"))
    assert codes(error) == {"two_values"}
    assert "C5 (E05000001 2023/24; row 2 before)" in str(error.value)


def test_the_year_is_told_with_the_place_it_was_taken_from_and_what_says_another(tmp_path: Path) -> None:
    rows = "code,name,% lonely\nE05000001,Ash,10\nE05000002,Elm,12\nE05000003,Yew,9\n"
    plain = {one.code: one for one in read(written(tmp_path, rows)).report.problems}["year_found"]
    assert "2023/24 was taken from the name of the file" in plain.action
    titled = read(written(tmp_path, "Results 2021/22\n\n" + rows))
    other = {one.code: one for one in titled.report.problems}["year_found"]
    assert "2023/24 was taken from the name of the file" in other.action
    assert "what stands above the table says 2021/22" in other.found


def test_a_total_and_an_average_row_of_which_one_leaves_a_cell_blank_are_one_town(tmp_path: Path) -> None:
    head = "code,name,% lonely,% bored\nE05000001,Ash,10,4\nE05000002,Elm,12,5\nE05000003,Yew,9,6\n"
    survey = read(written(tmp_path, head + ",Total,,5\n,City average,11,5\n"))
    assert value(survey, "pct_lonely", "", "2023/24") == (11.0, "")
    told = {one.code: one for one in survey.report.problems}
    assert told["blank_beside"].where == ("C5 (town 2023/24)",)
    assert "1 row repeats another" in told["repeated_rows"].found
    with pytest.raises(InputError) as error:
        read(written(tmp_path, head + ",Total,[c],5\n,City average,11,5\n"))
    assert codes(error) == {"two_values"}, "what is suppressed is not blank"


def test_a_blank_ward_is_missing_and_no_zero(tmp_path: Path) -> None:
    survey = read(
        written(tmp_path, "code,name,% lonely,% happy\nE05000001,Ash,0,1\nE05000002,Elm,,\nE05000003,Yew,9,\n")
    )
    assert value(survey, "pct_lonely", "E05000001", "2023/24") == (0.0, "")
    assert value(survey, "pct_lonely", "E05000002", "2023/24")[1] == "missing"


def test_an_error_in_a_workbook_is_named_and_not_read_as_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code", "% lonely"])
    book.active.append(["E05000001", 12])
    book.active.append(["E05000002", "#DIV/0!"])
    book.active["B3"].data_type = "e"
    book.save(tmp_path / "a_2023.xlsx")
    with pytest.raises(InputError) as error:
        read(tmp_path / "a_2023.xlsx")
    assert codes(error) == {"error_cell"}
    assert "Sheet!B3" in str(error.value)


def test_numbers_and_dates_of_a_workbook_are_the_text_one_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code", "year", "asked on", "% lonely"])
    for row, code in enumerate(AREAS["area_id"]):
        book.active.append([code, 2023, datetime.date(2023, 5, 1), 10 + row])
    book.save(tmp_path / "table.xlsx")
    survey = read(tmp_path / "table.xlsx")
    assert value(survey, "pct_lonely", "E05000003", "2023") == (12.0, "")
    assert survey.report.facts["Columns of words"] == "asked on: read past"


def test_years_beside_each_other_in_one_table(tmp_path: Path) -> None:
    text = (
        "code,% lonely 2022,% lonely 2023,% lonely 2023 lower limit\n"
        "E05000001,10,12,7\nE05000002,11,13,8\nE05000003,9,,\n"
    )
    survey = read(written(tmp_path, text, "table.csv"))
    assert value(survey, "pct_lonely", "E05000002", "2022") == (11.0, "")
    row = survey.values.filter((pl.col("area_id") == "E05000001") & (pl.col("year") == "2023")).row(0, named=True)
    assert (row["value"], row["low"]) == (12.0, 7.0)


def test_a_row_with_an_unquoted_thousand_is_named(tmp_path: Path) -> None:
    text = "code,name,residents\nE05000001,Ash,900\nE05000002,Elm,1,234\nE05000003,Yew,800\n"
    with pytest.raises(InputError) as error:
        read(written(tmp_path, text))
    assert codes(error) == {"ragged_rows"}
    assert "row 3" in str(error.value)


def test_the_average_of_england_is_not_the_town_s(tmp_path: Path) -> None:
    wards = "code,name,% lonely\nE05000001,Ash,10\nE05000002,Elm,12\nE05000003,Yew,9\n"
    text = wards + ",Treetown average,10.5\n,England average,7\n"
    survey = read(written(tmp_path, text))
    assert value(survey, "pct_lonely", "", "2023/24") == (10.5, "")
    assert {one.where for one in survey.report.problems if one.code == "no_code"} == {('row 6 "England average"',)}
