"""Several atlases on one server: each at its own address, and nothing of the one at that of another."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from app.routes import ROUTES, PhoneDoor
from app.server import AtlasDoor, HostGuard
from app.server.atlases.which import HEADER, asked_key, home_folder, start_address
from app.server.jobs import BUILD, Job, job_of, jobs_in, start_job
from app.server.room import page_url, room_url
from app.server.settings import atlas_folder
from app.server.signing_in import person_of_claims
from everyday import Atlas
from everyday.atlas import DATABASE_VARIABLE, save_config
from everyday.atlas.open_plan import close_plans
from everyday.serving.told import ATLAS_VARIABLE, FORUM_VARIABLE, HOME_VARIABLE, ROOM_URL_VARIABLE, SIGN_IN_VARIABLE
from plan.ids import new_code
from plan.records import Finding, Session
from tests.servers.phone_client import DESK, Phone
from tests.servers.sign_in_files import AUTH, written

NAMES = ("east", "west")


@pytest.fixture(scope="module")
def both(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two atlases whose editions have the same ids, and an atlas beside the folder."""
    home = tmp_path_factory.mktemp("several") / "home"
    for name in (*NAMES, "../outside"):
        shutil.copytree(demo_atlas.folder, home / name, ignore=shutil.ignore_patterns("plan.gpkg*"))
        atlas = Atlas(home / name)
        save_config(atlas.folder, replace(atlas.config, name=name.title()))
    return home


@pytest.fixture
def home(both: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This process is a server of the folder."""
    monkeypatch.setenv(HOME_VARIABLE, str(both))
    for name in (ATLAS_VARIABLE, SIGN_IN_VARIABLE, FORUM_VARIABLE, DATABASE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("app.phone.limits.FIRST_WAIT_S", 0.001)
    yield both
    close_plans()


@pytest.fixture(scope="module")
def application() -> Starlette:
    return Starlette(routes=ROUTES, middleware=[Middleware(one) for one in (AtlasDoor, HostGuard, PhoneDoor)])


def session_of(atlas: Path, name: str) -> Session:
    """A session that phones may join."""
    session = Session(name=name, date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z")
    return Atlas(atlas).plan().add(session, DESK)


def through_the_door(path: str, **headers: str) -> dict[str, Any]:
    """What is behind the door for a request: path, raw path, headers, and which atlas is meant."""
    seen: dict[str, Any] = {}

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        sent = {name.decode(): value.decode() for name, value in scope["headers"]}
        seen.update(path=scope["path"], raw=scope["raw_path"].decode(), headers=sent, key=asked_key())

    async def nobody(*_: Any) -> Any:
        return {"type": "http.request", "body": b""}

    scope = {
        "type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "query_string": b"a=1",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(AtlasDoor(behind)(scope, nobody, lambda message: _keep(seen, message)))
    return seen


async def _keep(seen: dict[str, Any], message: Any) -> None:
    if message["type"] == "http.response.start":
        headers = {name.decode(): value.decode() for name, value in message["headers"]}
        seen.update(status=message["status"], location=headers["location"])


# The door


@pytest.mark.parametrize(
    ("path", "key", "inside"),
    [
        ("/atlas/east/", "east", "/"), ("/atlas/east/explore", "east", "/explore"),
        ("/atlas/My%20Town/data/x/areas.json", "My Town", "/data/x/areas.json"),
        ("/atlas/east/atlas/west/health", "east", "/atlas/west/health"), ("/explore", "", "/explore"),
        ("/atlas/", "", "/atlas/"), ("/atlas//east/", "", "/atlas//east/"), ("/atlases/east/", "", "/atlases/east/"),
        ("/atlas/east%2F..%2Fwest/health", "", "/atlas/east/../west/health"),
        ("/atlas/..%2Foutside/health", "", "/atlas/../outside/health"),
    ],
)  # fmt: skip
def test_the_name_is_taken_off_the_front_once(path: str, key: str, inside: str) -> None:
    seen = through_the_door(path)
    assert (seen["key"], seen["path"]) == (key, inside)
    assert asked_key() == "", "nothing of it is left when the request is answered"


def test_nobody_can_say_by_a_header_which_atlas_is_meant() -> None:
    assert HEADER not in through_the_door("/explore", x_everyday_atlas="west")["headers"]
    assert through_the_door("/atlas/east/x", x_everyday_atlas="west")["headers"][HEADER] == "east"


def test_an_address_without_its_last_slash_leads_to_the_one_with_it() -> None:
    seen = through_the_door("/atlas/My%20Town")
    assert (seen["status"], seen["location"]) == (307, "/atlas/My%20Town/?a=1")


# Nothing of the one at the other's address


def test_each_address_shows_its_own_atlas(home: Path, application: Starlette) -> None:
    desk = Phone(application)
    edition = Atlas(home / "east").edition().id
    for name in NAMES:
        assert desk.get(f"/atlas/{name}/health").json()["edition"] == edition
        assert desk.get(f"/atlas/{name}/data/{edition}/areas.json").status_code == 200
        for called, page in (("data", "data-sources"), ("explore", ""), ("explore?level=both", "?level=both")):
            asked = f"/atlas/{name}/{called}"
            assert urljoin(asked, desk.get(asked).headers["location"]) == f"/atlas/{name}/{page}"
    assert desk.get("/health").json()["edition"] is None
    assert desk.get(f"/data/{edition}/areas.json").status_code == 404


@pytest.mark.parametrize(
    "name", ["..%2foutside", "%2e%2e%2foutside", "../outside", "east/../../outside", "EAST", "nowhere", "..", "%2e%2e"]
)
def test_no_address_leads_out_of_the_folder(home: Path, application: Starlette, name: str) -> None:
    answer = Phone(application).get(f"/atlas/{name}/plan/pins/all.json")
    assert answer.status_code == 404
    assert "Outside" not in answer.text


def test_pins_of_one_plan_are_not_in_the_other(home: Path, application: Starlette) -> None:
    Atlas(home / "east").plan().add(Finding(title="Only in the east"), DESK)
    desk = Phone(application)
    assert "Only in the east" in desk.get("/atlas/east/plan/pins/all.json").text
    for other in ("/atlas/west/plan/pins/all.json", "/plan/pins/all.json"):
        assert "Only in the east" not in desk.get(other).text
    assert Atlas(home / "west").plan().all(Finding) == []


def test_a_code_leads_from_the_servers_own_page_to_its_atlas(home: Path, application: Starlette) -> None:
    session = session_of(home / "east", "Forum of the east")
    phone = Phone(application)
    assert 'name="code"' in phone.get(f"/join?code={session.join_code}").text
    moved = phone.post("/join", {"code": session.join_code, "name": ""})
    assert (moved.status_code, moved.headers["location"]) == (307, "/atlas/east/join")
    joined = phone.post(moved.headers["location"], {"code": session.join_code, "name": "Table 1"})
    assert (joined.status_code, joined.headers["location"]) == (303, "/atlas/east/join/pin")
    assert "Path=/atlas/east/join;" in f"{phone.set_cookies[-1]};"
    assert phone.post("/join", {"code": "AAAAAAAA", "name": ""}).status_code == 403


def test_a_phone_of_one_atlas_is_nobody_in_the_other(home: Path, application: Starlette) -> None:
    session = session_of(home / "east", "Second forum")
    session_of(home / "west", "Forum of the west")
    phone = Phone(application)
    assert phone.post("/atlas/west/join", {"code": session.join_code, "name": ""}).status_code == 403
    phone.post("/atlas/east/join", {"code": session.join_code, "name": ""})
    form = phone.get("/atlas/east/join/pin")
    assert form.status_code == 200
    assert 'action="/atlas/east/join/pin"' in form.text
    assert 'href="/join' not in form.text
    elsewhere = phone.get("/atlas/west/join/pin")
    assert (elsewhere.status_code, elsewhere.headers["location"]) == (303, "/atlas/west/join")
    assert phone.get("/join/pin").headers["location"] == "/join"
    assert phone.get("/atlas/west/join/state.json", headers={"accept": "application/json"}).status_code == 401


# What the server is for


def test_where_the_folder_of_atlases_is(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (home_folder(), atlas_folder(), start_address()) == (home, None, "/")
    monkeypatch.setenv(ATLAS_VARIABLE, str(home / "east"))
    assert (atlas_folder(), start_address()) == (home / "east", "/start")
    monkeypatch.delenv(HOME_VARIABLE)
    assert (home_folder(), start_address()) == (None, ""), "an atlas that is served alone has no neighbours"
    monkeypatch.setenv(ATLAS_VARIABLE, str(tmp_path))
    assert home_folder() == tmp_path
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://x")
    assert home_folder() is None, "one database holds the plan of one atlas"


def test_an_address_on_the_screen_is_short_and_one_with_a_key_is_the_atlases(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.server.atlases.which import asked

    monkeypatch.setenv(FORUM_VARIABLE, "1")
    monkeypatch.setenv(ROOM_URL_VARIABLE, "http://10.0.0.5:8501/join")
    monkeypatch.setenv("EVERYDAY_ROOM_ADDRESS", "10.0.0.5")
    token = asked.set("east")
    try:
        assert room_url() == "http://10.0.0.5:8501/join"
        assert page_url("x") == "http://10.0.0.5:8501/atlas/east/join"
    finally:
        asked.reset(token)
    assert page_url("x") == "http://10.0.0.5:8501/join"


def test_builds_are_told_by_atlas(home: Path) -> None:
    def work(job: Job) -> None:
        job.cancel.wait(20)

    job = start_job(home / "east", BUILD, work, title="East")
    try:
        assert jobs_in(home) == [job]
        assert job_of(home / "west") is None
        assert jobs_in(home.parent) == []
        assert start_job(home / "east", BUILD, work) is job
    finally:
        job.cancel.set()


def test_roles_of_one_atlas_are_none_in_the_other(
    sign_in_packages: None, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app.server.atlases.which import asked

    more = '[atlas.east]\nplanner = ["ann@town.example"]\n[atlas.west]\nviewer = ["*@west.example"]\n'
    monkeypatch.setenv(
        SIGN_IN_VARIABLE, str(written(tmp_path / "in.toml", AUTH, {"facilitator": ["bea@town.example"]}, more))
    )

    def role(email: str, key: str) -> str | None:
        token = asked.set(key)
        try:
            person = person_of_claims({"is_logged_in": True, "email": email, "email_verified": True})
        finally:
            asked.reset(token)
        return person.role if person else None

    assert [role("ann@town.example", key) for key in ("east", "west", "")] == ["planner", None, "viewer"]
    assert [role("cy@west.example", key) for key in ("east", "west", "")] == [None, "viewer", "viewer"]
    assert [role("bea@town.example", key) for key in ("east", "west", "")] == ["facilitator"] * 3
    assert [role("dan@town.example", key) for key in ("east", "west", "")] == [None] * 3
