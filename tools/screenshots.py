"""Take the pictures of README.md and docs/guide.md from the demo town, as a person sees it.

    python tools/screenshots.py [--to docs/images]

Needs the test extra and Chromium. Builds the demo in a temporary folder and serves it there.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEWS = {
    "explore": "?level=across&by=cells",
    "near-home": "?level=near&by=areas",
    "both": "?level=both&by=cells",
    "types": "?level=both&show=types",
    "suggested": "?level=suggested",
    "survey": "survey?question=pct_for_whom_transport_prevents_leaving_home_when_they_want",
    "side-by-side": "side-by-side?compare=places&left=E05999002&right=E05999006",
}
WIDTH, HEIGHT = 1440, 1000


def wait_for(url: str, seconds: float = 60) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"{url} does not answer")


def settle(page: Page) -> None:
    """Wait until the page has stopped running and the map has been drawn."""
    page.wait_for_selector("iframe", timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)
    time.sleep(3)


def take(page: Page, base: str, folder: Path) -> None:
    """All pictures, one after the other."""
    for name, address in VIEWS.items():
        page.goto(f"{base}/{address}")
        settle(page)
        page.screenshot(path=folder / f"{name}.png")
    page.goto(f"{base}/{VIEWS['explore']}")
    settle(page)
    frame = page.frame_locator("iframe").first
    box = frame.locator(".leaflet-container").bounding_box()
    if box is None:
        raise SystemExit("the map is not there")
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.45)
    settle(page)
    page.screenshot(path=folder / "profile.png")
    reach = page.get_by_role("button", name="Show reach from here")
    if reach.count():
        reach.first.click()
        settle(page)
        page.screenshot(path=folder / "reach.png")
    page.goto(f"{base}/action-plan")
    settle(page)
    page.locator("[class*='st-key-open_A-'] button").first.click()
    page.locator("#ea-chosen").wait_for()
    settle(page)
    page.screenshot(path=folder / "action-plan.png")
    page.get_by_role("link", name="Monitor").click()
    page.get_by_text("Did it happen?", exact=True).wait_for()
    time.sleep(5)
    page.get_by_text("Did anything change?", exact=True).evaluate("heading => heading.scrollIntoView({block: 'start'})")
    time.sleep(1)
    page.screenshot(path=folder / "monitor.png")
    page.get_by_role("link", name="Observed").click()
    page.get_by_role("radio", name="Against what is possible").click()
    page.locator(".ea-observed-map").wait_for(timeout=60_000)
    time.sleep(2)
    page.screenshot(path=folder / "observed.png")
    page.get_by_role("link", name="Activities").click()
    page.locator(".ea-activity").wait_for()
    page.get_by_role("radio", name="What is missing").click()
    page.locator(".ea-gap-maps").wait_for(timeout=60_000)
    time.sleep(2)
    page.screenshot(path=folder / "activities.png")
    page.get_by_role("link", name="Network").click()
    page.get_by_text("What is missing", exact=True).wait_for()
    time.sleep(3)
    page.screenshot(path=folder / "network.png")
    page.get_by_role("link", name="Voices").click()
    page.get_by_role("textbox", name="Search in what was said").wait_for()
    time.sleep(3)
    page.screenshot(path=folder / "voices.png")
    page.get_by_role("link", name="What if").click()
    time.sleep(5)
    page.screenshot(path=folder / "what-if.png")
    page.get_by_role("link", name="Data").click()
    time.sleep(5)
    page.screenshot(path=folder / "data.png")


def take_forum(page: Page, base: str, folder: Path, session: str, code: str) -> None:
    """The Forum page with a pin opened and as Figure 1, and the phone page."""
    page.goto(f"{base}/forum?session={session}")
    settle(page)
    page.locator("[class*='st-key-forum_list'] button").nth(2).click()
    page.locator("#ea-chosen").wait_for()
    settle(page)
    page.screenshot(path=folder / "forum.png")
    page.get_by_role("button", name="Close").click()
    settle(page)
    page.get_by_role("radio", name="4 · Draw together").click()
    page.locator(".ea-figure").wait_for(timeout=60_000)
    time.sleep(3)
    page.screenshot(path=folder / "figure.png")
    browser = page.context.browser
    if browser is None:
        raise SystemExit("the browser is gone")
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{base}/join?code={code}")
    phone.get_by_role("button", name="Join").click()
    phone.wait_for_url("**/join/pin")
    phone.goto(f"{base}/join/list")
    phone.screenshot(path=folder / "phone.png")
    phone.close()


def take_start(page: Page, base: str, folder: Path) -> None:
    """The start page with a town typed, and what would be fetched; nobody is asked for that."""
    page.goto(base)
    page.get_by_label("Town, local authority or its code (press Enter)").fill("Bristol")
    page.keyboard.press("Enter")
    page.get_by_text("Bristol, City of (local authority").click()
    page.get_by_text("What would be fetched").wait_for()
    time.sleep(2)
    page.screenshot(path=folder / "start.png")


def open_example(town: Path) -> tuple[str, str]:
    """Open the example session again for the pictures: its id, and the code for phones."""
    from dataclasses import replace

    from everyday import Atlas
    from plan.ids import new_code, shown_code
    from plan.records import Person, Session

    plan = Atlas(town).plan()
    session = plan.all(Session)[0]
    opened = replace(session, step="discuss", closed_at="", join_code=new_code(), expires_at="2100-01-01T00:00:00Z")
    kept = plan.save(opened, Person("Example facilitator", "planner"))
    plan.close()
    return kept.id, shown_code(kept.join_code)


def main() -> None:
    """Build, serve, take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images")
    folder: Path = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium is not installed.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as temporary:
        town = Path(temporary) / "demo"
        subprocess.run([sys.executable, "-m", "everyday", "demo", town, "--no-serve"], cwd=ROOT, check=True)
        session, code = open_example(town)
        command = [sys.executable, "-m", "everyday", "serve", town, "--forum", "--port", str(port), "--no-open"]
        start = [sys.executable, "-m", "everyday", "serve", temporary, "--port", str(port + 1), "--no-open"]
        servers = [subprocess.Popen(one, cwd=ROOT) for one in (command, start)]
        try:
            for number in (port, port + 1):
                wait_for(f"http://127.0.0.1:{number}/health")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
                take(page, f"http://127.0.0.1:{port}", folder)
                take_forum(page, f"http://127.0.0.1:{port}", folder, session, code)
                take_start(page, f"http://127.0.0.1:{port + 1}", folder)
                browser.close()
        finally:
            for server in servers:
                server.terminate()
                server.wait(timeout=30)


if __name__ == "__main__":
    main()
