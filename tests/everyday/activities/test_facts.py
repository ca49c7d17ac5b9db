"""What activities add to a suggestion: what an area lacks clearly more than the rest of the town, with the week."""

from __future__ import annotations

from datetime import date

import pytest

from everyday import Atlas
from everyday.activities import Listed, activity_fact
from everyday.atlas import OpenEdition, open_edition
from everyday.locate import locate
from plan.records import Activity
from plan.taxonomy import default_taxonomy

pytestmark = pytest.mark.slow
TODAY, WEEK = date(2026, 11, 28), date(2026, 12, 7)
SAMPHIRE = "E05999005"
TAXONOMY = default_taxonomy()


@pytest.fixture(scope="module")
def opened(demo_atlas: Atlas) -> OpenEdition:
    return open_edition(demo_atlas.edition())


def held(opened: OpenEdition, at: str, when: str, kind: str = "english", confirmed: str = "2026-11-01") -> Listed:
    place = locate(opened, place=at)
    record = Activity(id=f"AC-{at}-{when}-{confirmed}", title=at, when=when, area_id=place.area_id,
                      geometry=place.geometry, last_confirmed=confirmed, kind=kind)  # fmt: skip
    return Listed(record, TODAY)


def said(opened: OpenEdition, rows: list[Listed], rule: str, kind: str = "barrier", areas: tuple[str, ...] = ()) -> str:
    return activity_fact(opened, rows, TAXONOMY, rule, kind, areas or (SAMPHIRE,), WEEK)


def test_what_an_estate_does_not_reach_is_named_with_the_week(opened: OpenEdition) -> None:
    rows = [held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12")]
    found = said(opened, rows, "poor_transport")
    assert found.startswith("And of the activities known to run in the week of 7 December 2026: ")
    assert "Samphire reach" in found
    assert "“English provision” within 30 minutes at a time when it happens, with a way home after it" in found
    assert "in the rest of the town" in found
    assert found.endswith(" do (1 activity counted)."), "one activity is little to say much of"


def test_evening_and_sunday_count_only_what_is_held_then(opened: OpenEdition) -> None:
    day = held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12")
    assert not said(opened, [day], "evening_cut"), "no class in the evening anywhere is no lack of this area"
    evening = held(opened, "Wrenmouth Central Library", "Tuesdays 6.30pm to 8pm")
    assert "in the evening" in said(opened, [day, evening], "evening_cut")
    assert not said(opened, [evening], "sunday_cut")


def test_what_is_not_known_to_run_or_has_no_rule_says_nothing(opened: OpenEdition) -> None:
    old = held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12", confirmed="2026-01-01")
    term = held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12, term time")
    now = held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12")
    assert not said(opened, [old], "poor_transport")
    assert not said(opened, [term], "poor_transport")
    assert not said(opened, [now], "severance")
    at_home = held(opened, "Samphire Library", "Tuesdays 10am to 12")
    assert not said(opened, [now, at_home], "poor_transport"), "it has one of its own"
    enabler = said(opened, [now, at_home], "bumping_cluster", "enabler")
    assert "of the people of Samphire reach something for “English provision”" in enabler
