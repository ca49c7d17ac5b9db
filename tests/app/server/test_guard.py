"""Who may talk to the server, judged on single requests: hosts, senders, paths, other sites, headers and bodies."""

from __future__ import annotations

import asyncio
from posixpath import normpath
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from app.phone import PhonePages
from app.server.guard import HostGuard, judge
from app.server.protection import FORM_LIMIT_BYTES, PHONE_POLICY, PHOTO_LIMIT_BYTES
from app.server.request import host_name, read_asked
from app.server.room import room_url, room_urls
from everyday.serving.room import ROOM_ADDRESS_VARIABLE, machine_names
from everyday.serving.told import FORUM_VARIABLE, HOSTS_VARIABLE, ROOM_URL_VARIABLE, SIGN_IN_VARIABLE

LAPTOP = "192.168.8.2"
PHONE = "192.168.8.31"


def scope_of(
    path: str = "/", *, peer: str = "127.0.0.1", host: str = "localhost:8501", method: str = "GET", at: str = LAPTOP,
    kind: str = "http", **headers: str,
) -> dict[str, Any]:  # fmt: skip
    """A request as uvicorn hands it on: ``path`` is what the browser sent."""
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "type": kind, "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http" if kind == "http" else "ws", "path": unquote(path), "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "client": (peer, 50000), "server": (at, 8501),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
    }  # fmt: skip


def status(path: str = "/", **how: Any) -> int:
    """0 where the request is let in, else the status of the refusal."""
    scope = scope_of(path, **how)
    return judge(read_asked(scope), scope).status


@pytest.fixture
def forum(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is open to a room."""
    monkeypatch.setenv(FORUM_VARIABLE, "1")
    monkeypatch.setenv(ROOM_URL_VARIABLE, f"http://{LAPTOP}:8501/join")
    monkeypatch.delenv(SIGN_IN_VARIABLE, raising=False)


# Who sends it


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST", "localhost"])
def test_this_computer_gets_everything(forum: None, peer: str, host: str) -> None:
    for path in ("/", "/data/x/cells.json", "/join", "/_stcore/health"):
        assert status(path, peer=peer, host=host) == 0
    assert status("/_stcore/stream", peer=peer, host=host, kind="websocket") == 0


@pytest.mark.parametrize(
    "peer", [PHONE, LAPTOP, "127.0.0.2", "127.1.1.1", "::ffff:127.0.0.2", "::ffff:192.168.8.31", "fe80::1", ""]
)
@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", f"{LAPTOP}:8501"])
def test_anybody_else_gets_no_page(forum: None, peer: str, host: str) -> None:
    for path in ("/", "/explore", "/data/x/cells.json", "/plan/x", "/_stcore/health", "/media/x", "/component/x"):
        assert status(path, peer=peer, host=host) == 403
    assert status("/_stcore/stream", peer=peer, host=host, kind="websocket") == 403
    assert status("/join/stream", peer=peer, host=host, kind="websocket") == 403


@pytest.mark.parametrize("peer", [PHONE, "127.0.0.1"])
@pytest.mark.parametrize(
    "header", ["x-forwarded-for", "X-Forwarded-For", "forwarded", "x-real-ip", "x-forwarded-host", "x-forwarded-proto"]
)
def test_a_header_never_makes_somebody_local(forum: None, peer: str, header: str) -> None:
    assert status("/", peer=peer, **{header: "127.0.0.1"}) == 403
    assert status("/join", peer=peer, host=f"{LAPTOP}:8501", **{header: "127.0.0.1"}) == 0


def test_without_a_forum_nobody_else_gets_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FORUM_VARIABLE, raising=False)
    for host in ("localhost:8501", f"{LAPTOP}:8501"):
        assert [status(path, peer=PHONE, host=host) for path in ("/", "/join", "/health", "/assets/x")] == [403] * 4
    assert status("/") == 0


# Which host it was sent to


@pytest.mark.parametrize(
    ("host", "is_served"),
    [
        (f"{LAPTOP}:8501", True),
        (f"{LAPTOP}", True),
        ("localhost:8501", True),
        ("8.8.8.8:8501", False),
        ("192.168.8.2.evil.example:8501", False),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("localhost:8501@evil.example", False),
        ("localhost:8501/join", False),
        ("127.1:8501", False),
        ("0.0.0.0:8501", False),
        ("", False),
    ],
)
def test_the_room_finds_only_this_computer(forum: None, host: str, is_served: bool) -> None:
    assert (status("/join", peer=PHONE, host=host) == 0) is is_served


def test_a_name_pointed_at_this_computer_does_not_help(forum: None) -> None:
    for host in ("evil.example:8501", f"{LAPTOP}:8501", *machine_names()):
        assert status("/", host=host) == 403


def test_the_machines_name_and_named_hosts_are_served(forum: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in machine_names():
        assert status("/join", peer=PHONE, host=f"{name}:8501") == 0
    assert status("/join", peer=PHONE, host="forum.lan") == 403
    monkeypatch.setenv(ROOM_ADDRESS_VARIABLE, "forum.lan")
    assert status("/join", peer=PHONE, host="forum.lan") == 0
    assert status("/", host="forum.lan") == 403
    monkeypatch.setenv(HOSTS_VARIABLE, "atlas.test, other.test")
    assert status("/", host="atlas.test:8501") == 0
    assert status("/", peer=PHONE, host="atlas.test:8501") == 403


def test_the_room_may_use_ipv6(forum: None) -> None:
    how = {"peer": "fd00::31", "host": "[fd00::2]:8501"}
    assert status("/join", at="fd00::2", **how) == 0
    assert status("/join", at="fd00::3", **how) == 403
    assert status("/join", at="::ffff:192.168.8.2", peer="::ffff:192.168.8.31", host=f"{LAPTOP}:8501") == 0


@pytest.mark.parametrize("name", ["host", "origin", "referer"])
def test_a_header_sent_twice_is_refused(forum: None, name: str) -> None:
    scope = scope_of("/join", peer=PHONE, host=f"{LAPTOP}:8501")
    scope["headers"] += [(name.encode(), b"localhost"), (name.encode(), b"localhost")]
    assert judge(read_asked(scope), scope).status == 403


def test_host_names_are_read_strictly() -> None:
    assert host_name("LocalHost:8501") == "localhost"
    assert host_name("[::1]:8501") == "[::1]"
    assert [host_name(host) for host in ("a b", "a@b", "a/b", "[::1", "a:b", "a:1:2", "")] == [""] * 7


# Which path


@pytest.mark.parametrize(
    "path",
    [
        "/join/../data/x/cells.json", "/join/..", "/join/.", "//join", "/join//data", "//data", "/%6aoin/../data",
        "/join%2f..%2fdata", "/join/%2e%2e/data", "/join/..;/data", "/join;/data", "/JOIN", "/Join/x", "/joins", "/joi",
        "/join\\..\\data", "/join/%5c..%5cdata", "/join/%252e%252e/data", "http://localhost:8501/", "/join/\x00",
        "http://localhost:8501/join", "*", "", "join", "/assets/../data", "/assetsx", "/assets", "/health/x", "/x/..",
        "/HEALTH", "/_stcore/stream", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b",
        "/_stcore/metrics", "/media/a", "/component/a/b", "/static/js/index.js", "/app/static/x", "/auth/login",
        "/oauth2callback", "/data/x/cells.json", "/plan/findings", "/what-if", "/data-sources", "/favicon.png",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_no_trick_leads_out_of_the_phone_page(forum: None, path: str, method: str) -> None:
    assert status(path, peer=PHONE, host=f"{LAPTOP}:8501", method=method) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_the_room_may_only_read_and_post(forum: None, method: str) -> None:
    for path in ("/join", "/health", "/assets/page.css"):
        assert status(path, peer=PHONE, host=f"{LAPTOP}:8501", method=method) == 403


def test_the_room_reads_files_and_health_but_posts_to_the_phone_page_only(forum: None) -> None:
    how = {"peer": PHONE, "host": f"{LAPTOP}:8501"}
    assert [status(path, **how) for path in ("/join", "/join/", "/join/a-b_c/pin.json", "/assets/leaflet/x.js")] == [
        0
    ] * 4
    assert status("/join/pin", method="POST", **how) == 0
    assert status("/health", **how) == 200
    assert [status(path, method="POST", **how) for path in ("/health", "/assets/x.js")] == [403, 403]


class Stand:
    """An endpoint that writes down that it was reached."""

    def __init__(self, name: str, found: list[str]) -> None:
        self.name, self.found = name, found

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.found.append(self.name)


def reached(path: str) -> str:
    """Which part of the server answers a path; the oracle is Starlette's router, laid out as ours."""
    found: list[str] = []
    mounts = [Mount(f"/{name}", Stand(name, found)) for name in ("data", "plan", "join", "assets", "_stcore")]
    router = Starlette(routes=[Route("/join", Stand("join", found)), *mounts, Mount("/", Stand("pages", found))])

    async def ignored(*_: Any) -> Any:
        return {"type": "http.disconnect"}

    asyncio.run(router(scope_of(path), ignored, ignored))
    return found[0] if found else "nothing"


PIECES = [
    "join",
    "assets",
    "health",
    "data",
    "plan",
    "_stcore",
    "..",
    ".",
    "",
    "%2e%2e",
    "%2f",
    "%6aoin",
    ";",
    "x",
    "J",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["/", "//", "%2f", "\\", ""]))
@example(["join", "..", "data"], "/")
def test_what_the_room_reaches_is_the_phone_page_however_the_path_is_read(pieces: list[str], joint: str) -> None:
    path = "/" + joint.join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FORUM_VARIABLE, "1")
        patch.delenv(SIGN_IN_VARIABLE, raising=False)
        verdict = status(path, peer=PHONE, host=f"{LAPTOP}:8501")
    if verdict == 0:
        assert reached(path) in ("join", "assets")
        plainest = normpath(unquote(unquote(path)).replace("\\", "/"))
        assert plainest.split("/")[1] in ("join", "assets")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,11}", fullmatch=True), max_size=5))
def test_plain_paths_of_the_phone_page_are_let_in(parts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FORUM_VARIABLE, "1")
        patch.delenv(SIGN_IN_VARIABLE, raising=False)
        path = "/".join(["/join", *parts])
        assert quote(path, safe="/~") == path
        assert status(path, peer=PHONE, host=f"{LAPTOP}:8501") == 0


# Which site's page


@pytest.mark.parametrize("peer", ["127.0.0.1", PHONE])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "null", "https://localhost:8501", "http://localhost:9999", "http://localhost", "file://",
        "", "http://localhost:8501.evil.example", "http://evil@localhost:8501", "http://localhost:bad",
    ],
)  # fmt: skip
def test_an_origin_must_be_ours(forum: None, peer: str, method: str, origin: str) -> None:
    assert status("/join", peer=peer, method=method, origin=origin) == 403
    assert status("/join", peer=peer, method=method, origin="http://localhost:8501") == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_without_an_origin_nothing_may_speak_for_another_site(forum: None, method: str) -> None:
    def change(**headers: str) -> int:
        return status("/_stcore/upload_file/a/b", method=method, **headers)

    assert change() == 0
    assert change(sec_fetch_site="same-origin", referer="http://localhost:8501/explore") == 0
    assert change(sec_fetch_site="none") == 0
    assert change(sec_fetch_site="cross-site") == 403
    assert change(sec_fetch_site="same-site") == 403
    assert change(referer="http://evil.example/page") == 403
    assert change(referer="http://localhost:9999/") == 403
    assert change(referer="about:blank") == 403


def test_reading_across_sites_is_not_a_change(forum: None) -> None:
    assert status("/", sec_fetch_site="cross-site", referer="http://town.example/links") == 0


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_socket_of_another_site_is_refused(origin: str) -> None:
    assert status("/_stcore/stream", kind="websocket", origin=origin) == 403
    assert status("/_stcore/stream", kind="websocket", origin="http://localhost:8501") == 0


# What an answer carries, and what a body may be


async def take_all(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def show(request: Request) -> Response:
    return PlainTextResponse("page", headers={"Set-Cookie": "_streamlit_user=x; Path=/"})


APP = Starlette(
    routes=[
        Route("/join/send", take_all, methods=["POST"]), Route("/send", take_all, methods=["POST"]),
        Route("/join/{rest:path}", PhonePages([])), Route("/page", show),
    ],
    middleware=[Middleware(HostGuard)],
)  # fmt: skip


def answered(scope: dict[str, Any], chunks: list[bytes] | None = None, *, is_stalling: bool = False) -> tuple[Any, int]:
    """The start and body of an answer, and how many chunks of the body were asked for."""
    parts: list[dict[str, Any]] = []
    waiting = list(chunks or [b""])
    taken = 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        if taken >= len(waiting) or (is_stalling and taken == 1):
            await asyncio.Event().wait()
        taken += 1
        return {"type": "http.request", "body": waiting[taken - 1], "more_body": taken < len(waiting)}

    async def send(message: dict[str, Any]) -> None:
        parts.append(message)

    asyncio.run(APP(scope, receive, send))
    headers = {name.decode().lower(): value.decode() for name, value in parts[0]["headers"]}
    body = b"".join(part.get("body", b"") for part in parts[1:]).decode()
    return (parts[0]["status"], headers, body), taken


def test_every_answer_carries_the_security_headers(forum: None) -> None:
    for path in ("/page", "/nothing", "/join/x"):
        (_, headers, _), _ = answered(scope_of(path))
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    (code, headers, _), _ = answered(scope_of("/page"))
    assert (code, headers["content-security-policy"], headers["x-frame-options"]) == (
        200, "frame-ancestors 'self'", "SAMEORIGIN",
    )  # fmt: skip
    assert headers["set-cookie"] == "_streamlit_user=x; Path=/"
    (code, headers, _), _ = answered(scope_of("/page", peer=PHONE))
    assert (code, headers["x-content-type-options"]) == (403, "nosniff")


def test_the_phone_page_runs_no_foreign_script_and_no_inline_one(forum: None) -> None:
    (code, headers, _), _ = answered(scope_of("/join/x", peer=PHONE))
    assert code == 404
    assert headers["content-security-policy"] == PHONE_POLICY
    assert "default-src 'none'" in PHONE_POLICY
    assert "unsafe" not in PHONE_POLICY


def test_somebody_in_the_room_without_join_in_the_address_is_told_where_to_go(forum: None) -> None:
    (code, _, body), _ = answered(scope_of("/", peer=PHONE, accept="text/html,*/*"))
    assert code == 403
    assert 'href="/join"' in body


def test_health_tells_the_room_nothing_else(forum: None) -> None:
    (code, headers, body), _ = answered(scope_of("/health", peer=PHONE))
    assert (code, body, headers["cache-control"]) == (200, '{"status":"ok"}', "no-store")


FORM = {"content_type": "application/x-www-form-urlencoded"}
PHOTO = {"content_type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    ("kind", "limit"), [(FORM, FORM_LIMIT_BYTES), (PHOTO, PHOTO_LIMIT_BYTES), ({}, FORM_LIMIT_BYTES)]
)
def test_a_body_that_says_it_is_too_large_is_not_read(forum: None, kind: dict[str, str], limit: int) -> None:
    scope = scope_of("/join/send", peer=PHONE, method="POST", content_length=str(limit + 1), **kind)
    (code, headers, body), taken = answered(scope, [b"x"])
    assert (code, taken, headers["connection"]) == (413, 0, "close")
    assert ("12 MB" if kind is PHOTO else "64 kB") in body


@pytest.mark.parametrize("said", ["-1", "1e3", "9" * 5000, "٣"])
def test_a_senseless_length_is_refused(forum: None, said: str) -> None:
    scope = scope_of("/join/send", peer=PHONE, method="POST")
    scope["headers"].append((b"content-length", said.encode()))
    assert answered(scope, [b"x"])[0][0] == 413


@pytest.mark.parametrize("peer", [PHONE, "127.0.0.1"])
def test_a_body_that_turns_out_too_large_is_cut_off(forum: None, peer: str) -> None:
    chunks = [b"x" * 20_000] * 500
    (code, _, _), taken = answered(scope_of("/join/send", peer=peer, method="POST", **FORM), chunks)
    assert (code, taken) == (413, 4)


def test_what_is_not_too_large_arrives_whole(forum: None) -> None:
    chunks = [b"x" * 32 * 1024] * 2
    assert answered(scope_of("/join/send", peer=PHONE, method="POST", **FORM), chunks)[0][2] == str(FORM_LIMIT_BYTES)
    photo = [b"x" * 1024 * 1024] * 12
    assert answered(scope_of("/join/send", peer=PHONE, method="POST", **PHOTO), photo)[0][2] == str(PHOTO_LIMIT_BYTES)
    assert answered(scope_of("/send", method="POST", **FORM), photo)[0][2] == str(PHOTO_LIMIT_BYTES)


def test_a_phone_that_stalls_in_the_middle_is_let_go(forum: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.server.protection.PAUSE_S", 0.05)
    scope = scope_of("/join/send", peer=PHONE, method="POST", **FORM)
    assert answered(scope, [b"x", b"y"], is_stalling=True)[0][0] == 408


# The address for phones


def test_the_address_on_the_screen(forum: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROOM_ADDRESS_VARIABLE, LAPTOP)
    assert room_url() == f"http://{LAPTOP}:8501/join"
    monkeypatch.setenv(ROOM_ADDRESS_VARIABLE, "fd00::2")
    assert room_url() == "http://[fd00::2]:8501/join"
    monkeypatch.delenv(ROOM_URL_VARIABLE)
    assert room_url("localhost:8777") == "http://[fd00::2]:8777/join"
    monkeypatch.setenv(FORUM_VARIABLE, "")
    assert (room_url(), room_urls()) == (None, [])


def test_a_laptop_that_changed_its_network_shows_its_new_address(forum: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOM_ADDRESS_VARIABLE, raising=False)
    monkeypatch.setattr("app.server.room._addresses_of", lambda *_: ("10.0.0.5", LAPTOP))
    assert room_urls() == [f"http://{LAPTOP}:8501/join", "http://10.0.0.5:8501/join"]
    monkeypatch.setattr("app.server.room._addresses_of", lambda *_: ("10.0.0.5",))
    assert room_urls() == ["http://10.0.0.5:8501/join"]
