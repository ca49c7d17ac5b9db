"""Reports for meetings and organisations over time, on the Action plan page."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from app.action_plan.evidence import records_of_update
from app.action_plan.routes import serve_attachment
from everyday import Atlas
from plan.records import Action, Milestone, Organisation, Person, Report
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow  # draws whole pages

ADA = Person("Ada", "planner")


@pytest.fixture
def own(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """A demo town with a small plan."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    atlas = Atlas(tmp_path / "atlas")
    store = atlas.plan()
    for name in ("North District", "South District"):
        store.add(Organisation(name=name, kind="local_authority"), ADA)
    store.add(Action(title="A direct bus", responsible=("North District",), milestones=("2027-03-01 Timetable",)), ADA)
    store.add(Action(title="A crossing", status="agreed", responsible=("South District",), unasked_reason="x"), ADA)
    return atlas


def drawn(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, shown: str, **query: str) -> AppTest:
    return page_of(
        "app.action_plan.page:draw_action_plan", atlas.folder, monkeypatch, state={"plan_view": shown}, **query
    )


def field(page: AppTest, kind: str, key: str):  # type: ignore[no-untyped-def]
    return next(one for one in getattr(page, kind) if one.key == key)


def test_a_report_is_frozen_on_the_page_and_laid_beside_the_plan_as_it_is_now(
    own: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drawn(own, monkeypatch, "reports")
    assert not page.exception
    assert "It takes the whole plan. Actions: 2." in words(page)
    assert "Nothing has been frozen yet." in words(page)
    page = field(page, "button", "report_freeze").click().run()
    assert "A report has a name" in words(page), "without a name nothing is frozen"
    assert own.plan().all(Report) == []
    field(page, "text_input", "report_name").set_value("Scrutiny committee")
    page = field(page, "button", "report_freeze").click().run()
    assert [one.name for one in own.plan().all(Report)] == ["Scrutiny committee"]
    assert "Nothing that is told here has changed between the two." in words(page)
    store = own.plan()
    bus = store.all(Action)[0]
    store.save(replace(store.all(Milestone)[0], date="2027-09-01"), ADA)
    store.save(
        replace(store.get(Action, bus.id), status="dropped", status_reason="One for both", goes_on_as="merged",
                goes_on_in=(store.all(Action)[1].id,)), ADA,
    )  # fmt: skip
    said = words(page.run())
    for line in ("Merged into another action (1)", "Goes on in A2: A crossing", "Dates have moved (1)",
                 "Timetable: 1 March 2027 → 1 September 2027"):  # fmt: skip
        assert line in said, line
    assert {one.key for one in page.get("download_button")} >= {f"report_file_{one}" for one in ("docx", "pdf", "xlsx")}


def test_an_evidence_pack_is_kept_and_held_against_todays_numbers(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(own, monkeypatch, "packs")
    assert not page.exception
    assert "Nothing has been kept yet." in words(page)
    field(page, "selectbox", "pack_area").set_value("E05999005").run()
    page = field(page, "button", "pack_keep").click().run()
    assert "A report has a name" in words(page), "without a name nothing is kept"
    field(page, "text_input", "pack_name").set_value("Bid to the <b>bus</b> fund")
    page = field(page, "button", "pack_keep").click().run()
    assert not page.exception
    (kept,) = own.plan().all(Report)
    statements = kept.content["statements"]
    assert f"{len(statements)} of {len(statements)} sentences hold with the edition that is shown." in words(page)
    assert {one.key for one in page.get("download_button")} >= {"pack_file_docx", "pack_file_pdf"}

    changed = [{**one, "words": "Samphire: 99 minutes"} if one["key"].endswith("centre_min_am") else one
               for one in statements]  # fmt: skip
    other = Report(kind="evidence", name="An older one", date="2026-01-02", filters=dict(kept.filters),
                   content={**kept.content, "statements": changed})  # fmt: skip
    other = own.plan().add(other, ADA)
    field(page.run(), "selectbox", "pack_kept").set_value(other.id)
    said = words(page.run())
    assert f"{len(statements) - 1} of {len(statements)} sentences hold" in said
    assert said.index("Samphire: 99 minutes") < said.index("Everyday amenities"), "what no longer holds comes first"

    reports = words(drawn(own, monkeypatch, "reports"))
    assert "Nothing has been frozen yet." in reports, "a pack is no report of the plan"


def test_monitor_leads_to_a_report_of_the_area_that_is_looked_at(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    code, name = own.edition().areas()[["area_id", "area_name"]].iloc[0]
    own.plan().add(Action(title="A bench", area_ids=(str(code),)), ADA)
    page = drawn(own, monkeypatch, "plan", view="reports", of=str(code))
    assert not page.exception
    assert f"It takes 1 of 3 actions, by the filters in force: Area: {name}." in words(page)
    assert "view" not in page.query_params


def test_a_body_that_ceased_leaves_actions_to_assign_and_the_page_assigns_them(
    own: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drawn(own, monkeypatch, "organisations")
    assert "To be assigned again (0)" in words(page)
    field(page, "radio", "body_what").set_value("merge").run()
    ids = [one.id for one in own.plan().all(Organisation)]
    field(page, "multiselect", "body_which_several").set_value(ids)
    field(page, "text_input", "body_new").set_value("Fenland Council")
    field(page, "text_input", "body_on").set_value("2026-04-01")
    page = field(page, "button", "body_change").click().run()
    assert not page.exception
    said = words(page)
    assert "To be assigned again (2)" in said
    assert "North District has ceased on 1 April 2026. Who is responsible now?" in said
    button = next(one for one in page.button if str(one.key).startswith("do_again_"))
    page = button.click().run()
    assert "To be assigned again (1)" in words(page)
    assert any(one.responsible == ("Fenland Council",) for one in own.plan().all(Action))


def test_a_photo_of_the_team_is_served_to_the_team_alone(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.requests import Request

    from everyday.serving.told import ATLAS_VARIABLE

    monkeypatch.setenv(ATLAS_VARIABLE, str(own.folder))
    held = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(held, "JPEG")
    bus = own.plan().all(Action)[0]
    kept = {}
    for visibility in ("team", "network"):
        records = records_of_update(bus.id, "It runs", "2026-11-01", visibility, photo=held.getvalue(), alt="A bus")
        kept[visibility] = own.plan().keep_together(records, [], ADA)[0][1].id

    def status(one: str) -> int:
        scope = {"type": "http", "method": "GET", "path_params": {"attachment": one}, "headers": []}
        return serve_attachment(Request(scope)).status_code

    for role, seen in (("planner", {"team", "network"}), ("viewer", {"network"})):
        monkeypatch.setattr("app.server.person_of_request", lambda _request, role=role: Person("Bo", role))
        answers = {name: status(one) for name, one in kept.items()}
        assert answers == {name: 200 if name in seen else 404 for name in kept}, role
    monkeypatch.setattr("app.server.person_of_request", lambda _request: None)
    assert status(kept["network"]) == 403
