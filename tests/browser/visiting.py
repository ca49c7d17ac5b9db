"""A real browser on a real server: it finds no other host, and every request to one is written down."""

from __future__ import annotations

import asyncio
import os
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import ROOT, needs
from tests.oracles.axe import MOVED, grave
from tests.servers.forked import start_streamlit

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu-rasterization",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2",
]  # fmt: skip
"""The browser itself finds no other host. (Were every request sorted out by hand, it would keep no file of a page.)

Debian's wrapper asks for a graphics card to paint with: a program that plays one costs more than to paint without.
"""
LIGHT = [
    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "Translate,PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup",
]  # fmt: skip
"""Without pages of the browser's own: each new profile loads two for its address bar, a quarter of what a page costs.

The last list counts, so it repeats what Playwright switches off.
"""
UNHURRIED = ["--js-flags=--min-semi-space-size=64 --interrupt-budget=800000 --interrupt-budget-for-maglev=400000"]
"""A page lives for seconds here. So its scripts are optimised only where they run for long (axe, dragging), by threads
that others wait for, and its memory is looked through less often: a twelfth of what a page costs."""
STILL = """const still = new CSSStyleSheet();
still.replaceSync("[data-testid='stSkeleton'] { animation: none !important }");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];"""
"""What stands where a page will come pulses until the page's own style says that it does not: on a busy machine this is
painted for many seconds, by the processor."""
PATIENCE_MS = 60_000


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def served(atlas: Path, log: Path) -> Iterator[str]:
    """Serve an atlas as ``everyday serve`` does; gives its address."""
    from everyday.serving.told import STREAMLIT_OPTIONS

    port = free_port()
    options = STREAMLIT_OPTIONS | {"server.address": "127.0.0.1", "server.port": port}
    flags = [part for key, value in options.items() for part in (f"--{key}", str(value))]
    url = f"http://127.0.0.1:{port}"
    server = start_streamlit(
        ["run", str(ROOT / "streamlit_app.py"), *flags],
        environment=os.environ | {"EVERYDAY_ATLAS": str(atlas)}, folder=log.parent, log=log,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 180
        while not _is_up(url):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.2)
        yield url
    finally:
        server.end()


def serving(town: str) -> Any:
    """A module's fixture ``address``: what its fixture ``town`` gives, served until the module ends."""

    @pytest.fixture(scope="module")
    def address(
        chromium: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[str]:
        atlas = request.getfixturevalue(town)
        with served(atlas.folder, tmp_path_factory.mktemp("server") / "server.log") as url:
            yield url

    return address


def is_foreign(url: str, host: str) -> bool:
    """Does this request go to another host?"""
    address = urlsplit(url)
    return address.scheme not in ("data", "blob") and address.netloc != host


# What may need scrolling sideways: maps and data tables (WCAG 1.4.10), and the words in them.
OVERFLOW = """() => {
  const main = document.querySelector('.stMain') || document.documentElement, over = [];
  for (const element of main.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 && box.width > 0 && !element.closest('.stDataFrame, .ea-said, [data-may-scroll]'))
      over.push(element.tagName + ' ' + (element.textContent || '').trim().slice(0, 40));
  }
  return [main.scrollWidth - main.clientWidth, over];
}"""
LAID_OUT_MS = 10_000
"""So long a page may take to lay itself out anew after its window has changed."""


def beyond_the_window(page: Any) -> list[Any]:
    """By how many pixels a page is wider than its window, and what sticks out; ``[0, []]`` where nothing does."""
    found: list[Any] = page.evaluate(OVERFLOW)
    for _ in range(LAID_OUT_MS // 200):
        if found == [0, []]:
            break
        page.wait_for_timeout(200)
        found = page.evaluate(OVERFLOW)
    return found


def settled(page: Any) -> None:
    """Wait until the page is not being drawn anew."""
    for mark in ("[data-testid='stStatusWidget']", "[data-stale='true']"):
        page.locator(mark).first.wait_for(state="detached", timeout=PATIENCE_MS)


def unfolded(page: Any) -> None:
    """Open all that is folded in the page, and wait until nothing moves or is drawn anew."""
    for summary in page.locator(".stMain summary").all():
        if not summary.evaluate("one => one.parentElement.open"):
            summary.click()
            page.evaluate(MOVED)
    settled(page)
    page.evaluate(MOVED)


@dataclass
class Visit:
    """One page in the browser. ``foreign`` holds requests to other hosts, ``faults`` errors of the page's scripts."""

    page: Any
    url: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def map(self) -> Any:
        """The Leaflet container inside its frame."""
        return self.frame.locator("#map_div")

    @property
    def frame(self) -> Any:
        """The frame of the map."""
        return self.page.frame_locator("iframe[title*='st_folium']")

    def wait_map(self, name: str, part: str = "") -> str:
        """Wait until a ``data-`` mark of the map holds ``part``; gives the mark."""
        wanted = f"[data-{name}*='{part}']" if part else f"[data-{name}]"
        self.frame.locator(f"#map_div{wanted}").wait_for(state="attached", timeout=PATIENCE_MS)
        return str(self.map.get_attribute(f"data-{name}"))

    def open(self, query: str = "") -> Visit:
        """Open an address and wait until the map is painted."""
        self.page.goto(f"{self.url}/{query}")
        self.wait_painted("")
        return self

    def read(self, address: str) -> Any:
        """Open a page that need not have a map, and wait until all of it stands; gives the page."""
        self.page.goto(f"{self.url}/{address}")
        self.page.locator(".ea-foot").wait_for(timeout=PATIENCE_MS)
        settled(self.page)
        return self.page

    def wait_painted(self, layer: str) -> str:
        """Wait until the map shows ``layer`` (part of its name); gives what is painted."""
        return self.wait_map("painted", layer)

    def chosen(self) -> str:
        """Heading of the chosen spot, empty if there is none."""
        heading = self.page.locator("#ea-chosen")
        return str(heading.inner_text()) if heading.count() else ""

    def _click(self, across: float, down: float) -> None:
        box = self.map.bounding_box()
        self.map.click(position={"x": box["width"] * across, "y": box["height"] * down})

    def click_cell(self, across: float, down: float) -> str:
        """Click at shares of the map's width and height; gives the id of what is outlined then."""
        before = self.map.get_attribute("data-chosen") or ""
        self._click(across, down)
        self.frame.locator(f"#map_div[data-chosen]:not([data-chosen='{before}'])").wait_for(
            state="attached", timeout=PATIENCE_MS
        )
        return str(self.map.get_attribute("data-chosen"))

    def click_map(self, across: float, down: float) -> str:
        """Click at shares of the map's width and height; gives the heading of what was chosen."""
        before = self.chosen()
        self._click(across, down)
        self.page.wait_for_function(
            "before => { const e = document.querySelector('#ea-chosen'); return e && e.innerText !== before }",
            arg=before, timeout=PATIENCE_MS,
        )  # fmt: skip
        return self.chosen()


Kind = tuple[tuple[str, Any], ...]
Listeners = dict[str, Callable[[Any], None]]


class Windows:
    """The windows of a running browser.

    One that is given back is lent again, emptied of all that a page may keep (cookies, storage, routes): it knows
    nothing of what it showed. Only the files of a page and its compiled scripts are still there, a third to a half of
    what a page costs. Two that are open at the same time have profiles of their own.
    """

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.loop = asyncio.get_running_loop()
        self._free: dict[Kind, list[Any]] = {}
        self._lent: dict[Any, tuple[Kind, Listeners]] = {}

    @contextmanager
    def in_use(self) -> Iterator[Windows]:
        """Only meanwhile is Playwright's loop this thread's running one: others may run theirs before and after."""
        before = asyncio._get_running_loop()
        asyncio._set_running_loop(self.loop)
        try:
            yield self
        finally:
            asyncio._set_running_loop(before)

    def lend(self, width: int, height: int, listeners: Listeners, **profile: Any) -> Any:
        """A page of this size in an empty profile.

        ``listeners`` are told what happens in all pages of the profile, by the names of events of a context of
        Playwright; ``profile`` holds options of one.
        """
        kind = tuple(sorted(profile.items()))
        size = {"width": width, "height": height}
        if free := self._free.get(kind):
            page = free.pop()
            page.set_viewport_size(size)
        else:
            context = self.browser.new_context(viewport=size, **profile)
            context.set_default_timeout(PATIENCE_MS)
            context.add_init_script(STILL)
            page = context.new_page()
        for event, told in listeners.items():
            page.context.on(event, told)
        self._lent[page] = kind, listeners
        return page

    def take_back(self, page: Any) -> None:
        """Empty a page's profile, so that it can be lent again; one that cannot be emptied is closed."""
        from playwright.sync_api import Error

        kind, listeners = self._lent.pop(page)
        for event, told in listeners.items():
            page.context.remove_listener(event, told)
        try:
            _empty(page)
        except Error:  # the test has closed it, or it has crashed or stands still
            page.context.close()
        else:
            self._free.setdefault(kind, []).append(page)


KEPT = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage"
"""All that a page may keep in a browser. (Not its files, which the browser keeps.)"""


def _empty(page: Any) -> None:
    """Leave what is open, and forget all of it but its files."""
    for other in page.context.pages:
        if other != page:
            other.close()
    address = urlsplit(page.url)
    if address.netloc:
        page.evaluate("() => { sessionStorage.clear(); window.name = '' }")
    page.unroute_all(behavior="ignoreErrors")
    page.goto("about:blank")
    if address.netloc:
        tools = page.context.new_cdp_session(page)
        origin = f"{address.scheme}://{address.netloc}"
        tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
        tools.detach()
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.context.set_offline(False)


@contextmanager
def running_chromium() -> Iterator[Windows]:
    """A browser, as Playwright drives it: to be used within :meth:`Windows.in_use`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=needs.browser(), headless=True, args=[*FLAGS, *LIGHT, *UNHURRIED]
        )
        windows = Windows(browser)
        asyncio._set_running_loop(None)  # Playwright leaves its own the running one for as long as a browser runs
        try:
            yield windows
        finally:
            asyncio._set_running_loop(windows.loop)  # till it has ended
            browser.close()


@contextmanager
def visit(url: str, within: Windows, *, width: int = 1440, height: int = 1000) -> Iterator[Visit]:
    """An empty profile in a running browser; requests to other hosts are written down."""
    foreign: list[str] = []
    faults: list[str] = []
    asked: list[str] = []
    host = urlsplit(url).netloc

    def note(request: Any) -> None:
        asked.append(request.url)
        if is_foreign(request.url, host):
            foreign.append(request.url)

    listeners: Listeners = {"request": note, "weberror": lambda told: faults.append(str(told.error))}
    page = within.lend(width, height, listeners)
    try:
        yield Visit(page, url, foreign, faults, asked)
    finally:
        within.take_back(page)


def opened_once(addresses: Sequence[str], names: str = "") -> Any:
    """A module's fixture: pages in a wide window, each opened once for all tests that only look at it.

    What stands in ``{}`` in an address comes from the fixture ``names``.
    """

    @pytest.fixture(scope="module", params=addresses)
    def opened(engine: Windows, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
        known = request.getfixturevalue(names) if names else {}
        with visit(address, engine, height=844) as seen:
            seen.read(request.param.format(**known))
            yield seen

    return opened


def for_everybody(seen: Visit, width: int) -> None:
    """What is open, unfolded in a window of this width: nothing is cut off, and axe finds nothing serious."""
    seen.page.set_viewport_size({"width": width, "height": 844})
    unfolded(seen.page)
    assert seen.page.viewport_size["width"] == width
    assert beyond_the_window(seen.page) == [0, []]
    assert [str(one) for one in grave(seen.page)] == []
    assert seen.foreign == []
    assert seen.faults == []
