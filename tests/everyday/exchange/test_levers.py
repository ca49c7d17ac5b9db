"""The levers sheet: what tables wrote on worksheets comes back as proposals, or with the reason."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from everyday import Atlas
from everyday.exchange import Wish, export_to
from everyday.exchange.sheet.levers import LeversResult, read_levers, refused_levers, write_levers
from everyday.exchange.tables import Sheet, read_table, write_ods
from geo.errors import InputError, Report, UsageError
from plan.records import Finding, Person, Proposal, Session
from plan.taxonomy import default_taxonomy
from tests.servers.command import run

PLANNER = Person("Ada", "planner")
BUS = Finding(id="F-00000001", kind="barrier", title="The bus goes all round the docks", level="city")
ROOM = Finding(id="F-00000002", kind="barrier", title="Nowhere to sit down", level="neighbourhood")
SAME = replace(BUS, id="F-00000003", title="No direct bus", status="merged", merged_into=BUS.id)
GONE = replace(BUS, id="F-00000004", title="Not so", status="retired")
FINDINGS = (BUS, ROOM, SAME, GONE)
NUMBERS = {one.id: number for number, one in enumerate(FINDINGS, start=1)}


def read(path: Path, *known: Proposal) -> LeversResult:
    return read_levers(
        path, findings=FINDINGS, numbers=NUMBERS, taxonomy=default_taxonomy(), session="S-00000001", known=known
    )  # fmt: skip


def typed(path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = ("finding", "what could be done",
          "who could do it", "level")) -> Path:  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_an_empty_sheet_comes_back_as_nothing_and_a_filled_one_as_proposals(tmp_path: Path, ending: str) -> None:
    path = write_levers(tmp_path / f"levers{ending}", [(1, BUS), (2, ROOM)])
    empty = read(path)
    assert (empty.proposals, empty.refused) == ([], [])
    if ending == ".xlsx":
        book = openpyxl.load_workbook(path)
        page = book.active
        assert [page.cell(row, 1).value for row in (2, 8)] == [1, 2]
        page["C2"], page["D2"], page["E2"] = "A direct line", "Marsh Buses", "City"
        page["C8"] = "=HYPERLINK(1)"
        book.save(path)
    elif ending == ".ods":
        rows = [list(row.cells) + [""] * (5 - len(row.cells)) for row in read_table(path, Report("", ""))]
        rows[1][2:], rows[7][2] = ["A direct line", "Marsh Buses", "City"], "=HYPERLINK(1)"
        write_ods(path, "Proposals", [Sheet("Proposals", rows[0], rows[1:])])
    else:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        lines[1] = lines[1].removesuffix(",,,") + ",A direct line,Marsh Buses,City"
        path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    said = [(one.finding_id, one.text, one.lever, one.level, one.session) for one in found.proposals]
    assert said[0] == (BUS.id, "A direct line", "Marsh Buses", "city", "S-00000001")


def test_every_row_that_cannot_be_placed_comes_back_with_all_its_reasons(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "levers.csv",
        ("Barrier 2", "Open the library", "Council", "neighbourhood"), ("99", "Fares", "", "Galaxy"),
        ("", "Bikes", "", ""), ("4", "Paint it", "", ""), ("1", "", "Council", ""), ("3", "An express", "", "National"),
        ("2", "", "", ""), ("2", "open  the LIBRARY", "", ""), ("2.0", "Chairs", "Call 01632 960123", ""),
    )  # fmt: skip
    found = read(path)
    assert [(one.finding_id, one.text) for one in found.proposals] == [
        (ROOM.id, "Open the library"), (BUS.id, "An express"), (ROOM.id, "Chairs"),
    ]  # fmt: skip
    assert found.twins_n == 1
    assert list(found.personal) == [10]
    reasons = {row.row_number: row.reason for row in found.refused}
    assert list(reasons) == [3, 4, 5, 6]
    assert "“99” is no finding" in reasons[3]
    assert "“Galaxy” is not a level. There are: Neighbourhood, City, National." in reasons[3]
    assert reasons[4] == "The number of the finding is missing."
    assert reasons[5] == "Finding 4 was retired."
    assert reasons[6] == "It is not said what could be done."


def test_refused_rows_can_be_mended_and_given_again_and_nothing_is_doubled(tmp_path: Path) -> None:
    found = read(typed(tmp_path / "levers.csv", ("1", "A line", "", ""), ("99", "Lower fares", "Council", "")))
    path = refused_levers(found, tmp_path / "mend.csv")
    words = path.read_text(encoding="utf-8-sig")
    assert "no finding" in words
    path.write_text(words.replace(",99,", ",1,"), encoding="utf-8")
    again = read(path, *found.proposals)
    assert [(one.finding_id, one.text, one.lever) for one in again.proposals] == [(BUS.id, "Lower fares", "Council")]
    assert read(tmp_path / "levers.csv", *found.proposals).twins_n == 1


def test_a_file_without_the_columns_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = typed(tmp_path / "other.csv", ("1", "2"), head=("finding", "colour"))
    with pytest.raises(InputError, match="what could be done"):
        read(path)
    with pytest.raises(UsageError, match="no findings"):
        write_levers(tmp_path / "x.csv", [])
    with pytest.raises(UsageError, match=r"\.xlsx, \.ods or \.csv"):
        write_levers(tmp_path / "x.docx", [(1, BUS)])


def test_by_command_out_and_in_again(demo_atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from everyday.demo.forum import add_example_plan

    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    atlas = Atlas(tmp_path / "atlas")
    (atlas.folder / "plan.gpkg").unlink(missing_ok=True)
    add_example_plan(atlas, has_actions=False)
    session = atlas.plan().all(Session)[0]
    done = export_to(atlas, "levers-sheet", tmp_path / "out.csv", Wish(session=session.id))
    assert done.rows_n == 13, "what was merged has no page of its own"
    path = typed(tmp_path / "in.csv", ("1", "A direct line", "Marsh Line Buses", "City"), ("77", "More", "", ""))
    code, said, _ = run(capsys, "import", atlas.folder, "levers-sheet", path, "--session", session.id)
    assert code == 1
    assert "1 proposals kept, 0 there already, 1 refused." in said
    assert "row 3: “77” is no finding" in said
    assert (tmp_path / "in-refused.csv").is_file()
    kept = atlas.plan().all(Proposal)
    assert [(one.text, one.lever, one.session) for one in kept] == [("A direct line", "Marsh Line Buses", session.id)]
    assert "docks" in atlas.plan().get(Finding, kept[0].finding_id).title
