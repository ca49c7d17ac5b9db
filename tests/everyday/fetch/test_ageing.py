"""What an edition was made of grows old: said from its manifest alone, on every page and in Monitor."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from everyday.atlas import InputRecord
from everyday.fetch import ages, ages_before_change, ages_line, ages_of_edition
from everyday.fetch.sources import own_sources

TODAY = date(2026, 11, 29)


def entry(kind: str, name: str, day: str = "") -> dict[str, str]:
    return {"kind": kind, "name": name, "sha256": "0", "date": day}


OLD = [
    entry("gtfs", "buses.zip", "2026-01-01 to 2026-06-30"),
    entry("gtfs", "undated.zip"),
    entry("osm", "town.osm.pbf", "2025-06-01"),
    entry("boundaries", "Wards_May_2024_Boundaries_UK_BGC_123.geojson"),
]


def test_each_kind_says_when_it_is_out_of_date() -> None:
    assert [(age.name, age.words) for age in ages(OLD, TODAY)] == [
        ("buses.zip", "the timetable ended on 30 June 2026"),
        ("town.osm.pbf", "streets are of 1 June 2025, older than a year"),
        (OLD[3]["name"], "wards are those of May 2024, and those of May 2026 are out"),
    ]
    records = [InputRecord(one["kind"], "f", one["name"], "0", "", date=one["date"]) for one in OLD]
    assert ages(records, TODAY) == ages(OLD, TODAY), "of an atlas as of a manifest"


@pytest.mark.parametrize(
    ("made", "today", "is_old"),
    [
        (entry("gtfs", "b.zip", "2026-01-01 to 2026-11-29"), TODAY, False),
        (entry("gtfs", "b.zip", "2026-01-01 to 2026-11-28"), TODAY, True),
        (entry("osm", "t.pbf", "2025-11-29"), TODAY, False),
        (entry("osm", "t.pbf", "2025-11-28"), TODAY, True),
        (entry("boundaries", "wards-may-2026-E06000023.geojson"), TODAY, False),
        (entry("boundaries", "wards-december-2025-E06000023.geojson"), TODAY, True),
        (entry("boundaries", "WD_MAY_2025_UK_BGC_V2.geojson"), TODAY, True),
        (entry("boundaries", "WD_DEC_2025_UK_BGC.csv"), TODAY, True),
        (entry("boundaries", "wards_2011.geojson"), TODAY, False),
        (entry("boundaries", "towards-may-the-4th.geojson"), TODAY, False),
        (entry("survey", "Wards_May_2024.csv", "2020-01-01"), TODAY, False),
        (entry("population", "people.csv", "2011-03-27"), TODAY, False),
    ],
)  # fmt: skip
def test_the_last_day_still_counts_and_what_nobody_dates_is_passed_over(
    made: dict[str, str], today: date, is_old: bool
) -> None:
    assert bool(ages([made], today)) is is_old


def test_a_page_says_one_line_and_monitor_what_follows_from_it() -> None:
    found = ages_of_edition({"inputs": OLD[:3]}, TODAY)
    line = ages_line(found)
    assert line == (
        "Out of date: the timetable ended on 30 June 2026 (buses.zip); "
        "streets are of 1 June 2025, older than a year (town.osm.pbf)."
    )
    before = ages_before_change(found)
    assert before.startswith(line)
    assert "What has changed in buses and trains and streets and places since does not show below." in before
    assert (ages_line([]), ages_before_change([])) == ("", ""), "nothing is said where nothing is old"
    assert ages_of_edition({}, TODAY) == []


def test_the_newest_edition_of_the_list_stands_first() -> None:
    titles = [one["title"] for one in own_sources()["wards"]["editions"]]
    assert titles == sorted(titles, key=lambda title: (title[-4:], title.startswith("December")), reverse=True)


def test_a_page_that_asks_for_ages_loads_nothing_heavy() -> None:
    heavy = ["requests", "osmnx", "geopandas", "shapely", "polars", "osmium", "llvmlite"]
    script = (
        "import sys; from datetime import date; from everyday.fetch import ages_of_edition; "
        "ages_of_edition({'inputs': []}, date.today()); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
