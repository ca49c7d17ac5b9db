"""A record of every kind, each field that a person or a page fills with something in it."""

from __future__ import annotations

from shapely.geometry import LineString, Point, Polygon

from plan.records import (
    Action,
    Activity,
    AdvocacyGroup,
    Answer,
    Ask,
    Attachment,
    Comment,
    Correction,
    Device,
    DiaryPhoto,
    Dismissal,
    Erasure,
    Evidence,
    ExistingReport,
    Feedback,
    Finding,
    Helped,
    Intervention,
    Membership,
    Milestone,
    NamedArea,
    Network,
    Organisation,
    Outcome,
    Photo,
    PlannedMethod,
    Proposal,
    Record,
    Report,
    Session,
    ShareKey,
    Update,
    Vote,
)

__all__ = ["one_of_each"]

DONE = "2026-12-01 Timetable (Operator) [done 2026-12-02]"


def one_of_each(finding_id: str, session_id: str) -> list[Record]:
    """A record of every kind with every field filled."""
    square = Polygon([(-3, 51.5), (-3, 51.6), (-2.9, 51.6), (-3, 51.5)])
    return [
        Finding(
            kind="enabler", title="A café", text="Two\nlines", level="both", dimensions=("social", "civic"),
            policy_spheres=("transport",), sectors=("care",), themes=("gentrification",), groups=("older people",),
            method="gps_logs", session=session_id, area_id="W1", geometry=square, suggestion_key="k",
        ),
        Action(id="A-2", title="A stop", interventions=("More often",), milestones=(DONE,)),
        Action(id="A-3", title="A shelter", status="dropped", status_reason="One for both", goes_on_in=("A-2",),
               goes_on_as="merged"),
        Action(
            id="A-1",
            title="A bus", interventions=("More often", "Later"), finding_ids=(finding_id,), level="national",
            rag="red", rag_reason="No money", responsible=("Council",), lead="Council",
            contributes=("Operator",), benefits=("All",),
            policy_spheres=("transport",), area_ids=("W1", "W2"), geometry=LineString([(-3, 51.5), (-2.9, 51.5)]),
            measure="centre_min_am", baseline=-48.25, target=30.0, scenario="e1", milestones=("2026-12-01 Timetable",),
            due_date="2027-03-31", sectors=("care",), themes=("gentrification",), visibility="network",
            team_note="Ask again", measure_kind="count", own_measure="Passengers", is_lower_better=True,
            baseline_edition="e0", baseline_on="2026-11-01", target_by="2027-12-31", next_value_on="2027-06-01",
            carried_out="partly", helped="told", result="Fuller buses", unasked_reason="In the plan of 2025",
            reference="T/17", other_plans=("BSIP",), cost_low=1000.0, cost_high=2500.5, cost_per="year",
            cost_source="Section 106", is_funded="partly", waits_for=("Consent",), freed_by="The committee",
        ),
        Intervention(
            id="I-1", action_id="A-2", number=1, text="More often", level="national", lead="Council",
            status="under_way", due_date="2027-01-31",
        ),
        Milestone(
            action_id="A-2", intervention_id="I-1", number=1, text="Timetable", date="2026-12-01", owner="Operator",
            done_on="2026-12-02", earlier_dates=("2026-11-01",),
        ),
        Update(
            action_id="A-1", text="Begun", status="agreed", rag="green", kind="news", happened_on="2026-11-05",
            visibility="team",
        ),
        Attachment(action_id="A-1", update_id="U-1", title="Minutes", address="https://example.org/1", alt="A page"),
        Ask(
            action_id="A-1", organisation="Council", asked_on="2026-11-01", text="Will you?", answered_on="2026-11-09",
            answer="in_part", answer_text="From spring", source="Minute 7",
        ),
        Proposal(finding_id=finding_id, session=session_id, text="A later bus", lever="Operator", level="city"),
        Report(name="Autumn", date="2026-11-20", round="2026 Q4", filters={"level": "city"}, content={"rows": []}),
        ShareKey(key="a" * 32, name="Poster", only_session=session_id, is_asking=True),
        Membership(organisation_id="O-1", functions=("feedback",), post="Clerk", joined_on="2026-01-01"),
        AdvocacyGroup(name="Bus users", text="Saturdays", action_ids=("A-1",), organisation_ids=("O-1",),
                      next_meeting="2027-02-02"),
        Network(
            name="Wrenmouth network", convened_by="Council", text="Twice a year", next_meeting="2027-03-01",
            performs={"feedback": {"verdict": "in_part", "text": "By e-mail"}}, agreed_on="2026-04-23",
        ),
        Feedback(
            action_id="A-1", group="Bus users", question="effective", answer="Yes", given_on="2027-01-01",
            intervention_id="I-1", verdict="in_part", change="Buses until midnight", change_of="I-1",
            change_status="declined", decided_by="Ada", decided_on="2027-01-09", decided_reason="No drivers",
            led_to="F-1", session=session_id,
        ),
        Helped(finding_id=finding_id, action_id="A-1", device_id="x1", verdict="no"),
        Outcome(action_id="A-1", measure="centre_min_am", edition_id="e2", value=31.5, text="Better",
                measured_on="2027-02-01"),
        Organisation(
            name="Newport City Council", kind="local_authority",
            former_names=({"name": "Borough", "until": "1996-04-01"},), ceased_on="2030-04-01", successor_ids=("O-2",),
        ),
        Session(
            name="Second", date="2026-12-01", venue="Library", forum="vcse_forum", stage="levers",
            agenda=({"part": "present", "title": "Start", "minutes": 20},),
            groups=({"name": "Table 1", "dimension": "social", "members_n": 6},), step="draw", attendance_n=14,
            attendance="Two schools", is_moderated=True, is_voting=False, retention_until="2027-12-01",
            notice="We keep …",
        ),
        Device(session=session_id, device_id="x1", name="Table 4", is_blocked=True),
        Comment(finding_id=finding_id, session=session_id, text="True", moderation="waiting", device_id="x1"),
        Vote(finding_id=finding_id, session=session_id, device_id="x1", importance=5),
        Evidence(finding_id=finding_id, kind="quote", title="Q", edition_id="e1", content={"a": [1, None, "ü"]}),
        Photo(
            finding_id=finding_id, session=session_id, alt="A bus stop", width_px=10, height_px=20, sha256="ab",
            content=b"\xff\xd8 picture",
        ),
        Correction(
            kind="bus_missing", name="Community bus 7", details={
                "stops": [{"name": "A", "lat": 51.5, "lon": -3.0}, {"name": "B", "lat": 51.52, "lon": -3.0}],
                "days": ["weekday"], "first": "07:00", "last": "19:00", "headway_min": 60, "is_both_ways": True,
            }, session=session_id,
        ),
        Dismissal(suggestion_key="k2", title="Cut off", reason="A path exists", session=session_id, is_withdrawn=True),
        Answer(
            id="AN-1", kind="journey", title="To the depot", text="Ninety minutes", question="What stops you?",
            method="shadowing", sector="care", area_id="W1", geometry=LineString([(-3, 51.5), (-2.9, 51.5)]),
            given_on="2026-10-01", remarks={"along": [{"at": "08:10", "text": "No shelter", "lat": 51.5, "lon": -3.0}]},
            respondent="r1", consent="Without a name", is_quotable=True, readers="team", retention_until="2099-10-01",
            dimensions=("spatial",), finding_ids=(finding_id,),
        ),
        Answer(text="Too dear", district="BS5", consent="Asked", retention_until="2099-10-01"),
        DiaryPhoto(
            answer_id="AN-1", number=1, alt="A stop", text="My stop", geometry=LineString([(-3, 51.5), (-2.9, 51.5)]),
            width_px=10, height_px=20, sha256="cd", content=b"\xff\xd8 picture",
        ),
        ExistingReport(
            title="Buses after six", publisher="Council", year="2019", pages="12 to 15", area_ids=("W1",),
            link="https://example.org/r", text="No bus after six", action_ids=("A-1",),
        ),
        PlannedMethod(method="photographs", planned_for="Spring 2027", text="Two schools", is_dropped=True),
        Activity(
            title="Sewing together", text="Machines are there", kind="cafe", venue="Library", area_id="E05000001",
            geometry=Point(-3.0, 51.5), when="Tuesdays 10am to 12, term time", valid_from="2026-01-01",
            valid_to="2027-01-01", organiser="The library", cost="donation", cost_words="£1", language_support="Arabic",
            contact="https://example.org/sewing", outcome_themes=("relationships",), participation_areas=("social",),
            playbook_activities=("creative",), individual_outcomes=("relationships_lonely",),
            community_benefits=("relationships",), benefit_told="Neighbours greet each other",
            playbook_barriers=("english",), last_confirmed="2026-11-01", is_kept=True, is_unlisted=True,
            unlisted_reason="Asked by phone", source="library", source_id="17", given={"title": "ab12"},
        ),
        NamedArea(
            name="Northern committee", kind="small_areas", members=("E01000001", "E01000002"),
            text="As the council has it",
            geometry=Polygon([(-3, 51.5), (-2.9, 51.5), (-2.9, 51.6), (-3, 51.5)]), is_removed=True,
        ),
        Erasure(record_ids=("F-1", "F-2"), reason="asked for", requested_on="2026-11-01"),
    ]  # fmt: skip
