"""The made-up town as the open services would have it if it were Bristol: small, and built in seconds."""

from __future__ import annotations

import csv
import io
import json
import tomllib
import zipfile
from datetime import date
from typing import Any

import shapely
from shapely.geometry import shape

from everyday.demo.build import demo_inputs
from tests import ROOT
from tests.servers.open_newport import feature, register, streets
from tests.servers.open_services import Services, catalogue_items, shifted_timetable

CODE = "E06000023"
BUSES = "data.bus-data.dft.gov.uk/timetable/download/gtfs-file/south_west/"
REGISTER = "naptan.api.dft.gov.uk/v1/access-nodes"
_BEGINS = date(2026, 3, 2)
_LSOA = "Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5"


def demo_services() -> Services:
    """Services that hold the made-up town under Bristol's code, with a timetable that runs today."""
    inputs, services = demo_inputs(), Services()
    services.items = catalogue_items(("Wards (May 2026) Boundaries UK BGC", "WD_MAY_2026_UK_BGC"))
    wards = json.loads(inputs["boundaries"][0].read_text(encoding="utf-8"))["features"]
    services.layers["WD_MAY_2026_UK_BGC"] = [
        feature(
            {"WD26CD": row["properties"]["WD24CD"], "WD26NM": row["properties"]["WD24NM"], "LAD26CD": CODE,
             "LAD26NM": "Bristol, City of"},
            row["geometry"],
        )
        for row in wards
    ]  # fmt: skip
    town = shapely.union_all([shapely.make_valid(shape(row["geometry"])) for row in wards])
    services.layers["Local_Authority_Districts_May_2026_Boundaries_UK_BGC"] = [
        feature({"LAD26CD": CODE, "LAD26NM": "Bristol, City of"}, town)
    ]
    with open(inputs["population"][0], encoding="utf-8") as stream:
        people = list(csv.DictReader(stream))
    services.layers["OA_December_2021_EW_PWC_V4"] = [
        feature({"OA21CD": row["OA21CD"]}, shapely.Point(float(row["lon"]), float(row["lat"]))) for row in people
    ]
    inside = {row["OA21CD"]: row for row in people if town.covers(shapely.Point(float(row["lon"]), float(row["lat"])))}
    services.counts = {code: int(row["residents"]) for code, row in inside.items()}
    services.counts[CODE] = sum(services.counts.values())
    services.layers[_LSOA] = [
        feature({"LSOA21CD": f"E01{number:06d}"}, row["geometry"]) for number, row in enumerate(wards, start=1)
    ]
    own = tomllib.loads((ROOT / "everyday/fetch/sources.toml").read_text(encoding="utf-8"))["deprivation"]["England"]
    table = "".join(f"E01{number:06d},{number % 10 + 1}\n" for number in range(1, own["rows"] + 1))
    services.files[own["address"].removeprefix("https://")] = f"{own['code']},{own['decile']}\n{table}".encode()
    streets(services, inputs["osm"][0].read_bytes(), "england")
    with_timetable(services, inputs["gtfs"][0].read_bytes())
    middle = town.representative_point()
    services.places = [nominatim_place("Wren Quay Ward", middle.y, middle.x, city="Bristol", state="England")]
    return services


def with_timetable(services: Services, content: bytes, *, weeks: int = 0) -> None:
    """Let the timetable service give this one, moved so that it began in this spring, and so many weeks further."""
    services.files[BUSES] = shifted_timetable(content, (date.today() - _BEGINS).days // 7 - 30 + weeks)
    services.files[REGISTER] = register(services.files[BUSES])


def with_few_trips(content: bytes, line: str) -> bytes:
    """A timetable of which only one line is left."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        trips = [row for row in csv.DictReader(io.StringIO(old.read("trips.txt").decode())) if row["route_id"] == line]
        kept = {"trip_id": {row["trip_id"] for row in trips}, "route_id": {line}}
        for name in old.namelist():
            text = old.read(name).decode()
            column = {"trips.txt": "route_id", "stop_times.txt": "trip_id", "routes.txt": "route_id"}.get(name)
            if column:
                rows = [row for row in csv.DictReader(io.StringIO(text)) if row[column] in kept[column]]
                out = io.StringIO()
                writer = csv.DictWriter(out, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
                text = out.getvalue()
            new.writestr(name, text)
    return made.getvalue()


def nominatim_place(name: str, lat: float | str, lon: float, **address: str) -> dict[str, Any]:
    """A place as the search of OpenStreetMap gives it."""
    return {"name": name, "lat": str(lat), "lon": str(lon), "address": {"country_code": "gb"} | address}
