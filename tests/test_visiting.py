"""The browser of these tests reaches this computer only, and says whom else a page asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.atlas import has_plan
from tests.browser.visiting import Visit, Windows, free_port, is_on_its_way, served, settled, visit

pytestmark = pytest.mark.browser(about_s=20)
ELSEWHERE = ["http://example.org/a.png", "http://192.0.2.7/b.png", "https://127.0.0.3/c.png"]


def test_while_nobody_drives_the_browser_others_run_loops_of_their_own(
    running_browser: Callable[[], Windows],
) -> None:
    """The first here: the module's own ``engine`` drives it till the end."""

    async def answer() -> int:
        await asyncio.sleep(0)
        return 7

    windows = running_browser()
    for _ in range(2):
        assert asyncio.run(answer()) == 7
        with windows.in_use(), visit(f"http://127.0.0.1:{free_port()}", windows) as seen:
            assert asyncio.get_running_loop() is windows.loop
            assert seen.page.evaluate("() => 1 + 1") == 2
    assert running_browser() is windows, "there is one for all modules"


def test_other_hosts_are_out_of_reach_and_written_down(engine: Windows) -> None:
    with visit(f"http://127.0.0.1:{free_port()}", engine) as seen:
        failed: list[str] = []
        seen.page.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
        seen.page.set_content("".join(f"<img src='{address}'>" for address in ELSEWHERE), wait_until="load")
        assert sorted(seen.foreign) == sorted(ELSEWHERE)
        assert sorted(failed) == sorted(f"{address} net::ERR_NAME_NOT_RESOLVED" for address in ELSEWHERE)


class _Greeting(BaseHTTPRequestHandler):
    """A page that says with which cookies it was asked for, and gives one."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", "given=1; HttpOnly; Max-Age=1000")
        self.end_headers()
        self.wfile.write(f"<p>{self.headers.get('Cookie', 'none')}</p>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def greeting() -> Iterator[str]:
    """The address of that page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Greeting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


KEEP = """async () => {
  localStorage.kept = sessionStorage.kept = window.name = document.cookie = 'kept=1';
  await caches.open('kept');
  await new Promise((done) => { indexedDB.open('kept').onsuccess = (event) => done(event.target.result.close()) });
}"""
KEPT = """async () => [localStorage.length, sessionStorage.length, window.name, document.cookie,
  (await caches.keys()).length, (await indexedDB.databases()).length, innerWidth]"""


def test_a_window_that_is_lent_again_knows_nothing_of_what_it_showed(engine: Windows, greeting: str) -> None:
    with visit(greeting, engine, width=900) as first:
        page = first.page
        page.route("**/routed", lambda route: route.fulfill(body="mine"))
        page.goto(greeting)
        page.evaluate(KEEP)
        page.reload()
        assert page.locator("p").inner_text() == "given=1; kept=1"
        assert page.evaluate(KEPT) == [1, 1, "kept=1", "kept=1", 1, 1, 900]
        page.context.set_offline(True)
        page.evaluate("() => setTimeout(() => { throw Error('late') }, 50)")
        with visit(greeting, engine) as beside:
            assert beside.page != page, "two that are open are two profiles"
    with visit(greeting, engine, width=700) as again:
        assert again.page == page, "it is the same window"
        again.page.goto(f"{greeting}/routed")
        assert again.page.locator("p").inner_text() == "none"
        assert again.page.evaluate(KEPT) == [0, 0, "", "", 0, 0, 700]
        assert again.asked == [f"{greeting}/routed"]
        assert again.faults == []


def test_a_window_that_was_closed_is_not_lent_again(engine: Windows, greeting: str) -> None:
    with visit(greeting, engine, width=800) as first:
        closed = first.page
        closed.close()
    with visit(greeting, engine, width=800) as second:
        assert second.page != closed
        second.page.goto(greeting)
        assert second.page.locator("p").inner_text() == "none"


ADDRESSES = ["?by=cells", "survey", "?level=both&layers=stops"]


def _told(seen: Visit) -> tuple[str, str, str]:
    """The words of a page, what its map shows, and how near."""
    seen.page.locator(".ea-foot").wait_for()
    settled(seen.page)
    zoomed = seen.map.evaluate("_ => everydayLabels.layer()._map.getZoom()")
    return seen.page.locator(".stMain").inner_text(), str(seen.map.get_attribute("data-painted")), str(zoomed)


def test_a_window_that_goes_on_shows_what_one_shows_that_is_opened_there(
    engine: Windows, address: str, demo_atlas: Atlas
) -> None:
    opened = []
    for one in ADDRESSES:
        with visit(address, engine, is_first=True) as seen:
            opened.append(_told(seen.open(one)))
    assert len(set(opened)) == len(set(ADDRESSES))
    with visit(address, engine, is_first=True) as seen:
        seen.open("?level=near")
        seen.page.evaluate("() => { window.everydayIsTheSame = true }")
        assert [_told(seen.open(one)) for one in ADDRESSES] == opened
        for one, words in zip(ADDRESSES, opened, strict=True):
            seen.open()
            seen.page.get_by_role("combobox", name="Find an area, street, stop or place").fill("Samphire")
            seen.page.keyboard.press("Enter")
            seen.page.locator("#ea-chosen", has_text="Samphire").wait_for()
            seen.page.get_by_role("radio", name="Both together").click()
            seen.frame.get_by_role("button", name="Layers").click()
            seen.frame.get_by_label("Stops").check()
            settled(seen.page)
            assert _told(seen.open(one)) == words, "what somebody did before is gone"
            assert seen.page.evaluate("() => document.activeElement === document.body")
        assert seen.page.evaluate("() => window.everydayIsTheSame"), "it was never opened anew"
    with visit(address, engine) as again:
        assert again.page.evaluate("() => [window.everydayIsTheSame, localStorage.length]") == [True, 0]
    with visit(address, engine, is_first=True) as first:
        assert first.page.url == "about:blank"
    assert not has_plan(demo_atlas.folder), "others copy it"


def test_a_page_of_a_server_that_has_ended_is_none_of_the_next_at_its_address(
    engine: Windows, demo_atlas: Atlas, tmp_path: Path
) -> None:
    seen = []
    for _ in range(2):
        with served(demo_atlas.folder, tmp_path / "log") as url, visit(url, engine) as town:
            assert not is_on_its_way(town.page, url)
            town.read("accessibility")
            assert is_on_its_way(town.page, url)
            seen.append((url, town.page))
    assert seen[0] == seen[1], "the same window at the same address"
