"""Write the demo town's inputs: ``python -m everyday.demo.generate [--to FOLDER]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from everyday.demo.activities import activities_text
from everyday.demo.buses import BusStop, build_journeys
from everyday.demo.ground import read_ground
from everyday.demo.people import Spot, build_areas, build_output_areas, build_spots, survey_text
from everyday.demo.streets import build_ways
from everyday.demo.town import TOWN
from everyday.demo.writers import (
    NEXT_YEAR,
    gtfs_tables,
    output_areas_text,
    wards_geojson,
    write_extract,
    write_gtfs,
    write_text,
)

__all__ = ["generate", "main"]


def generate(folder: Path) -> dict[str, Path]:
    """Write boundaries, extract, timetable, people and what they say below ``folder``; kind of input -> file."""
    files = {
        "boundaries": folder / "boundaries" / "wards.geojson",
        "osm": folder / "osm" / f"{TOWN.lower()}.osm.pbf",
        "gtfs": folder / "gtfs" / f"{TOWN.lower()}.zip",
        "next_gtfs": folder / "next_year" / f"{TOWN.lower()}-2027.zip",
        "population": folder / "population" / "output_areas.csv",
        "survey": folder / "survey" / "quality_of_life.csv",
        "activities": folder / "activities" / "activities.csv",
    }
    for file in files.values():
        file.parent.mkdir(parents=True, exist_ok=True)
    ways = build_ways()
    journeys, stops = build_journeys()
    write_text(files["boundaries"], wards_geojson(read_ground().wards()))
    write_extract(
        files["osm"],
        walkable=ways.walkable,
        others=ways.others,
        crossings=ways.crossings,
        spots=build_spots(),
        areas=build_areas(),
        stops=[_stop_spot(stop) for stop in stops],
    )
    write_gtfs(files["gtfs"], gtfs_tables(journeys, stops))
    write_gtfs(files["next_gtfs"], gtfs_tables(*build_journeys(is_next_year=True), NEXT_YEAR))
    write_text(files["population"], output_areas_text(build_output_areas()))
    write_text(files["survey"], survey_text())
    write_text(files["activities"], activities_text())
    return files


def _stop_spot(stop: BusStop) -> Spot:
    tags = {"highway": "bus_stop", "public_transport": "platform", "name": stop.name, "naptan:AtcoCode": stop.code}
    return Spot(stop.point, tuple(sorted(tags.items())))


def main() -> None:
    """Write the town where ``--to`` says, or into ``data`` of this checkout."""
    parser = argparse.ArgumentParser(description=f"Write the made-up town of {TOWN}.")
    default = Path(__file__).resolve().parents[2] / "data"
    parser.add_argument("--to", type=Path, default=default, help="folder to write to (default: data of this checkout)")
    for kind, file in generate(parser.parse_args().to).items():
        print(f"{kind:11} {file} ({file.stat().st_size / 1024:.0f} kB)")


if __name__ == "__main__":
    main()
