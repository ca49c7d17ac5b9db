"""The server as it is started: what this computer reaches, what the room reaches, and what the command refuses.

127.0.0.2 plays the room: it is another address than this computer's own, on every system that has it.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.serving.room import ROOM_ADDRESS_VARIABLE, machine_names, room_addresses
from tests import needs
from tests.needs import ROOM
from tests.servers.command import run
from tests.servers.serving import HERE, Server, started


@pytest.fixture(scope="module")
def own_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo town."""
    folder = tmp_path_factory.mktemp("served") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    return folder


@pytest.fixture(scope="module")
def forum(room_address: str, own_atlas: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The copy, served to a room; the machine's own settings try to trust everybody's word on who they are."""
    log = tmp_path_factory.mktemp("forum") / "server.log"
    with started(log, own_atlas, "--forum", FORWARDED_ALLOW_IPS="*", EVERYDAY_ROOM_ADDRESS="") as server:
        yield server


@pytest.fixture(scope="module")
def layer(own_atlas: Path) -> str:
    """The address of a layer that exists."""
    return f"/data/{Atlas(own_atlas).edition().id}/areas.json"


def pages(layer: str) -> list[str]:
    return [
        "/", "/explore", "/what-if", "/data-sources", "/forum", layer, "/plan/figure", "/_stcore/health",
        "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/media/a.png", "/favicon.png",
        "/component/streamlit_folium.st_folium/index.html", "/static/js/index.js", "/app/static/x", "/oauth2callback",
        "/assets", "/join/.." + layer, "/join/../", "//", "/" + layer, "/%6aoin/.." + layer, "/join%2f.." + layer,
        "/join/%2e%2e" + layer, "/JOIN", "/join;" + layer, "/assets/..%2f..%2fguard.py", "/assets/../settings.py",
    ]  # fmt: skip


# The room


def test_the_room_reaches_the_phone_page_and_its_files(forum: Server) -> None:
    assert forum.status("/join/no-such-thing", source=ROOM) == 404
    assert forum.status("/join", source=ROOM) in (200, 404)
    assert forum.status("/assets/leaflet/leaflet.js", source=ROOM) == 200
    code, headers, body = forum.ask("/health", source=ROOM)
    assert (code, body) == (200, '{"status":"ok"}')
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in forum.ask("/join/no-such-thing", source=ROOM)[1]["content-security-policy"]


def test_the_room_reaches_nothing_else(forum: Server, layer: str) -> None:
    for target in (HERE, ROOM):
        for path in pages(layer):
            assert forum.status(path, source=ROOM, target=target) == 403, path
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
            assert forum.status(layer, source=ROOM, target=target, method=method) == 403, method
            assert forum.status("/_stcore/upload_file/a/b", source=ROOM, target=target, method=method) == 403, method


def test_the_room_cannot_name_this_computer(forum: Server, layer: str) -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", f"localhost:{forum.port}", *machine_names()):
        assert forum.status(layer, source=ROOM, host=host) == 403
        absolute = [f"GET http://{host}{layer} HTTP/1.1", f"Host: {host}", "Connection: close"]
        assert "403" in forum.raw(absolute, source=ROOM)
        assert "403" in forum.handshake(source=ROOM, host=host, origin=f"http://{host}")


def test_a_made_up_sender_does_not_help(forum: Server, layer: str) -> None:
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto"):
        for value in ("127.0.0.1", "::1", "for=127.0.0.1", "localhost"):
            assert forum.status(layer, source=ROOM, headers={name: value}) == 403
        assert forum.status(layer, headers={name: ROOM}) == 403
        assert forum.status(layer, headers={name: HERE}) == 403


def test_the_room_opens_no_web_socket(forum: Server) -> None:
    for path in ("/_stcore/stream", "/join", "/join/stream", "/assets/x", "/health", "/join/../_stcore/stream"):
        assert "403" in forum.handshake(path, source=ROOM)


def test_a_name_that_somebody_points_at_this_computer_is_refused(forum: Server) -> None:
    for source in (HERE, ROOM):
        for host in ("evil.example", f"evil.example:{forum.port}", "8.8.8.8", "localhost.evil.example"):
            assert forum.status("/join/x", source=source, host=host) == 403
            assert "403" in forum.handshake(source=source, host=host)


def test_a_page_of_another_site_cannot_send_anything(forum: Server) -> None:
    own = f"http://{HERE}:{forum.port}"
    for source in (HERE, ROOM):
        for origin in ("http://evil.example", "null", f"https://{HERE}:{forum.port}", "http://localhost:1"):
            assert forum.status("/join/x", source=source, method="POST", body=b"a=1", headers={"Origin": origin}) == 403
        for name, value in (("Sec-Fetch-Site", "cross-site"), ("Referer", "http://evil.example/")):
            assert forum.status("/join/x", source=source, method="POST", body=b"a=1", headers={name: value}) == 403
        assert forum.status("/join/x", source=source, method="POST", body=b"a=1", headers={"Origin": own}) == 404
    assert "403" in forum.handshake(source=HERE, origin="http://evil.example")


def test_a_form_that_is_too_large_is_refused_before_it_is_sent(forum: Server) -> None:
    for size, kind in ((64 * 1024, "text/plain"), (12 * 1024 * 1024, "multipart/form-data; boundary=x")):
        lines = ["POST /join/x HTTP/1.1", f"Host: {HERE}:{forum.port}", f"Content-Type: {kind}"]
        assert "413" in forum.raw([*lines, f"Content-Length: {size + 1}"], source=ROOM)
    assert forum.status("/health", source=ROOM) == 200


@pytest.mark.network
def test_another_machine_reaches_the_phone_page_only(forum: Server, layer: str) -> None:
    """The same with a network of its own, where this system lets us make one."""
    ip = needs.network()
    space, ours, theirs = f"ea{os.getpid()}", f"eaa{os.getpid() % 10**6}", f"eab{os.getpid() % 10**6}"
    made = [
        f"netns add {space}", f"link add {ours} type veth peer name {theirs}", f"link set {theirs} netns {space}",
        f"addr add 10.203.77.1/24 dev {ours}", f"link set {ours} up",
        f"netns exec {space} ip addr add 10.203.77.2/24 dev {theirs}", f"netns exec {space} ip link set {theirs} up",
    ]  # fmt: skip
    try:
        for command in made:
            subprocess.run([ip, *command.split()], check=True, capture_output=True)
        code = (
            "import sys, http.client\n"
            "for path in sys.argv[2:]:\n"
            "    line = http.client.HTTPConnection('10.203.77.1', int(sys.argv[1]), timeout=20)\n"
            "    line.request('GET', path)\n"
            "    print(line.getresponse().status)\n"
        )
        command = [ip, "netns", "exec", space, sys.executable, "-c", code, str(forum.port)]
        paths = ["/join/no-such-thing", "/health", "/", layer, "/_stcore/stream", "/_stcore/health"]
        done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=300)
        assert done.stdout.split() == ["404", "200", "403", "403", "403", "403"], done.stderr
    finally:
        subprocess.run([ip, "link", "del", ours], capture_output=True)
        subprocess.run([ip, "netns", "del", space], capture_output=True)


# This computer


def test_this_computer_still_gets_the_pages(forum: Server, layer: str) -> None:
    assert "<title>Streamlit</title>" in forum.ask("/")[2]
    code, headers, _ = forum.ask(layer)
    assert (code, headers["x-content-type-options"]) == (200, "nosniff")
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert '"edition"' in forum.ask("/health")[2]
    assert "101" in forum.handshake(source=HERE)
    assert "101" in forum.handshake(source=HERE, origin=f"http://{HERE}:{forum.port}")


def test_below_the_phone_page_there_is_nothing_but_the_phone_page(forum: Server) -> None:
    for source in (HERE, ROOM):
        code, _, body = forum.ask("/join/no-such-thing", source=source)
        assert (code, "Streamlit" in body) == (404, False)


@pytest.mark.ipv6
def test_ipv6_is_served_too_where_there_is_any(forum: Server) -> None:
    line = http.client.HTTPConnection("::1", forum.port, timeout=20)
    line.request("GET", "/", headers={"Host": f"[::1]:{forum.port}"})
    assert line.getresponse().status == 200


def test_the_command_says_what_phones_type_and_what_is_not_safe(forum: Server) -> None:
    said = forum.log.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{forum.port}   (this computer only" in said
    addresses = room_addresses()
    if addresses:
        shown = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
        assert f"Phones in the room: http://{shown}:{forum.port}/join" in said
    assert "not encrypted" in said
    assert "External URL" not in said


def test_an_atlas_that_is_served_as_ever_listens_on_this_computer_only(own_atlas: Path, tmp_path: Path) -> None:
    with started(tmp_path / "log", own_atlas, EVERYDAY_FORUM="1", EVERYDAY_SIGN_IN="/nowhere.toml") as server:
        assert server.status("/") == 200
        with suppress(OSError):
            assert server.status("/join", source=ROOM) == 403
            assert server.status("/health", source=ROOM) == 403
        for address in room_addresses():
            with pytest.raises(OSError):
                socket.create_connection((address, server.port), timeout=2)


# The command


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "--sign-in FILE"),
        (["--host", "192.168.1.2"], "needs sign-in"),
        (["--forum", "--host", "0.0.0.0"], "--forum goes with neither"),
        (["--forum", "--sign-in", "x.toml"], "--forum goes with neither"),
        (["--behind-proxy", "10.0.0.1"], "--behind-proxy is for an atlas with sign-in"),
        (["--forum", "--port", "0"], "Port 0 cannot be used"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    (tmp_path / "atlas.toml").write_text('name = "X"\n')
    code, _, faults = run(capsys, "serve", tmp_path, "--no-open", *options)
    assert code == 2
    assert said in faults


# Addresses of this computer


def test_room_addresses_are_ones_that_others_can_use() -> None:
    found = room_addresses()
    assert len(found) == len(set(found))
    assert not any(address.startswith(("127.", "::1", "0.", "fe80")) for address in found)
    for address in found:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.bind((address, 0))
    kinds = [":" in address for address in found]
    assert kinds == sorted(kinds)


def test_a_named_address_replaces_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROOM_ADDRESS_VARIABLE, " Forum.local ")
    assert room_addresses() == ["forum.local"]


def test_finding_the_address_needs_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOM_ADDRESS_VARIABLE, raising=False)
    monkeypatch.setattr("everyday.serving.room._used_to_reach", lambda target: "")
    monkeypatch.setattr(
        "everyday.serving.room._of_interfaces", lambda: ["127.0.0.1", "169.254.3.3", "10.42.0.1", "fe80::1%3"]
    )
    assert room_addresses() == ["10.42.0.1", "169.254.3.3"]
    monkeypatch.setattr("everyday.serving.room._of_interfaces", list)
    assert room_addresses() == []
