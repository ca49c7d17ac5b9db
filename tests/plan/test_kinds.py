"""A kind of record is declared once: nothing that the plan needs of every kind can be left out unnoticed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.words.records import RECORD_WORDS
from plan.kinds import TEXT_TYPES
from plan.records import RECORDS, Record
from plan.roles import may
from plan.rules import CHECKS, problems_of
from plan.taxonomy import default_taxonomy
from store.admission import ADD_NEEDS, SAVE_NEEDS
from store.plan_store import PlanStore
from store.schema import LAYERS, TABLES
from tests import ROOT
from tests.makers.one_of_each import one_of_each


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_kind_has_its_table_its_needs_its_rule_and_its_words(kind: type[Record], tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    try:
        with store.reading() as connection:
            made = {one["name"] for one in inspect(connection).get_columns(kind.table)}
    finally:
        store.close()
    assert made == {"fid", *(one.name for one in fields(kind))}, "the migrations make its table"
    assert TABLES[kind].name == kind.table
    assert may("planner", ADD_NEEDS[kind]), "somebody may add it"
    assert may("planner", SAVE_NEEDS[kind]), "somebody may change it"
    assert not may("viewer", ADD_NEEDS[kind])
    assert kind in CHECKS
    assert problems_of(kind(), default_taxonomy()) != [], "its rule refuses a record with nothing in it"
    assert kind.after_session in ("", "erased", "unnamed")
    assert bool(kind.after_session) == ("session" in made), "it is declared what becomes of it after its session"
    assert kind.prefix in RECORD_WORDS, "the page of erasures can count it"


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_of_text_is_words_unless_it_is_declared_otherwise(kind: type[Record]) -> None:
    names = {one.name for one in fields(kind) if one.type in TEXT_TYPES}
    assert set(kind.words) == names - {*kind.keys, *kind.stays}
    assert not {"title", "text", "name", "reason"} & {*kind.keys, *kind.stays}


def test_a_field_declared_as_a_key_that_is_not_there_stops_the_program() -> None:
    said = "TypeError: Promise declares fields of text that it does not have: texts."
    assert _program(KIND.format(prefix="PR").replace('add="plan"', 'add="plan", keys="texts"')) == ("", said)


def test_a_phone_may_add_what_it_may() -> None:
    allowed = {kind.__name__ for kind in RECORDS if may("participant", kind.add_needs)}
    assert allowed == {
        "Finding",
        "Comment",
        "Evidence",
        "Photo",
        "Correction",
        "Vote",
        "Device",
        "Proposal",
        "Feedback",
        "Helped",
    }


def test_the_layers_for_qgis_are_those_declared() -> None:
    assert LAYERS == {
        "findings": ("features", "Barriers and enablers"),
        "actions": ("features", "Actions"),
        "interventions": ("attributes", "Interventions"),
        "milestones": ("attributes", "Milestones"),
        "corrections": ("features", "Corrections of the open data"),
        "activities": ("features", "Community activities"),
        "named_areas": ("features", "Areas that people use"),
        "organisations": ("attributes", "Organisations"),
        "updates": ("attributes", "What happened to actions"),
        "outcomes": ("attributes", "Measured changes"),
    }


def test_the_examples_are_complete_records() -> None:
    for record in one_of_each("F-1", "S-1"):
        assert problems_of(record, default_taxonomy()) == []


KIND = """
from __future__ import annotations
from dataclasses import dataclass
import plan.kinds, plan.records.all

@dataclass(frozen=True, kw_only=True)
class Promise(plan.kinds.Record, prefix="{prefix}", table="promises", add="plan"):
    text: str = ""

plan.records.RECORDS = tuple(plan.kinds.DECLARED)
"""
IS_MADE = """
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pathlib import Path
from store.database import database_url, open_engine
from store.schema import METADATA
with open_engine(database_url(Path("{folder}"))).connect() as connection:
    found = compare_metadata(MigrationContext.configure(connection), METADATA)
print([one[1].name for one in found if one[0] == "add_table"])
"""


def _program(code: str) -> tuple[str, str]:
    """What a program prints, and its last line of a fault."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip(), (done.stderr.strip().splitlines() or [""])[-1]


def test_a_kind_without_a_rule_stops_the_program() -> None:
    said = "TypeError: These kinds of records have no rule: Promise. Each needs a function with @rule."
    assert _program(KIND.format(prefix="PR") + "import plan.rules.whole") == ("", said)


def test_a_kind_with_the_prefix_of_another_stops_the_program() -> None:
    said = "TypeError: Promise declares the prefix or table of Finding: give it its own."
    assert _program(KIND.format(prefix="F")) == ("", said)


def test_a_kind_without_a_migration_is_found_by_comparing_tables(tmp_path: Path) -> None:
    # With its rule (put where @_rule would put it), the only thing left to do is the migration.
    ruled = "import plan.records as r\nfull, r.RECORDS = r.RECORDS, r.RECORDS[:-1]\nimport plan.rules.whole\n"
    ruled += "r.RECORDS = full\nplan.rules.CHECKS[Promise] = lambda record, taxonomy: iter(())\n"
    printed, fault = _program(KIND.format(prefix="PR") + ruled + IS_MADE.format(folder=tmp_path.as_posix()))
    assert (printed, fault) == ("['promises']", "")
