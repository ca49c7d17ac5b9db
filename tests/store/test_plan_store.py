"""The plan store, on both databases: what is kept, who may, and that nothing of anybody is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from geo.errors import NotFoundError, UsageError
from plan.ids import new_code
from plan.records import (
    RECORDS,
    Action,
    Comment,
    Device,
    DiaryPhoto,
    Erasure,
    Evidence,
    Finding,
    Person,
    Photo,
    Session,
    Vote,
)
from plan.roles import NotAllowedError
from plan.rules import RecordFault
from store.plan_store import EditConflict, PlanStore
from tests.makers.one_of_each import one_of_each

PLANNER = Person("Ann", "planner")
FACILITATOR = Person("Femi", "facilitator")
HOSTILE = [
    "<img src=x onerror=alert(1)>", "${alert(1)}", "</script>", '=HYPERLINK("http://x")', "\u202eright to left\u202c",
    "🚌 ŵŷ café", "x" * 10_000, "'; DROP TABLE findings; --", "a\x00b\x07c",
]  # fmt: skip


def forum(store: PlanStore, **more: object) -> Session:
    """A session that phones may join."""
    return store.add(
        Session(name="First forum", date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z", **more),
        PLANNER,
    )


def phone(store: PlanStore, session: Session, device: str = "d1") -> Person:
    """A phone that has joined."""
    store.join(session.id, device, name="Table 1")
    return Person("Table 1", "participant", session.id, device)


def test_every_field_of_every_record_comes_back(plan_store: PlanStore, tmp_path: Path, database_url: str) -> None:
    session = forum(plan_store)
    finding = plan_store.add(Finding(title="First"), PLANNER)
    given_records = one_of_each(finding.id, session.id)
    assert {type(one) for one in given_records} == set(RECORDS), "tests/makers/one_of_each.py has one of every kind"
    kept = plan_store.add_all(given_records, PLANNER)
    again = PlanStore(tmp_path, url=database_url)
    for sent, stored in zip(given_records, kept, strict=True):
        back = again.get(type(stored), stored.id)
        wanted = replace(stored, content=b"") if isinstance(stored, Photo | DiaryPhoto) else stored
        assert back == wanted
        for name, value in vars(sent).items():
            if name not in ("id", "version", "created_by", "created_at", "updated_at") and value != b"\xff\xd8 picture":
                assert getattr(back, name) == value, name
    photo = next(one for one in kept if isinstance(one, Photo))
    assert again.photo_bytes(photo.id) == b"\xff\xd8 picture"
    again.close()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_kept_as_they_are(plan_store: PlanStore, words: str) -> None:
    kept = plan_store.add(Finding(title=words, text=words, groups=(words.replace(";", "")[:300],)), PLANNER)
    back = plan_store.get(Finding, kept.id)
    assert back.title == words.replace("\x00", "").replace("\x07", "")
    assert plan_store.all(Finding, title=back.title) == [back]


def test_a_record_with_faults_names_them_all(plan_store: PlanStore) -> None:
    bad = Finding(
        title=" ", kind="wall", level="national", dimensions=("sozial",), method="guess", status="done",
        geometry=Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
    )  # fmt: skip
    with pytest.raises(RecordFault) as caught:
        plan_store.add(bad, PLANNER)
    for part in ("no sentence", "'wall'", "for actions only", "'sozial'", "'guess'", "'done'", "not valid"):
        assert part in str(caught.value)
    assert plan_store.all(Finding) == []


def test_all_or_none(plan_store: PlanStore) -> None:
    revision = plan_store.revision()
    with pytest.raises(RecordFault):
        plan_store.add_all([Finding(title="Good"), Finding(title="")], PLANNER)
    assert plan_store.all(Finding) == []
    assert plan_store.revision() == revision


def test_two_people_edit_one_finding_and_both_are_in_the_trail(plan_store: PlanStore) -> None:
    first = plan_store.add(Finding(title="No bus"), PLANNER)
    plan_store.save(replace(first, title="No bus in the evening"), PLANNER)
    with pytest.raises(EditConflict) as caught:
        plan_store.save(replace(first, title="No bus on Sunday"), FACILITATOR)
    conflict = caught.value
    assert (conflict.yours.title, conflict.theirs.title) == ("No bus on Sunday", "No bus in the evening")
    assert plan_store.get(Finding, first.id).title == "No bus in the evening"
    chosen = plan_store.save(replace(conflict.theirs, title=conflict.yours.title), FACILITATOR)
    assert chosen.version == 3
    trail = [(entry.actor, entry.change, entry.after["title"]) for entry in plan_store.history(first.id)]
    assert trail == [
        ("Ann", "added", "No bus"),
        ("Ann", "changed", "No bus in the evening"),
        ("Femi", "not_saved", "No bus on Sunday"),
        ("Femi", "changed", "No bus on Sunday"),
    ]


def test_many_writers_lose_nothing(plan_store: PlanStore) -> None:
    session = forum(plan_store)
    people = [phone(plan_store, session, f"d{number}") for number in range(8)]

    def write(who: Person) -> None:
        for number in range(10):
            plan_store.add(Finding(title=f"{who.device_id} {number}"), who)

    threads = [threading.Thread(target=write, args=(who,)) for who in people]
    before = plan_store.revision()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.title for one in plan_store.all(Finding)} == {f"d{who} {n}" for who in range(8) for n in range(10)}
    assert plan_store.revision() == before + 80
    assert len({entry.revision for entry in plan_store.changes_since(before)}) == 80


def test_another_process_is_seen(plan_store: PlanStore, tmp_path: Path, database_url: str) -> None:
    other = PlanStore(tmp_path, url=database_url)
    assert plan_store.all(Finding) == []
    kept = other.add(Finding(title="From elsewhere", geometry=Point(-3, 51.5)), PLANNER)
    assert plan_store.all(Finding) == [kept]
    changed = other.save(replace(kept, title="Changed elsewhere"), PLANNER)
    assert plan_store.get(Finding, kept.id) == changed
    other.close()


def test_roles_are_held_to_by_the_store(plan_store: PlanStore) -> None:
    session = forum(plan_store)
    finding = plan_store.add(Finding(title="x"), PLANNER)
    guest = phone(plan_store, session)
    for who in (Person("V", "viewer"), Person("N", ""), Person("Z", "root")):
        with pytest.raises(NotAllowedError):
            plan_store.add(Finding(title="y"), who)
        with pytest.raises(NotAllowedError):
            plan_store.vote(finding.id, who, importance=3)
    for refused in (
        lambda: plan_store.save(replace(finding, title="z"), guest),
        lambda: plan_store.set_status(finding, "sense_checked", guest),
        lambda: plan_store.add(Session(name="Mine", date="2026-01-01"), guest),
        lambda: plan_store.add(Action(title="a"), FACILITATOR),
        lambda: plan_store.erase(FACILITATOR, record_ids=[finding.id], reason="r"),
        lambda: plan_store.add(Finding(title="old", created_at="2001-01-01T00:00:00Z"), guest),
        lambda: plan_store.add(Finding(title="no session"), Person("P", "participant")),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert plan_store.get(Finding, finding.id) == finding


def test_what_a_phone_sends_is_put_in_its_place(plan_store: PlanStore) -> None:
    session = forum(plan_store, is_moderated=True)
    other = forum(plan_store)
    guest = phone(plan_store, session)
    kept = plan_store.add(
        Finding(title="x", status="agreed", session=other.id, device_id="somebody else", moderation="shown"), guest
    )
    assert (kept.session, kept.device_id, kept.status, kept.moderation) == (session.id, "d1", "proposed", "waiting")
    shown = plan_store.moderate(kept, FACILITATOR, is_shown=True)
    assert shown.moderation == "shown"
    elsewhere = plan_store.add(Finding(title="theirs", moderation="waiting"), phone(plan_store, other, "d2"))
    hidden = plan_store.save(replace(elsewhere, moderation="waiting"), PLANNER)
    with pytest.raises(NotAllowedError):
        plan_store.add(Comment(finding_id=hidden.id, text="I see you"), guest)


@pytest.mark.parametrize("how", ["closed", "expired", "blocked", "no code"])
def test_a_session_that_is_over_takes_nothing(plan_store: PlanStore, how: str) -> None:
    session = forum(plan_store)
    guest = phone(plan_store, session)
    code = session.join_code
    assert plan_store.open_session(f" {code[:4].lower()}-{code[4:]} ") == session
    if how == "closed":
        plan_store.close_session(session, FACILITATOR)
    elif how == "expired":
        plan_store.save(replace(session, expires_at="2020-01-01T00:00:00Z"), FACILITATOR)
    elif how == "no code":
        plan_store.save(replace(session, join_code=""), FACILITATOR)
    else:
        device = plan_store.all(Device, session=session.id)[0]
        plan_store.save(replace(device, is_blocked=True), FACILITATOR)
    with pytest.raises(NotAllowedError):
        plan_store.add(Finding(title="late"), guest)
    if how != "blocked":
        assert plan_store.open_session(code) is None
        with pytest.raises(NotAllowedError):
            plan_store.join(session.id, "new phone")
    assert plan_store.all(Finding) == []


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x" * 5000, "0000000", "ÄÄÄÄÄÄÄÄ"])
def test_wrong_codes_open_nothing(plan_store: PlanStore, code: str) -> None:
    plan_store.add(Session(name="No phones", date="2026-11-26", expires_at="2100-01-01T00:00:00Z"), PLANNER)
    forum(plan_store)
    assert plan_store.open_session(code) is None


def test_one_vote_a_device_and_it_can_be_changed(plan_store: PlanStore) -> None:
    session = forum(plan_store)
    finding = plan_store.add(Finding(title="x"), PLANNER)
    for device, importance in (("a", 5), ("b", 2), ("a", 4)):
        plan_store.vote(finding.id, phone(plan_store, session, device), importance=importance)
    plan_store.vote(finding.id, phone(plan_store, session, "b"), amenability=1)
    tally = plan_store.tally()[finding.id]
    assert (tally.importance_mean, tally.importance_n) == (3.0, 2)
    assert (tally.amenability_mean, tally.amenability_n) == (1.0, 1)
    assert len(plan_store.all(Vote)) == 2
    with pytest.raises(RecordFault, match="1 to 5"):
        plan_store.vote(finding.id, FACILITATOR, importance=6)
    plan_store.save(replace(plan_store.get(Session, session.id), is_voting=False), PLANNER)
    with pytest.raises(RecordFault, match="not open"):
        plan_store.vote(finding.id, Person("b", "participant", session.id, "b"), importance=1)


def test_merging_keeps_everybodys_words_and_votes(plan_store: PlanStore) -> None:
    session = forum(plan_store)
    a, b, c = (plan_store.add(Finding(title=title, text=title * 2), PLANNER) for title in ("A", "B", "C"))
    for device, finding in (("1", a), ("1", b), ("2", b), ("3", c)):
        plan_store.vote(finding.id, phone(plan_store, session, device), importance=5 if finding is a else 1)
    plan_store.add(Comment(finding_id=b.id, text="said of B"), PLANNER)
    b_now = plan_store.get(Finding, b.id)
    kept_b = plan_store.merge(b_now, [plan_store.get(Finding, c.id)], FACILITATOR)
    plan_store.merge(plan_store.get(Finding, a.id), [kept_b], FACILITATOR)
    assert [one.status for one in plan_store.all(Finding)] == ["proposed", "merged", "merged"]
    assert [one.title for one in plan_store.all(Finding)] == ["A", "B", "C"]
    tally = plan_store.tally()
    assert set(tally) == {a.id}
    assert tally[a.id].importance_n == 3
    late = plan_store.vote(c.id, phone(plan_store, session, "4"), importance=3)
    assert late.finding_id == a.id
    assert [one.text for one in plan_store.all(Comment)] == ["said of B"]
    reopened = plan_store.set_status(plan_store.get(Finding, c.id), "proposed", PLANNER)
    assert (reopened.status, reopened.merged_into) == ("proposed", "")
    assert plan_store.tally()[c.id].importance_n == 1


def test_merging_is_refused_where_it_makes_no_sense(plan_store: PlanStore) -> None:
    a, b = (plan_store.add(Finding(title=title), PLANNER) for title in "AB")
    enabler = plan_store.add(Finding(title="E", kind="enabler"), PLANNER)
    for kept, others in ((a, []), (a, [a]), (a, [enabler])):
        with pytest.raises(RecordFault):
            plan_store.merge(kept, others, FACILITATOR)
    plan_store.merge(a, [b], FACILITATOR)
    with pytest.raises(EditConflict):
        plan_store.merge(a, [enabler.__class__(**vars(b))], FACILITATOR)
    with pytest.raises(RecordFault, match="merged already"):
        plan_store.merge(plan_store.get(Finding, a.id), [plan_store.get(Finding, b.id)], FACILITATOR)


def test_statuses_follow_the_method(plan_store: PlanStore) -> None:
    one = plan_store.add(Finding(title="x"), PLANNER)
    with pytest.raises(RecordFault, match="cannot become Agreed at once"):
        plan_store.set_status(one, "agreed", FACILITATOR)
    one = plan_store.set_status(one, "sense_checked", FACILITATOR)
    one = plan_store.set_status(one, "agreed", FACILITATOR)
    with pytest.raises(RecordFault, match="with a reason"):
        plan_store.set_status(one, "retired", FACILITATOR)
    one = plan_store.set_status(one, "retired", FACILITATOR, reason="The path was opened")
    with pytest.raises(RecordFault, match="Only a planner"):
        plan_store.set_status(one, "proposed", FACILITATOR)
    assert plan_store.set_status(one, "proposed", PLANNER).status == "proposed"
    with pytest.raises(RecordFault, match="say which"):
        plan_store.save(replace(plan_store.get(Finding, one.id), status="merged"), PLANNER)


def _stored_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("plan.gpkg*")))


def test_erasing_a_finding_reaches_trail_comments_and_evidence(
    plan_store: PlanStore, tmp_path: Path, database_url: str
) -> None:
    session = forum(plan_store)
    guest = phone(plan_store, session)
    secret = "Zebedee Quillfeather of 14 Larch Close"
    one = plan_store.add(Finding(title=secret, groups=(secret,)), guest)
    other = plan_store.add(Finding(title="Stays"), guest)
    one = plan_store.save(replace(one, text=f"More of {secret}"), PLANNER)
    comment = plan_store.add(Comment(finding_id=one.id, text=f"I know {secret}"), guest)
    quote = plan_store.add(Evidence(finding_id=one.id, kind="quote", content={"said": secret}), PLANNER)
    photo = plan_store.add(
        Photo(finding_id=one.id, alt=secret, content=b"\xff\xd8" + secret.encode(), sha256="x"), guest
    )
    plan_store.vote(one.id, guest, importance=5)
    done = plan_store.erase(PLANNER, record_ids=[one.id], reason="asked for by the person", requested_on="2026-11-26")
    assert {one.id, comment.id, quote.id, photo.id} <= set(done.record_ids)
    assert plan_store.holding(secret) == {}
    gone = plan_store.get(Finding, one.id)
    assert gone.title == "[erased on request]"
    assert gone.device_id == ""
    assert plan_store.photo_bytes(photo.id) == b""
    assert plan_store.tally()[one.id].importance_n == 1
    assert plan_store.get(Finding, other.id) == other
    trail = plan_store.history(one.id)
    assert [entry.change for entry in trail] == ["added", "changed", "erased"]
    assert secret not in str(trail)
    assert plan_store.history(done.record.id)[0].after["reason"] == "asked for by the person"
    if not database_url:
        assert secret.encode() not in _stored_bytes(tmp_path)
        assert b"Stays" in _stored_bytes(tmp_path)


def test_erasing_words_finds_them_wherever_they_stand(plan_store: PlanStore, tmp_path: Path, database_url: str) -> None:
    finding = plan_store.add(Finding(title="Ask Zebedee  Quillfeather, he knows"), PLANNER)
    plan_store.add(Evidence(finding_id=finding.id, content={"lines": ["zebedee quillfeather's stop"], "n": 3}), PLANNER)
    plan_store.add(Action(title="Talk to ZEBEDEE QUILLFEATHER", responsible=("Zebedee Quillfeather",)), PLANNER)
    found = plan_store.holding("zebedee quillfeather")
    assert {name: len(ids) for name, ids in found.items()} == {"findings": 1, "actions": 1, "evidence": 1, "audit": 3}
    plan_store.erase(PLANNER, words="Zebedee Quillfeather", reason="asked for")
    assert plan_store.holding("quillfeather") == {}
    assert plan_store.get(Finding, finding.id).title == "Ask [erased on request], he knows"
    assert plan_store.all(Evidence)[0].content["n"] == 3
    if not database_url:
        assert b"uillfeather" not in _stored_bytes(tmp_path)
    for words in ("", "ab"):
        with pytest.raises(RecordFault):
            plan_store.erase(PLANNER, words=words, reason="r")
    with pytest.raises(RecordFault, match="nothing to erase"):
        plan_store.erase(PLANNER, words="nobody of that name", reason="r")


def test_an_older_back_up_is_erased_again(plan_store: PlanStore) -> None:
    one = plan_store.add(Finding(title="private"), PLANNER)
    plan_store.erase(PLANNER, record_ids=[one.id], reason="asked for")
    plan_store.save(replace(plan_store.get(Finding, one.id), title="private"), PLANNER)  # as a restored one would be
    again = plan_store.repeat_erasures(plan_store.all(Erasure), PLANNER)
    assert again is not None
    assert one.id in again.record_ids
    assert plan_store.holding("private") == {}


def test_the_end_of_retention_forgets_people_and_keeps_findings(plan_store: PlanStore) -> None:
    session = forum(plan_store, attendance="Mr Quillfeather", retention_until="2026-01-01")
    guest = replace(phone(plan_store, session), name="Quillfeather's table")
    plan_store.add(Finding(title="A barrier"), guest)
    plan_store.add(Comment(finding_id=plan_store.all(Finding)[0].id, text="I said that"), guest)
    plan_store.vote(plan_store.all(Finding)[0].id, replace(FACILITATOR, session=session.id), importance=4)
    plan_store.vote(plan_store.all(Finding)[0].id, guest, importance=2)
    plan_store.end_retention(plan_store.get(Session, session.id), PLANNER)
    assert plan_store.holding("quillfeather") == {}
    assert plan_store.tally()[plan_store.all(Finding)[0].id].importance_n == 2
    assert not any("Femi" in str(vote) for vote in plan_store.all(Vote))
    assert plan_store.holding("I said that") == {}
    assert [one.title for one in plan_store.all(Finding)] == ["A barrier"]
    assert {one.device_id for one in plan_store.all(Device)} == {""}


def test_unknown_records_are_said_plainly(plan_store: PlanStore) -> None:
    with pytest.raises(NotFoundError, match="no finding F-0"):
        plan_store.get(Finding, "F-0")
    with pytest.raises(NotFoundError):
        plan_store.save(Finding(id="F-0", version=1, title="x"), PLANNER)


def test_only_postgresql_is_taken_as_an_address(tmp_path: Path) -> None:
    for url in ("mysql://x/y", "not an address", "sqlite:///other.db"):
        with pytest.raises(UsageError):
            PlanStore(tmp_path, url=url)


POINTS = st.tuples(st.floats(-179, 179), st.floats(-89, 89))
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";\ufffe\uffff"), min_size=1, max_size=60
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    title=TEXT.filter(str.strip),
    text=st.text(max_size=200),
    groups=st.lists(TEXT, max_size=4),
    geometry=st.one_of(
        st.none(), POINTS.map(Point), st.lists(POINTS, min_size=2, max_size=5, unique=True).map(LineString)
    ),
)
def test_whatever_is_written_comes_back(
    plan_store: PlanStore, title: str, text: str, groups: list[str], geometry: shapely.Geometry | None
) -> None:
    kept = plan_store.add(Finding(title=title, text=text, groups=tuple(groups), geometry=geometry), PLANNER)
    back = plan_store.get(Finding, kept.id)
    assert back == kept
    assert back.title == " ".join(title.split())
    if geometry is not None:
        assert shapely.equals_exact(back.geometry, geometry)
    fresh = [one for one in plan_store.all(Finding) if one.id == kept.id]
    assert fresh == [kept]
