"""A room of phones while everything is in its way: what is lost, and how long anybody waits.

    python benchmarks/trouble/room_in_trouble.py ATLAS [--phones 60] [--pages 6] [--seconds 120] [--postgis] [--apart]

Beside the phones and the pages of ``benchmarks/room.py`` another program holds a read transaction all the time, phones
send photos of 59 megapixels one after the other, and in the middle another program holds the right to write for ten
seconds. A phone that is asked to send again does so, as the page's script does. Printed: acknowledged writes that are
not in the plan, the 95th percentile of a save outside the lock, the slowest answer of all, and the memory of the server
with all its processes. It ends with 1 where something was lost.

Phones and pages of a room have processors of their own; here they take the server's. With ``--apart`` the server has
half of this computer's processors, and everybody else the other half.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from room import Pages, Phone, Seen, lost, new_session, percentile
from shared.plain_http import Answer

from everyday.atlas import DATABASE_VARIABLE
from plan.records import Photo, Session
from store.plan_store import PlanStore
from tests import needs
from tests.browser.visiting import free_port
from tests.servers.postgres import running_postgres
from tests.servers.serving import Server, started

LOCK_S, EDGE_S = 10.0, 6.0  # saves that began up to the deadline before the lock, or just after it, belong to it
PHOTO_SIZE = (8_800, 6_700)
READS = ("/join/list", "/join/pin", "/health", "/join/state.json?since=0")
_HOLD = {
    "sqlite": (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n"
        "c.execute('BEGIN IMMEDIATE' if sys.argv[2] == 'write' else 'BEGIN')\n"
        "c.execute('SELECT n FROM revision').fetchall()\n"
        "print('held', flush=True)\ntime.sleep(float(sys.argv[3]))\nc.execute('ROLLBACK')\n"
    ),
    "postgresql": (
        "import psycopg, sys, time\n"
        "c = psycopg.connect(sys.argv[1])\n"
        "c.execute('LOCK TABLE revision IN EXCLUSIVE MODE' if sys.argv[2] == 'write' else 'SELECT n FROM revision')\n"
        "print('held', flush=True)\ntime.sleep(float(sys.argv[3]))\nc.rollback()\n"
    ),
}


def hold(target: str, what: str, seconds: float) -> subprocess.Popen[str]:
    """Another program that holds the plan for reading or writing; returns once it does."""
    code = _HOLD["postgresql" if target.startswith("postgresql") else "sqlite"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, target, what, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


@dataclass
class Trouble(Seen):
    """What the phones saw: saves and reads with when they began; what was asked for again."""

    reads: list[tuple[float, str, float]] = field(default_factory=list)
    photos: set[str] = field(default_factory=set)
    photos_s: list[float] = field(default_factory=list)
    photos_again_n: int = 0
    begun_at: float = 0.0
    lock: tuple[float, float] = (0.0, 0.0)

    def is_in_lock(self, at: float) -> bool:
        """True for what may have met the lock."""
        return self.lock[0] - EDGE_S <= at <= self.lock[1] + EDGE_S


class Patient(Phone):
    """A phone that sends again what it was asked to send again."""

    seen: Trouble

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        ask = self.client.request

        async def again(*arguments: Any, **named: Any) -> Answer:
            # As browsers do: the server may close a connection in the moment in which it is used once more.
            for _ in range(20):
                try:
                    return await ask(*arguments, **named)
                except (ConnectionError, asyncio.IncompleteReadError):
                    await asyncio.sleep(0.05)
            return await ask(*arguments, **named)

        self.client.request = again  # type: ignore[method-assign]

    async def read(self, until: float) -> None:
        """Look at pages, and whether the server lives."""
        number = 0
        while time.perf_counter() < until:
            path = READS[number % len(READS)]
            number += 1
            begun = time.perf_counter()
            answer = await self.client.get(path)
            self.seen.reads.append((begun, path, time.perf_counter() - begun))
            if answer.status_code != 200:
                self.seen.faults.append(f"{path}: {answer.status_code}")
            await asyncio.sleep(self.random.uniform(1, 3))

    async def send_photos(self, until: float, content: bytes) -> None:
        """Large photos of one pin, each with words of its own."""
        while time.perf_counter() < until and not self.others:
            await asyncio.sleep(0.5)
        while time.perf_counter() < until:
            pin, alt = self.random.choice(self.others), f"{self.name} photo {len(self.seen.photos_s)}"
            form = await self._hidden(f"/join/pin/{pin}")
            begun = time.perf_counter()
            answer = await self.client.post(
                f"/join/pin/{pin}/photo", data=form | {"alt": alt}, headers={"Accept": "application/json"}, timeout=120,
                files={"photo": ("x.jpg", content + self.name.encode(), "image/jpeg")},
            )  # fmt: skip
            self.seen.photos_s.append(time.perf_counter() - begun)
            if answer.status_code == 503:
                self.seen.photos_again_n += 1
                await self.rest_as_told(answer)
            elif answer.status_code == 429:
                return
            elif answer.status_code < 400:
                self.seen.photos.add(f"{pin} {self.name}")
            else:
                self.seen.faults.append(f"photo: {answer.status_code} {answer.text[:200]}")


def large_photo() -> bytes:
    """59 megapixels with something on them."""
    from PIL import Image

    small = Image.effect_noise((PHOTO_SIZE[0] // 16, PHOTO_SIZE[1] // 16), 80).convert("RGB")
    stream = BytesIO()
    small.resize(PHOTO_SIZE, Image.Resampling.BILINEAR).save(stream, "JPEG", quality=80)
    return stream.getvalue()


async def at_work(server: Server, session: Session, given: argparse.Namespace, target: str) -> Trouble:
    """Everybody at once; gives what they saw."""
    seen, photo = Trouble(), large_photo()
    places = ["whole town"]
    phones = [Patient(number, server, seen, places) for number in range(given.phones)]
    senders = [Patient(1000 + number, server, seen, places) for number in range(given.senders)]
    await asyncio.gather(*(phone.join(session.join_code) for phone in (*phones, *senders)))
    seen.begun_at = time.perf_counter()
    until = seen.begun_at + given.seconds

    async def in_the_way() -> None:
        await asyncio.sleep(given.seconds / 2)
        process = await asyncio.to_thread(hold, target, "write", LOCK_S)
        seen.lock = (time.perf_counter(), time.perf_counter() + LOCK_S)
        await asyncio.to_thread(process.wait)

    works = [work for phone in phones for work in (phone.act(until), phone.poll(until))]
    works += [phone.read(until) for phone in phones[::6]]
    works += [work for phone in senders for work in (phone.poll(until), phone.send_photos(until, photo))]
    await asyncio.gather(in_the_way(), *works)
    for phone in (*phones, *senders):
        await phone.client.aclose()
    return seen


async def _warmed_up(server: Server, session: Session, phones_n: int) -> None:
    """Everything is loaded before the clock runs."""
    seen = Trouble()
    phone = Patient(5_000 + phones_n, server, seen, ["whole town"])
    await phone.join(session.join_code)
    await phone.pin()
    phone.others = (await phone.client.get("/join/state.json", params={"since": 0})).json()["order"]
    await phone.vote()
    await phone.comment()
    await phone.client.aclose()


class Memory:
    """The most that the server and the processes below it have held at once, by ``/proc``.

    Args:
        is_counted: whether a process below this one counts, by the file of its command line; default: the server's.
        with_self: count this process too.
    """

    def __init__(self, is_counted: Callable[[Path], bool] | None = None, *, with_self: bool = False) -> None:
        self._is_counted, self._with_self = is_counted or _is_server, with_self
        self.most_mb, self.first_mb, self._is_over = 0.0, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _now(self) -> float:
        parents, held = {}, {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                status = (folder / "status").read_text().splitlines()
            except OSError:
                continue
            facts = dict(line.split(":", 1) for line in status if ":" in line)
            parents[int(folder.name)] = int(facts["PPid"])
            held[int(folder.name)] = int(facts.get("VmRSS", "0").split()[0]) / 1024
        ours = {os.getpid()}
        while more := {one for one, parent in parents.items() if parent in ours} - ours:
            ours |= more
        names = {one: Path(f"/proc/{one}/cmdline") for one in ours - {os.getpid()}}
        counted = sum(held[one] for one, name in names.items() if self._is_counted(name))
        return counted + (held[os.getpid()] if self._with_self else 0)

    def _watch(self) -> None:
        while not self._is_over.wait(0.2):
            self.most_mb = max(self.most_mb, self._now())

    def start(self) -> None:
        """Begin."""
        self.first_mb = self._now()
        self._thread.start()

    def end(self) -> None:
        """Stop."""
        self._is_over.set()
        self._thread.join()


def cpu_s() -> dict[str, float]:
    """Processor seconds until now of each that takes part, by ``/proc``: this process, and those below it."""
    tick, found = os.sysconf("SC_CLK_TCK"), {"phones and photos sent": time.process_time()}
    parents, used, words = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            rest = (folder / "stat").read_text().rpartition(")")[2].split()
            words[int(folder.name)] = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(folder.name)] = int(rest[1])
        used[int(folder.name)] = (int(rest[11]) + int(rest[12])) / tick
    ours = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in ours} - ours:
        ours |= more
    for one in ours - {os.getpid()}:
        said = words.get(one, b"")
        is_photos, is_served = b"cleaning" in said, b"streamlit" in said
        who = "photos cleaned" if is_photos else "server" if is_served else "browser" if b"chrom" in said else "others"
        found[who] = found.get(who, 0.0) + used.get(one, 0.0)
    return found


def _is_server(name: Path) -> bool:
    try:
        words = name.read_bytes()
    except OSError:
        return False
    return b"streamlit" in words or b"everyday" in words


@contextmanager
def started_apart(log: Path, folder: Path, environment: dict[str, str], *, is_apart: bool) -> Iterator[Server]:
    """The server; apart: on the first half of the processors, and all that is started later on the other."""
    if not is_apart:
        with started(log, folder, "--forum", **environment) as server:
            yield server
        return
    everywhere = sorted(os.sched_getaffinity(0))
    half = len(everywhere) // 2
    if not half:
        raise SystemExit("--apart needs two processors or more.")
    try:
        os.sched_setaffinity(0, everywhere[:half])
        with started(log, folder, "--forum", **environment) as server:
            os.sched_setaffinity(0, everywhere[half:])
            yield server
    finally:
        os.sched_setaffinity(0, everywhere)


def measure(given: argparse.Namespace, database: str, scratch: Path) -> dict[str, Any]:
    """Run the room on a copy of an atlas."""
    folder = scratch / "atlas"
    shutil.copytree(given.atlas, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    environment = {DATABASE_VARIABLE: database} if database else {}
    os.environ.update(environment)
    store = PlanStore(folder, url=database)
    session = new_session(store, "The room")
    target = database or str(folder / "plan.gpkg")
    memory, reload_s = Memory(), 0.0
    with started_apart(scratch / "server.log", folder, environment, is_apart=given.apart) as server:
        server.status("/forum")
        asyncio.run(_warmed_up(server, new_session(store, "Before"), given.phones))
        # After the phones' loop: Playwright keeps one of its own running in this thread.
        shown = Pages(server, session, given.pages, scratch / "profile") if given.pages else None
        reader = hold(target, "read", given.seconds + 600)
        memory.start()
        before = cpu_s()
        box: list[Trouble] = []
        thread = threading.Thread(target=lambda: box.append(asyncio.run(at_work(server, session, given, target))))
        thread.start()
        if shown is not None:  # a page that is loaded in the middle of the lock
            time.sleep(given.seconds / 2 + 2)
            shown.let_others_go_first(is_so=False)  # whoever loads it has a computer of their own
            begun = time.perf_counter()
            shown.pages[0].reload(timeout=120_000)
            shown.pages[0].get_by_role("heading").first.wait_for(timeout=120_000)
            reload_s = time.perf_counter() - begun
            shown.let_others_go_first()
        thread.join()
        memory.end()
        used = {who: round(now - before.get(who, 0.0), 1) for who, now in cpu_s().items()}
        reader.kill()
        reader.wait()
        seen = box[0]
        page_faults, pins = shown.close() if shown is not None else ([], [])
    missing = lost(store, session, seen)
    names = {one.finding_id: one for one in store.all(Photo)}
    outside = [took for at, took in seen.began if not seen.is_in_lock(at)]
    before_it = [took for at, took in seen.began if at < seen.lock[0] - EDGE_S]
    inside = [took for at, took in seen.began if seen.is_in_lock(at)]
    answers = [took for _at, _path, took in seen.reads] + seen.polls_s
    store.close()
    return {
        "saves": len(seen.saves_s), "lost": len(missing), "examples": missing[:3], "faults": seen.faults[:5],
        "faults_n": len(seen.faults),
        "save_p95_outside_the_lock_s": round(percentile(outside, 0.95), 3),
        "save_p95_before_the_lock_s": round(percentile(before_it, 0.95), 3),
        "save_p95_by_10_s": [
            round(percentile([took for at, took in seen.began if first <= at - seen.begun_at < first + 10], 0.95), 2)
            for first in range(0, int(given.seconds), 10)
        ],
        "save_slowest_outside_s": round(max(outside, default=0), 3),
        "save_slowest_inside_s": round(max(inside, default=0), 3),
        "asked_to_send_again": len(seen.refusals),
        "slowest_such_answer_s": round(max((took for _at, took in seen.refusals), default=0), 3),
        "read_p95_s": round(percentile(answers, 0.95), 3), "slowest_read_s": round(max(answers, default=0), 3),
        "slowest_health_s": round(max((took for _at, path, took in seen.reads if path == "/health"), default=0), 3),
        "photos_sent": len(seen.photos_s), "photos_asked_again": seen.photos_again_n,
        "pins_with_photos": len(names), "photo_p50_s": round(percentile(seen.photos_s, 0.5), 2),
        "server_mb_before": round(memory.first_mb), "server_mb_most": round(memory.most_mb),
        "page_loaded_in_the_lock_s": round(reload_s, 2), "page_faults": page_faults, "pins_on_pages": pins,
        "processor_seconds": used, "of_that_there_were": round((os.cpu_count() or 1) * given.seconds),
    }  # fmt: skip


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--senders", type=int, default=6, help="phones that send photos without a pause")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--postgis", action="store_true", help="on a PostgreSQL of its own")
    parser.add_argument("--apart", action="store_true", help="server and room on processors of their own (Linux)")
    given = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        database = ""
        if given.postgis:
            database = stack.enter_context(running_postgres(needs.postgresql(), free_port()))
        results = measure(given, database, scratch)
    print(json.dumps(results, indent=1))
    sys.exit(1 if results["lost"] else 0)


if __name__ == "__main__":
    main()
