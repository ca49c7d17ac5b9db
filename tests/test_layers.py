"""The house and its rules (ARCHITECTURE.md): which folder a line of code lives in, and which way imports point."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("geo", "analysis", "plan", "store", "everyday", "app")
MAY_IMPORT = {
    "geo": {"geo"},
    "analysis": {"geo", "analysis"},
    "plan": {"geo", "plan"},
    "store": {"geo", "plan", "analysis", "store"},
    "everyday": {"geo", "analysis", "plan", "store", "everyday"},
    "app": {"geo", "analysis", "plan", "everyday", "app"},
}
# What analysis may know of geo: the ground, not the readers.
GROUND = {"geo.arrays", "geo.errors", "geo.tables", "geo.network", "geo.cells", "geo.clock", "geo.crs", "geo.feed",
          "geo.staying", "geo.compiling"}  # fmt: skip
PAGES = (
    "explore",
    "activities",
    "beside",
    "survey",
    "observed",
    "forum",
    "action_plan",
    "monitor",
    "network",
    "voices",
    "what_if",
    "data",
    "start",
    "accessibility",
    "phone",
)
ABOVE_THE_FACADE = ("everyday.demo", "everyday.commands", "everyday.__main__")
ONLY_IN_APP = {"streamlit", "folium", "streamlit_folium", "starlette"}
SQL = {"sqlite3", "sqlalchemy", "alembic", "psycopg"}
# GDAL must not touch a GeoPackage that this process has open through sqlite3: only sqlite3 can take a copy for it.
MAY_COPY = {"geo/geopackage.py": {"sqlite3"}}
MOST_LINES, MOST_MODULES = 450, 15
# Tables of words and of columns may be as long, and stand in as many files, as they need.
TABLES = {"analysis/registry/texts.py", "plan/exchange/columns.py", "geo/tables.py"}
TABLE_FOLDERS = {"app/words", "store/migrations/versions"}
# Tables are imported as they are, by their file: they are all vocabulary.
IMPORTED_AS_FILES = {"app.words", "everyday.demo.ground.plan", "app.map.palettes"}
PASSED_OVER = {"build", "dist", "env", "venv"}
TEST_FOLDERS_OF_THEIR_OWN = {"browser", "oracles", "makers", "servers"}


@cache
def files(*packages: str) -> tuple[Path, ...]:
    return tuple(sorted(path.relative_to(ROOT) for package in packages for path in (ROOT / package).rglob("*.py")))


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@lru_cache(maxsize=1)
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    return {module_of(path): path for path in files(*OURS) if "migrations" not in path.parts}


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names that a file imports, inside functions and under TYPE_CHECKING too; modules of ours as such."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in modules() else str(node.module))
    return frozenset(found)


def ours(path: Path) -> set[str]:
    return {name for name in imported(path) if name.split(".")[0] in OURS}


def is_below(name: str, folder: str) -> bool:
    return name == folder or name.startswith(folder + ".")


Arrows = dict[str, set[str]]


def arrows_between(folder: str, imports: Iterable[tuple[str, str]]) -> Arrows:
    """Which siblings of a folder (its files and folders) import which; ``imports`` are (importer, imported)."""
    found: Arrows = {}
    for importer, name in imports:
        if importer.startswith(folder + ".") and name.startswith(folder + "."):
            here, there = (one[len(folder) + 1 :].split(".")[0] for one in (importer, name))
            if here != there:
                found.setdefault(here, set()).add(there)
    return found


def circle_in(arrows: Arrows) -> list[str]:
    """One circle, as names in order, or an empty list."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        for after in sorted(arrows.get(name, ())):
            found = walk(after, [*way, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in sorted(arrows) if (found := walk(name, []))), [])


@lru_cache(maxsize=1)
def all_imports() -> tuple[tuple[str, str], ...]:
    return tuple((name, other) for name, path in modules().items() for other in sorted(ours(path)))


def folders() -> list[str]:
    return sorted({name.rpartition(".")[0] for name in modules() if "." in name})


def test_packages_import_one_way() -> None:
    wrong = {}
    for path in files(*OURS):
        outside = {name.split(".")[0] for name in imported(path)}
        bad = {name for name in ours(path) if name.split(".")[0] not in MAY_IMPORT[path.parts[0]]}
        if path.parts[0] == "analysis":
            bad |= {name for name in ours(path) if is_below(name, "geo")} - GROUND
        if path.parts[0] != "app":
            bad |= outside & ONLY_IN_APP
        if path.parts[0] != "store":
            bad |= (outside & SQL) - MAY_COPY.get(path.as_posix(), set())
        if bad:
            wrong[path.as_posix()] = sorted(bad)
    assert wrong == {}


def test_no_circle_inside_a_folder() -> None:
    """Siblings, files and folders alike, import one way. Then no two files anywhere import each other in a circle."""
    assert {folder: way for folder in folders() if (way := circle_in(arrows_between(folder, all_imports())))} == {}


def test_an_import_turned_round_is_found() -> None:
    turned = 0
    for folder in folders():
        arrows = arrows_between(folder, all_imports())
        for here, there in sorted((here, there) for here, others in arrows.items() for there in others):
            assert circle_in({**arrows, there: arrows.get(there, set()) | {here}}) != [], f"{folder}: {here} → {there}"
            turned += 1
    assert turned > 100


def rooms() -> list[str]:
    return sorted(name for name, path in modules().items() if path.name == "__init__.py")


def test_a_folder_says_what_happens_there() -> None:
    """Its ``__init__`` opens with a paragraph on what happens to a datum there."""
    words = {
        room: ast.get_docstring(ast.parse((ROOT / modules()[room]).read_text(encoding="utf-8"))) for room in rooms()
    }
    assert [room for room, said in words.items() if len(said or "") < 80] == []


def public_names(room: str) -> set[str]:
    """What a room offers to others: the names of its ``__init__.pyi``."""
    stub = ROOT / Path(*room.split(".")) / "__init__.pyi"
    if not stub.is_file():
        return set()
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def inner_imports(path: Path) -> Iterator[str]:
    """Files of another room that a file imports past its door."""
    here = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for name in ours(path):
        other = modules().get(name)
        if other is None or other.name == "__init__.py":
            continue
        room = name.rpartition(".")[0]
        is_ground = "." not in room  # files at the top of a package are its ground or its top, and have no room
        if not is_ground and not is_below(here, room) and not any(is_below(name, one) for one in IMPORTED_AS_FILES):
            yield name


def test_rooms_are_entered_by_their_door() -> None:
    past = {path.as_posix(): sorted(inner_imports(path)) for path in files(*OURS)}
    assert {path: names for path, names in past.items() if names} == {}


@pytest.mark.parametrize("room", [room for room in rooms() if public_names(room)])
def test_what_a_room_offers_is_there_and_used(room: str) -> None:
    names = public_names(room)
    inside = {name.rpartition(".")[2] for name in modules() if name.rpartition(".")[0] == room}
    assert not names & inside, "a name that is also a file would be one or the other, by chance"
    offered = importlib.import_module(room)
    assert sorted(offered.__all__) == sorted(names)
    assert [name for name in sorted(names) if not hasattr(offered, name)] == []
    everywhere = [*files(*OURS, "tests", "tools", "benchmarks"), Path("streamlit_app.py"), Path("README.md")]
    everywhere += [path.relative_to(ROOT) for path in (ROOT / "docs").glob("*.md")]
    outside = [words_of(path) for path in everywhere if not is_below(module_of(path), room)]
    unused = [name for name in sorted(names) if not any(name in words for words in outside)]
    assert unused == [], "nobody outside needs it"


@cache
def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def words_of(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text_of(path)))


def test_below_the_facade_nobody_knows_it() -> None:
    below = [path for path in files("everyday") if module_of(path) not in ("everyday", "everyday.facade")]
    below = [path for path in below if not any(is_below(module_of(path), one) for one in ABOVE_THE_FACADE)]
    assert len(below) > 50
    assert [path.as_posix() for path in below if ours(path) & {"everyday", "everyday.facade"}] == []


def test_pages_do_not_import_pages() -> None:
    found = {}
    for page in PAGES:
        others = [f"app.{other}" for other in PAGES if other != page]
        for path in [path for path in files("app") if is_below(module_of(path), f"app.{page}")]:
            bad = [name for name in sorted(ours(path)) if any(is_below(name, other) for other in others)]
            if bad:
                found[path.as_posix()] = bad
    assert found == {}


def test_no_file_holds_two_subjects() -> None:
    counted = [path for path in files(*OURS) if path.as_posix() not in TABLES]
    counted = [path for path in counted if path.parent.as_posix() not in TABLE_FOLDERS]
    lines = {path.as_posix(): len(text_of(path).splitlines()) for path in counted}
    assert {path: n for path, n in lines.items() if n > MOST_LINES} == {}


def test_folders_are_rooms_and_not_drawers() -> None:
    inside: dict[str, list[str]] = {}
    for path in files(*OURS, "tests"):
        names = inside.setdefault(path.parent.as_posix(), [])
        if path.stem[:2] != "__":
            names.append(path.stem.removeprefix("test_").rstrip("s"))
    crowded = {folder: len(names) for folder, names in inside.items() if len(names) > MOST_MODULES}
    assert {folder: n for folder, n in crowded.items() if folder not in TABLE_FOLDERS} == {}
    assert not {Path(folder).name for folder in inside} & PASSED_OVER, "git, the wheel, ruff and pytest pass them over"
    repeating = {
        folder: [name for name in names if name == subject or name.startswith(subject + "_")]
        for folder, names in inside.items()
        if (subject := Path(folder).name.rstrip("s")) != "test"
    }
    assert {folder: names for folder, names in repeating.items() if names} == {}, "a name repeats its folder's"


def test_tests_stand_where_their_code_stands() -> None:
    of_code = {path.parent.as_posix() for path in files(*OURS)}
    of_tests = [
        path for path in files("tests") if len(path.parts) > 2 and path.parts[1] not in TEST_FOLDERS_OF_THEIR_OWN
    ]
    assert {path.as_posix() for path in of_tests if path.parent.relative_to("tests").as_posix() not in of_code} == set()


def test_packages_are_light_to_import() -> None:
    heavy = [
        "streamlit",
        "folium",
        "osmnx",
        "sqlite3",
        "sqlalchemy",
        "geopandas",
        "numba",
        "llvmlite",
        "pandas",
        "shapely",
    ]
    light = "geo, analysis, plan.records, everyday, geo.gtfs, geo.osm, analysis.transit, analysis.registry"
    code = f"import sys, {light}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
