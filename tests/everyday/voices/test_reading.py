"""Tables of open answers: what is recognised, what comes back by its cell, and that nothing is kept of a file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from everyday import Atlas
from everyday.asking import CONSENT, QUESTIONS
from everyday.commands import main
from everyday.exchange.tables import Sheet, write_ods
from everyday.voices import AnswersRead, Told, read_open_answers, without_personal
from geo.errors import UsageError
from plan.records import Answer, Person
from plan.taxonomy import default_taxonomy
from tests.oracles.laid_out import saved_as

TODAY = date(2026, 11, 28)
TOLD = Told(method="neighbourhood_interview", consent="Without a name", until="2028-05-31")
SAMPHIRE = "E05999005"
ROWS = [
    ["Answer", "Ward code", "lat", "lon", "Date", "May be quoted", "Dimensions", "Person", "Shoe size"],
    ["The bus goes round us", SAMPHIRE, "", "", "17/05/2026", "yes", "Spatial; economic", "7", "41"],
    ["Nothing after six", "", "", "", "2026-05-18", "no", "", "7", "41"],
    ["", SAMPHIRE, "", "", "", "", "", "8", ""],
]


def csv_of(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8-sig")
    return path


def read(path: Path, atlas: Atlas, told: Told = TOLD) -> AnswersRead:
    return read_open_answers(path, atlas.edition(), default_taxonomy(), told, today=TODAY)


def without_lot(answers: list[Answer]) -> list[Answer]:
    return [replace(one, respondent="") for one in answers]


@pytest.fixture
def point(demo_atlas: Atlas) -> tuple[str, str]:
    from everyday.atlas import open_edition

    cell = open_edition(demo_atlas.edition()).cells.iloc[40]
    return f"{cell['lat']:.5f}", f"{cell['lon']:.5f}"


def test_a_table_is_read_by_code_point_and_whole_town(
    demo_atlas: Atlas, tmp_path: Path, point: tuple[str, str]
) -> None:
    rows = [*ROWS, ["At the shops", "", *point, "", "", "", "", ""]]
    found = read(csv_of(tmp_path / "a.csv", rows), demo_atlas)
    assert found.problems == []
    first, second, third = found.answers
    assert (first.text, first.area_id, first.given_on) == ("The bus goes round us", SAMPHIRE, "2026-05-17")
    assert (first.is_quotable, first.dimensions) == (True, ("spatial", "economic"))
    assert (first.method, first.consent, first.readers) == ("neighbourhood_interview", "Without a name", "planner")
    assert (second.area_id, second.geometry, second.is_quotable) == ("", None, False), "the whole town"
    assert third.geometry.distance(third.geometry.__class__(float(point[1]), float(point[0]))) < 1e-9
    assert third.area_id != ""
    assert first.respondent == second.respondent != third.respondent, "one person is one sign"
    assert first.respondent != "7"
    (left_out,) = [one for one in found.report.problems if one.code == "left_out"]
    assert left_out.where == ("Shoe size",)


def test_three_formats_say_the_same(demo_atlas: Atlas, tmp_path: Path) -> None:
    from_csv = read(csv_of(tmp_path / "a.csv", ROWS), demo_atlas).answers
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    write_ods(tmp_path / "a.ods", "Answers", [Sheet("Answers", ROWS[0], ROWS[1:])])
    assert len(from_csv) == 2
    for name in ("a.xlsx", "a.ods"):
        assert without_lot(read(tmp_path / name, demo_atlas).answers) == without_lot(from_csv), name


@pytest.mark.office
def test_libreoffice_saves_what_we_read(demo_atlas: Atlas, tmp_path: Path) -> None:
    csv_of(tmp_path / "a.csv", ROWS)
    saved = saved_as(tmp_path / "a.csv", "ods", tmp_path / "out", "--infilter=CSV:44,34,76,1")
    assert without_lot(read(saved, demo_atlas).answers) == without_lot(read(tmp_path / "a.csv", demo_atlas).answers)


def test_every_problem_is_named_by_its_cell(demo_atlas: Atlas, tmp_path: Path) -> None:
    rows = [
        ["Our survey of May", "", "", "", ""],
        ["words", "ward", "date", "may be quoted", "keep until"],
        ["One", "E05000001", "", "", ""],
        ["Two", "", "31/02/2026", "", ""],
        ["Three", "", "", "perhaps", ""],
        ["Four", "", "", "", "2020-01-01"],
        ["Five", "", "2030-01-01", "", ""],
    ]
    found = read(csv_of(tmp_path / "a.csv", rows), demo_atlas)
    cells = {one.cell: one.found for one in found.problems}
    assert set(cells) == {"B3", "C4", "D5", "E6", "C7"}
    assert "E05000001" in cells["B3"]
    assert "not a date" in cells["C4"]
    assert "neither yes nor no" in cells["D5"]
    assert "to be erased by 2020-01-01" in cells["E6"]
    assert "still to come" in cells["C7"]


def test_without_consent_or_an_end_nothing_is_taken(demo_atlas: Atlas, tmp_path: Path) -> None:
    found = read(csv_of(tmp_path / "a.csv", [["text"], ["Too dear"]]), demo_atlas, Told())
    assert found.answers == []
    assert [one.cell for one in found.problems] == ["A2", "A2"]
    assert "agreed with the person" in found.problems[0].found
    assert "until when" in found.problems[1].found


def test_a_full_postcode_as_a_place_is_refused(demo_atlas: Atlas, tmp_path: Path) -> None:
    rows = [["text", "postcode"], ["Too dear", "BS5 6XX"], ["Too rare", "bs5"]]
    found = read(csv_of(tmp_path / "a.csv", rows), demo_atlas)
    assert [one.district for one in found.answers] == ["BS5"]
    assert ["first half" in one.found for one in found.problems] == [True]


def test_columns_that_nobody_knows_are_named_and_can_be_said(demo_atlas: Atlas, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", [["Q7", "Q8"], ["Too dear", "The park"]])
    with pytest.raises(UsageError, match=r"“Q7”, “Q8”.*--text"):
        read(path, demo_atlas)
    found = read(path, demo_atlas, replace(TOLD, texts=("Q7", "Q8")))
    assert [(one.question, one.text) for one in found.answers] == [("Q7", "Too dear"), ("Q8", "The park")]
    assert len({one.respondent for one in found.answers}) == 1


def kobo(path: Path, *, is_by_label: bool) -> Path:
    """An export of the town's own questions as KoboToolbox writes it: labels or names, a group, a place in two columns,
    columns of its own."""
    by_key = {one.key: one for one in QUESTIONS}
    may = by_key["may_use"].choices
    heads = [one.words if is_by_label else f"grp/{one.key}" for one in QUESTIONS]
    near = f"{heads[3]}/{'Dark or lonely ways' if is_by_label else 'dark'}"
    answers = {"may_use": may["quote"] if is_by_label else "quote", "ward": "Samphire" if is_by_label else SAMPHIRE,
               "near_home_words": "No lamps by the rhyne", "change_words": "A later bus"}  # fmt: skip
    no = answers | {"may_use": may["no"] if is_by_label else "no", "change_words": "Secret of somebody who said no"}
    table = [["start", "end", *heads, near, "_id", "_uuid", "_submission_time", "_status"]]
    for given, ticked in ((answers, "1"), (no, "0")):
        said = [given.get(one.key, "") for one in QUESTIONS]
        times = ["2026-10-01T09:11:02.123+01:00", "2026-10-01T09:15:40.000+01:00"]
        table.append([*times, *said, ticked, "88", "x-y", "2026-10-01T08:15:50", ""])
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in table), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("is_by_label", [True, False])
def test_an_export_of_our_own_questions_is_recognised_with_nothing_asked(
    demo_atlas: Atlas, tmp_path: Path, *, is_by_label: bool
) -> None:
    found = read(kobo(tmp_path / "kobo.csv", is_by_label=is_by_label), demo_atlas, Told())
    assert found.is_own_survey
    assert found.problems == []
    assert [(one.question, one.text) for one in found.answers] == [
        ("What stops you getting about near home?", "Dark or lonely ways"),
        ("Near home: what is that like?", "No lamps by the rhyne"),
        ("If one thing could change, what should it be?", "A later bus"),
    ]
    for one in found.answers:
        assert (one.area_id, one.given_on, one.is_quotable) == (SAMPHIRE, "2026-10-01", True)
        assert (one.consent, one.retention_until) == (CONSENT, "2028-10-01")
    assert found.refused_n == 1, "somebody said no"


def test_who_lives_elsewhere_speaks_of_the_town(demo_atlas: Atlas, tmp_path: Path) -> None:
    path = kobo(tmp_path / "kobo.csv", is_by_label=True)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Samphire", "Somewhere else"), encoding="utf-8-sig")
    found = read(path, demo_atlas, Told())
    assert found.problems == []
    assert {one.area_id for one in found.answers} == {""}


def test_personal_data_is_found_and_can_be_left_out(demo_atlas: Atlas, tmp_path: Path) -> None:
    found = read(
        csv_of(tmp_path / "a.csv", [["text", "title"], ["Ring me on 07700 900123 about it", "a@b.org"]]), demo_atlas
    )
    assert list(found.personal) == ["A2"]
    assert without_personal(found.answers)[0].title == "[e-mail address removed]"
    assert without_personal(found.answers)[0].text == "Ring me on [phone number removed] about it"


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    import shutil

    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    (tmp_path / "atlas" / "plan.gpkg").unlink(missing_ok=True)
    return Atlas(tmp_path / "atlas")


def command(*words: str) -> int:
    try:
        main(list(words))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def test_the_command_keeps_all_or_nothing_and_never_the_file(
    town: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = csv_of(tmp_path / "bad.csv", [*ROWS[:2], ["Quillfeather says so", "E05000001", "", "", "", "", "", "", ""]])
    said = ["--consent", "Without a name", "--keep-until", "2098-05-31", "--method", "sectoral_interview"]
    assert command("add", str(town.folder), "answers", str(bad), *said) == 1
    out = capsys.readouterr().out
    assert "Nothing was kept" in out
    assert "B3" in out
    assert town.plan().all(Answer) == []
    good = csv_of(
        tmp_path / "good.csv", [["text", "ward"], ["Quillfeather says so", SAMPHIRE], ["ask 07700 900123", ""]]
    )
    assert command("add", str(town.folder), "answers", str(good), *said) == 1
    asked = capsys.readouterr().out
    assert "A3" in asked
    assert "900123" not in asked
    assert command("add", str(town.folder), "answers", str(good), *said, "--personal", "leave-out", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["answers"], told["kept"]) == (2, True)
    assert "Quillfeather" not in json.dumps(told)
    kept = town.plan().all(Answer)
    assert [one.text for one in kept] == ["Quillfeather says so", "ask [phone number removed]"]
    assert {one.method for one in kept} == {"sectoral_interview"}
    old = Answer(text="Of long ago", consent="Yes", retention_until="2026-01-01")
    town.plan().add(old, Person("Ann", "planner"))
    assert command("export", str(town.folder), "open-answers", "--to", str(tmp_path / "out.csv")) == 0
    out = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "Quillfeather says so" in out
    assert "Of long ago" not in out, "after its day it does not leave"
    holding = [path.name for path in town.folder.rglob("*") if path.is_file() and b"Quillfeather" in path.read_bytes()]
    assert set(holding) <= {"plan.gpkg", "plan.gpkg-wal"}, "in the plan and nowhere else"
    assert holding != []
