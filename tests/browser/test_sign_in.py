"""A provider of accounts, a server and a browser: people sign in, see what their role allows, and sign out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from everyday import Atlas
from tests.browser.visiting import PATIENCE_MS, Windows, free_port
from tests.servers.oidc_provider import Provider, provider_app
from tests.servers.serving import Server, started
from tests.servers.sign_in_files import AUTH, ROLES, written


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The provider, running."""
    import uvicorn

    port = free_port()
    found = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider_app(found), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield found
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def atlas(
    sign_in_packages: None, provider: Provider, demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The demo town, served to people who sign in."""
    place = tmp_path_factory.mktemp("signed")
    shutil.copytree(demo_atlas.folder, place / "atlas")
    port = free_port()
    auth = AUTH | {
        "redirect_uri": f"http://localhost:{port}/oauth2callback",
        "server_metadata_url": f"{provider.url}/.well-known/openid-configuration",
    }
    path = written(place / "in.toml", auth, ROLES)
    with started(place / "log", place / "atlas", "--sign-in", path, "--host", "0.0.0.0", port=port) as server:
        yield server


@pytest.fixture
def page(engine: Windows) -> Iterator[Any]:
    """A browser that nobody has signed in with."""
    context = engine.browser.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def signs_in(page: Any, server: Server, provider: Provider, person: str) -> None:
    provider.person = person
    page.goto(f"http://localhost:{server.port}/")
    page.get_by_role("button", name="Sign in").click(timeout=PATIENCE_MS)


def layer_of(server: Server) -> str:
    return f"http://localhost:{server.port}/data/{Atlas(server.log.parent / 'atlas').edition().id}/areas.json"


def test_a_viewer_signs_in_and_sees_the_town(page: Any, atlas: Server, provider: Provider) -> None:
    page.goto(f"http://localhost:{atlas.port}/explore?at=1")
    page.get_by_role("button", name="Sign in").wait_for(timeout=PATIENCE_MS)
    assert "Wrenmouth" not in page.content()
    assert page.request.get(layer_of(atlas)).status == 401
    signs_in(page, atlas, provider, "viewer")
    page.get_by_text("The town in brief").wait_for(timeout=PATIENCE_MS)
    page.frame_locator("iframe[title*='st_folium']").locator("#map_div[data-painted]").wait_for(
        state="attached", timeout=PATIENCE_MS
    )
    page.get_by_text("Signed in as Vera <b>Viewer</b> (viewer)").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_role("link", name="Data").count() == 0
    assert page.request.get(layer_of(atlas)).status == 200
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for(timeout=PATIENCE_MS)
    assert page.request.get(layer_of(atlas)).status == 401


def test_a_planner_gets_the_pages_that_change_things(page: Any, atlas: Server, provider: Provider) -> None:
    signs_in(page, atlas, provider, "planner")
    page.get_by_text("The town in brief").wait_for(timeout=PATIENCE_MS)
    page.goto(f"http://localhost:{atlas.port}/data-sources")
    page.get_by_text("Signed in as Paul Planner (planner)").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_role("link", name="Data").count() > 0


@pytest.mark.parametrize(
    ("person", "said"),
    [("stranger", "nobody has given this account a role"), ("unproved", "has not proved that this e-mail address")],
)
def test_people_without_a_role_are_told_so_and_see_nothing(
    page: Any, atlas: Server, provider: Provider, person: str, said: str
) -> None:
    signs_in(page, atlas, provider, person)
    page.get_by_text(said).wait_for(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Sign out").wait_for(timeout=PATIENCE_MS)
    assert "Wrenmouth" not in page.content()
    assert page.request.get(layer_of(atlas)).status == 403


def test_without_a_cookie_the_server_shows_the_door_only(atlas: Server) -> None:
    host = f"localhost:{atlas.port}"
    assert atlas.status("/", host=host) == 200
    assert atlas.status("/join/no-such-thing", host=host) == 404
    assert atlas.ask("/health", host=host)[2] == '{"status":"ok"}'
    assert atlas.status("/data/x/areas.json", host=host) == 401
    code, headers, _ = atlas.ask("/data-sources", host=host, headers={"Accept": "text/html"})
    assert (code, headers["location"]) == (303, "/")
    assert atlas.status("/_stcore/upload_file/a/b", host=host, method="PUT", body=b"x") == 401
    assert atlas.status("/", host="evil.example") == 403
    assert "101" in atlas.handshake(source="127.0.0.1", host=host)
    assert "403" in atlas.handshake(source="127.0.0.1", host=host, origin="http://evil.example")
