"""Clocks of a page that was left: what the server says to a browser whose clock strikes a moment too late."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from typing import Any

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.forum.pins.lists import EVERY_S
from everyday import Atlas
from everyday.demo.forum import add_example_plan
from plan.records import Finding, Person, Session
from tests.browser.visiting import serving

pytestmark = pytest.mark.browser

PATIENCE_S = 60


@pytest.fixture(scope="module")
def own(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The demo town with its example plan: its Forum has lists that look for news by a clock."""
    folder = tmp_path_factory.mktemp("clocks") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    atlas = Atlas(folder)
    add_example_plan(atlas, has_actions=False)
    return atlas


address = serving("own")


class Browser:
    """As much of a browser as asks for pages and hears what is drawn."""

    def __init__(self, line: Any) -> None:
        self.line = line

    async def ask(self, page: str = "", fragment: str = "", query: str = "") -> None:
        """As a click does, or with a fragment as a clock does."""
        message = BackMsg()
        message.rerun_script.page_script_hash = page
        message.rerun_script.query_string = query
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = bool(fragment)
        await self.line.send(message.SerializeToString())

    async def until(self, kind: str) -> list[ForwardMsg]:
        """All that comes until something of this kind has come."""
        found: list[ForwardMsg] = []
        while not found or found[-1].WhichOneof("type") != kind:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(self.line.recv(), PATIENCE_S))
            found.append(message)
        return found

    async def whatever_comes(self, for_s: float) -> list[ForwardMsg]:
        found: list[ForwardMsg] = []
        try:
            async with asyncio.timeout(for_s):
                while True:
                    found += await self.until("session_status_changed")
        except TimeoutError:
            return found


def at_the_forum(address: str, session: str, then: Callable[[Browser, dict[str, str], str], Any]) -> Any:
    """Open the Forum, and go on with the hashes of the pages by their address, and the list, which has a clock."""

    async def story() -> Any:
        url = f"ws{address.removeprefix('http')}/_stcore/stream"
        async with websockets.connect(url, subprotocols=["streamlit"], max_size=None, origin=address) as line:  # type: ignore[list-item, arg-type]
            browser = Browser(line)
            await browser.ask()
            first = await browser.until("script_finished")
            pages = next(one.navigation.app_pages for one in first if one.HasField("navigation"))
            hashes = {one.url_pathname: one.page_script_hash for one in pages}
            await browser.ask(hashes["forum"], query=f"session={session}")
            forum = await browser.until("script_finished")
            clocks = {
                one.auto_rerun.interval: one.auto_rerun.fragment_id for one in forum if one.HasField("auto_rerun")
            }
            return await then(browser, hashes, clocks[EVERY_S])

    return asyncio.run(story())


def begun(messages: list[ForwardMsg]) -> list[str]:
    """Hashes of the pages whose drawing is announced: a browser empties its page where that is another one."""
    return [one.new_session.page_script_hash for one in messages if one.HasField("new_session")]


def test_a_clock_that_strikes_while_the_next_page_is_drawn_does_not_empty_it(address: str, own: Atlas) -> None:
    async def leave(browser: Browser, pages: dict[str, str], clock: str) -> tuple[list[str], str]:
        await browser.ask(pages["action-plan"])
        said = await browser.until("new_session")
        await browser.ask(pages["forum"], clock)
        said += await browser.until("script_finished")
        said += await browser.whatever_comes(for_s=2)
        return begun(said), pages["action-plan"]

    session = own.plan().all(Session)[0].id
    announced, wanted = at_the_forum(address, session, leave)
    assert announced == [wanted]


def test_the_page_that_was_asked_for_is_drawn_though_a_clock_strikes_before_it_begins(address: str, own: Atlas) -> None:
    async def leave(browser: Browser, pages: dict[str, str], clock: str) -> tuple[str, str]:
        await browser.ask(pages["action-plan"])
        await browser.ask(pages["forum"], clock)
        said = await browser.until("script_finished")
        said += await browser.whatever_comes(for_s=2)
        return begun(said)[-1], pages["action-plan"]

    session = own.plan().all(Session)[0].id
    shown, wanted = at_the_forum(address, session, leave)
    assert shown == wanted


def test_a_clock_of_the_page_that_is_shown_still_draws_its_part(address: str, own: Atlas) -> None:
    session = own.plan().all(Session)[0].id

    async def stay(browser: Browser, pages: dict[str, str], clock: str) -> set[str]:
        own.plan().add(Finding(title="Said while it is shown", session=session), Person("Ann", "planner"))
        for _ in range(60):
            await browser.ask(pages["forum"], clock)
            said = await browser.whatever_comes(for_s=1)
            if found := {one.delta.fragment_id for one in said if one.HasField("delta")}:
                return found & {clock}
        return set()

    assert at_the_forum(address, session, stay)
