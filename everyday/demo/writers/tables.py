"""Write the wards as GeoJSON and the people as CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from shapely.geometry import Polygon

from everyday.demo.ground import WARDS, to_degrees
from everyday.demo.people import OutputArea
from everyday.demo.town import NOTE, TOWN

__all__ = ["output_areas_text", "wards_geojson", "write_text"]


def wards_geojson(wards: dict[str, Polygon]) -> str:
    """GeoJSON of the wards, one feature a line, with codes that no real ward has."""
    features = []
    for number, name in enumerate(WARDS, start=1):
        ring = to_degrees([(x, y) for x, y in wards[name].exterior.coords], 6)
        kept = [point for position, point in enumerate(ring) if position == 0 or point != ring[position - 1]]
        properties = {
            "WD24CD": f"E05999{number:03d}", "WD24NM": name, "WD24NMW": "", "LAD24CD": "E06999001", "LAD24NM": TOWN,
        }  # fmt: skip
        geometry = {"type": "Polygon", "coordinates": [kept]}
        features.append(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}))
    head = json.dumps({"type": "FeatureCollection", "name": "wards_of_wrenmouth", "note": NOTE, "licence": "MIT"})
    return head[:-1] + ', "features": [\n' + ",\n".join(features) + "\n]}\n"


def output_areas_text(areas: tuple[OutputArea, ...]) -> str:
    """CSV with a row for each output area."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["OA21CD", "lat", "lon", "residents", "note"])
    places = to_degrees([area.point for area in areas], 6)
    for area, (lon, lat) in zip(areas, places, strict=True):
        writer.writerow([area.code, lat, lon, area.residents, "made-up town"])
    return out.getvalue()


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with plain line ends on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")
