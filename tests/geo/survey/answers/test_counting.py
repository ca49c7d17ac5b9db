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
    assert {key[0] for key in table(counted)} == {
        f"How easy is it?: {one}" for one in ("Easy", "Hard", "another answer")
    }
    assert "“another answer”" in counted.report.facts["Other answers"], (
        "one person said so, perhaps in words of their own"
    )


def test_several_choices_in_one_cell_of_microsoft_forms(tmp_path: Path) -> None:
    rows, given = forms(), people()
    rows[0] += ["What stops you?", "How old are you?"]
    for number, (row, one) in enumerate(zip(rows[1:], given, strict=True)):
        typed = [f"Zebedee {number}"] if number == 30 else []
        row += [
            "".join(f"{stop};" for stop in [*filter(None, one["ticked"].split("|")), *typed]),
            str(20 + number % 60),
        ]
    lookup = tmp_path / "districts.csv"
    lookup.write_text("district,code\nTR1,E05000001\nTR2,E05000002\n")
    counted = count_answers(as_csv(tmp_path / "forms.csv", rows), AREAS, lookup=str(lookup))
    found = table(counted)
    here = [one for number, one in enumerate(given) if number % 3 and one["ticked"]]
    for stop in STOPS:
        share, people_n = found[f"What stops you?: {stop}", "E05000001"]
        assert people_n == str(len(here))
        assert share == f"{100 * sum(stop in one['ticked'] for one in here) / len(here):.1f}"
    facts = counted.report.facts
    assert "Zebedee" not in counted.text + str(facts)
    assert found["What stops you?: another answer", "Town total"][0] == "[c]"
    assert facts["Questions with several choices"].startswith("What stops you?: each choice is a share of them")
    assert "In your words (open text)" in facts["Columns read past"]
    assert "How old are you? (a number)" in facts["Columns read past"]
    bases = {row["Indicator"].split(":")[0]: row["Base"] for row in csv.DictReader(io.StringIO(counted.text))}
    assert bases["What stops you?"].endswith("several were possible, so the shares do not add up to 100 %")
    assert bases["How easy is it?"] == "People who answered this question"


def test_names_of_several_choices_in_one_cell_of_odk(tmp_path: Path) -> None:
    rows, names = odk(), dict(zip(STOPS, ("no_bus", "cost", "unsafe"), strict=True))
    rows[0] += ["stops", "mood", "unsure"]
    given = people()
    for number, (row, one) in enumerate(zip(rows[1:], given, strict=True)):
        row.append(" ".join(names[stop] for stop in filter(None, one["ticked"].split("|"))))
        row += [("very good", "good", "very bad", "bad")[number % 4], ("first third", "first", "")[number % 3]]
    counted = count_answers(as_csv(tmp_path / "odk.csv", rows), AREAS)
    found = table(counted)
    here = [one for number, one in enumerate(given) if number % 3 and one["ticked"]]
    share, people_n = found["stops: no_bus", "E05000001"]
    assert (share, people_n) == (
        f"{100 * sum(STOPS[0] in one['ticked'] for one in here) / len(here):.1f}",
        str(len(here)),
    )
    assert not [title for title, _ in found if title.startswith(("mood", "unsure"))], "nothing is guessed"
    assert "mood, unsure (perhaps several choices in one cell" in counted.report.facts["Columns read past"]


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


def own_form(rows: list[dict[str, str]]) -> list[list[str]]:
    """Headings and rows of a KoboToolbox export, all of one ward."""
    head = ["_id", "_submission_time", "Ward code", *rows[0]]
    return [head, *([str(n), "2026-05-01T10:00:00", "E05000001", *row.values()] for n, row in enumerate(rows))]


QUESTIONS = (
    "Do you feel that you belong to your neighbourhood?", "Do you feel lonely?", "Do you feel isolated?",
    "How long have you lived on this street?", "Are you satisfied with your ward councillors?",
    "Do you have a phone?", "Do you have an e-mail address?", "Do you know your neighbours' names?",
)  # fmt: skip
PLACES = (
    "Which ward or part of the town do you live in?", "What is your postcode?", "Where do you live?", "Your neighbourhood",
    "What is the name of your estate?", "home/ward_name", "Position:altitude", "location.Accuracy",
)  # fmt: skip
PERSONAL = ("Your name", "Surname", "What is your phone number?", "contact/E-mail", "Date of birth")


def test_a_question_about_a_neighbourhood_is_no_place(tmp_path: Path) -> None:
    """What asks where people live or who they are is read past; what only sounds like it is counted."""
    headings = (*QUESTIONS, *PLACES, *PERSONAL)
    rows = own_form([dict.fromkeys(headings, "Yes" if number % 2 else "No") for number in range(60)])
    counted = count_answers(as_csv(tmp_path / "own.csv", rows), AREAS)
    assert {title.rsplit(":", 1)[0] for title, _ in table(counted)} == set(QUESTIONS)
    told = counted.report.facts["Columns read past"]
    assert f"{', '.join(PLACES)} (a place)" in told
    assert f"{', '.join(PERSONAL)} (about a person)" in told


def test_what_few_people_wrote_is_no_choice(tmp_path: Path) -> None:
    """Words of single people never become an indicator's title, nor does an area, a number or an address."""
    words = ["The hill", "My knees", "No bus on Sunday", "Dark at night", "The hill"]
    contact = ["ann@example.org", "01632 960001", "ann@example.org", "01632 960001", "none"]
    rows = own_form([
        {"Anything else?": words[number % 5] if number < 5 else "", "May we write?": contact[number % 5],
         "Nearest hall": ["Ash", "elm and oak"][number % 2], "Easy?": ["Yes", "No"][number % 2]} for number in range(40)
    ])  # fmt: skip
    counted = count_answers(as_csv(tmp_path / "own.csv", rows), AREAS)
    assert {title for title, _ in table(counted)} == {"Easy?: Yes", "Easy?: No"}
    told = counted.report.facts["Columns read past"]
    for reason in ("Anything else? (open text)", "May we write? (about a person)", "Nearest hall (a place)"):
        assert reason in told
