"""A room full of phones: everybody joins, pins, votes and comments over HTTP while real pages are open beside them.

    python benchmarks/room.py ATLAS [--phones 60] [--pages 6] [--seconds 120] [--database postgresql://…]

ATLAS is copied first. Every acknowledged write is looked for in the store afterwards; the comparison is what a user
would otherwise do: the same phones with nobody else's pages open, measured in the same run (``--alone-seconds``).
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from shared.plain_http import Answer, PlainClient

from everyday.atlas import DATABASE_VARIABLE
from plan.ids import new_code, shown_code
from plan.records import Comment, Device, Finding, Person, Session, Vote
from store.plan_store import PlanStore
from tests.servers.serving import Server, started

DESK = Person("Facilitator", "planner")
PAUSE_S = (1.5, 4.5)
POLL_S, REST = 2.0, 4.0  # the page rests four times as long as its answer took, if that is more
MOST_AGAIN, RESEND_S = 40, 5.0
OTHERS_NICENESS = 10
MOST_ENTRIES = 18  # a phone may send 20 in five minutes
_HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')


@dataclass
class Seen:
    """What the phones saw. ``saves_s`` are seconds of every acknowledged save; ``began`` says when each began as well,
    and ``refusals`` the same of those that were asked to send it again.

    With ``enough`` they stop when there are more pins, and more votes, than that.
    """

    enough: int = 0
    saves_s: list[float] = field(default_factory=list)
    polls_s: list[float] = field(default_factory=list)
    began: list[tuple[float, float]] = field(default_factory=list)
    refusals: list[tuple[float, float]] = field(default_factory=list)
    pins: set[str] = field(default_factory=set)
    votes: set[tuple[str, str]] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def goes_on(self, until: float) -> bool:
        """False when the time is over, or when there is enough."""
        is_enough = bool(self.enough) and min(len(self.pins), len(self.votes)) > self.enough
        return not is_enough and time.perf_counter() < until


class Phone:
    """One phone with its cookie."""

    def __init__(self, number: int, server: Server, seen: Seen, places: list[str]) -> None:
        self.name = f"Phone {number}"
        self.seen, self.places, self.entries = seen, places, 0
        base = f"http://127.0.0.1:{server.port}"
        # Like a browser, a phone does not send on a connection that the server (after 5 s) may be about to close.
        self.client = PlainClient("127.0.0.1", server.port, {"Origin": base}, timeout=60, idle_s=4.0)
        self.random = random.Random(number)
        self.others: list[str] = []

    async def _post(self, path: str, form: dict[str, Any]) -> Answer | None:
        for _ in range(MOST_AGAIN):
            begun = time.perf_counter()
            answer = await self.client.post(path, data=form, headers={"Accept": "application/json"})
            took_s = time.perf_counter() - begun
            if answer.status_code != 503:
                break
            # Asked to send it again, a phone does, as the page's script does.
            self.seen.refusals.append((begun, took_s))
            await self.rest_as_told(answer)
        if answer.status_code >= 400:
            self.seen.faults.append(f"{path}: {answer.status_code} {answer.text[:200]}")
            return None
        self.seen.saves_s.append(took_s)
        self.seen.began.append((begun, took_s))
        return answer

    async def rest_as_told(self, answer: Answer) -> None:
        """Until what was not kept may be sent again."""
        await asyncio.sleep(float(answer.headers.get("retry-after", RESEND_S)) + self.random.random())

    async def _hidden(self, path: str) -> dict[str, str]:
        page = await self.client.get(path)
        if page.status_code != 200:
            self.seen.faults.append(f"{path}: {page.status_code}")
        return {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}

    async def join(self, code: str) -> None:
        """Type the code."""
        await self._post("/join", {"code": shown_code(code), "name": self.name})

    async def pin(self) -> None:
        """Open the form, say something, send it."""
        words = f"{self.name} says {self.entries}: the bus is late <b>again</b>"
        form = await self._hidden("/join/pin")
        form |= {"kind": self.random.choice(["barrier", "enabler"]), "words": words}
        answer = await self._post("/join/pin", form | {"where": self.random.choice(self.places)})
        if answer is not None:
            self.seen.pins.add(words)
            self.entries += 1

    async def vote(self) -> None:
        """Vote on something that somebody said."""
        pin = self.random.choice(self.others)
        form = await self._hidden(f"/join/pin/{pin}")
        form |= {"importance": str(self.random.randint(1, 5)), "amenability": str(self.random.randint(1, 5))}
        if await self._post(f"/join/pin/{pin}/vote", form) is not None:
            self.seen.votes.add((self.name, pin))

    async def comment(self) -> None:
        """Say something about what somebody said."""
        pin, words = self.random.choice(self.others), f"{self.name} adds {self.entries}"
        form = await self._hidden(f"/join/pin/{pin}")
        if await self._post(f"/join/pin/{pin}/comment", form | {"comment": words}) is not None:
            self.seen.comments.add(words)
            self.entries += 1

    async def act(self, until: float) -> None:
        """Pin, vote and comment until the time is over."""
        await asyncio.sleep(self.random.uniform(0, PAUSE_S[1]))
        while self.seen.goes_on(until):
            choice = self.random.random()
            if choice < 0.3 and self.entries < MOST_ENTRIES:
                await self.pin()
            elif choice < 0.4 and self.others and self.entries < MOST_ENTRIES:
                await self.comment()
            elif self.others:
                await self.vote()
            await asyncio.sleep(self.random.uniform(*PAUSE_S))

    async def poll(self, until: float) -> None:
        """Ask what is new, as the page's script does."""
        revision = 0
        while self.seen.goes_on(until):
            begun = time.perf_counter()
            answer = await self.client.get("/join/state.json", params={"since": revision})
            took_s = time.perf_counter() - begun
            self.seen.polls_s.append(took_s)
            if answer.status_code == 200:
                state = answer.json()
                revision = state.get("revision", revision)
                self.others = state.get("order", self.others) or self.others
            elif answer.status_code >= 400:
                self.seen.faults.append(f"state: {answer.status_code}")
            await asyncio.sleep(max(POLL_S, REST * took_s))


async def phones_at_work(
    server: Server, code: str, phones_n: int, seconds: float, places: list[str], enough: int = 0
) -> Seen:
    """Let them all work at once; gives what they saw."""
    seen = Seen(enough)
    phones = [Phone(number, server, seen, places) for number in range(phones_n)]
    await asyncio.gather(*(phone.join(code) for phone in phones))
    until = time.perf_counter() + seconds
    await asyncio.gather(*(work for phone in phones for work in (phone.act(until), phone.poll(until))))
    for phone in phones:
        await phone.client.aclose()
    return seen


def new_session(store: PlanStore, name: str) -> Session:
    """A session that phones may join."""
    return store.add(
        Session(name=name, date="2026-01-01", join_code=new_code(), expires_at="2100-01-01T00:00:00Z", step="add"), DESK
    )


def _of_others(program: str, folder: Path) -> str:
    """The browser as a program that takes no time from the server's computer: its pages stand on other people's."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "browser_of_others.sh"
    script.write_text(f'#!/bin/sh\necho $$ > "{folder}/pid"\nexec nice -n 19 {program} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return str(script)


class Pages:
    """Real pages in a real browser: the Forum page in its steps, as several screens of a room.

    Here they are drawn without a graphics card and on the server's own processors, which they would fill: when all are
    open, the browser lets everybody else go first.
    """

    def __init__(self, server: Server, session: Session, count: int, folder: Path) -> None:
        from playwright.sync_api import sync_playwright

        from tests import needs
        from tests.browser.visiting import FLAGS

        program = _of_others(needs.PARTS["browser"].find(), folder)
        self.tools = sync_playwright().start()
        self.browser = self.tools.chromium.launch_persistent_context(
            str(folder), executable_path=program, headless=True, args=FLAGS, viewport={"width": 1280, "height": 800}
        )
        self.pages = []
        for _ in range(count):
            page = self.browser.new_page()
            page.goto(f"http://localhost:{server.port}/forum?session={session.id}")
            self.pages.append(page)
        for page in self.pages:
            page.frame_locator("iframe[title*='st_folium']").locator("#map_div[data-live='1']").wait_for(
                state="attached", timeout=120_000
            )
        self._pid = int((folder / "pid").read_text())
        self.let_others_go_first()

    def let_others_go_first(self, *, is_so: bool = True) -> None:
        """From now on the browser gets a tenth where others want a processor, or as much as they do.

        Playwright starts it in a session of its own. Linux shares processors out among sessions first (``autogroup``),
        and only within each by niceness, which Chromium moreover sets for itself where it may.
        """
        with suppress(OSError):  # no Linux, or one without it: there its niceness counts
            Path(f"/proc/{self._pid}/autogroup").write_text(str(OTHERS_NICENESS if is_so else 0))

    def close(self) -> tuple[list[str], list[int]]:
        """What faults the pages show, and how many pins each has on its map."""
        faults, pins = [], []
        for page in self.pages:
            faults += page.locator("[data-testid='stAlertContentError'], [data-testid='stException']").all_inner_texts()
            found = page.frame_locator("iframe[title*='st_folium']").locator("#map_div").get_attribute("data-pins")
            pins.append(int(found or -1))
        self.browser.close()
        self.tools.stop()
        return faults, pins


def lost(store: PlanStore, session: Session, seen: Seen) -> list[str]:
    """Acknowledged writes that are not in the store."""
    findings = {one.title for one in store.all(Finding, session=session.id)}
    names = {one.device_id: one.name for one in store.all(Device, session=session.id)}
    votes = {(names.get(one.device_id, ""), one.finding_id) for one in store.all(Vote)}
    comments = {one.text for one in store.all(Comment, session=session.id)}
    return sorted(map(str, (seen.pins - findings) | (seen.votes - votes) | (seen.comments - comments)))


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


def summary(seen: Seen, missing: list[str], seconds: float) -> dict[str, Any]:
    """Figures of one run."""
    return {
        "saves": len(seen.saves_s), "saves_per_s": round(len(seen.saves_s) / seconds, 1),
        "save_p50_s": round(statistics.median(seen.saves_s), 3) if seen.saves_s else None,
        "save_p95_s": round(percentile(seen.saves_s, 0.95), 3),
        "save_slowest_s": round(max(seen.saves_s, default=0), 3),
        "poll_p95_s": round(percentile(seen.polls_s, 0.95), 3),
        "pins": len(seen.pins), "votes": len(seen.votes), "comments": len(seen.comments),
        "lost": len(missing), "faults": len(seen.faults),
    }  # fmt: skip


def measure(
    atlas: Path, *, phones: int, pages: int, seconds: float, database: str = "", alone_seconds: float = 0.0,
    enough: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Run the room on a copy of an atlas; figures with pages open, and alone. ``enough``: see :class:`Seen`."""
    import geopandas as gpd

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "atlas"
        shutil.copytree(atlas, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
        edition = folder / "editions" / (folder / "editions" / "CURRENT").read_text(encoding="utf-8").strip()
        places = [f"{name} (area)" for name in gpd.read_parquet(edition / "areas.parquet")["area_name"]] + [
            "whole town"
        ]
        environment = {DATABASE_VARIABLE: database} if database else {}
        os.environ.update(environment)
        store = PlanStore(folder, url=database)
        results: dict[str, Any] = {}
        with started(
            Path(os.environ.get("ROOM_LOG", Path(scratch) / "server.log")), folder, "--forum", **environment
        ) as server:
            if alone_seconds:
                session = new_session(store, "Alone")
                work = phones_at_work(server, session.join_code, phones, alone_seconds, places)
                seen = asyncio.run(work)
                results["alone"] = summary(seen, lost(store, session, seen), alone_seconds)
            session = new_session(store, "The room")
            shown = Pages(server, session, pages, Path(scratch) / "profile") if pages else None
            begun = time.perf_counter()
            seen = _in_a_thread(server, session, phones, seconds, places, enough)
            took_s = time.perf_counter() - begun if enough else seconds
            missing = lost(store, session, seen)
            results["room"] = summary(seen, missing, took_s) | {"examples": [*missing[:3], *seen.faults[:5]]}
            if shown is not None:
                time.sleep(3)
                faults, pins = shown.close()
                results["room"] |= {
                    "page_faults": faults,
                    "pins_on_pages": pins,
                    "pins_kept": len(store.all(Finding, session=session.id)),
                }
        store.close()
    if "alone" in results and results["alone"]["save_p95_s"]:
        results["ratio_p95"] = round(results["room"]["save_p95_s"] / results["alone"]["save_p95_s"], 2)
    return results


def _in_a_thread(
    server: Server, session: Session, phones: int, seconds: float, places: list[str], enough: int
) -> Seen:  # fmt: skip
    """Playwright has an event loop in this thread already: the phones get another one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        work = phones_at_work(server, session.join_code, phones, seconds, places, enough)
        return pool.submit(asyncio.run, work).result()


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--alone-seconds", type=float, default=60)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    results = measure(
        given.atlas, phones=given.phones, pages=given.pages, seconds=given.seconds, database=given.database,
        alone_seconds=given.alone_seconds,
    )  # fmt: skip
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
