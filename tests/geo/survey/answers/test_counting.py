"""Exports of KoboToolbox, ODK and Microsoft Forms counted by area, and nothing else of them kept."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from shapely.geometry import box

from geo.errors import InputError
from geo.survey import Counted, count_answers, holds_answers, read_survey

AREAS = gpd.GeoDataFrame(
    {"area_id": ["E05000001", "E05000002"], "area_name": ["Ash", "Elm & Oak"]},
    geometry=[box(0.0, 51.0, 0.01, 51.01), box(0.01, 51.0, 0.02, 51.01)], crs=4326,
)  # fmt: skip
STOPS = ("No bus when I need it", "It costs too much", "I do not feel safe")
SECRET = "My neighbour Zebedee Quill drives me"


def people(count: int = 180) -> list[dict[str, str]]:
    """Invented people: where they live, one choice, several choices, words of their own."""
    dice = random.Random(5)
    found = []
    for number in range(count):
        ticked = [stop for stop in STOPS if dice.random() < 0.5] if number % 9 else []
        found.append(
            {"lon": f"{0.002 + 0.016 * (number % 3 == 0):.4f}", "lat": "51.0050",
             "ease": ("Easy", "Hard", "Cannot say")[0 if number % 3 else number % 2] if number != 7 else "Cannot say",
             "ticked": "|".join(ticked), "words": f"{SECRET} {number}" if number % 4 == 0 else ""}
        )  # fmt: skip
    return found


def kobo() -> list[list[str]]:
    head = ["start", "end", "Where is it?",
            "_Where is it?_latitude", "_Where is it?_longitude", "_Where is it?_altitude",
            "getting about/How easy is it?", "getting about/What stops you?",
            *(f"getting about/What stops you?/{stop}" for stop in STOPS), "In your words", "_id", "_uuid",
            "_submission_time", "_index"]  # fmt: skip
    rows = [
        [f"2026-05-0{1 + number % 9}T10:00:00", "", f"{one['lat']} {one['lon']} 0 0", one["lat"], one["lon"], "0",
         one["ease"], one["ticked"].replace("|", " "),
         *((str(int(stop in one["ticked"])) if one["ticked"] else "") for stop in STOPS), one["words"], str(number),
         f"uuid-{number:04d}-zebedee", f"2026-05-0{1 + number % 9}T10:05:00", str(number + 1)]
        for number, one in enumerate(people())
    ]  # fmt: skip
    return [head, *rows]


def odk() -> list[list[str]]:
    head = [
        "SubmissionDate",
        "place-Latitude",
        "place-Longitude",
        "ease",
        "words",
        "meta-instanceID",
        "KEY",
        "SubmitterID",
    ]
    return [head, *([f"2026-05-01T10:{number % 60:02d}:00Z", one["lat"], one["lon"], one["ease"], one["words"],
                     f"uuid:{number}", f"uuid:{number}", "9"] for number, one in enumerate(people()))]  # fmt: skip


def forms() -> list[list[str]]:
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Your postcode district",
        "How easy is it?",
        "In your words",
    ]
    return [head, *([str(number), "5/1/2026 10:00", "5/1/2026 10:04", f"z{number}@example.org", "Zebedee Quill",
                     "TR1" if number % 3 else "tr2 ", one["ease"], one["words"]]
                    for number, one in enumerate(people()))]  # fmt: skip


def as_csv(path: Path, rows: list[list[str]], separator: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(path)
    return path


def table(counted: Counted) -> dict[tuple[str, str], tuple[str, str]]:
    """Statistic and sample size by indicator and area."""
    rows = csv.DictReader(io.StringIO(counted.text))
    return {(row["Indicator"], row["Area_Code"]): (row["Statistic"], row["Sample_Size"]) for row in rows}


@pytest.mark.parametrize("make", [
    lambda folder: as_csv(folder / "kobo.csv", kobo(), ";"), lambda folder: as_xlsx(folder / "kobo.xlsx", kobo()),
])  # fmt: skip
def test_kobotoolbox_with_labels_as_headings(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    assert holds_answers(path)
    counted = count_answers(path, AREAS)
    assert counted.report.facts["Program"] == "KoboToolbox"
    assert (counted.answered_n, counted.people) == (180, (120, 60))
    found = table(counted)
    given = people()
    for option in ("Easy", "Hard"):
        for code, of in (("E05000001", [one for one in given if one["lon"] < "0.01"]),
                         ("E05000002", [one for one in given if one["lon"] > "0.01"])):  # fmt: skip
            share, people_n = found[f"How easy is it?: {option}", code]
            hits = sum(one["ease"] == option for one in of)
            assert people_n == str(len(of))
            assert share == (f"{100 * hits / len(of):.1f}" if not 0 < hits < 10 else "[c]") or share == "[c]"
    assert found["How easy is it?: Cannot say", "E05000001"][0] == "[c]", "one person said so"
    for stop in STOPS:
        share, people_n = found[f"What stops you?: {stop}", "E05000001"]
        answered = [one for one in given if one["lon"] < "0.01" and one["ticked"]]
        assert people_n == str(len(answered)), "nothing ticked is no answer"
        assert share == f"{100 * sum(stop in one['ticked'] for one in answered) / len(answered):.1f}"
    assert "Zebedee" not in counted.text
    assert "In your words" not in counted.text


def test_odk_central_s_columns(tmp_path: Path) -> None:
    counted = count_answers(as_csv(tmp_path / "odk.csv", odk()), AREAS)
    assert (counted.report.facts["Program"], counted.people) == ("ODK", (120, 60))
    assert table(counted)["ease: Easy", "E05000001"][1] == "120"


def test_microsoft_forms_by_postcode_district(tmp_path: Path) -> None:
    path, lookup = as_csv(tmp_path / "forms.csv", forms()), tmp_path / "districts.csv"
    with pytest.raises(InputError, match="not told by a code or a point"):
        count_answers(path, AREAS)
    lookup.write_text("district,code\nTR1,E05000001\nTR2,E05000002\n")
    counted = count_answers(path, AREAS, lookup=str(lookup))
    assert (counted.report.facts["Program"], counted.people) == ("Microsoft Forms", (120, 60))
    assert {key[0] for key in table(counted)} == {f"How easy is it?: {one}" for one in ("Easy", "Hard", "Cannot say")}


def test_what_was_counted_reads_as_a_survey(tmp_path: Path) -> None:
    path = tmp_path / "counted.csv"
    path.write_text(count_answers(as_csv(tmp_path / "kobo.csv", kobo()), AREAS).text, encoding="utf-8")
    survey = read_survey(path, areas=AREAS, sampling="open")
    assert set(survey.indicators["unit"]) == {"%"}
    assert set(survey.values["year"]) == {"2026"}
    assert set(survey.values["mark"]) == {"", "c"}
    assert "" in survey.values["area_id"].to_list()


def test_a_table_of_results_is_no_export(tmp_path: Path) -> None:
    assert not holds_answers(
        as_csv(tmp_path / "a.csv", [["ward_code", "year", "% lonely"], ["E05000001", "2023", "9"]])
    )
