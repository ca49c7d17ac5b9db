"""Asking politely: slow, broken, busy, moved and half answers end in a whole file or in plain words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from everyday.fetch.asking import Asker
from geo.errors import CancelledError, FetchError
from tests.servers.open_services import HTML, Answer, Services, serving

POLITE = {"connect_s": 2.0, "read_s": 1.0, "file_s": 60.0, "tries": 3, "pause_s": 0.01, "longest_pause_s": 120.0}
CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(files={"download.geofabrik.de/a.pbf": CONTENT, "data.bus/a.zip": CONTENT, "x/a.json": b'{"a": 1}'})
    with serving(made, tmp_path):
        yield made


class Asking:
    """An asker with a clock of its own."""

    def __init__(self, services: Services) -> None:
        self.waited: list[float] = []
        self.asker = Asker(POLITE, sleep=self.waited.append)
        self.hosts = {services.address.removeprefix("http://")}
        self.address = services.address

    def file(self, path: str, target: Path) -> bytes:
        return self.asker.file(f"{self.address}/{path}", self.hosts, target).path.read_bytes()

    def json(self, path: str) -> object:
        return self.asker.json(f"{self.address}/{path}", self.hosts)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_and_by_name(services: Services, tmp_path: Path) -> None:
    asking, target = Asking(services), tmp_path / "got" / "a.pbf"
    got = asking.asker.file(f"{services.address}/download.geofabrik.de/a.pbf", asking.hosts, target)
    assert (got.size, got.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert left(target.parent) == ["a.pbf"]
    assert all(agent.startswith("EverydayAtlas/") for agent in services.agents), "an own User-Agent"


@pytest.mark.parametrize("path", ["download.geofabrik.de/a.pbf", "data.bus/a.zip"])
def test_half_a_file_is_asked_for_again(services: Services, tmp_path: Path, path: str) -> None:
    services.faults = [(path, [Answer(body=CONTENT, cut=500_000, states_length="pbf" in path), None])]
    assert Asking(services).file(path, tmp_path / "got" / "a") == CONTENT
    assert left(tmp_path / "got") == ["a"]


def test_a_part_is_gone_on_with_where_its_version_is_known(services: Services, tmp_path: Path) -> None:
    path = "download.geofabrik.de/a.pbf"
    tag = {"ETag": f'"{hashlib.md5(CONTENT).hexdigest()}"'}
    services.faults = [(path, [Answer(body=CONTENT, cut=600_000, headers=tag)])]
    target = tmp_path / "got" / "a.pbf"
    with pytest.raises(FetchError, match="broke off in the middle"):
        Asking(services).file(path, target)
    assert not target.exists(), "never a half one"
    services.faults = []
    received: list[int] = []
    asking = Asking(services)
    asking.asker.file(
        f"{services.address}/{path}", asking.hosts, target, told=lambda have, _total: received.append(have)
    )
    assert target.read_bytes() == CONTENT
    assert received[0] > 500_000, "the part was not asked for again"


def test_a_part_of_another_version_is_thrown_away(services: Services, tmp_path: Path) -> None:
    path = "download.geofabrik.de/a.pbf"
    services.faults = [(path, [Answer(body=CONTENT, cut=600_000, headers={"ETag": '"older"'})])]
    with pytest.raises(FetchError):
        Asking(services).file(path, tmp_path / "got" / "a.pbf")
    services.faults = []
    assert Asking(services).file(path, tmp_path / "got" / "a.pbf") == CONTENT


def test_what_was_there_stays_until_the_new_one_is_whole(services: Services, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"before")
    services.faults = [("data.bus", [Answer(500)])]
    with pytest.raises(FetchError, match=r"a fault of its own \(500\)"):
        Asking(services).file("data.bus/a.zip", target)
    services.faults = [("data.bus", [Answer(200, HTML, "text/html")])]
    with pytest.raises(FetchError, match="a page of HTML instead of a file"):
        Asking(services).file("data.bus/a.zip", target)
    assert target.read_bytes() == b"before"


def test_html_instead_of_json_is_named(services: Services) -> None:
    services.faults = [("x/", [Answer(200, HTML, "text/html")])]
    with pytest.raises(FetchError, match="gave a page of HTML instead of JSON"):
        Asking(services).json("x/a.json")
    services.faults = [("x/", [Answer(200, b'{"a": [1, 2', "application/json")])]
    with pytest.raises(FetchError, match="instead of JSON"):
        Asking(services).json("x/a.json")


def test_who_is_busy_is_waited_for_as_long_as_it_says(services: Services) -> None:
    services.faults = [("x/", [Answer(429, headers={"Retry-After": "7"}), None])]
    asking = Asking(services)
    assert asking.json("x/a.json") == {"a": 1}
    assert sum(asking.waited) == 7.0
    services.faults = [("x/", [Answer(429, headers={"Retry-After": "3600"})])]
    before = len(services.asked)
    with pytest.raises(FetchError, match="wait 60 minutes"):
        Asking(services).json("x/a.json")
    assert len(services.asked) == before + 1, "not asked again"


def test_who_does_not_answer_in_time_is_given_up(services: Services) -> None:
    services.faults = [("x/", [Answer(body=b"{}", wait_s=2.0)])]
    with pytest.raises(FetchError, match="does not answer in time"):
        Asking(services).json("x/a.json")


def test_no_host_is_asked_that_is_not_listed(services: Services) -> None:
    services.faults = [("x/", [Answer(302, headers={"Location": "http://localhost:9/evil"})])]
    with pytest.raises(FetchError, match="leads to localhost:9, which is not listed"):
        Asking(services).json("x/a.json")
    services.faults = [("x/", [Answer(302, headers={"Location": "/x/a.json"})])]
    with pytest.raises(FetchError, match="without an end"):
        Asking(services).json("x/a.json")


def test_a_refused_connection_is_said_and_nobody_else_asked() -> None:
    with pytest.raises(FetchError, match="refuses the connection: this address is blocked there"):
        Asker(POLITE, sleep=lambda _s: None).json("http://127.0.0.1:9/x", {"127.0.0.1:9"})


def test_one_can_stop_in_the_middle_and_go_on(services: Services, tmp_path: Path) -> None:
    path, target = "download.geofabrik.de/a.pbf", tmp_path / "got" / "a.pbf"
    seen: list[int] = []
    hosts = {services.address.removeprefix("http://")}
    asker = Asker(POLITE, stop=lambda: len(seen) > 1)
    with pytest.raises(CancelledError):
        asker.file(f"{services.address}/{path}", hosts, target, told=lambda have, _total: seen.append(have))
    assert not target.exists()
    assert Asking(services).file(path, target) == CONTENT
