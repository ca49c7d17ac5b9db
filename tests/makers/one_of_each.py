"""A record of every kind, each field that a person or a page fills with something in it."""

from __future__ import annotations

from shapely.geometry import LineString, Polygon

from plan.records import (
    Action,
    Comment,
    Correction,
    Device,
    Dismissal,
    Erasure,
    Evidence,
    Feedback,
    Finding,
    Organisation,
    Outcome,
    Photo,
    Record,
    Session,
    Update,
    Vote,
)

__all__ = ["one_of_each"]


def one_of_each(finding_id: str, session_id: str) -> list[Record]:
    """A record of every kind with every field filled."""
    square = Polygon([(-3, 51.5), (-3, 51.6), (-2.9, 51.6), (-3, 51.5)])
    return [
        Finding(
            kind="enabler", title="A café", text="Two\nlines", level="both", dimensions=("social", "civic"),
            policy_spheres=("transport",), sectors=("care",), themes=("gentrification",), groups=("older people",),
            method="gps_logs", session=session_id, area_id="W1", geometry=square, suggestion_key="k",
        ),
        Action(
            title="A bus", interventions=("More often", "Later"), finding_ids=(finding_id,), level="national",
            rag="red", rag_reason="No money", responsible=("Council",), contributes=("Operator",), benefits=("All",),
            policy_spheres=("transport",), area_ids=("W1", "W2"), geometry=LineString([(-3, 51.5), (-2.9, 51.5)]),
            measure="centre_min_am", baseline=-48.25, target=30.0, scenario="e1", milestones=("2026-12-01 Timetable",),
            due_date="2027-03-31",
        ),
        Update(action_id="A-1", text="Begun", status="agreed", rag="green"),
        Feedback(action_id="A-1", group="Bus users", question="effective", answer="Yes", given_on="2027-01-01"),
        Outcome(action_id="A-1", measure="centre_min_am", edition_id="e2", value=31.5, text="Better"),
        Organisation(name="Newport City Council", kind="local_authority"),
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
        Erasure(record_ids=("F-1", "F-2"), reason="asked for", requested_on="2026-11-01"),
    ]  # fmt: skip
