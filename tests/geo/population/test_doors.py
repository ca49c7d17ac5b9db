"""Tables of people that say something else than they seem to say: each test stands for a kind of fault."""

from __future__ import annotations

import random
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import Report
from geo.population.parts import keep_rows_of_one_kind
from geo.population.reading import Population, read_population
from geo.population.tables import read_table

CODES = [f"E0100{n:04d}" for n in range(8)]


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    """Eight small areas in a row."""
    path = tmp_path / "lsoa.geojson"
    boxes = [shapely.box(-3 + n * 0.01, 51.5, -2.99 + n * 0.01, 51.51) for n in range(len(CODES))]
    gpd.GeoDataFrame({"LSOA21CD": CODES}, geometry=boxes, crs="EPSG:4326").to_file(path)
    return path


def read(path: Path, text: str, areas: Path) -> Population:
    path.write_text(text, encoding="utf-8")
    return read_population(path, boundaries=areas)


def codes_of(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize("word", ["Persons", "Both sexes", "Both", "T", "All", "Total", "All persons", "M+F"])
def test_a_total_among_the_parts_is_known_by_its_word(tmp_path: Path, areas: Path, word: str) -> None:
    rows = "\n".join(f"{code},{word},1000\n{code},M,490\n{code},F,509" for code in CODES)  # rounded: no sum
    found = read(tmp_path / "p.csv", f"LSOA21CD,Sex,Count\n{rows}\n", areas)
    assert found.points["count"].sum() == 8000
    assert "rows_of_one_kind" in codes_of(found.report)


@pytest.mark.parametrize("word", ["Pob un", "9", "ensemble"])
def test_a_total_among_the_parts_is_known_by_arithmetic(tmp_path: Path, areas: Path, word: str) -> None:
    rows = "\n".join(f"{code},{word},{1000 + n}\n{code},a,{490 + n}\n{code},b,510" for n, code in enumerate(CODES))
    found = read(tmp_path / "p.csv", f"LSOA21CD,Sex,Count\n{rows}\n", areas)
    assert found.points["count"].sum() == sum(1000 + n for n in range(8))
    (said,) = [problem for problem in found.report.problems if problem.code == "rows_of_one_kind"]
    assert word in said.found


def test_parts_that_are_no_totals_are_added_up(tmp_path: Path, areas: Path) -> None:
    rows = "\n".join(f"{code},young,{300 + n}\n{code},middle,900\n{code},old,{200 - n}" for n, code in enumerate(CODES))
    found = read(tmp_path / "p.csv", f"LSOA21CD,Age,Count\n{rows}\n", areas)
    assert found.points["count"].sum() == 8 * 1400


def parts_table(seed: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Counts by sex and age with totals in both columns, without telling words, and the true sums."""
    chance = random.Random(seed)
    rows, sums = [], {}
    for code in CODES:
        inner = {(sex, age): chance.randint(1, 90) for sex in "ab" for age in ("x", "y", "z")}
        sums[code] = sum(inner.values())
        for sex in ("a", "b", "q"):
            for age in ("x", "y", "z", "w"):
                value = sum(n for (s, a), n in inner.items() if sex in (s, "q") and age in (a, "w"))
                rows.append((code, sex, age, str(value)))
    chance.shuffle(rows)
    return pd.DataFrame(rows, columns=["code", "sex", "age", "n"]), sums


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_totals_of_two_columns_in_any_order_of_rows(seed: int) -> None:
    table, sums = parts_table(seed)
    kept = keep_rows_of_one_kind(table, "code", "n", Report("p.csv", "population"))
    assert kept.groupby("code")["n"].apply(lambda texts: sum(map(int, texts))).to_dict() == sums


def test_code_and_name_in_one_cell(tmp_path: Path, areas: Path) -> None:
    rows = "\n".join(f'"{code} : Town 00{n}A","1,{n}00"' for n, code in enumerate(CODES))
    found = read(tmp_path / "p.csv", f'"title"\n\n"2021 super output area","Total"\n{rows}\n', areas)
    assert found.points["count"].tolist() == [1000 + n * 100 for n in range(8)]
    assert found.report.is_usable


def test_a_year_as_the_name_of_the_values(tmp_path: Path, areas: Path) -> None:
    rows = "\n".join(f"Town {n},{code},{n + 1},{n + 2}" for n, code in enumerate(CODES))
    found = read(tmp_path / "p.csv", f"area,mnemonic,2021,2022\n{rows}\n", areas)
    assert found.points["count"].sum() == sum(range(2, 10))
    assert found.report.facts["Count column"] == "2022"
    assert "several_years" in codes_of(found.report)


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    frames = {name: pd.DataFrame([[*row, *[None] * 9][:9] for row in rows]) for name, rows in sheets.items()}
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    return path


def test_an_ons_workbook_is_read_as_it_is(tmp_path: Path, areas: Path) -> None:
    head = [["Mid-year estimates"], ["Released in 2024"], [], ["LAD code", "LSOA 2021 Code", "Total", "F0", "M0"]]
    older = [*head, *(["E06000001", code, 900 + n, 4, 5] for n, code in enumerate(CODES))]
    newer = [*head, *(["E06000001", code, 1000 + n, 4, None] for n, code in enumerate(CODES)), ["Source: ONS"]]
    path = workbook(tmp_path / "sape.xlsx", {"Notes": [["Read me"]], "Mid-2021": older, "Mid-2022": newer})
    found = read_population(path, boundaries=areas)
    assert found.points["count"].tolist() == [1000 + n for n in range(8)]
    assert found.report.facts["Sheet"] == "Mid-2022"
    (said,) = [problem for problem in found.report.problems if problem.code == "several_sheets"]
    assert said.severity == "warning"
    assert "Mid-2021" in said.found
    assert "Notes" in said.found


@pytest.mark.parametrize("mark", ["c", "[x]", "*", "", "-"])
def test_a_code_with_a_suppressed_part_is_unknown(tmp_path: Path, areas: Path, mark: str) -> None:
    rows = "\n".join(f"{code},0-15,{mark if n == 2 else 300}\n{code},16+,1000" for n, code in enumerate(CODES))
    found = read(tmp_path / "p.csv", f"LSOA21CD,Age,Count\n{rows}\n", areas)
    assert found.points["unit_id"].tolist() == [code for code in CODES if code != CODES[2]]
    assert found.points["count"].sum() == 7 * 1300
    assert len(found.unknown) == 1
    (said,) = [problem for problem in found.report.problems if problem.code == "part_unknown"]
    assert said.where == (CODES[2],)


def test_a_suppressed_part_does_not_hide_a_published_total(tmp_path: Path, areas: Path) -> None:
    rows = "\n".join(f"{code},Total,1300\n{code},0-15,c\n{code},16+,1000" for code in CODES)
    found = read(tmp_path / "p.csv", f"LSOA21CD,Age,Count\n{rows}\n", areas)
    assert found.points["count"].sum() == 8 * 1300
    assert "part_unknown" not in codes_of(found.report)


@pytest.mark.parametrize(("count", "is_said"), [(8, False), (30_000, True)])
def test_a_nomis_download_that_was_cut_off_says_so(tmp_path: Path, areas: Path, count: int, is_said: bool) -> None:
    rows = "\n".join(f"{code},1000,{n},{count}" for n, code in enumerate(CODES))
    text = f"GEOGRAPHY_CODE,OBS_VALUE,RECORD_OFFSET,RECORD_COUNT\n{rows}\n"
    found = read(tmp_path / "p.csv", text, areas)
    said = [problem for problem in found.report.problems if problem.code == "cut_off_download"]
    assert bool(said) is is_said
    assert not said or "8 of 30,000 rows" in said[0].found


@pytest.mark.parametrize(
    "text",
    [
        "code;population\nE01000001;1,234\nE01000002;1,300\n",
        "code\tname\tpopulation\nE01000001\tBath, North\t1,234\nE01000002\tBath, South\t1,300\n",
        'code,name,population\nE01000001,"a;b;c",1234\nE01000002,"a;b;c",1300\n',
    ],
)
def test_the_heading_line_chooses_the_separator(text: str) -> None:
    report = Report("p.csv", "population")
    table = read_table(text, report)
    assert table is not None
    assert report.problems == []
    assert [table.columns[0], table.columns[-1]] == ["code", "population"]
    assert [cell.replace(",", "") for cell in table["population"]] == ["1234", "1300"]


@pytest.mark.parametrize(
    "cell", ["51.505, -2.995", "[51.505, -2.995]", '"{""lon"": -2.995, ""lat"": 51.505}"', "51.505;-2.995"]
)
def test_a_point_in_one_cell(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "p.csv"
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    path.write_text(f"code,population,geo_point_2d\nE01000001,70,{quoted}\nE01000002,30,{quoted}\n", encoding="utf-8")
    found = read_population(path)
    assert found.points["count"].sum() == 100
    assert (found.points.geometry.x.iloc[0], found.points.geometry.y.iloc[0]) == (-2.995, 51.505)


@pytest.mark.parametrize(
    ("name", "boundaries", "people"),
    [("persons.csv", "dz.geojson", 6000), ("nomis-code-and-name.csv", "lsoa.geojson", 9015),
     ("nomis.csv", "lsoa.geojson", 9015), ("sape.xlsx", "lsoa.geojson", 9015)],
)  # fmt: skip
def test_the_inputs_that_went_wrong(cases: Path, name: str, boundaries: str, people: int) -> None:
    folder = cases / "population"
    found = read_population(folder / name, boundaries=folder / boundaries)
    assert found.points["count"].sum() == people
    assert found.noun == "residents"


def test_the_part_that_was_suppressed(cases: Path) -> None:
    folder = cases / "population"
    found = read_population(folder / "sup_parts.csv", boundaries=folder / "lsoa.geojson")
    assert found.points["count"].sum() == 7500
    assert len(found.unknown) == 1
