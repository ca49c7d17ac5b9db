"""Editions that still say what has been erased are named, and removed when somebody asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from everyday.forum import editions_left_behind, remove_edition
from everyday.pipeline.corrected import Corrected, corrections_record
from geo.errors import NotFoundError, UsageError
from plan.records import Correction, Person
from store.plan_store import PlanStore

PLANNER = Person("Ann", "planner")
OLD, NEW = "20260101T000000Z-000000000001", "20260201T000000Z-000000000002"


def write_edition(folder: Path, edition_id: str, corrections: list[Correction]) -> None:
    """An edition as far as its manifest tells of corrections."""
    told = corrections_record(Corrected(one, f"{one.name} is right", True, "") for one in corrections)
    (folder / "editions" / edition_id).mkdir(parents=True)
    (folder / "editions" / edition_id / "manifest.json").write_text(json.dumps({"corrections": told}), "utf-8")


def test_an_edition_that_says_what_was_erased_is_named_and_removed(plan_store: PlanStore, tmp_path: Path) -> None:
    one, other = (
        plan_store.add(Correction(kind="place_misnamed", place_id=place, name=name), PLANNER)
        for place, name in (("node/1", "Quill's shop"), ("node/2", "The mill"))
    )
    one, other = (plan_store.decide_correction(found, PLANNER, is_accepted=True) for found in (one, other))
    write_edition(tmp_path, OLD, [one, other])
    assert editions_left_behind(tmp_path, plan_store) == []
    plan_store.erase(PLANNER, words="quill’s", reason="asked for")
    assert editions_left_behind(tmp_path, plan_store) == [OLD]
    with pytest.raises(UsageError, match="is the one that is shown"):
        remove_edition(tmp_path, OLD)
    write_edition(tmp_path, NEW, plan_store.all(Correction))
    (tmp_path / "why" / "ab").mkdir(parents=True)
    assert editions_left_behind(tmp_path, plan_store) == [OLD], "what was built since has the words no more"
    remove_edition(tmp_path, OLD)
    assert editions_left_behind(tmp_path, plan_store) == []
    assert [path.name for path in (tmp_path / "editions").iterdir()] == [NEW], "nothing is left of it"
    assert not (tmp_path / "why").exists()
    with pytest.raises(NotFoundError):
        remove_edition(tmp_path, OLD)
    plan_store.erase(PLANNER, record_ids=[other.id], reason="asked for")
    assert editions_left_behind(tmp_path, plan_store) == [NEW], "the same for one that was erased whole"
