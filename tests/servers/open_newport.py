"""Newport as the open services would have it: their names, fields and files, from the real data of the town."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from tests.servers.open_services import WIMD_FILE, Services, catalogue_items, shifted_timetable

CODE = "W06000022"
GEOFABRIK = "download.geofabrik.de/europe/united-kingdom/wales"


def newport_services(data: Path) -> Services:
    """Services that hold Newport and a little round it."""
    town = data / "newport"
    services = Services()
    services.items = catalogue_items(
        ("Wards (May 2025) Boundaries UK BGC (V2)", "WD_MAY_2025_UK_BGC_V2"),
        ("Wards (May 2026) Boundaries UK BGC", "WD_MAY_2026_UK_BGC"),
        ("Wards (December 2025) Boundaries UK BGC", "WD_DEC_2025_UK_BGC"),
        ("Wards (May 2026) Boundaries UK BSC", "WD_MAY_2026_UK_BSC"),
    )
    wards = json.loads((town / "boundaries/wards_2011.geojson").read_text(encoding="utf-8"))["features"]
    for year, name in (("26", "WD_MAY_2026_UK_BGC"), ("25", "WD_MAY_2025_UK_BGC_V2"), ("25", "WD_DEC_2025_UK_BGC")):
        services.layers[name] = [_ward(row, year) for row in wards]
    services.layers["Local_Authority_Districts_May_2026_Boundaries_UK_BGC"] = [
        _authority(CODE, "Newport", (-3.12, 51.50, -2.80, 51.65)),
        _authority("W06000021", "Monmouthshire", (-3.10, 51.60, -2.65, 51.98)),
        _authority("E06000023", "Bristol, City of", (-2.72, 51.40, -2.51, 51.54)),
        _authority("E06000025", "South Gloucestershire", (-2.69, 51.42, -2.25, 51.68)),
        _authority("E08000032", "Bradford", (-2.06, 53.72, -1.64, 53.96)),
    ]
    points = gpd.read_parquet(town / "points/oa2021_population_weighted_centroids.parquet").to_crs(4326)
    services.layers["OA_December_2021_EW_PWC_V4"] = [
        feature({"OA21CD": code}, point) for code, point in zip(points["OA21CD"], points.geometry, strict=True)
    ] + [feature({"OA21CD": "W00000001"}, shapely.Point(-2.81, 51.51))]
    services.counts = {str(code): 200 + number % 180 for number, code in enumerate(sorted(points["OA21CD"]))}
    services.counts[CODE] = sum(services.counts.values())
    lsoas = json.loads((town / "boundaries/lsoa_2011.geojson").read_text(encoding="utf-8"))["features"]
    services.layers["Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5"] = [
        feature({"LSOA21CD": row["properties"]["LSOA11CD"]}, row["geometry"]) for row in lsoas
    ]
    services.files[f"wimd.test/{WIMD_FILE}"] = _wimd(town / "survey/wimd2019_lsoa11.csv")
    streets(services, (town / "osm/newport-2023-06-13.osm.pbf").read_bytes())
    weeks = (date.today() - date(2024, 3, 5)).days // 7
    buses = shifted_timetable((town / "gtfs/newport_bus_coach_20240305.zip").read_bytes(), weeks)
    services.files["data.bus-data.dft.gov.uk/timetable/download/gtfs-file/wales/"] = buses
    services.files["data.bus-data.dft.gov.uk/timetable/download/gtfs-file/south_west/"] = _elsewhere(buses)
    trains = shifted_timetable((town / "gtfs/newport_rail_20240305.zip").read_bytes(), weeks)
    services.files["planarnetwork.github.io/gb-transit/gtfs-national-rail-only.zip"] = trains
    services.files["naptan.api.dft.gov.uk/v1/access-nodes"] = register(buses)
    return services


def feature(properties: dict[str, Any], geometry: Any) -> dict[str, Any]:
    """A feature of GeoJSON."""
    plain = geometry if isinstance(geometry, dict) else shapely.geometry.mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": plain}


def _ward(row: dict[str, Any], year: str) -> dict[str, Any]:
    old = row["properties"]
    named = {
        f"WD{year}CD": old["WD13CD"],
        f"WD{year}NM": old["WD13NM"],
        f"LAD{year}CD": CODE,
        f"LAD{year}NM": "Newport",
    }
    return feature(named, row["geometry"])


def _authority(code: str, name: str, box: tuple[float, float, float, float]) -> dict[str, Any]:
    return feature({"LAD26CD": code, "LAD26NM": name}, shapely.box(*box))


def _wimd(path: Path) -> bytes:
    """1,917 areas and 22 authorities; of one area the decile is not available."""
    with open(path, encoding="utf-8") as stream:
        own = {row["lsoa11_code"]: row["IMD_decile"] for row in csv.DictReader(stream)}
    others = [f"W01{number:06d}" for number in range(1, 3000)]
    codes = [*own, *[code for code in others if code not in own][: 1917 - len(own)]]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Area code", "Area name", "WIMD 2025 overall decile"])
    writer.writerows([code, "an area", own.get(code, "5")] for code in codes)
    writer.writerows([f"W060000{number:02d}", "an authority", "[x]"] for number in range(1, 23))
    return text.getvalue().encode("utf-8-sig")


def streets(services: Services, content: bytes, region: str = "wales") -> None:
    """The extract of the region, its checksum, and the index of extracts."""
    place = GEOFABRIK.replace("wales", region)
    services.files[f"{place}-261127.osm.pbf"] = content
    services.redirects[f"{place}-latest.osm.pbf"] = f"{place}-261127.osm.pbf"
    services.files[f"{place}-latest.osm.pbf.md5"] = (
        f"{hashlib.md5(content).hexdigest()}  {region}-261127.osm.pbf\n".encode()
    )
    for key, parent, box in (
        ("europe", None, (-25.0, 34.0, 45.0, 72.0)),
        ("united-kingdom", "europe", (-9.0, 49.0, 2.5, 61.0)),
        ("wales", "united-kingdom", (-5.6, 51.2, -2.4, 53.6)),
        ("england", "united-kingdom", (-6.5, 49.8, 2.0, 55.9)),
    ):
        url = f"https://{GEOFABRIK.replace('wales', key)}-latest.osm.pbf"
        named = {"id": key, "name": key.title(), "parent": parent, "urls": {"pbf": url}}
        services.index.append(feature(named, shapely.box(*box)))


def _elsewhere(content: bytes) -> bytes:
    """The same timetable 60 km to the south: nothing of it calls in the town."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        kept = 200
        for name in old.namelist():
            lines = old.read(name).decode().splitlines()
            if name == "stops.txt":
                names = lines[0].split(",")
                rows = [dict(zip(names, next(csv.reader([line])), strict=False)) for line in lines[1:]]
                text = io.StringIO()
                writer = csv.DictWriter(text, names)
                writer.writeheader()
                writer.writerows(row | {"stop_lat": float(row["stop_lat"]) - 0.8} for row in rows)
                new.writestr(name, text.getvalue())
            elif name in ("stop_times.txt", "shapes.txt"):
                new.writestr(name, "\n".join(lines[:kept]) + "\n")
            else:
                new.writestr(name, old.read(name))
    return made.getvalue()


def register(buses: bytes) -> bytes:
    """NaPTAN of the stops; one that buses use is called inactive."""
    with zipfile.ZipFile(io.BytesIO(buses)) as archive:
        stops = list(csv.DictReader(io.StringIO(archive.read("stops.txt").decode("utf-8-sig"))))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["ATCOCode", "CommonName", "Longitude", "Latitude", "Status"])
    writer.writerows(
        [stop["stop_id"], stop["stop_name"], stop["stop_lon"], stop["stop_lat"], "inactive" if place == 5 else "active"]
        for place, stop in enumerate(stops)
    )
    return text.getvalue().encode()
