"""Community activities in the plan: what is known to the ward only is nowhere else, and an erasure reaches them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import Point

from plan.records import Activity, Erasure, Person
from plan.rules import RecordFault
from store.plan_store import EditConflict, PlanStore

WHO = Person("Ada", "planner")
SECRET = "Hawthorn Cottage"
HELD = Activity(
    title="Sewing together", venue=SECRET, area_id="W1", geometry=Point(-3.0123, 51.5123), when="Tuesdays 10am to 12",
    given={"venue": "ab12"}, text="Knock at Hawthorn Cottage",
)  # fmt: skip


def trail_of(store: PlanStore, record_id: str) -> str:
    return str([(entry.before, entry.after, entry.reason) for entry in store.history(record_id)])


def test_known_to_the_ward_only_takes_the_place_out_of_the_trail_too(plan_store: PlanStore) -> None:
    kept = plan_store.add(HELD, WHO)
    assert SECRET in trail_of(plan_store, kept.id)
    hidden = plan_store.save(replace(kept, is_ward_only=True, venue="", geometry=None, text="Knock"), WHO)
    assert (hidden.area_id, hidden.when) == ("W1", "Tuesdays 10am to 12")
    said = trail_of(plan_store, kept.id)
    assert SECRET not in said
    assert "51.5123" not in said
    assert "Sewing together" in said, "who changed what when stays"
    assert [one.record_ids for one in plan_store.all(Erasure)] == [(kept.id,)]


def test_an_edit_that_came_too_late_does_not_bring_the_place_back(plan_store: PlanStore) -> None:
    kept = plan_store.add(HELD, WHO)
    plan_store.save(replace(kept, is_ward_only=True, venue="", geometry=None, text=""), WHO)
    with pytest.raises(EditConflict):
        plan_store.save(replace(kept, title="Sewing"), WHO)
    assert SECRET not in trail_of(plan_store, kept.id)


def test_the_place_leaves_the_bytes_of_the_file(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    kept = store.add(HELD, WHO)
    store.save(replace(kept, is_ward_only=True, venue="", geometry=None, text=""), WHO)
    store.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Sewing together" in held
    assert SECRET.encode() not in held


def test_a_postcode_in_the_words_says_more_than_the_ward(plan_store: PlanStore) -> None:
    hidden = replace(HELD, is_ward_only=True, venue="", geometry=None, text="Ring first. NP20 4PQ, blue door")
    with pytest.raises(RecordFault, match="The text holds a postcode"):
        plan_store.add(hidden, WHO)
    assert plan_store.add(replace(hidden, text="Ring first"), WHO).version == 1


@pytest.mark.parametrize("more", [{"venue": "Elm Street"}, {"geometry": Point(0, 0)}, {"area_id": ""}])
def test_known_to_the_ward_only_has_a_ward_and_nothing_else(plan_store: PlanStore, more: dict[str, object]) -> None:
    hidden = replace(HELD, is_ward_only=True, venue="", geometry=None)
    with pytest.raises(RecordFault, match="known to the ward only"):
        plan_store.add(replace(hidden, **more), WHO)  # type: ignore[arg-type]


def test_an_erasure_takes_an_activity_with_its_place_off_every_list(plan_store: PlanStore) -> None:
    kept = plan_store.add(HELD, WHO)
    plan_store.erase(WHO, record_ids=[kept.id], reason="asked for")
    gone = plan_store.get(Activity, kept.id)
    assert gone.geometry is None
    assert gone.is_unlisted
    assert SECRET not in trail_of(plan_store, kept.id) + str(gone)
    assert "51.5123" not in trail_of(plan_store, kept.id)


def test_words_of_an_activity_are_found_and_erased(plan_store: PlanStore) -> None:
    kept = plan_store.add(replace(HELD, organiser="Mrs Quill"), WHO)
    plan_store.erase(WHO, words="mrs quill", reason="asked for")
    assert "Quill" not in trail_of(plan_store, kept.id) + str(plan_store.get(Activity, kept.id))
