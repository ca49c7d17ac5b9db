"""Exports of KoboToolbox, ODK and Microsoft Forms counted by area, and nothing else of them kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.errors import InputError
from geo.survey import Counted, count_answers, holds_answers, read_survey
from tests.makers.surveys.answers import STOPS, as_csv, as_xlsx, forms, kobo, odk, people

AREAS = gpd.GeoDataFrame(
    {"area_id": ["E05000001", "E05000002"], "area_name": ["Ash", "Elm & Oak"]},
    geometry=[box(0.0, 51.0, 0.01, 51.01), box(0.01, 51.0, 0.02, 51.01)], crs=4326,
)  # fmt: skip


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
