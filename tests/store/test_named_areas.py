"""Areas that people use in the plan: what is acceptable, versions, removal, and an erasure that reaches their names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import LineString, Polygon

from plan.records import NamedArea, Person
from plan.rules import RecordFault
from store.plan_store import EditConflict, PlanStore

WHO = Person("Ada", "planner")
SHAPE = Polygon([(-3.0, 51.5), (-2.99, 51.5), (-2.99, 51.51)])
ESTATE = NamedArea(name="Mrs Pike's estate", kind="shape", geometry=SHAPE, text="So Mrs Pike calls it")


def test_it_is_kept_changed_and_removed_with_its_history(plan_store: PlanStore) -> None:
    kept = plan_store.add(ESTATE, WHO)
    assert kept.id.startswith("AU-")
    assert kept.created_by == "Ada"
    changed = plan_store.save(replace(kept, name="The estate"), WHO, reason="as the council has it")
    with pytest.raises(EditConflict):
        plan_store.save(replace(kept, text="other"), WHO)
    removed = plan_store.save(replace(changed, is_removed=True), WHO)
    assert [one.is_removed for one in plan_store.all(NamedArea)] == [True]
    assert removed.version == 3
    assert [one.change for one in plan_store.history(kept.id)] == ["added", "changed", "not_saved", "changed"]


def test_an_erasure_takes_the_name_and_the_reason_and_leaves_the_outline(plan_store: PlanStore) -> None:
    kept = plan_store.add(ESTATE, WHO)
    plan_store.erase(WHO, words="Mrs Pike", reason="asked for by the person")
    now = plan_store.get(NamedArea, kept.id)
    assert "Pike" not in now.name + now.text
    assert now.geometry is not None
    assert "Pike" not in str([(one.before, one.after) for one in plan_store.history(kept.id)])


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (replace(ESTATE, name=""), "no name"),
        (replace(ESTATE, geometry=None), "no outline"),
        (replace(ESTATE, members=("W1",)), "is its outline"),
        (replace(ESTATE, geometry=LineString([(-3, 51.5), (-2.9, 51.5)])), "goes round some ground"),
        (replace(ESTATE, geometry=Polygon([(-3, 51), (-2, 52), (-2, 51), (-3, 52)])), "not valid"),
        (NamedArea(name="Committee", kind="wards"), "made of"),
        (NamedArea(name="Committee", kind="wards", members=("W1", "W1")), "twice"),
        (NamedArea(name="Committee", kind="wards", members=("W1",), geometry=SHAPE), "theirs is its"),
        (NamedArea(name="Committee", kind="county", members=("W1",)), "not known"),
    ],
)
def test_what_cannot_be_an_area_is_refused(plan_store: PlanStore, area: NamedArea, said: str) -> None:
    with pytest.raises(RecordFault, match=said):
        plan_store.add(area, WHO)


def test_a_viewer_names_nothing(plan_store: PlanStore) -> None:
    with pytest.raises(PermissionError):
        plan_store.add(ESTATE, Person("Bo", "viewer"))
