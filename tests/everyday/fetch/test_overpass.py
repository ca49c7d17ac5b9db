"""A small place from Overpass, through osmnx: one whole answer, politely, or plain words and no smaller town."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from everyday import Atlas
from everyday.fetch import FetchReport, choose_town, fetch_town, plan_fetch
from geo.osm import read_osm
from tests.servers.open_services import HTML, Answer, Services, catalogue_items, serving

CODE = "E09000001"
WEST, SOUTH, EAST, NORTH = -0.110, 51.508, -0.080, 51.522
INTERPRETER = "overpass-api.de/api/interpreter"


def elements() -> list[dict[str, Any]]:
    """A grid of 9 × 9 streets over the town, a crossing, a café, a park of two ways, and a pipeline nobody asks for."""
    made: list[dict[str, Any]] = []
    for row in range(9):
        for column in range(9):
            lon, lat = WEST + (EAST - WEST) * column / 8, SOUTH + (NORTH - SOUTH) * row / 8
            made.append({"type": "node", "id": 1 + row * 9 + column, "lat": lat, "lon": lon})
    made[40]["tags"] = {"highway": "crossing"}
    made += [
        {"type": "node", "id": 900, "lat": 51.515, "lon": -0.095, "tags": {"amenity": "cafe", "name": "Café Ä"}},
        {"type": "node", "id": 901, "lat": 51.516, "lon": -0.096, "tags": {"pipeline": "marker"}},
    ]
    streets = [[1 + row * 9 + column for column in range(9)] for row in range(9)]
    streets += [[1 + row * 9 + column for row in range(9)] for column in range(9)]
    for number, nodes in enumerate(streets):
        made.append({"type": "way", "id": 100 + number, "nodes": nodes, "tags": {"highway": "residential"}})
    made += [
        {"type": "way", "id": 300, "nodes": [1, 2, 11]},
        {"type": "way", "id": 301, "nodes": [11, 10, 1]},
        {
            "type": "relation", "id": 1, "tags": {"type": "multipolygon", "leisure": "park", "name": "Green"},
            "members": [{"type": "way", "ref": ref, "role": "outer"} for ref in (300, 301)],
        },
    ]  # fmt: skip
    return made


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(elements=elements(), items=catalogue_items(("Wards (May 2026) Boundaries UK BGC", "W26")))
    middle = (WEST + EAST) / 2
    made.layers["W26"] = [
        {
            "type": "Feature",
            "properties": {"WD26CD": f"E0500000{number}", "WD26NM": name, "LAD26CD": CODE, "LAD26NM": "City of London"},
            "geometry": shapely.geometry.mapping(shapely.box(*box)),
        }
        for number, (name, box) in enumerate(
            {"Bread Street": (WEST, SOUTH, middle, NORTH), "Tower": (middle, SOUTH, EAST, NORTH)}.items()
        )
    ]
    with serving(made, tmp_path):
        yield made


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this computer is asked: not the public DNS service that osmnx knows either, though no name is found."""
    import osmnx  # its own getaddrinfo is that of the moment of its import

    looked_up = socket.getaddrinfo

    def only_here(host: object, *args: object, **kwargs: object) -> object:
        assert host in ("127.0.0.1", "localhost", None), f"{host} was looked up"
        return looked_up(host, *args, **kwargs)  # type: ignore[arg-type]

    def not_found(host: str) -> str:
        raise socket.gaierror(f"{host} is not known")

    monkeypatch.setattr(socket, "getaddrinfo", only_here)
    monkeypatch.setattr(osmnx._http, "_original_getaddrinfo", only_here)
    monkeypatch.setattr(socket, "gethostbyname", not_found)


class Fetching:
    """Streets of the town, asked for with a clock of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.waited = folder, list[float]()

    def report(self) -> FetchReport:
        plan = plan_fetch(self.folder / "city", choose_town(CODE), overpass=True, sources=self.folder / "sources.toml")
        pieces = tuple(piece for piece in plan.pieces if piece.key in ("wards", "streets"))
        return fetch_town(replace(plan, pieces=pieces), sleep=self.waited.append)

    def streets(self) -> tuple[str, str]:
        piece = self.report().pieces[-1]
        assert piece.key == "streets"
        return piece.status, piece.words


def test_streets_and_places_come_in_one_request_and_become_an_extract(services: Services, tmp_path: Path) -> None:
    import osmnx

    settings = {name: getattr(osmnx.settings, name) for name in ("use_cache", "overpass_url", "requests_kwargs")}
    looked_up = socket.getaddrinfo
    status, words = Fetching(tmp_path).streets()
    assert (status, words) == ("fetched", "20 ways from Overpass, with 2 km round the town.")
    assert services.asked.count(INTERPRETER) == 1
    assert not any("status" in path for path in services.asked)
    assert all(agent.startswith("EverydayAtlas/") for agent in services.agents), "an own User-Agent"
    atlas = Atlas(tmp_path / "city")
    (record,) = atlas.config.inputs_of("osm")
    assert (record.licence, record.date) == ("Open Database Licence (ODbL) 1.0", "2026-11-27")
    extract = read_osm(tmp_path / "city/inputs" / record.file)
    assert len(extract.network.lat) == 81
    assert {(place.kind, place.name) for place in extract.places.itertuples()} >= {("cafe", "Café Ä")}
    assert "Green" in set(extract.places["name"]), "an area of two ways is whole"
    assert extract.report.facts["Crossings on foot"].startswith("1 crossing points"), "tags of nodes are not lost"
    assert extract.network.node_id.max() <= 81, "the ids of OpenStreetMap, which joins go by"
    assert socket.getaddrinfo is looked_up, "what osmnx replaces is put back"
    assert {name: getattr(osmnx.settings, name) for name in settings} == settings
    assert not (Path.cwd() / "cache").exists()
    services.asked.clear()
    assert Fetching(tmp_path).streets()[0] == "unchanged"
    assert services.asked == []


REMARK = {"elements": elements()[:40], "remark": 'runtime error: Query timed out in "query" at line 3'}
BROKEN = {"elements": [one for one in elements() if one["id"] != 5]}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(200, json.dumps(REMARK).encode()), "runtime error: Query timed out"),
        (Answer(200, HTML, "text/html"), "is no JSON"),
        (Answer(200, json.dumps({"elements": []}).encode()), "no street there"),
        (Answer(200, json.dumps(BROKEN).encode()), "nodes of its streets are not there"),
        (Answer(200, json.dumps(elements()).encode()), "no elements"),
        (Answer(500, json.dumps({"elements": elements()}).encode()), "a fault of its own (500)"),
        (Answer(406), "refuses the request (406)"),
        (Answer(200, json.dumps({"elements": elements()}).encode(), cut=900), "broke off in the middle"),
        (Answer(302, headers={"Location": "http://localhost:9/"}), "sends elsewhere"),
    ],
)  # fmt: skip
def test_what_is_no_whole_answer_is_said_and_nothing_of_it_kept(
    services: Services, tmp_path: Path, answer: Answer, words: str
) -> None:
    services.faults = [("interpreter", [answer])]
    status, said = Fetching(tmp_path).streets()
    assert status == "failed"
    assert words in said
    assert Atlas(tmp_path / "city").config.inputs_of("osm") == []
    services.faults = []
    assert Fetching(tmp_path).streets()[0] == "fetched", "a failure is not remembered"


def test_streets_of_a_corner_of_the_town_are_no_answer(services: Services, tmp_path: Path) -> None:
    corner = [one for one in elements() if one["type"] != "way"] + [
        {"type": "way", "id": 1, "nodes": [1, 2, 3, 12, 11], "tags": {"highway": "residential"}}
    ]
    services.faults = [("interpreter", [Answer(200, json.dumps({"elements": corner}).encode())])]
    assert "its streets reach over 13% of the town" in Fetching(tmp_path).streets()[1]


def test_after_429_half_a_minute_is_waited_at_the_least(services: Services, tmp_path: Path) -> None:
    services.faults = [("interpreter", [Answer(429, headers={"Retry-After": "1"}), Answer(504), None])]
    fetching = Fetching(tmp_path)
    assert fetching.streets()[0] == "fetched"
    assert services.asked.count(INTERPRETER) == 3
    assert sum(fetching.waited) >= 60.0
    assert max(fetching.waited) <= 1.0, "in steps, so that one can stop meanwhile"


def test_a_blocked_address_and_a_large_town_are_said(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f"{services.address}/overpass-api.de", "http://127.0.0.1:9/overpass-api.de").replace(
            "overpass_hosts = [", 'overpass_hosts = ["127.0.0.1:9", '
        ),
        encoding="utf-8",
    )
    assert "refuses the connection: this address is blocked" in Fetching(tmp_path).streets()[1]
    path.write_text(text.replace("overpass_most_km2 = 60.0", "overpass_most_km2 = 10.0"), encoding="utf-8")
    services.asked.clear()
    assert "so that a public server is not misused" in Fetching(tmp_path).streets()[1]
    assert services.asked == []
