"""The table of answers to the five questions: out, filled in, and back, each row that fails with its reason."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from everyday.acting import ActionRow, action_numbers, plan_rows
from everyday.exchange.sheet.answers import AnswersResult, read_answers, write_answers
from everyday.exchange.sheet.writing import refused_sheet
from geo.errors import InputError
from plan.records import Action, Feedback, Person
from plan.taxonomy import default_taxonomy
from store.plan_store import PlanStore
from tests.makers.exchange_records import rows_of, write_rows

ANN = Person("Ann", "planner")
TAXONOMY = default_taxonomy()
TODAY = "2026-11-28"
HEADS = ("action number", "intervention number", "question", "yes, in part or no", "in their words", "group",
         "answered on")  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> tuple[list[ActionRow], dict[str, int]]:
    store = PlanStore(tmp_path)
    store.add(Action(title="A bus", interventions=("A line", "Fares")), ANN)
    store.add(Action(title="=A park; with trees"), ANN)
    rows, numbers = plan_rows(store, today=TODAY), action_numbers(store)
    store.close()
    return rows, numbers


def read(path: Path, plan: tuple[list[ActionRow], dict[str, int]], *cells: tuple[object, ...]) -> AnswersResult:
    file = write_rows(path / "answers.csv", [dict(zip(HEADS, one, strict=True)) for one in cells])
    return read_answers(file, *plan, TAXONOMY, today=TODAY)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_empty_table_has_a_row_for_each_question_and_comes_back_without_answers(
    tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]], ending: str
) -> None:
    path = write_answers(tmp_path / f"answers{ending}", *plan, TAXONOMY, group="Riders")
    result = read_answers(path, *plan, TAXONOMY, today=TODAY)
    assert (result.answers, result.refused) == ([], [])
    if ending == ".csv":
        rows = rows_of(path)
        assert len(rows) == 10
        assert {one["group"] for one in rows} == {"Riders"}


def test_what_is_typed_into_the_excel_file_becomes_answers(
    tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]]
) -> None:
    path = write_answers(tmp_path / "answers.xlsx", *plan, TAXONOMY, group="Riders")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:2] == ["action number", "action in words"]
    sheet["E2"], sheet["F2"], sheet["H2"], sheet["C2"] = "In part", "Only by day", "17/05/2026", 2
    sheet["F6"] = "Buses until midnight"
    book.save(path)
    first, second = read_answers(path, *plan, TAXONOMY, today=TODAY).answers
    assert (first.question, first.verdict, first.answer) == ("implemented", "in_part", "Only by day")
    assert (first.given_on, first.group) == ("2026-05-17", "Riders")
    assert first.intervention_id == plan[0][0].interventions[1].id
    assert (second.question, second.answer, second.given_on) == ("further", "Buses until midnight", TODAY)


def test_every_fault_of_a_row_is_said_and_the_rows_can_be_mended(
    tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]]
) -> None:
    result = read(
        tmp_path, plan,
        (1, "", "effective", "yes", "", "Riders", "2026-05-17"),
        (9, "", "effective", "yes", "", "", ""),
        (1, 3, "Is it nice?", "perhaps", "", "", "31/02/2026"),
        (2, "", "5", "yes", "More trees", "", ""),
        (1, "", "effective", "no", "", "", "2027-01-01"),
        (1, "", "effective", "", "", "", ""),
    )  # fmt: skip
    assert [one.verdict for one in result.answers] == ["yes"]
    assert [one.row_number for one in result.refused] == [3, 4, 5, 6]
    reasons = [one.reason for one in result.refused]
    assert "no action 9" in reasons[0]
    for part in ("none of the five questions", "neither yes, in part nor no", "no intervention 3",
                 "“31/02/2026” is not a day"):  # fmt: skip
        assert part in reasons[1]
    assert "in words" in reasons[2]
    assert "has not come yet" in reasons[3]
    back = refused_sheet(result, tmp_path / "mend.csv")
    rows = rows_of(back)
    assert [one["why"] for one in rows] == reasons
    mended = [one | {"action number": "1", "question": "effective", "yes, in part or no": "no", "answered on": "",
                     "intervention number": ""} for one in rows[:1]]  # fmt: skip
    again = read_answers(write_rows(tmp_path / "again.csv", list(mended)), *plan, TAXONOMY, today=TODAY)
    assert [one.verdict for one in again.answers] == ["no"]


def test_the_same_file_twice_is_the_same_answers(tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]]) -> None:
    typed = (
        (1, "", "effective", "yes", "", "Riders", "2026-05-17"),
        (1, "", "effective", "yes", "", "riders", "17/05/2026"),
    )
    first, second = read(tmp_path, plan, *typed), read(tmp_path, plan, *typed)
    assert len(first.answers) == 1, "the same row in another spelling"
    assert first.answers == second.answers


def test_words_that_lead_to_a_person_are_noticed(tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]]) -> None:
    result = read(tmp_path, plan, (1, "", "further", "", "Ring 0117 496 0000", "Riders", ""))
    assert list(result.personal) == [2]


def test_a_file_without_the_headings_is_refused_whole(
    tmp_path: Path, plan: tuple[list[ActionRow], dict[str, int]]
) -> None:
    path = write_rows(tmp_path / "other.csv", [{"kind": "barrier", "sentence": "No bus"}])
    with pytest.raises(InputError, match="action number"):
        read_answers(path, *plan, TAXONOMY)


def test_the_store_keeps_what_the_table_gave(plan_store: PlanStore, tmp_path: Path) -> None:
    plan_store.add(Action(title="A bus"), ANN)
    plan = plan_rows(plan_store, today=TODAY), action_numbers(plan_store)
    (made,) = read(tmp_path, plan, (1, "", "effective", "yes", "=1+1", "Riders", "2026-05-17")).answers
    kept = plan_store.add(made, ANN)
    assert plan_store.get(Feedback, made.id).answer == kept.answer == "=1+1"
