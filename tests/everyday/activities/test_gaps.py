"""Who can be at an activity in time and home after it, and where nothing can be reached: in the made-up town, whose
barriers are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from everyday import Atlas
from everyday.activities import Listed, activity_gaps, attended, gaps_about, sentences_of
from everyday.activities.travel import HOME_MIN, THERE_MIN, timetable_of
from everyday.atlas import OpenEdition, open_edition
from everyday.locate import locate
from everyday.questions import point_travel_times
from plan.records import Activity
from plan.taxonomy import default_taxonomy

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 28)
WEEK = date(2026, 12, 7)
TAXONOMY = default_taxonomy()


@pytest.fixture(scope="module")
def opened(demo_atlas: Atlas) -> OpenEdition:
    return open_edition(demo_atlas.edition())


def held(opened: OpenEdition, at: str, when: str, **more: object) -> Listed:
    """An activity at a place of the town."""
    place = locate(opened, place=at)
    record = Activity(id=f"AC-{at}-{when}", title=at, when=when, area_id=place.area_id, geometry=place.geometry,
                      created_at="2026-11-01T00:00:00Z", outcome_themes=("relationships",), kind="cafe")  # fmt: skip
    return Listed(replace(record, **more), TODAY)  # type: ignore[arg-type]


def people(opened: OpenEdition, where: np.ndarray) -> int:
    return round(float(opened.weights("cells")[where].sum()))


def test_the_same_times_as_searches_between_points_give(demo_atlas: Atlas, opened: OpenEdition) -> None:
    one = held(opened, "Wrenmouth Central Library", "Tuesdays 10.30am to 12")
    found = attended(opened, [one], WEEK)[one.id]
    cells = opened.cells[opened.cells["on_network"]].sample(150, random_state=7)
    homes = pd.DataFrame(
        {"id": cells["cell"].to_numpy(), "lat": cells["lat"].to_numpy(), "lon": cells["lon"].to_numpy()}
    )
    point = one.record.geometry
    assert isinstance(point, Point)
    there = pd.DataFrame({"id": ["x"], "lat": [point.y], "lon": [point.x]})
    day = date.fromisoformat(opened.manifest["weekday"])

    def minutes(origins: pd.DataFrame, goals: pd.DataFrame, **more: object) -> dict[str, float]:
        times = point_travel_times(demo_atlas, origins, goals, window_min=1, percentiles=(50,), **more)  # type: ignore[arg-type]
        ends = zip(times["from_id"], times["to_id"], times["time_p50_min"], strict=True)
        return {start if end == "x" else end: float(time) for start, end, time in ends}

    go = minutes(homes, there, depart=f"{day}T10:00", max_trip_min=THERE_MIN)
    back = minutes(there, homes, depart=f"{day}T12:00", max_trip_min=HOME_MIN)
    walk = minutes(there, homes, depart=f"{day}T12:00", max_trip_min=HOME_MIN, mode="walk")
    row = {cell: place for place, cell in enumerate(opened.cells["cell"])}
    by_bus_alone_n = 0
    for cell in homes["id"]:
        assert bool(found.there[row[cell]]) == (cell in go), cell
        on_foot = walk.get(cell, np.inf)
        is_by_bus = back.get(cell, np.inf) < on_foot
        by_bus_alone_n += is_by_bus and cell in go
        if on_foot <= THERE_MIN or is_by_bus or cell not in back:  # else a bus that is slower than walking may run
            assert bool(found.home[row[cell]]) == (cell in go and cell in back), cell
    assert 20 < len(go) < 130
    assert by_bus_alone_n > 10


def test_no_bus_on_sundays_is_felt_on_sundays(opened: OpenEdition) -> None:
    days = ("Tuesdays", "Sundays")
    weekday, sunday = (held(opened, "Highfield Community Centre", f"{day} 11am to 1pm") for day in days)
    found = attended(opened, [weekday, sunday], WEEK)
    assert people(opened, found[weekday.id].home) > 2 * people(opened, found[sunday.id].home) > 0


def test_the_last_bus_before_the_end_is_no_way_home(opened: OpenEdition) -> None:
    late = held(opened, "Millbrook Community Centre", "Tuesdays 5.30pm to 8pm")
    found = attended(opened, [late], WEEK)[late.id]
    assert people(opened, found.there) - people(opened, found.home) > 1000
    gaps = activity_gaps(opened, [late], TAXONOMY, WEEK)
    rows = gaps.table[gaps.table["key"] == "cafe"]
    assert rows["no_way_home_n"].sum() == pytest.approx(people(opened, found.there & ~found.home), abs=2)
    said = [one for one in sentences_of(gaps) if "Conversation café" in one and "not home within 60 minutes" in one]
    assert said


def test_people_are_counted_once_and_add_up(opened: OpenEdition) -> None:
    one = held(opened, "Wrenmouth Central Library", "Mondays 10am to 12")
    term = held(opened, "Samphire Library", "Mondays 10am to 12, term time")
    gaps = activity_gaps(opened, [one, term], TAXONOMY, WEEK)
    rows = gaps.table[gaps.table["key"] == "relationships"]
    everybody = people(opened, np.ones(len(opened.cells), dtype=bool))
    assert rows["people_n"].sum() == pytest.approx(everybody, rel=0.001)
    assert (rows["none_n"] + rows["term_only_n"] <= rows["people_n"] + 1e-6).all()
    found = attended(opened, [one, term], WEEK)
    nothing = ~(found[one.id].home | found[term.id].home)
    assert rows["none_n"].sum() == pytest.approx(people(opened, nothing), abs=2)
    assert rows["term_only_n"].sum() == pytest.approx(people(opened, found[term.id].home & ~found[one.id].home), abs=2)
    samphire = rows[rows["area_name"] == "Samphire"].iloc[0]
    assert samphire["term_only_n"] > 0.9 * samphire["people_n"], (
        "the estate that the bus goes round has its own library"
    )
    assert (samphire["held_here_n"], samphire["reached_n"]) == (1, 1)


def test_what_is_not_counted_is_said(opened: OpenEdition) -> None:
    rows = [
        held(opened, "Abbey Library", "Tuesdays 10am to 12"),
        held(opened, "Abbey Library", "ask"),
        held(opened, "Abbey Library", "4 July 2026 2pm to 4pm"),
        held(opened, "Abbey Library", "Mondays", valid_to="2026-01-01"),
        held(opened, "Abbey Library", "Fridays 9am to 10am", last_confirmed="2025-01-01"),
        held(opened, "Abbey Library", "Wednesdays 9am to 10am", geometry=None, area_id=""),
    ]
    gaps = activity_gaps(opened, rows, TAXONOMY, WEEK)
    assert gaps.counted == (rows[0].id,)
    assert gaps.left_out == {"old": 1, "not_known": 1, "ask": 1, "not_this_week": 1, "no_place": 1}
    said = " ".join(gaps_about(gaps, opened.manifest))
    assert "week from 7 December 2026 to 13 December 2026, for 1 activity" in said
    assert "it is not known whether they go on" in said
    assert "stands for Mondays to Fridays" in said
    assert "for Saturdays, when more may run" in said


def test_the_ward_alone_stands_for_a_place_that_nobody_may_know(opened: OpenEdition) -> None:
    hidden = held(opened, "Samphire Library", "Tuesdays 1pm to 3pm", is_ward_only=True, geometry=None, venue="")
    gaps = activity_gaps(opened, [hidden], TAXONOMY, WEEK)
    assert gaps.stand_ins_n == 1
    samphire = gaps.table[(gaps.table["key"] == "cafe") & (gaps.table["area_name"] == "Samphire")].iloc[0]
    assert samphire["none_n"] < 0.5 * samphire["people_n"]


def test_every_other_week_without_a_first_day_is_no_promise(opened: OpenEdition) -> None:
    one = held(opened, "Abbey Library", "Every other Tuesday 10am to 12")
    gaps = activity_gaps(opened, [one], TAXONOMY, WEEK)
    rows = gaps.table[gaps.table["key"] == "cafe"]
    assert rows["term_only_n"].sum() > 1000
    assert (rows["none_n"] + rows["term_only_n"]).sum() == pytest.approx(rows["people_n"].sum())


def test_when_a_time_is_not_known_only_walking_counts(opened: OpenEdition) -> None:
    timed = held(opened, "Wrenmouth Central Library", "Tuesdays 10am to 12")
    open_ended = held(opened, "Wrenmouth Central Library", "Tuesdays")
    found = attended(opened, [timed, open_ended], WEEK)
    assert not found[open_ended.id].is_end_known
    assert people(opened, found[open_ended.id].there) < people(opened, found[timed.id].there)
    assert (found[open_ended.id].there <= found[timed.id].there).all()


def test_days_have_the_timetable_that_stands_for_them() -> None:
    assert [timetable_of(date(2026, 12, day)) for day in (7, 11, 12, 13, 25)] == [
        "weekday", "weekday", "sunday", "sunday", "sunday",
    ]  # fmt: skip


def test_a_later_week_with_the_same_hours_searches_nothing(
    opened: OpenEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        held(opened, "Abbey Library", "Wednesdays 4.15pm to 5.20pm"),
        held(opened, "Samphire Library", "Sundays 3pm"),
    ]
    first = attended(opened, rows, WEEK)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("searched again")

    monkeypatch.setattr("everyday.activities.travel.points_of", refused)
    later = attended(opened, rows, date(2027, 1, 11))
    for one in rows:
        assert np.array_equal(later[one.id].home, first[one.id].home)
    moved = replace(rows[0], record=replace(rows[0].record, when="Wednesdays 4.30pm to 5.20pm"))
    with pytest.raises(AssertionError, match="searched again"):
        attended(opened, [replace(rows[1], record=replace(rows[1].record, geometry=Point(0.1, 51.0))), moved], WEEK)
