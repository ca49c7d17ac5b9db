"""Where the tests find real data, a browser and other things that a machine may lack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from everyday import Atlas
    from store.plan_store import PlanStore
    from tests.browser.visiting import Visit

ROOT = Path(__file__).resolve().parents[1]
REQUIRE_ALL = os.environ.get("EVERYDAY_REQUIRE_ALL") == "1"


def missing(what: str) -> None:
    """Skip at home, fail where everything is required (``EVERYDAY_REQUIRE_ALL=1``)."""
    if REQUIRE_ALL:
        pytest.fail(f"{what} (EVERYDAY_REQUIRE_ALL is set, so this may not be skipped)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real test data; never committed."""
    folder = Path(os.environ.get("EVERYDAY_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        missing(f"no real test data at {folder}: set EVERYDAY_TEST_DATA to the folder that has it")
    return folder


def newport_inputs(folder: Path) -> list[tuple[str, Path]]:
    """The complete real case: streets, both timetables, population points."""
    return [
        ("osm", folder / "newport/osm/newport-2023-06-13.osm.pbf"),
        ("gtfs", folder / "newport/gtfs/newport_bus_coach_20240305.zip"),
        ("gtfs", folder / "newport/gtfs/newport_rail_20240305.zip"),
        ("population", folder / "newport/points/oa2021_population_weighted_centroids.parquet"),
    ]


@pytest.fixture(scope="session")
def newport_atlas(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Newport, built once for all tests."""
    from everyday import Atlas

    folder = tmp_path_factory.mktemp("newport") / "atlas"
    atlas = Atlas.new(folder, name="Newport", boundaries=real_data / "newport/boundaries/wards_2011.geojson")
    for kind, path in newport_inputs(real_data):
        atlas.add(kind, path)
    atlas.build(date=date(2024, 3, 5))
    return atlas


@pytest.fixture(scope="session")
def demo_atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town, built once for all tests."""
    from everyday import Atlas
    from everyday.demo.build import build_demo

    folder = tmp_path_factory.mktemp("demo") / "atlas"
    build_demo(folder)
    return Atlas(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server with PostGIS, started for the tests."""
    from tests.browser.visiting import free_port
    from tests.servers.postgres import postgres_programs, running_postgres

    programs = postgres_programs()
    if programs is None:
        missing("no PostgreSQL on this machine: install postgresql and postgresql-postgis")
        return
    with running_postgres(programs, free_port()) as address:
        yield address


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"plan_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgres.rpartition('/')[0]}/{name}"


@pytest.fixture(params=["geopackage", "postgis"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other: empty for the GeoPackage, an address for PostGIS."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgis" else ""


@pytest.fixture
def plan_store(database_url: str, tmp_path: Path) -> Iterator[PlanStore]:
    """An empty plan, on both databases."""
    from store.plan_store import PlanStore

    store = PlanStore(tmp_path, url=database_url)
    yield store
    store.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run the ``everyday`` command in this process: exit code, what it printed, and its faults."""
    from everyday.commands.group import main

    try:
        main([str(argument) for argument in arguments])
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def town(address: str, tmp_path: Path) -> Iterator[Visit]:
    """A fresh browser on the module's ``address``; afterwards no other host was asked and no script had failed."""
    from tests.browser.visiting import visit

    with visit(address, tmp_path / "profile") as seen:
        yield seen
        assert seen.foreign == []
        assert seen.faults == []
