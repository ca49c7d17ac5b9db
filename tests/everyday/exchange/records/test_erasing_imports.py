"""Words that came in by a file, of whatever format and in whichever column, are found and leave the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plan.exchange.columns import EXCHANGES
from plan.records import Finding, Person, Session
from plan.text import fold
from store.plan_store import PlanStore
from tests.makers.exchange_records import Town, fresh_town
from tests.makers.one_of_each import one_of_each
from tests.makers.plans.marks import MARK, everything_kept, with_marks

PLANNER = Person("Ann", "planner")
_IN_TABLES = ("csv", "xlsx", "ods")
_ON_MAPS = ("geojson", "gpkg")


def formats(exchange: Any) -> tuple[str, ...]:
    return (*_IN_TABLES, *_ON_MAPS) if exchange.has_place else _IN_TABLES


def test_words_of_every_column_of_every_file_are_erased(
    plan_store: PlanStore, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, geopackage_plan: Path
) -> None:
    town, files = Town(tmp_path, plan_store), tmp_path_factory.mktemp("files")
    session = plan_store.add(Session(name="First", date="2026-11-26"), PLANNER)
    finding = plan_store.add(Finding(title="No shelter"), PLANNER)
    examples = {type(one): one for one in one_of_each(finding.id, session.id)}
    brought = set()
    with fresh_town(files / "other", geopackage_plan) as other:
        other.plan().add_all([session, finding], PLANNER)
        for what, exchange in EXCHANGES.items():
            if hasattr(examples[exchange.record], "action_id"):
                continue  # what hangs on an action needs it first
            like = with_marks(exchange.record, replace(examples[exchange.record], id=""))
            for number, ending in enumerate(formats(exchange)):
                one = replace(like, device_id=f"d{number}") if hasattr(like, "device_id") else like
                other.plan().add(one, PLANNER)
                other.export(what, files / f"{what}.{ending}")
                if town.import_plan(what, files / f"{what}.{ending}", who=PLANNER).added:
                    brought.add((what, ending))
    assert {("findings", one) for one in (*_IN_TABLES, *_ON_MAPS)} <= brought
    assert {("corrections", "csv"), ("votes", "csv"), ("actions", "xlsx")} <= brought
    assert fold(MARK) in everything_kept(plan_store, tmp_path)
    plan_store.erase(PLANNER, words=fold(MARK), reason="asked for")
    assert plan_store.holding(MARK) == {}
    assert fold(MARK) not in everything_kept(plan_store, tmp_path)
