"""The fixtures that all folders share: real data, built towns, databases, a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings

from tests import needs
from tests.ending import (  # noqa: F401 - pytest finds them here
    pytest_collection,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_fixture_setup,
    pytest_runtest_call,
    pytest_runtest_protocol,
    pytest_runtest_setup,
    pytest_terminal_summary,
    pytest_xdist_auto_num_workers,
)

if TYPE_CHECKING:
    from everyday import Atlas
    from store.plan_store import PlanStore
    from tests.browser.visiting import Visit, Windows

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("everyday", deadline=None)
settings.load_profile("everyday")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real test data; never committed."""
    return needs.data()


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of small inputs that went wrong elsewhere; never committed."""
    return needs.cases()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser."""
    return needs.browser()


@pytest.fixture(scope="session")
def room_address() -> str:
    """Another address of this computer: it plays a phone in the room."""
    return needs.room()


@pytest.fixture(scope="session")
def sign_in_packages() -> None:
    """The packages of the extra ``signin``."""
    needs.ask("sign_in")


@pytest.fixture(scope="session")
def newport_atlas(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Newport, built once for all tests."""
    from tests.makers.towns import built_newport, built_once

    return built_once("newport", tmp_path_factory.getbasetemp(), lambda folder: built_newport(folder, real_data))


@pytest.fixture(scope="session")
def demo_atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town, built once for all tests."""
    from tests.makers.towns import built_demo, built_once

    return built_once("demo", tmp_path_factory.getbasetemp(), built_demo)


@pytest.fixture(scope="session")
def direct_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town, without a plan, with the scenario of a direct line; built once for all tests, to be copied."""
    from tests.makers.towns import built_direct, built_once

    return built_once("direct", tmp_path_factory.getbasetemp(), lambda folder: built_direct(folder, demo_atlas))


@pytest.fixture(scope="session")
def next_atlas(direct_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """That town with a second edition, in which the line runs; to be copied."""
    from tests.makers.towns import built_next, built_once

    return built_once("next", tmp_path_factory.getbasetemp(), lambda folder: built_next(folder, direct_atlas))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server with PostGIS, started for the tests."""
    from tests.browser.visiting import free_port
    from tests.makers.towns import made_once
    from tests.servers.postgres import make_cluster, running_postgres

    programs = needs.postgresql()
    cluster = made_once(
        "postgres", tmp_path_factory.getbasetemp(),
        lambda folder: make_cluster(programs, free_port(), folder, _add_plan_to_copy),
    )  # fmt: skip
    with running_postgres(programs, free_port(), cluster) as address:
        needs.postgis(address)
        yield address


PLAN_TO_COPY = "plan_to_copy"


def _add_plan_to_copy(postgres: str) -> None:
    import psycopg

    from store.plan_store import PlanStore

    needs.postgis(postgres)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {PLAN_TO_COPY}")
    PlanStore(Path(), url=f"{postgres.rpartition('/')[0]}/{PLAN_TO_COPY}").close()


@pytest.fixture(scope="session")
def postgres_plan(postgres: str) -> str:
    """The name of a database with an empty plan, from which others are copied."""
    return PLAN_TO_COPY


@pytest.fixture
def postgres_url(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new database: empty, or with an empty plan where the test wants a store or that plan."""
    import psycopg

    wants_store = not {"plan_store", "postgres_plan"}.isdisjoint(request.fixturenames)
    copied = f" TEMPLATE {request.getfixturevalue('postgres_plan')} STRATEGY FILE_COPY" if wants_store else ""
    name = f"plan_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{copied}")
    yield f"{postgres.rpartition('/')[0]}/{name}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["geopackage", pytest.param("postgis", marks=pytest.mark.postgis)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other: empty for the GeoPackage, an address for PostGIS."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgis" else ""


@pytest.fixture(scope="session")
def geopackage_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GeoPackage with an empty plan, from which others are copied."""
    from store.plan_store import PlanStore

    folder = tmp_path_factory.mktemp("plan-to-copy")
    PlanStore(folder).close()
    return folder / "plan.gpkg"


@pytest.fixture
def plan_store(database_url: str, geopackage_plan: Path, tmp_path: Path) -> Iterator[PlanStore]:
    """An empty plan, on both databases."""
    from store.plan_store import PlanStore

    if not database_url:
        shutil.copyfile(geopackage_plan, tmp_path / "plan.gpkg")
    store = PlanStore(tmp_path, url=database_url)
    yield store
    store.close()


@pytest.fixture(scope="session")
def address(chromium: Path, demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made-up town, served once for all tests that only look at it; others have an ``address`` of their own."""
    from tests.browser.visiting import served

    with served(demo_atlas.folder, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def running_browser(chromium: Path) -> Iterator[Callable[[], Windows]]:
    """What gives the browser of this process: the one that runs, started when it is first wanted or has crashed."""
    from tests.browser.visiting import running_chromium

    with ExitStack() as until_the_end:
        started: list[Windows] = []

        def running() -> Windows:
            if not started or not started[-1].browser.is_connected():
                started.append(until_the_end.enter_context(running_chromium()))
            return started[-1]

        yield running


@pytest.fixture(scope="module")
def engine(running_browser: Callable[[], Windows]) -> Iterator[Windows]:
    """The running browser, while the tests of a module drive it."""
    with running_browser().in_use() as windows:
        yield windows
        windows.leave_all()


@pytest.fixture
def town(engine: Windows, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """The module's ``address`` as nobody has left it; afterwards no other host was asked and no script had failed."""
    from tests.browser.visiting import visit

    is_first = request.node.get_closest_marker("first_visit") is not None
    with visit(address, engine, is_first=is_first) as seen:
        yield seen
        assert seen.foreign == []
        assert seen.faults == []
