"""Statistics of small areas rolled up once more, to areas that people use and that cut wards."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyday.atlas import NamedGround, OpenEdition

__all__ = ["small_areas_of"]

Told = dict[tuple[str, str, str], dict[str, Any]]


@lru_cache(maxsize=12)
def small_areas_of(opened: OpenEdition) -> Told:
    """``value, low, high, mark`` by indicator, year and area, of areas that are no unions of wards.

    Small areas that lie inside are counted whole, others by the people (where they are known, else the ground) that lie
    inside, as a build rolls them up to wards. Empty where the edition's files of statistics are no longer kept.
    """
    grounds = [ground for code in opened.areas["area_id"] if (ground := opened.named(str(code))) is not None]
    grounds = [one for one in grounds if not one.is_union]
    found: Told = {}
    if grounds and (opened.survey_indicators["kind"] == "statistics").any():
        for one in grounds:  # each by itself: areas that people use may overlap
            found |= _rolled(opened, one)
    return found


def _rolled(opened: OpenEdition, ground: NamedGround) -> Told:
    import geopandas as gpd

    from everyday.atlas import SURVEY_KINDS, open_folder, read_input

    atlas = open_folder(opened.edition.atlas_folder)
    table = opened.survey_indicators
    wanted = set(table.loc[table["kind"] == "statistics", "source_sha256"])
    keys = dict(zip(zip(table["source_sha256"], table["title"], strict=True), table["indicator"], strict=True))
    area = gpd.GeoDataFrame({"area_id": [ground.record.id], "area_name": [ground.record.name]},
                            geometry=[ground.outline], crs="EPSG:4326")  # fmt: skip
    found: Told = {}
    for record in (one for kind in SURVEY_KINDS for one in atlas.config.inputs_of(kind)):
        options = atlas.input_options(record)
        if record.kind != "statistics" or record.sha256 not in wanted or not options.get("boundaries"):
            continue  # without outlines its rows are the wards: no part of one follows from them
        read, _ = read_input(record.kind, atlas.input_path(record), options, areas=area,
                             town=atlas.config.name, name=record.name, people=atlas.own_people())  # fmt: skip
        titles = dict(read.indicators.select("indicator", "title").iter_rows())
        columns = ("indicator", "year", "area_id", "value", "low", "high", "mark")
        for indicator, year, area_id, value, low, high, mark in read.values.select(*columns).iter_rows():
            key = keys.get((record.sha256, titles[indicator]))
            if area_id and key is not None:
                is_known = math.isfinite(value)
                found[str(key), str(year), str(area_id)] = {
                    "value": value, "low": math.nan if is_known else low, "high": math.nan if is_known else high,
                    "mark": "parts" if is_known and not mark else mark,
                }  # fmt: skip
    return found
