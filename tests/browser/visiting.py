"""A real browser on a real server: it finds no other host, and every request to one is written down."""

from __future__ import annotations

import asyncio
import os
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
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
WATCHED = """(() => {
  if (self !== top) return;
  window.everydayRuns = 0;
  const endsARun = (bytes) => {
    let at = 0;
    const number = () => {
      let found = 0, times = 1, byte;
      do { byte = bytes[at++]; found += (byte & 127) * times; times *= 128; } while (byte > 127);
      return found;
    };
    while (at < bytes.length) {
      const tag = number(), kind = tag % 8;
      if (tag === 6 * 8) return number() < 2;
      if (kind === 0) number();
      else if (kind === 2) { const length = number(); at += length; }
      else at += kind === 1 ? 8 : 4;
    }
    return false;
  };
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      window.everydayForgotten = () => this.send(new Uint8Array([5 * 8, 1]));
      this.addEventListener("message", (told) => {
        if (told.data instanceof ArrayBuffer && endsARun(new Uint8Array(told.data))) window.everydayRuns += 1;
      });
    }
  };
})()"""
"""Knows how often the server has drawn all of a page: Streamlit ends each drawing
with ``script_finished`` (field 6 of its ``ForwardMsg``; below 2 where it drew all of it, or up to a fault). And can ask
the server to forget what it keeps of this page's visit, which is Streamlit's own ``clear_cache`` (field 5 of its
``BackMsg``): nothing else is kept in Streamlit's caches."""
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


_left: list[int] = []
"""Ports of servers that have ended."""
_began: dict[int, float] = {}
"""When the server at a port began, in milliseconds as browsers count them."""


@contextmanager
def port_of_a_server() -> Iterator[int]:
    """A port while a server runs: that of one which has ended, if there is one.

    So it is at an address whose files the browser has, with their compiled scripts: a third of what opening a page for
    the first time costs. No page that is still open there is taken for one of the new server.
    """
    while _left and not _is_free(_left[-1]):
        _left.pop()
    port = _left.pop() if _left else free_port()
    _began[port] = time.time() * 1000
    try:
        yield port
    finally:
        _left.append(port)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # as servers do: a connection that was closed may linger
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


@contextmanager
def served(atlas: Path, log: Path) -> Iterator[str]:
    """Serve an atlas as ``everyday serve`` does; gives its address."""
    from everyday.serving.told import STREAMLIT_OPTIONS

    with port_of_a_server() as port:
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


IS_APP = """began => performance.timeOrigin >= began &&
  Boolean(document.querySelector('.stApp[data-test-connection-state=CONNECTED]'))"""
"""A page of the server that began then, not of one that was at its address before."""
BY_HISTORY = """async ([address, patience]) => {
  const until = Date.now() + patience, first = document.createElement("i");
  const later = async (isSo) => {
    while (!isSo()) {
      if (Date.now() > until) throw Error(`${address} was not drawn`);
      await new Promise((done) => setTimeout(done, 15));
    }
  };
  const isIdle = () => document.querySelector(".stApp").dataset.testScriptState === "notRunning";
  await later(isIdle);  // what is drawn still would be taken for what was asked for
  const runs = window.everydayRuns;
  first.tabIndex = -1;
  document.body.prepend(first);
  first.focus();
  first.remove();
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  await later(() => window.everydayRuns > runs);
  await later(isIdle);
}"""
"""There too the keyboard begins at the top of the page."""
MAPS = "iframe[title*='st_folium']"
LIGHT_PAGE = "accessibility"
"""Has no map and little to draw."""


def is_on_its_way(page: Any, url: str) -> bool:
    """Is this window open on a server's app, so that it can go on from where it is?"""
    return f"{page.url}/".startswith(f"{url}/") and bool(page.evaluate(IS_APP, _began.get(urlsplit(url).port or 0, 0)))


def go(page: Any, url: str, address: str) -> None:
    """Go to an address of a server's app: by the window's history where it is open already, as a person's "back" does.

    The browser keeps the app, a third of what opening it costs. All that somebody has done is gone with the page that
    they did it on (where the address is one of the same page, another is shown in between) and with what the server
    keeps of the visit.
    """
    if not is_on_its_way(page, url):
        page.goto(f"{url}/{address}")
        return
    settled(page)
    here, there = urlsplit(page.url), urlsplit(f"{url}/{address}")
    if here.path.strip("/") == there.path.strip("/"):
        page.evaluate(BY_HISTORY, [f"{url}/{LIGHT_PAGE}", PATIENCE_MS])
        page.locator(MAPS).first.wait_for(state="detached", timeout=PATIENCE_MS)
        settled(page)
    page.evaluate("() => window.everydayForgotten()")
    page.evaluate(BY_HISTORY, [f"{url}/{address}", PATIENCE_MS])
    settled(page)


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

    def go(self, address: str) -> Any:
        """Go to an address; gives the page."""
        go(self.page, self.url, address)
        return self.page

    def open(self, query: str = "") -> Visit:
        """Open an address and wait until the map is painted."""
        self.go(query)
        self.wait_painted("")
        return self

    def read(self, address: str) -> Any:
        """Open a page that need not have a map, and wait until all of it stands; gives the page."""
        self.go(address)
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

    def lend(self, width: int, height: int, listeners: Listeners, *, at: str = "", **profile: Any) -> Any:
        """A page of this size in an empty profile, open ``at`` this server if there is one that is.

        ``listeners`` are told what happens in all pages of the profile, by the names of events of a context of
        Playwright; ``profile`` holds options of one.
        """
        kind = tuple(sorted(profile.items()))
        size = {"width": width, "height": height}
        page = self._found(kind, at)
        if page:
            if page.viewport_size != size:
                page.set_viewport_size(size)
        else:
            context = self.browser.new_context(viewport=size, **profile)
            context.set_default_timeout(PATIENCE_MS)
            context.add_init_script(STILL)
            context.add_init_script(WATCHED)
            page = context.new_page()
        for event, told in listeners.items():
            page.context.on(event, told)
        self._lent[page] = kind, listeners
        return page

    def _found(self, kind: Kind, at: str) -> Any:
        """A free page: one that is open at a server if that is wanted, else an empty one; None if there is none."""
        free = self._free.get(kind, [])
        here = [page for page in free if at and is_on_its_way(page, at)]
        page = (here or free or [None])[-1]
        if page:
            free.remove(page)
        if page and not here and urlsplit(page.url).netloc and not self._emptied(page):
            return self._found(kind, at)
        return page

    def take_back(self, page: Any, *, is_kept: bool = False) -> None:
        """Take a page that can be lent again, its profile empty; one that cannot be emptied is closed.

        ``is_kept`` leaves it where it is, for whoever wants one that is open there.
        """
        kind, listeners = self._lent.pop(page)
        for event, told in listeners.items():
            page.context.remove_listener(event, told)
        if (is_kept and _is_kept(page)) or self._emptied(page):
            self._free.setdefault(kind, []).append(page)

    def leave_all(self) -> None:
        """Leave what free pages are open at: their server may end."""
        for kind, free in self._free.items():
            self._free[kind] = [page for page in free if not urlsplit(page.url).netloc or self._emptied(page)]

    def _emptied(self, page: Any) -> bool:
        from playwright.sync_api import Error

        try:
            _empty(page)
        except Error:  # the test has closed it, or it has crashed or stands still
            page.context.close()
            return False
        return True


KEPT = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage"
"""All that a page may keep in a browser. (Not its files, which the browser keeps.)"""


XSRF = "_streamlit_xsrf"
"""The cookie that every page of Streamlit has: uploads give it back."""


def _is_kept(page: Any) -> bool:
    """Forget all but where a page is open, if it is the app's and nobody is known to it."""
    from playwright.sync_api import Error

    try:
        if not page.evaluate(IS_APP, 0) or {one["name"] for one in page.context.cookies()} - {XSRF}:
            return False
        for other in page.context.pages:
            if other != page:
                other.close()
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); window.name = '' }")
        page.unroute_all(behavior="ignoreErrors")
        page.context.clear_permissions()
        page.context.set_offline(False)
    except Error:
        return False
    return True


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
def visit(
    url: str, within: Windows, *, width: int = 1280, height: int = 720, is_first: bool = False
) -> Iterator[Visit]:
    """An empty profile in a running browser; requests to other hosts are written down.

    Where nothing is said, the window is the smallest of a laptop or a projector that all must be at hand in.
    Where a window of this browser is open at that server, it goes on from there; ``is_first`` is for somebody who has
    never been there.
    """
    foreign: list[str] = []
    faults: list[str] = []
    asked: list[str] = []
    host = urlsplit(url).netloc

    def note(request: Any) -> None:
        asked.append(request.url)
        if is_foreign(request.url, host):
            foreign.append(request.url)

    listeners: Listeners = {"request": note, "weberror": lambda told: faults.append(str(told.error))}
    page = within.lend(width, height, listeners, at="" if is_first else url)
    try:
        yield Visit(page, url, foreign, faults, asked)
    finally:
        within.take_back(page, is_kept=True)


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
