"""Who somebody is: what a provider says of them, the signed cookie, and what they reach before and after."""

from __future__ import annotations

import asyncio
import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.server.guard import HostGuard, judge
from app.server.request import read_asked
from app.server.room import room_urls
from app.server.settings import is_forum
from app.server.signing_in import (
    _cookie_claims,
    current_person,
    name_person,
    person_of_claims,
    person_of_request,
    require_role,
    streamlit_secrets,
)
from everyday import Atlas
from everyday.serving.told import ATLAS_VARIABLE, SIGN_IN_VARIABLE
from plan.records import Person
from plan.roles import NotAllowedError
from tests import ROOT
from tests.servers.sign_in_files import AUTH, ROLES, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that passes for an atlas."""
    (tmp_path / "atlas").mkdir()
    (tmp_path / "atlas" / "atlas.toml").write_text('name = "X"\n')
    return tmp_path / "atlas"


@pytest.fixture
def signed(sign_in_packages: None, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process is a server with sign-in."""
    from streamlit.runtime.secrets import secrets_singleton

    monkeypatch.setenv(ATLAS_VARIABLE, str(folder))
    monkeypatch.setenv(SIGN_IN_VARIABLE, str(written(tmp_path / "in.toml", AUTH, ROLES)))
    monkeypatch.setattr(secrets_singleton, "_secrets", streamlit_secrets())


def claims(**more: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "email": "ann@town.example", "email_verified": True, "name": "Ann"} | more


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ({}, Person("Ann", "viewer")),
        ({"email": "PLANNER@town.example"}, Person("Ann", "planner")),
        ({"name": "  A \n b  "}, Person("A b", "viewer")),
        ({"name": None}, Person("ann@town.example", "viewer")),
        ({"email_verified": "true"}, Person("Ann", "viewer")),
        ({"email_verified": False}, None),
        ({"email_verified": "false"}, None),
        ({"email_verified": None}, None),
        ({"email_verified": 0}, None),
        ({"is_logged_in": False}, None),
        ({"email": None}, None),
        ({"email": "ann@elsewhere.example"}, None),
    ],
)
def test_what_a_provider_says_makes_a_person_or_does_not(
    signed: None, said: dict[str, Any], person: Person | None
) -> None:
    assert person_of_claims(claims(**said)) == person


def test_a_provider_that_says_nothing_of_the_address_is_believed(signed: None) -> None:
    said = claims()
    del said["email_verified"]
    assert person_of_claims(said) == Person("Ann", "viewer")


def cookies_by_streamlit(said: dict[str, Any]) -> dict[str, str]:
    """The cookies that Streamlit itself sets after somebody signed in."""
    from streamlit.web.server.starlette.starlette_auth_routes import _set_auth_cookie

    answer = Response()
    asyncio.run(_set_auth_cookie(answer, said, {}))
    pairs = [value.decode().split(";")[0].partition("=") for name, value in answer.raw_headers if name == b"set-cookie"]
    return {name: value.strip('"') for name, _, value in pairs}


def asking(path: str, cookies: dict[str, str], **more: Any) -> dict[str, Any]:
    """A request to the public address, as a proxy hands it on."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"host": "atlas.example.org", "cookie": cookie, "x-forwarded-for": "10.0.0.9"} | more.pop("headers", {})
    return {
        "type": "http", "method": "GET", "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "client": ("10.0.0.9", 1), "server": ("127.0.0.1", 8501),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    } | more  # fmt: skip


def status(path: str, cookies: dict[str, str], **more: Any) -> int:
    scope = asking(path, cookies, **more)
    return judge(read_asked(scope), scope).status


ORIGIN = "https://atlas.example.org"


LONG_NAME = "Ann " + "".join(random.Random(5).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))


@pytest.mark.parametrize("name", ["Ann", LONG_NAME], ids=["one cookie", "several cookies"])
def test_the_cookie_that_streamlit_signs_is_read_with_its_own_functions(signed: None, name: str) -> None:
    cookies = cookies_by_streamlit(claims(origin=ORIGIN, name=name, provider="default"))
    assert (len(cookies) > 2) is (len(name) > 100)
    person = person_of_request(HTTPConnection(asking("/data/x", cookies)))
    assert person is not None
    assert (person.role, person.name[:3], len(person.name) <= 80) == ("viewer", "Ann", True)
    assert status("/data/x/y.json", cookies) == 0


def test_a_forged_old_or_foreign_cookie_is_nobody(signed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    good = cookies_by_streamlit(claims(origin=ORIGIN))["_streamlit_user"]
    foreign = cookies_by_streamlit(claims(origin="https://other.example"))["_streamlit_user"]
    for value in ("", "x", good[:-2] + "AA", good.replace(".", "", 1), foreign, json.dumps(claims(origin=ORIGIN))):
        assert _cookie_claims({"_streamlit_user": value}) == {}
        assert status("/data/x/y.json", {"_streamlit_user": value.replace('"', "")}) == 401
    assert _cookie_claims({"_streamlit_user_tokens": good}) == {}
    later = time.time() + 40 * 86400
    monkeypatch.setattr(time, "time", lambda: later)
    assert _cookie_claims({"_streamlit_user": good}) == {}


def test_people_without_a_role_reach_no_route(signed: None) -> None:
    assert status("/data/x/y.json", cookies_by_streamlit(claims(origin=ORIGIN, email="eve@evil.example"))) == 403
    assert status("/data/x/y.json", cookies_by_streamlit(claims(origin=ORIGIN, email_verified=False))) == 403


def test_who_has_not_signed_in_reaches_the_door_and_the_phone_page(signed: None) -> None:
    open_paths = ("/", "/join", "/join/pin", "/assets/page.css", "/static/js/x.js", "/auth/login", "/oauth2callback")
    assert [status(path, {}) for path in open_paths] == [0] * len(open_paths)
    assert status("/_stcore/stream", {}, type="websocket", scheme="ws") == 0
    closed = (
        "/data/x/y.json", "/plan/x", "/media/x", "/component/x/y", "/_stcore/upload_file/a/b", "/_stcore/metrics",
        "/_stcore/agent/interact", "/join/../data", "/static/../data", "/data/x;/join",
    )  # fmt: skip
    for path in closed:
        assert [status(path, {}, method=method) for method in ("GET", "POST", "PUT")] == [401] * 3, path
    assert status("/health", {}) == 200
    assert status("/other", {}, type="websocket", scheme="ws") == 401


def test_the_host_and_the_origin_are_the_public_ones(signed: None) -> None:
    cookies = cookies_by_streamlit(claims(origin=ORIGIN))
    for host in ("evil.example", "atlas.example.org.evil.example", "10.0.0.9"):
        assert status("/data/x/y.json", cookies, headers={"host": host}) == 403
    for origin, code in ((ORIGIN, 0), ("http://atlas.example.org", 403), ("https://evil.example", 403), ("null", 403)):
        assert status("/join/pin", {}, method="POST", headers={"origin": origin}) == code
        assert status("/_stcore/upload_file/a/b", cookies, method="PUT", headers={"origin": origin}) == code


def test_cookies_and_answers_are_for_tls_where_people_come_by_tls(signed: None) -> None:
    async def page(scope: Any, receive: Any, send: Any) -> None:
        answer = Response("x")
        answer.set_cookie("_streamlit_user", "a", httponly=True)
        answer.set_cookie("other", "b")
        await answer(scope, receive, send)

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(HostGuard(page)(asking("/", {}), None, send))  # type: ignore[arg-type]
    cookies = [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]
    assert [("; Secure" in cookie, cookie.split("=")[0]) for cookie in cookies] == [
        (True, "_streamlit_user"), (False, "other"),
    ]  # fmt: skip
    assert (b"x-content-type-options", b"nosniff") in sent[0]["headers"]


def test_phones_find_the_public_address(signed: None) -> None:
    assert room_urls() == ["https://atlas.example.org/join"]
    assert not is_forum()


def test_roles_are_required(signed: None) -> None:
    viewer = HTTPConnection(asking("/x", cookies_by_streamlit(claims(origin=ORIGIN))))
    assert require_role("read", viewer) == Person("Ann", "viewer")
    with pytest.raises(NotAllowedError):
        require_role("edit", viewer)
    with pytest.raises(NotAllowedError):
        require_role("read", HTTPConnection(asking("/x", {})))
    with pytest.raises(NotAllowedError):
        current_person()


def test_at_this_computer_everybody_is_a_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SIGN_IN_VARIABLE, raising=False)
    assert current_person() == Person("Facilitator", "planner")
    name_person("  Bob \n the  planner ")
    assert current_person() == Person("Bob the planner", "planner")
    name_person("")
    assert require_role("erase") == Person("Facilitator", "planner")
    here = asking("/x", {}, client=("127.0.0.1", 1))
    here["headers"] = [(b"host", b"localhost:8501")]
    assert person_of_request(HTTPConnection(here)) == Person("Facilitator", "planner")
    assert person_of_request(HTTPConnection(here | {"client": ("127.0.0.2", 1)})) is None


@pytest.mark.sign_in
def test_before_signing_in_a_page_draws_a_button_for_each_provider_and_nothing_else(
    tmp_path: Path, demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.runtime.secrets import secrets_singleton
    from streamlit.testing.v1 import AppTest

    shared = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
    own = [f"{key} = {json.dumps(AUTH[key])}" for key in ("client_id", "client_secret", "server_metadata_url")]
    path = written(tmp_path / "in.toml", shared, ROLES, "\n".join(["[auth.council]", *own, "[auth.google]", *own]))
    monkeypatch.setenv(ATLAS_VARIABLE, str(demo_atlas.folder))
    monkeypatch.setenv(SIGN_IN_VARIABLE, str(path))
    monkeypatch.setattr(secrets_singleton, "_secrets", streamlit_secrets())
    page = AppTest.from_file(str(ROOT / "app" / "frame.py"), default_timeout=180).run()
    assert [button.label for button in page.button] == ["Sign in with Council", "Sign in with Google"]
    assert [title.value for title in page.title] == ["Sign in"]
    assert not page.exception
    drawn = " ".join(element.proto.body for element in page.get("html"))
    assert "Wrenmouth" not in drawn
    assert "footer" not in drawn.split("</style>")[-1]
