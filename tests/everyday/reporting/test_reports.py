"""A report for a meeting stays as it was, and two of them tell what happened in between."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from everyday import Atlas
from everyday.acting import Choice
from everyday.exchange import Wish, export_to
from everyday.language import language
from everyday.reporting import Comparison, compared, freeze, frozen_now, thawed
from geo.errors import UsageError
from plan.records import Action, Ask, Attachment, Evidence, Finding, Milestone, Organisation, Person, Report
from plan.roles import NotAllowedError
from plan.rules import RecordFault
from store.erasing import ERASED
from tests import needs
from tests.makers.plans.action_plan import OFFICER, SECRETS, TODAY, copied, plan_into
from tests.oracles.laid_out import in_one_line

Planned = tuple[Atlas, dict[str, Action]]
LATER = "2027-03-01"


@pytest.fixture
def planned(demo_atlas: Atlas, tmp_path: Path) -> Iterator[Planned]:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path / "atlas")
    yield atlas, plan_into(atlas)
    close_plans()


def frozen(planned: Planned, **more: object) -> Report:
    atlas = planned[0]
    return freeze(atlas, atlas.edition(), OFFICER, name="Scrutiny", day=TODAY, **more)  # type: ignore[arg-type]


def words_in(path: Path) -> str:
    if path.suffix in (".docx", ".xlsx", ".ods"):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if ".xml" in name]
        return "\n".join(re.sub(r"<[^>]+>", " ", part) for part in parts)
    if path.suffix == ".pdf":
        told = subprocess.run([needs.poppler("pdftotext"), path, "-"], capture_output=True, text=True, check=True)
        return in_one_line(told.stdout)
    return path.read_text(encoding="utf-8")


def written(planned: Planned, report: Report, path: Path, audience: str = "everybody") -> str:
    export_to(planned[0], "plan", path, Wish(report=report.id, audience=audience))
    return words_in(path)


def between(planned: Planned, report: Report, audience: str = "team", choice: Choice | None = None) -> Comparison:
    atlas = planned[0]
    now = frozen_now(atlas, atlas.edition(), day=LATER, choice=choice)
    return compared(thawed(report), now, language("en"), audience=audience)


def told(found: Comparison, kind: str) -> list[tuple[str, list[str]]]:
    return [(one.title, list(one.lines)) for one in found.changes if one.kind == kind]


# -- it stays as it was ------------------------------------------------------------------------------------------------


def test_what_is_said_and_done_later_changes_nothing_in_it(planned: Planned, tmp_path: Path) -> None:
    atlas, actions = planned
    store, report = atlas.plan(), frozen(planned, round_name="2026 Q4")
    before = written(planned, report, tmp_path / "before.html")
    assert "As reported on 28 November 2026 · 2026 Q4" in before
    assert all(words in before for words in ("Scrutiny", "A direct bus", "Wren Buses", "Timetable", "No direct bus"))
    assert "In part" in before or "in part" in before

    council = next(one for one in store.all(Organisation) if one.name == "Wrenmouth Council")
    store.save(
        replace(council, name="Fenland Council",
                former_names=({"name": council.name, "until": "2026-12-31"},)), OFFICER
    )  # fmt: skip
    finding = next(one for one in store.all(Finding) if one.title == "No direct bus")
    store.save(replace(finding, title="Never any bus"), OFFICER)
    step = next(one for one in store.all(Milestone) if one.text == "Timetable")
    store.save(replace(step, date="2029-01-01", text="Another timetable"), OFFICER)
    bus = store.get(Action, actions["bus"].id)
    store.save(replace(bus, title="A tram", status="dropped", status_reason="No money"), OFFICER)
    store.add(Action(title="Something new"), OFFICER)
    (atlas.folder / "taxonomy.toml").write_text('[action_status]\nproposed = "Thought of"\n', encoding="utf-8")

    assert written(planned, report, tmp_path / "after.html") == before


def test_its_files_say_what_was_frozen_for_each_audience(planned: Planned, tmp_path: Path) -> None:
    report = frozen(planned, choice=Choice(organisations=("Wren Buses",)))
    planned[0].plan().save(replace(planned[0].plan().get(Action, planned[1]["bus"].id), title="A tram"), OFFICER)
    for ending in ("docx", "html", "xlsx", "ods"):
        said = written(planned, report, tmp_path / f"all.{ending}")
        assert "A direct bus" in said, ending
        assert "A tram" not in said, ending
        assert [words for words in SECRETS if words in said] == [], ending
        team = written(planned, report, tmp_path / f"team.{ending}", "team")
        assert all(words in team for words in ("SECRET-NOTE", "Pat Smith")), ending
        assert "Olive Officer" not in team
    cover = dict(openpyxl.load_workbook(tmp_path / "all.xlsx")["Cover"].iter_rows(min_row=2, values_only=True))
    assert cover["How much of the plan"] == "1 of 3 actions"
    assert cover["Filter 1"] == "Organisation: Wren Buses"
    with pytest.raises(UsageError, match="has the filters"):
        export_to(planned[0], "plan", tmp_path / "a.docx", Wish(report=report.id, choice=Choice(statuses=("done",))))


@pytest.mark.poppler
def test_the_pdf_of_a_report_has_its_maps_and_no_secrets(planned: Planned, tmp_path: Path) -> None:
    said = written(planned, frozen(planned), tmp_path / "report.pdf")
    assert "A direct bus" in said
    assert [words for words in SECRETS if words in said] == []
    assert "without maps" not in said


def test_only_a_planner_freezes_and_a_report_has_a_name(planned: Planned) -> None:
    atlas = planned[0]
    with pytest.raises(NotAllowedError):
        freeze(atlas, atlas.edition(), Person("Bob", "facilitator"), name="Scrutiny")
    with pytest.raises(RecordFault, match="has a name"):
        freeze(atlas, atlas.edition(), OFFICER, name="  ")


# -- erasure reaches it ------------------------------------------------------------------------------------------------


def test_an_erasure_reaches_every_part_of_a_frozen_report(planned: Planned, tmp_path: Path) -> None:
    atlas, actions = planned
    store = atlas.plan()
    finding = next(one for one in store.all(Finding) if one.title == "No direct bus")
    store.add(Evidence(finding_id=finding.id, kind="quote", title="QUOTED WORDS", content={"said": "so"}), OFFICER)
    report = frozen(planned)
    assert "QUOTED WORDS" in written(planned, report, tmp_path / "a.html", "team")
    step = next(one for one in store.all(Milestone) if one.text == "Timetable")
    ask = next(one for one in store.all(Ask) if one.source == "Minute 12")
    store.erase(OFFICER, record_ids=[finding.id, step.id, ask.id, actions["land"].id], reason="asked for")
    store.erase(OFFICER, words="Wren Buses", reason="asked for")
    said = repr(store.get(Report, report.id).content) + written(planned, report, tmp_path / "b.html", "team")
    for words in ("QUOTED WORDS", "No direct bus", "It goes all round", "1 May 2027", "Pat Smith", "If it is funded",
                  "SECRET-LAND", "SECRET-STEP", "Wren Buses"):  # fmt: skip
        assert words not in said, words
    assert ERASED in said
    assert "A direct bus" in said
    public = written(planned, report, tmp_path / "c.xlsx")
    assert "2027-01-15" not in public, "what was the team's stays the team's when its words are gone"
    assert len(thawed(store.get(Report, report.id)).rows("everybody")) == 3


# -- two side by side --------------------------------------------------------------------------------------------------


def test_two_reports_tell_what_came_went_on_moved_and_was_answered(planned: Planned) -> None:
    atlas, actions = planned
    store, report = atlas.plan(), frozen(planned)
    now = {name: store.get(Action, one.id) for name, one in actions.items()}
    tram = store.add(Action(title="A tram", status="agreed", unasked_reason="In the budget"), OFFICER)
    reason = {"status": "dropped", "status_reason": "One for both"}
    store.save(replace(now["square"], **reason, goes_on_as="merged", goes_on_in=(now["bus"].id,)), OFFICER)  # type: ignore[arg-type]
    store.save(replace(now["policy"], **reason, goes_on_as="superseded", goes_on_in=(tram.id,)), OFFICER)  # type: ignore[arg-type]
    store.save(replace(now["land"], **reason), OFFICER)  # type: ignore[arg-type]
    store.save(replace(now["bus"], status="agreed", unasked_reason="No time", due_date="2028-12-01"), OFFICER)
    ask = next(one for one in store.all(Ask) if not one.answer)
    store.save(replace(ask, answer="no", answered_on="2027-01-10", answer_text="No drivers"), OFFICER)
    step = next(one for one in store.all(Milestone) if one.text == "Timetable")
    store.save(replace(step, date="2027-09-01", earlier_dates=(*step.earlier_dates, step.date)), OFFICER)

    found = between(planned, report)

    assert (found.before, found.after) == ("Scrutiny, 28 November 2026", "The plan now, 1 March 2027")
    assert told(found, "added") == [("A tram", ["Agreed"])]
    assert told(found, "merged") == [("Keep the square as it is", ["Goes on in A1: A direct bus", "One for both"])]
    assert told(found, "superseded") == [("Ask for cheaper fares", ["Goes on in A5: A tram", "One for both"])]
    assert told(found, "dropped") == [("SECRET-LAND", ["One for both"])]
    assert told(found, "status") == [("A direct bus", ["Proposed → Agreed"])]
    assert told(found, "dates") == [
        ("A direct bus", ["Due: 1 December 2027 → 1 December 2028", "Timetable: 1 May 2027 → 1 September 2027"])
    ]
    assert told(found, "answers") == [("A direct bus", ["Wren Buses: no, on 10 January 2027. “No drivers”"])]
    assert found.note == ""
    public = repr(between(planned, report, "everybody"))
    assert "SECRET" not in public
    assert "A tram" in public


def test_nothing_changed_is_nothing_told_and_the_order_does_not_matter(planned: Planned) -> None:
    report = frozen(planned)
    assert between(planned, report).changes == []
    planned[0].plan().add(Action(title="A tram"), OFFICER)
    atlas = planned[0]
    now = frozen_now(atlas, atlas.edition(), day=LATER)
    one, other = (compared(*pair, language("en")) for pair in ((thawed(report), now), (now, thawed(report))))
    assert one == other
    assert [change.kind for change in one.changes] == ["added"]


def test_an_action_that_leaves_the_filter_is_not_told_as_dropped(planned: Planned) -> None:
    atlas, actions = planned
    proposed = Choice(statuses=("proposed",))
    report = frozen(planned, choice=proposed)
    bus = atlas.plan().get(Action, actions["bus"].id)
    atlas.plan().save(replace(bus, status="agreed", unasked_reason="No time"), OFFICER)
    found = between(planned, report, choice=proposed)
    assert [(one.kind, one.title, list(one.lines)) for one in found.changes] == [
        ("outside", "A direct bus", ["Agreed"])
    ]
    assert "different filters" in between(planned, report).note


def test_an_attachment_keeps_its_audience_in_a_report(planned: Planned) -> None:
    report = thawed(frozen(planned))
    (row,) = [one for one in report.rows("team") if one.attachments]
    assert [one.title for one in row.attachments] == ["SECRET-LETTER"]
    assert isinstance(row.attachments[0], Attachment)
    assert not any(one.attachments for one in report.rows("everybody"))
