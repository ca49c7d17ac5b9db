"""Suggestions of a sample in an edition: there where everybody may see it, and gone with the people they rest on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.suggestions import MOVEMENT_RULES
from everyday import Atlas
from everyday.atlas import Edition
from everyday.movement import withdraw
from everyday.pipeline.beside import observed as pipeline
from tests.makers.movement.samples import add_sample

pytestmark = pytest.mark.slow
TABLES = ("suggestions", "cells", "areas", "places", "pieces")


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town, with one edition and without logs."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(tmp_path / "atlas")


def read_by(monkeypatch: pytest.MonkeyPatch, readers: str) -> None:
    """Let the sample be for ``readers``, whatever our own attacks find."""
    recorded = pipeline.observed_record

    def record(*args: Any) -> dict[str, Any]:
        return recorded(*args) | {"readers": readers}

    monkeypatch.setattr(pipeline, "observed_record", record)


def of_movement(edition: Edition) -> dict[str, str]:
    """Sentences of a sample's suggestions by rule and area."""
    table = edition.suggestions()
    table = table[table["rule"].isin(list(MOVEMENT_RULES))]
    return {f"{row.rule} {row.title.rpartition(', ')[2]}": row.sentence for row in table.itertuples()}


def test_the_park_behind_the_railway_is_suggested_where_everybody_may_see_it(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(atlas.edition().suggestions())
    read_by(monkeypatch, "public")
    add_sample(atlas)
    edition = atlas.build()
    found = of_movement(edition)
    said = found["near_never Samphire"]
    assert said.startswith(
        "Abbey Park is 1.8 km from Samphire as the crow flies, across the railway (Wrenmouth Branch)"
    )
    assert re.search(
        r"nobody or hardly anybody of the sample who lives in Samphire was there in \d{1,2},\d00 tracked daytime hours "
        r"of at least 20 people",
        said,
    )
    assert not any(name.endswith(("Thornby", "Millbrook")) for name in found), "too few people"
    assert edition.manifest["rows"]["suggestions"] == before + len(found) == len(edition.suggestions())


def test_what_planners_alone_may_see_is_suggested_to_nobody(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, "planners")
    add_sample(atlas)
    edition = atlas.build()
    assert of_movement(edition) == {}
    assert edition.observed("observed_potential") is not None


def test_after_a_withdrawal_the_tables_are_those_of_before(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    first = atlas.build()
    tables = {name: (first.folder / f"{name}.parquet").read_bytes() for name in TABLES}
    read_by(monkeypatch, "public")
    upload = add_sample(atlas).upload.id
    seen = atlas.build()
    assert of_movement(seen)
    withdraw(atlas, upload)
    after = atlas.build()
    assert after.id != seen.id
    assert sorted(path.name for path in after.folder.glob("observed*")) == []
    assert {name: (after.folder / f"{name}.parquet").read_bytes() == tables[name] for name in TABLES} == dict.fromkeys(
        TABLES, True
    )
    assert "observed" not in after.manifest
    assert after.manifest["rows"] == first.manifest["rows"]
