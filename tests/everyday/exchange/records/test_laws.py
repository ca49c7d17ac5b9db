"""What must hold of every kind of record with a place: through GeoJSON and GeoPackage it comes back as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plan.exchange import EXCHANGES
from plan.records import Record
from tests.makers.exchange_records import PLANNER, STRATEGIES, as_kept, fresh_town

PLACED = [what for what, exchange in EXCHANGES.items() if exchange.has_place]


def test_there_are_kinds_with_a_place() -> None:
    assert {"findings", "actions", "corrections", "activities", "open-answers"} <= set(PLACED)


@pytest.mark.parametrize("what", PLACED)
def test_geojson_made_a_geopackage_and_imported_is_the_identity(
    what: str, tmp_path: Path, geopackage_plan: Path
) -> None:
    """GeoJSON of ours, made a GeoPackage by GeoPandas as analysts do, given back: not a version changes."""

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
    @given(st.lists(STRATEGIES[what], min_size=1, max_size=4))
    def identity(drawn: list[Record]) -> None:
        if not (records := as_kept(drawn)):
            return
        folder = tmp_path / "way"
        shutil.rmtree(folder, ignore_errors=True)
        with fresh_town(folder, geopackage_plan) as town:
            plan = town.plan()
            plan.add_all(records, PLANNER)
            before = plan.all(EXCHANGES[what].record)
            town.export(what, folder / "ours.geojson")
            gpd.read_file(folder / "ours.geojson").to_file(folder / "theirs.gpkg", layer=what)
            result = town.import_plan(what, folder / "theirs.gpkg", who=PLANNER)
            assert [one.reason for one in result.refused] == []
            assert (result.added, result.changed) == ((), ())
            assert sorted(result.unchanged) == sorted(one.id for one in before)
            assert plan.all(EXCHANGES[what].record) == before

    identity()
