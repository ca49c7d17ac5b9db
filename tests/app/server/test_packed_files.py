"""Scripts and style sheets leave compressed; everything else as it was."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import app.server.wire.packed_files as packed_files
from app.server.wire.packed_files import PackedFiles
from tests.servers.asgi_client import Client

SCRIPT = b"const town = 'Everyday';\n" * 4000


@pytest.fixture
def client(tmp_path):
    (tmp_path / "app.js").write_bytes(SCRIPT)
    (tmp_path / "small.js").write_bytes(b"1")
    (tmp_path / "photo.png").write_bytes(SCRIPT)

    def page(request):
        return Response(SCRIPT, media_type="text/html", headers={"ETag": '"a"'})

    routes = [Route("/secret.html", page), Mount("/static", StaticFiles(directory=tmp_path))]
    return Client(Starlette(routes=routes, middleware=[Middleware(PackedFiles)]))


def test_a_script_leaves_small_and_whole(client):
    answer = client.get("/static/app.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(answer.body) < len(SCRIPT) / 20
    assert gzip.decompress(answer.body) == SCRIPT
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_a_browser_that_cannot_unpack_gets_it_plain_and_a_cache_keeps_them_apart(client):
    for said in ("identity", "gzip;q=0, br"):
        answer = client.get("/static/app.js", {"accept-encoding": said})
        assert answer.body == SCRIPT
        assert "content-encoding" not in answer.headers
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_a_browser_that_has_it_is_told_so(client):
    etag = client.get("/static/app.js").headers["etag"]
    answer = client.get("/static/app.js", {"if-none-match": etag})
    assert (answer.status_code, answer.body) == (304, b"")
    assert answer.headers["etag"] == etag


def test_a_part_of_a_file_stays_a_part(client):
    answer = client.get("/static/app.js", {"range": "bytes=5-14"})
    assert (answer.status_code, answer.body) == (206, SCRIPT[5:15])
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/secret.html", "/static/photo.png", "/static/small.js", "/static/none.js"])
def test_pages_pictures_small_and_missing_files_are_left_alone(client, path):
    assert "content-encoding" not in client.get(path).headers


def test_a_file_is_compressed_once(client, monkeypatch):
    calls = []
    real = gzip.compress
    monkeypatch.setattr(packed_files.gzip, "compress", lambda *a, **k: calls.append(1) or real(*a, **k))
    bodies = {client.get("/static/app.js").body for _ in range(3)}
    assert (len(bodies), len(calls)) == (1, 1)


def test_a_changed_file_is_packed_anew(client, tmp_path):
    client.get("/static/app.js")
    (tmp_path / "app.js").write_bytes(SCRIPT + b"// more\n")
    assert client.get("/static/app.js").text.endswith("// more\n")
