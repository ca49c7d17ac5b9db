"""Suggestions of a sample in an edition: there where everybody may see it, and gone with the people they rest on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def read_by(readers: str) -> Iterator[None]:
    """The sample is for ``readers``, whatever our own attacks find."""
    recorded = pipeline.observed_record

    def record(*args: Any) -> dict[str, Any]:
        return recorded(*args) | {"readers": readers}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "observed_record", record)
        yield


@pytest.fixture(scope="module")
def sampled(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The made-up town with one edition without logs, and an upload that is in none yet; to be copied."""
    folder = tmp_path_factory.mktemp("sampled") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    return folder, add_sample(Atlas(folder)).upload.id


@pytest.fixture(scope="module")
def public(sampled: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The town with an edition whose sample everybody may see."""
    atlas = Atlas(shutil.copytree(sampled[0], tmp_path_factory.mktemp("public") / "atlas"))
    with read_by("public"):
        atlas.build()
    return atlas


def of_movement(edition: Edition) -> dict[str, str]:
    """Sentences of a sample's suggestions by rule and area."""
    table = edition.suggestions()
    table = table[table["rule"].isin(list(MOVEMENT_RULES))]
    return {f"{row.rule} {row.title.rpartition(', ')[2]}": row.sentence for row in table.itertuples()}


def test_the_park_behind_the_railway_is_suggested_where_everybody_may_see_it(public: Atlas) -> None:
    first, edition = (public.edition(one) for one in public.editions())
    before = len(first.suggestions())
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


def test_what_planners_alone_may_see_is_suggested_to_nobody(sampled: tuple[Path, str], tmp_path: Path) -> None:
    with read_by("planners"):
        edition = Atlas(shutil.copytree(sampled[0], tmp_path / "atlas")).build()
    assert of_movement(edition) == {}
    assert edition.observed("observed_potential") is not None


def test_after_a_withdrawal_the_tables_are_those_of_before(
    sampled: tuple[Path, str], public: Atlas, tmp_path: Path
) -> None:
    atlas = Atlas(shutil.copytree(public.folder, tmp_path / "atlas"))
    first, seen = (atlas.edition(one) for one in atlas.editions())
    tables = {name: (first.folder / f"{name}.parquet").read_bytes() for name in TABLES}
    assert of_movement(seen)
    withdraw(atlas, sampled[1])
    with read_by("public"):
        after = atlas.build()
    assert after.id != seen.id
    assert sorted(path.name for path in after.folder.glob("observed*")) == []
    assert {name: (after.folder / f"{name}.parquet").read_bytes() == tables[name] for name in TABLES} == dict.fromkeys(
        TABLES, True
    )
    assert "observed" not in after.manifest
    assert after.manifest["rows"] == first.manifest["rows"]
