"""Who reads what until when, and that an erasure reaches the words, their quotes and their pictures in every file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely

from everyday import Atlas
from everyday.language import language
from everyday.voices import (
    Journey,
    change_answer,
    cite_report,
    citing_findings,
    diary_photo_bytes,
    due_answers,
    finding_of,
    forget_due,
    method_uses,
    photos_of,
    pin_answer,
    read_gpx,
    read_remarks,
    readable,
    readable_answer,
    report_words,
    trimmed,
)
from geo.errors import NotFoundError, UsageError
from plan.records import Answer, DiaryPhoto, Evidence, ExistingReport, Finding, Person, PlannedMethod
from plan.roles import NotAllowedError
from plan.rules import RecordFault
from store.plan_store import PlanStore

ANN, FAY, VIC = Person("Ann", "planner"), Person("Fay", "facilitator"), Person("Vic", "viewer")
PHONE = Person("phone", "participant", "S-1", "d1")
TODAY = date(2026, 11, 28)
SECRET = "Zebedee Quillfeather"
EN = language()


def answer(**more: object) -> Answer:
    given = {"text": f"{SECRET} waits an hour", "consent": "Without a name", "retention_until": "2028-01-01",
             "method": "neighbourhood_interview", "given_on": "2026-10-05"}  # fmt: skip
    return Answer(**given | more)  # type: ignore[arg-type]


def test_viewers_and_phones_read_nothing_and_facilitators_what_is_for_the_team(plan_store: PlanStore) -> None:
    secret = plan_store.add(answer(), ANN)
    shared = plan_store.add(answer(text="For us", readers="team"), ANN)
    assert {one.id for one in readable(plan_store, ANN, TODAY)} == {secret.id, shared.id}
    assert [one.id for one in readable(plan_store, FAY, TODAY)] == [shared.id]
    assert readable(plan_store, VIC, TODAY) == readable(plan_store, PHONE, TODAY) == []
    for who in (FAY, VIC, PHONE):
        with pytest.raises(NotFoundError):
            readable_answer(plan_store, who, TODAY, secret.id)
    for who in (VIC, PHONE):
        with pytest.raises(NotAllowedError):
            plan_store.add(answer(), who)
    with pytest.raises(RecordFault, match="Only planners"):
        plan_store.save(replace(secret, text="x"), FAY)


def test_after_its_day_nobody_reads_it_and_it_is_erased_with_quote_and_picture(
    plan_store: PlanStore, tmp_path: Path
) -> None:
    kept = plan_store.add(
        answer(kind="journey", geometry=shapely.LineString([(-3, 51.5), (-3.01, 51.51)]), district="",
               remarks={"along": [{"at": "08:10", "text": f"{SECRET} is cold"}]}, is_quotable=True), ANN,
    )  # fmt: skip
    photo = plan_store.add(
        DiaryPhoto(answer_id=kept.id, alt=f"{SECRET} at the stop", geometry=shapely.Point(-3, 51.5),
                   content=b"\xff\xd8 picture of " + SECRET.encode()), ANN,
    )  # fmt: skip
    finding = plan_store.add(Finding(title="Long waits"), ANN)
    plan_store.add(
        Evidence(finding_id=finding.id, kind="quote", title=f"“{SECRET} waits”",
                 content={"answer_id": kept.id, "quote": f"{SECRET} waits"}), ANN,
    )  # fmt: skip
    last_day, day_after = date(2027, 12, 31), date(2028, 1, 1)
    assert [one.id for one in readable(plan_store, ANN, last_day)] == [kept.id]
    assert diary_photo_bytes(plan_store, ANN, last_day, photo.id).startswith(b"\xff\xd8")
    assert forget_due(plan_store, ANN, last_day) is None
    assert readable(plan_store, ANN, day_after) == []
    with pytest.raises(NotFoundError):
        diary_photo_bytes(plan_store, ANN, day_after, photo.id)
    assert [one.id for one in due_answers(plan_store, day_after)] == [kept.id]
    with pytest.raises(NotAllowedError):
        forget_due(plan_store, FAY, day_after)
    done = forget_due(plan_store, ANN, day_after)
    assert done is not None
    assert kept.id in done.record_ids
    assert due_answers(plan_store, day_after) == []
    assert plan_store.holding(SECRET) == {}
    gone = plan_store.get(Answer, kept.id)
    assert (gone.geometry, gone.remarks, gone.respondent) == (None, {}, "")
    assert (gone.method, gone.given_on) == ("neighbourhood_interview", "2026-10-05"), "what is counted stays"
    assert plan_store.get(DiaryPhoto, photo.id).geometry is None
    assert plan_store.photo_bytes(photo.id, DiaryPhoto) == b""
    assert plan_store.get(Finding, finding.id).title == "Long waits"
    for entry in plan_store.history(kept.id):
        assert "LINESTRING" not in str(entry.after), "the way does not stand in the trail either"
    plan_store.close()
    for path in tmp_path.glob("plan.gpkg*"):
        assert SECRET.encode() not in path.read_bytes(), path.name


def test_words_erased_on_request_leave_answers_remarks_and_captions(plan_store: PlanStore) -> None:
    kept = plan_store.add(answer(title=f"Visit to {SECRET}", question=f"What does {SECRET} do?"), ANN)
    plan_store.erase(ANN, words=SECRET, reason="asked for")
    assert plan_store.get(Answer, kept.id).text == "[erased on request] waits an hour"
    assert plan_store.holding(SECRET) == {}


# -- evidence ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    (tmp_path / "atlas" / "plan.gpkg").unlink(missing_ok=True)
    return Atlas(tmp_path / "atlas")


def test_an_answer_is_pinned_with_its_quote_and_the_numbers_of_its_area(town: Atlas) -> None:
    store = town.plan()
    one = store.add(answer(area_id="E05999005", is_quotable=True, dimensions=("spatial",),
                           geometry=shapely.Point(-3.0, 51.5)), ANN)  # fmt: skip
    new = finding_of(one, kind="barrier", title="People wait too long")
    pinned = pin_answer(town, town.edition(), one, ANN, words=EN, finding=new, quote="“WAITS an  hour”")
    assert (pinned.area_id, pinned.geometry, pinned.dimensions) == ("E05999005", None, ("spatial",))
    assert pinned.method == "neighbourhood_interview"
    measures, quote = sorted(store.all(Evidence, finding_id=pinned.id), key=lambda one: one.kind)
    assert measures.content["measures"]
    assert quote.title == "“waits an hour” (Neighbourhood interviews, October 2026)"
    assert store.get(Answer, one.id).finding_ids == (pinned.id,)
    other = store.add(Finding(title="Another"), ANN)
    again = pin_answer(town, town.edition(), store.get(Answer, one.id), ANN, words=EN, finding=other)
    assert again.id == other.id
    assert [one.title for one in store.all(Evidence, finding_id=other.id)] == ["Neighbourhood interviews, October 2026"]
    assert store.get(Answer, one.id).finding_ids == (pinned.id, other.id)


def test_nobody_is_quoted_without_consent_or_with_words_they_did_not_say(town: Atlas) -> None:
    store = town.plan()
    one = store.add(answer(), ANN)
    new = finding_of(one, kind="barrier", title="Waits")
    with pytest.raises(UsageError, match="does not cover quoting"):
        pin_answer(town, town.edition(), one, ANN, words=EN, finding=new, quote="waits an hour")
    other = store.add(answer(is_quotable=True), ANN)
    with pytest.raises(UsageError, match="do not stand in the answer"):
        pin_answer(town, town.edition(), other, ANN, words=EN, finding=new, quote="waits two hours")
    assert store.all(Finding) == store.all(Evidence) == []


def test_a_consent_that_is_withdrawn_takes_the_quotes_along(town: Atlas) -> None:
    store = town.plan()
    one = store.add(answer(is_quotable=True, readers="team"), ANN)
    new = finding_of(one, kind="barrier", title="Waits")
    pinned = pin_answer(town, town.edition(), one, ANN, words=EN, finding=new, quote="waits an hour")
    withdrawn = replace(store.get(Answer, one.id), is_quotable=False)
    with pytest.raises(NotAllowedError):
        change_answer(store, withdrawn, FAY)
    assert store.get(Answer, one.id).is_quotable, "nothing is half done"
    change_answer(store, withdrawn, ANN)
    assert [one.title for one in store.all(Evidence, finding_id=pinned.id, kind="quote")] == ["[erased on request]"]
    assert store.get(Answer, one.id).text.endswith("waits an hour"), "the answer itself stays"


def test_how_we_know_says_used_planned_and_not_used_with_findings(town: Atlas) -> None:
    store = town.plan()
    one = store.add(answer(), ANN)
    found = pin_answer(town, town.edition(), one, ANN, words=EN, finding=finding_of(one, kind="barrier", title="Waits"))
    kept = store.add(Finding(title="Long waits", method="shadowing"), ANN)
    store.merge(kept, [store.get(Finding, found.id)], ANN)
    store.add(PlannedMethod(method="photographs", planned_for="Spring 2027"), ANN)
    uses = {use.method: use for use in method_uses(town, TODAY)}
    interview = uses["neighbourhood_interview"]
    assert (interview.state, interview.answers_n, interview.last_on) == ("used", 1, "2026-10-05")
    assert [one.title for one in interview.findings] == ["Long waits"], "a merged finding is the one it became"
    assert uses["public_transport_data"].state == "used", "the timetable is an input"
    assert (uses["photographs"].state, uses["gps_logs"].state) == ("planned", "unused")
    assert set(uses) == set(town.taxonomy().keys("methods"))


def test_a_report_is_registered_and_cited_once(plan_store: PlanStore) -> None:
    with pytest.raises(RecordFault, match=r"published.*year"):
        plan_store.add(ExistingReport(title="Buses after six"), ANN)
    report = plan_store.add(
        ExistingReport(title="Buses after six", publisher="Council", year="2019", pages="12 to 15"), ANN
    )
    assert report_words(report) == "Buses after six (Council, 2019), pages 12 to 15"
    finding = plan_store.add(Finding(title="No bus"), ANN)
    assert cite_report(plan_store, report, finding, ANN) == cite_report(plan_store, report, finding, ANN)
    assert citing_findings(plan_store, report.id) == [finding]
    (evidence,) = plan_store.all(Evidence, finding_id=finding.id)
    assert evidence.title == "Buses after six (Council, 2019), pages 12 to 15"


# -- journeys ----------------------------------------------------------------------------------------------------------

GPX = b"""<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="51.5000" lon="-3.0000"><time>2026-10-01T07:58:00Z</time><name>Front door</name></wpt>
<wpt lat="51.5000" lon="-2.9850"><time>2026-10-01T08:10:00Z</time><name>No shelter</name></wpt>
<trk><trkseg><trkpt lat="51.5" lon="-3.0"/><trkpt lat="51.5" lon="-2.985"/>
<trkpt lat="51.5" lon="-2.97"/></trkseg></trk>
</gpx>"""


def test_the_ends_of_a_journey_are_cut_and_remarks_there_lose_their_place() -> None:
    way = trimmed(read_gpx(GPX))
    west, _, east, _ = way.line.bounds
    assert -2.9975 < west < -2.9965, "two hundred metres from the front door"
    assert -2.9735 < east < -2.9725
    door, shelter = way.remarks
    assert door == {"at": "07:58", "text": "Front door"}
    assert shelter == {"at": "08:10", "text": "No shelter", "lat": 51.5, "lon": -2.985}


def test_a_journey_too_short_to_hide_its_ends_is_refused() -> None:
    with pytest.raises(UsageError, match="at least 600 m"):
        trimmed(Journey(shapely.LineString([(-3, 51.5), (-2.995, 51.5)])))


def test_what_is_no_gpx_is_refused() -> None:
    for content in (b"", b"<gpx/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><gpx>&a;</gpx>", b"PK\x03\x04"):
        with pytest.raises(UsageError):
            read_gpx(content)


def test_remarks_are_typed_a_line_each() -> None:
    assert read_remarks("8.10 No shelter\n\n09:05 – Late\nTired") == (
        {"at": "08:10", "text": "No shelter"}, {"at": "09:05", "text": "Late"}, {"at": "", "text": "Tired"},
    )  # fmt: skip


def test_pictures_belong_to_answers_that_may_be_read(plan_store: PlanStore) -> None:
    kept = plan_store.add(answer(kind="diary", text=""), ANN)
    for number in (2, 1):
        plan_store.add(DiaryPhoto(answer_id=kept.id, number=number, alt="A stop", content=b"\xff\xd8 x"), ANN)
    assert [one.number for one in photos_of(plan_store, readable(plan_store, ANN, TODAY))[kept.id]] == [1, 2]
    assert photos_of(plan_store, readable(plan_store, FAY, TODAY)) == {}
