"""What was ticked of the town's own questions, by ward: counted by people, small counts hidden, read as a survey."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from everyday.asking import QUESTIONS
from everyday.voices import ticked_by_area, write_ticked
from geo.survey import read_survey
from plan.records import Answer

AREAS = ("E05000001", "E05000002", "E05000003")
NEAR = next(one for one in QUESTIONS if one.key == "near_home")
DARK, STEPS = NEAR.choices["dark"], NEAR.choices["steps"]


def ticked(person: int, area: str, *labels: str, day: str = "2026-05-01") -> Answer:
    return Answer(id=f"AN-{person}-{day}", text="; ".join(labels), question=NEAR.words, area_id=area, given_on=day,
                  respondent=f"p{person}")  # fmt: skip


def answers(third: int = 0) -> list[Answer]:
    """Forty people of the first ward, thirty of the second, some of the third."""
    first = [ticked(n, AREAS[0], *([DARK, STEPS] if n < 25 else [STEPS])) for n in range(40)]
    second = [ticked(100 + n, AREAS[1], DARK) for n in range(30)]
    return [*first, *second, *(ticked(200 + n, AREAS[2], DARK) for n in range(third))]


def test_each_choice_is_a_share_of_the_people_who_ticked_something() -> None:
    again = [*answers(), ticked(0, AREAS[0], DARK), ticked(999, "", DARK), ticked(998, "E05999999", DARK)]
    again.append(Answer(id="AN-x", text=f"{DARK}; mine", question="Something else?", area_id=AREAS[0]))
    found = {(one.area_id, one.choice): one for one in ticked_by_area(again, AREAS)}
    assert (found[AREAS[0], DARK].people_n, found[AREAS[0], DARK].percent) == (40, 62.5)
    assert found[AREAS[0], STEPS].percent == 100.0
    assert found[AREAS[0], NEAR.choices["rest"]].percent == 0.0


def test_few_people_never_show_and_do_not_follow_from_what_does() -> None:
    found = {(one.area_id, one.choice): one for one in ticked_by_area(answers(third=3), AREAS)}
    assert (found[AREAS[2], DARK].people_n, found[AREAS[2], DARK].percent) == (None, None)
    shown = [one.people_n for one in (found[area, DARK] for area in (*AREAS, ""))]
    assert shown.count(None) >= 2, "one alone would follow from the others"


def test_years_are_counted_apart_and_the_file_reads_as_a_survey(tmp_path: Path) -> None:
    rows = ticked_by_area([*answers(), *(ticked(n, AREAS[0], DARK, day="2027-05-01") for n in range(40))], AREAS)
    path = tmp_path / "ticked.csv"
    assert write_ticked(path, rows, {AREAS[0]: "Ash", AREAS[1]: '=HYPERLINK("x")'}) == len(rows)
    with path.open(encoding="utf-8", newline="") as stream:
        assert {row["Area"] for row in csv.DictReader(stream)} == {"Ash", '\'=HYPERLINK("x")', ""}, "none a formula"
    areas = pd.DataFrame({"area_id": AREAS, "area_name": ["Ash", "Elm", "Oak"]})
    survey = read_survey(path, areas=areas, sampling="open")
    values = survey.values.to_pandas()
    dark = values[values["indicator"].str.contains("dark") & (values["area_id"] == AREAS[0])].set_index("year")
    assert dark["value"].to_dict() == {"2026": 62.5, "2027": 100.0}
    assert set(values["mark"]) == {"", "x"}, "nobody of the third ward answered"
    assert set(survey.indicators["unit"]) == {"%"}
    assert "p17" not in path.read_text()
