"""What fits a place: for each barrier that stands in the made-up town, an edit with place, line and stops filled in."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from everyday import Atlas
from everyday.atlas.opened import OpenEdition, open_edition
from everyday.demo.planted import PLANTED
from everyday.scenario.fitting import FITTING, Fitting, fitting_of
from everyday.scenario.running import check_edits
from geo.crs import haversine_m


@pytest.fixture(scope="module")
def opened(demo_atlas: Atlas) -> OpenEdition:
    return open_edition(demo_atlas.edition())


def at(opened: OpenEdition, ward: str, *rules: str) -> Fitting:
    area = opened.areas.set_index("area_name").loc[ward, "area_id"]
    found = fitting_of(opened, None, (str(area),), rules)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("ward", "rule", "first"),
    [("Samphire", "indirect_bus", "direct_line"), ("Samphire", "poor_transport", "direct_line"),
     ("Highfield", "sunday_cut", "sunday"), ("Millbrook", "evening_cut", "evening"),
     ("Newtown", "severed_on_foot", "crossing")],
)  # fmt: skip
def test_what_answers_the_barrier_comes_first(opened: OpenEdition, ward: str, rule: str, first: str) -> None:
    assert at(opened, ward, rule).keys[0] == first


def test_everything_that_is_offered_can_be_worked_out(demo_atlas: Atlas, opened: OpenEdition) -> None:
    offered = set()
    for ward in ("Samphire", "Highfield", "Millbrook", "Newtown", "Marsh End", "Thornby"):
        fitting = at(opened, ward)
        offered |= set(fitting.keys)
        report = check_edits(demo_atlas, [fitting.edit(key) for key in fitting.keys])
        assert report.is_usable, (ward, str(report))
    assert offered == set(FITTING)


def test_the_direct_line_runs_from_where_the_people_are_to_the_centre(opened: OpenEdition) -> None:
    edit = at(opened, "Samphire").edit("direct_line")
    assert edit["stops"] == ["Samphire Shops", "Market Place"]
    assert edit["name"] not in opened.lines["line"].tolist()
    assert "direct_line" not in at(opened, "Market").keys, "nobody needs a line from the centre to itself"


def test_a_bus_is_not_sent_to_a_railway_platform(opened: OpenEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    busiest = opened.stops["stop_name"] == "Market Place"
    changed = opened.stops.assign(modes=opened.stops["modes"].mask(busiest, "rail"))
    monkeypatch.setitem(vars(opened), "stops", changed)
    area = opened.areas.set_index("area_name").loc["Samphire"]
    ends = Fitting(opened, area.geometry).edit("direct_line")["stops"]
    assert ends[0] == "Samphire Shops"
    assert ends[1] != "Market Place"


def test_no_direct_line_is_offered_where_one_runs(next_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_edition(next_atlas.edition())
    fitting = at(edition, "Samphire", "poor_transport")
    assert "direct_line" not in fitting.keys
    assert fitting.edit("more_often")["line"], "what is left to ask for"
    monkeypatch.delitem(edition.manifest, "settings")
    assert "direct_line" not in at(edition, "Samphire").keys, "editions of an earlier version do not say their limits"


def test_a_line_that_runs_late_and_on_sundays_is_offered_neither(opened: OpenEdition) -> None:
    assert not {"evening", "sunday"} & set(at(opened, "Samphire").keys)
    assert at(opened, "Samphire").edit("more_often") == {"kind": "headway", "line": "9", "headway_min": 15}
    assert at(opened, "Millbrook").edit("evening")["line"] == "6"
    assert at(opened, "Highfield").edit("sunday") == {
        "kind": "extend_hours", "line": "5", "headway_min": 30, "days": ["sunday"]
    }  # fmt: skip


def test_the_crossing_joins_neighbours_that_are_far_apart_on_foot(opened: OpenEdition) -> None:
    place = next(one for one in PLANTED if one.place == "Wrenmouth Branch")
    found = fitting_of(opened, Point(place.lon, place.lat), (), ("severed_on_foot",))
    assert found is not None
    edit = found.edit("crossing")
    ends = [edit["from"], edit["to"]]
    assert haversine_m(ends[0]["lat"], ends[0]["lon"], ends[1]["lat"], ends[1]["lon"]) <= 150
    assert all(haversine_m(one["lat"], one["lon"], place.lat, place.lon) < 1000 for one in ends)


def test_nothing_is_filled_in_for_the_whole_town_or_an_area_that_is_gone(opened: OpenEdition) -> None:
    assert fitting_of(opened, None, ()) is None
    assert fitting_of(opened, None, ("E99999999",)) is None
    sea = fitting_of(opened, Point(0.9, 53.4), ())
    assert sea is not None
    assert sea.keys == ()
