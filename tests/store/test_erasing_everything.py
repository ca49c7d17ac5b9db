"""A mark in every field of text of every record, as the records are declared: an erasure leaves it nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plan.records import RECORDS, Comment, Device, Erasure, Evidence, Finding, Person, Proposal, Session, Vote
from plan.rules import RecordFault, problems_of
from plan.text import clean_record, fold
from store.erasing import ERASED
from store.plan_store import PlanStore
from tests.makers.one_of_each import one_of_each
from tests.makers.plans.marks import MARK, SPELLINGS, everything_kept, with_a_mark, with_marks

PLANNER = Person("Ann", "planner")


def test_words_leave_every_field_of_every_record_that_takes_them(plan_store: PlanStore, tmp_path: Path) -> None:
    """A field either refuses words (what is declared as keys) or loses them: there is no third kind."""
    session = plan_store.add(Session(name="First", date="2026-11-26"), PLANNER)
    finding = plan_store.add(Finding(title="No shelter"), PLANNER)
    every = one_of_each(finding.id, session.id)
    plan_store.add_all(every, PLANNER)
    examples = {type(one): one for one in every}
    assert set(examples) == set(RECORDS), "a kind of record without an example is not tried"
    kept: dict[str, set[str]] = {}
    tried = 0
    for kind in RECORDS:
        taken_in = []
        for name, record in with_a_mark(kind, examples[kind], SPELLINGS[tried % len(SPELLINGS)]):
            tried += 1
            if hasattr(record, "device_id") and name != "device_id":
                record = replace(record, device_id=f"d{tried}")  # type: ignore[call-arg]
            cleaned = clean_record(record)
            if not problems_of(cleaned, plan_store.taxonomy):
                taken_in.append(cleaned)
                kept.setdefault(kind.__name__, set()).add(name)
        plan_store.add_all(taken_in, PLANNER)
    for kind in RECORDS:
        taken = kept.get(kind.__name__, set())
        assert not taken & set(kind.keys), f"{kind.__name__} takes words where it says that it has keys"
    assert {"title", "text", "groups", "area_id", "device_id", "created_by"} <= kept["Finding"]
    assert {"agenda", "groups", "attendance"} <= kept["Session"]
    assert "o'quill" in everything_kept(plan_store, tmp_path)
    stands = plan_store.holding("sian o'quill")
    assert {name for name in stands if name != "audit"} == {kind.table for kind in RECORDS if kind.__name__ in kept}
    done = plan_store.erase(PLANNER, words="SIÂN O‘QUILL", reason="asked for")
    assert done.state in ("gone", "vacuumed")
    assert plan_store.holding(MARK) == {}
    assert fold(MARK) not in everything_kept(plan_store, tmp_path)
    assert "o'quill" not in everything_kept(plan_store, tmp_path)
    assert plan_store.get(Finding, finding.id).title == "No shelter"


def test_nothing_that_somebody_wrote_stays_in_a_record_that_is_erased_whole(
    plan_store: PlanStore, tmp_path: Path
) -> None:
    session = plan_store.add(Session(name="First", date="2026-11-26"), PLANNER)
    finding = plan_store.add(Finding(title="No shelter"), PLANNER)
    every = one_of_each(finding.id, session.id)
    plan_store.add_all(every, PLANNER)
    examples = {type(one): one for one in every}
    ids = []
    for number, kind in enumerate(RECORDS):
        marked_one = with_marks(kind, replace(examples[kind], id=""))
        if hasattr(marked_one, "device_id"):
            marked_one = replace(marked_one, device_id=f"d{number}")
        if isinstance(marked_one, Evidence):
            marked_one = replace(marked_one, kind="quote")
        ids.append(plan_store.add(marked_one, PLANNER).id)
    assert fold(MARK) in everything_kept(plan_store, tmp_path)
    plan_store.erase(PLANNER, record_ids=ids, reason="asked for")
    assert plan_store.holding(MARK) == {}
    assert fold(MARK) not in everything_kept(plan_store, tmp_path)
    assert plan_store.get(Finding, ids[0]).area_id == "W1", "where it was stays, so that the counts stay true"


def test_with_a_finding_goes_all_that_hangs_on_it(plan_store: PlanStore, tmp_path: Path) -> None:
    session = plan_store.add(
        Session(name="F", date="2026-11-26", join_code="A" * 8, expires_at="2100-01-01T00:00:00Z"), PLANNER
    )
    phone = Person(MARK, "participant", session.id, "d1")
    plan_store.join(session.id, "d1", name=MARK)
    kept, other = (plan_store.add(Finding(title=f"{MARK} waits", text=one), phone) for one in ("here", "there"))
    plan_store.add(Comment(finding_id=other.id, text=f"So says {MARK}"), phone)
    plan_store.add(Proposal(finding_id=kept.id, text="A shelter", lever=MARK), phone)
    plan_store.add(Evidence(finding_id=other.id, kind="quote", title=MARK, content={"words": MARK}), PLANNER)
    vote = plan_store.vote(kept.id, phone, importance=5)
    plan_store.merge(plan_store.get(Finding, kept.id), [plan_store.get(Finding, other.id)], PLANNER)
    plan_store.erase(PLANNER, record_ids=[kept.id], reason="asked for")
    left = plan_store.holding(MARK)
    assert left.pop("devices") == [one.id for one in plan_store.all(Device)], "the list of phones is the session's"
    assert set(left) == {"audit"}
    assert plan_store.get(Finding, other.id).title == ERASED, "what was merged into it was read as its own"
    counted = plan_store.get(Vote, vote.id)
    assert (counted.importance, counted.created_by, counted.device_id) == (5, ERASED, f"erased:{vote.id}")


def test_the_end_of_a_session_takes_every_name_that_is_declared(plan_store: PlanStore, tmp_path: Path) -> None:
    session = plan_store.add(
        Session(name="F", date="2026-11-26", join_code="A" * 8, expires_at="2100-01-01T00:00:00Z", attendance=MARK),
        PLANNER,
    )
    phone = Person(MARK, "participant", session.id, "d1")
    plan_store.join(session.id, "d1", name=MARK)
    finding = plan_store.add(Finding(title="No shelter"), phone)
    evidence = plan_store.add(Evidence(finding_id=finding.id, content={"n": 1}), phone)
    refused = plan_store.add(Proposal(finding_id=finding.id, text="Words that were refused"), phone)
    plan_store.moderate(refused, PLANNER, is_shown=False)
    plan_store.vote(finding.id, phone, importance=5)
    plan_store.end_retention(session, PLANNER)
    assert plan_store.get(Evidence, evidence.id).created_by == ERASED
    assert plan_store.get(Proposal, refused.id).text == ERASED
    assert fold(MARK) not in everything_kept(plan_store, tmp_path)
    assert "words that were refused" not in everything_kept(plan_store, tmp_path)
    assert plan_store.get(Finding, finding.id).title == "No shelter"


def test_the_reason_of_an_erasure_cannot_hold_the_words(plan_store: PlanStore) -> None:
    plan_store.add(Finding(title=MARK), PLANNER)
    with pytest.raises(RecordFault, match="The reason holds the very words"):
        plan_store.erase(PLANNER, words=MARK, reason="Asked for by sian O'Quill")
    assert plan_store.all(Erasure) == []


def test_words_that_are_also_keys_leave_the_keys(plan_store: PlanStore) -> None:
    """ "Barrier" is a word of sentences and the kind of a finding."""
    one = plan_store.add(Finding(title="A barrier at the cafe", kind="barrier", status="proposed"), PLANNER)
    plan_store.erase(PLANNER, words="barrier", reason="asked for")
    assert plan_store.holding("proposed") == {}
    found = plan_store.get(Finding, one.id)
    assert (found.title, found.kind, found.status) == (f"A {ERASED} at the cafe", "barrier", "proposed")
