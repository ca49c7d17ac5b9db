"""A forum session's server, and the browsers of its projector and phones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from everyday import Atlas
from plan.ids import shown_code
from plan.records import Finding, Person, Session
from tests.browser.visiting import PATIENCE_MS, Windows, go, is_foreign
from tests.servers.serving import Server, started

__all__ = ["Room", "Screen", "hall", "room"]


@dataclass
class Screen:
    """One browser. ``alarms`` are dialogs that opened, ``foreign`` requests to other hosts, ``faults`` of scripts."""

    page: Any
    url: str
    alarms: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def map(self) -> Any:
        """The map of the Forum page."""
        return self.page.frame_locator("iframe[title*='st_folium']").locator("#map_div")

    def wait_map(self, mark: str, value: str) -> None:
        """Wait until the map carries this mark."""
        frame = self.page.frame_locator("iframe[title*='st_folium']")
        frame.locator(f"#map_div[data-{mark}='{value}']").wait_for(state="attached", timeout=PATIENCE_MS)

    def click_map(self, across: float, down: float) -> None:
        """Click at shares of the map's width and height."""
        box = self.map.bounding_box()
        self.map.click(position={"x": box["width"] * across, "y": box["height"] * down})

    def go(self, address: str) -> None:
        """Go to an address of the app."""
        go(self.page, self.url, address)

    def step(self, name: str) -> None:
        """Go to a step of the session."""
        self.page.get_by_role("radio", name=name).click()

    def write(self, label: str, words: str) -> None:
        """Fill in a field of the page, and leave it."""
        box = self.page.get_by_label(label, exact=True)
        box.fill(words)
        box.blur()

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()


class Room:
    """The server, its atlas, and browsers that are opened one by one."""

    def __init__(self, server: Server, atlas: Atlas, engine: Windows) -> None:
        self.server, self.atlas, self.engine = server, atlas, engine
        self.screens: list[Screen] = []

    def open(self, address: str, *, width: int = 1280, height: int = 720) -> Screen:
        """A browser of its own; the desk's may be open at the server already."""
        foreign: list[str] = []
        faults: list[str] = []
        alarms: list[str] = []
        host = f"localhost:{self.server.port}"
        is_desk = not address.startswith("/join")

        def note(request: Any) -> None:
            if is_foreign(request.url, host):
                foreign.append(request.url)

        def dialog(opened: Any) -> None:
            alarms.append(opened.message)
            opened.dismiss()

        listeners = {"request": note, "dialog": dialog, "weberror": lambda told: faults.append(str(told.error))}
        lent = self.engine.lend(width, height, listeners, at=f"http://{host}" if is_desk else "")
        screen = Screen(lent, f"http://{host}", alarms, foreign, faults)
        self.screens.append(screen)
        screen.go(address.removeprefix("/"))
        return screen

    def facilitator(self, session: Session | None = None) -> Screen:
        """The projector."""
        return self.open(f"/forum?session={session.id}" if session else "/forum")

    def phone(self, code: str) -> Screen:
        """A phone that has come in by the code."""
        phone = self.open(f"/join?code={shown_code(code)}", width=390, height=844)
        phone.press("Join")
        phone.page.wait_for_url("**/join/pin")
        return phone

    def session(self, **more: Any) -> Session:
        """A session made by the store."""
        from plan.ids import new_code

        given = {"step": "add", "name": "Forum", "date": "2026-11-26"} | more
        return self.atlas.plan().add(
            Session(join_code=new_code(), expires_at="2100-01-01T00:00:00Z", **given), Person("Ann", "planner")
        )

    def finding(self, title: str, session: Session, **more: Any) -> Finding:
        """A finding made by the store."""
        return self.atlas.plan().add(
            Finding(title=title, session=session.id, **{"dimensions": ("spatial",)} | more), Person("Ann", "planner")
        )

    def close(self) -> None:
        """Close every browser; none of them asked another host, failed in a script or opened a dialog."""
        seen, self.screens = self.screens, []
        for screen in seen:
            self.engine.take_back(screen.page, is_kept=True)
        assert [screen.foreign for screen in seen if screen.foreign] == []
        assert [screen.faults for screen in seen if screen.faults] == []
        assert [screen.alarms for screen in seen if screen.alarms] == []


@pytest.fixture(scope="module")
def hall(chromium: Path, demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Atlas]]:
    """``everyday serve --forum`` on a copy of the demo town."""
    folder = tmp_path_factory.mktemp("forum")
    shutil.copytree(demo_atlas.folder, folder / "atlas")
    with started(folder / "server.log", folder / "atlas", "--forum") as server:
        yield server, Atlas(folder / "atlas")


@pytest.fixture
def room(hall: tuple[Server, Atlas], engine: Windows) -> Iterator[Room]:
    """Browsers are closed and looked through at the end."""
    opened = Room(*hall, engine)
    yield opened
    opened.close()
