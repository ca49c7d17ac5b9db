"""Newly emerging: suggestions that an edition has and the one of the day the plan was agreed had not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.impact.newly_suggested import emerging
from tests.makers.towns import with_edition


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    return Atlas(tmp_path / "atlas")


def test_what_the_edition_of_that_day_did_not_suggest_is_new(town: Atlas) -> None:
    keys = town.edition().suggestions()["key"].tolist()
    with_edition(town, "20200101T000000Z-aaaaaaaaaaaa", "2020-01-01T00:00:00Z", without=3)
    with_edition(town, "20210101T000000Z-bbbbbbbbbbbb", "2021-01-01T00:00:00Z", without=1)
    with_edition(town, "20210201T000000Z-cccccccccccc", "2021-02-01T00:00:00Z", scenario={"name": "A tram"})
    early = emerging(town, town.edition(), "2020-06-01")
    assert (early.keys, early.before, early.is_first) == (tuple(keys[:3]), "20200101T000000Z-aaaaaaaaaaaa", False)
    late = emerging(town, town.edition(), "2026-01-01")
    assert (late.keys, late.before) == (tuple(keys[:1]), "20210101T000000Z-bbbbbbbbbbbb"), "no scenario is compared"
    before_all = emerging(town, town.edition(), "2019-01-01")
    assert (before_all.keys, before_all.is_first) == (early.keys, True)


def test_with_one_edition_there_is_nothing_to_compare_with(town: Atlas) -> None:
    assert emerging(town, town.edition(), "2026-01-01").before is None


def test_an_older_edition_is_not_compared_with_a_newer_one(town: Atlas) -> None:
    with_edition(town, "20200101T000000Z-aaaaaaaaaaaa", "2020-01-01T00:00:00Z", without=3)
    assert emerging(town, town.edition("20200101T000000Z-aaaaaaaaaaaa"), "2026-01-01").before is None
