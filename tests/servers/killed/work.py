"""Work on an atlas that is killed in the middle: ``python -m tests.servers.killed.work ATLAS FOLDER KILLS [KIND …]``.

Everything is imported once; each piece of work is a fork of it, killed with SIGKILL, at moments that lie evenly over
the time that it takes when nobody kills it. Kinds (``kinds``): ``backup``, ``restore``, ``open`` (a new plan),
``migrate`` (a plan of the first version, through every migration), ``photo`` (cleaned and kept) and ``build``. After
each kill it is looked at what stands there: whole, or not there at all; what was acknowledged is there; what was
half-written goes with the next who works there. One JSON line a kind: how many kills came before the end, and what was
wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from everyday.atlas import open_folder
from everyday.backups import back_up
from everyday.disk import sweep
from plan.records import Finding
from store.plan_store import PlanStore
from tests.servers.killed.kinds import WHO, Kind, kinds

_ENDLESS_S = 2.0


def _killed(kind: Kind, folder: Path, after_s: float | None) -> tuple[bytes, bool]:
    """What a fork acknowledged, and whether it was killed before it had ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            kind.work(folder, writer)
        finally:
            os._exit(0)
    os.close(writer)
    killer = threading.Timer(600.0 if after_s is None else after_s, os.kill, (child, signal.SIGKILL))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.cancel()
    with os.fdopen(reader, "rb") as stream:
        said = stream.read()
    return said.rpartition(b"\n")[0], os.WIFSIGNALED(status)


def walk(atlas: Path, folder: Path, kills_n: int, only: list[str]) -> Iterator[dict[str, object]]:
    """Kill each kind of work so often."""
    folder.mkdir(parents=True, exist_ok=True)
    given, town = folder / "given.zip", folder / "town"
    shutil.copytree(atlas, town, dirs_exist_ok=True)
    store = PlanStore(town)
    store.add(Finding(title="what a back-up keeps"), WHO)
    store.close()
    back_up(open_folder(town), given)
    (folder / "shared").mkdir()
    for name, kind in kinds(town, given, folder / "shared").items():
        if only and name not in only:
            continue
        place = folder / name
        place.mkdir()
        usual_s = _ENDLESS_S
        if not kind.is_endless:
            kind.prepare(place)
            began = time.monotonic()
            said, _ = _killed(kind, place, None)
            usual_s = time.monotonic() - began
            assert said, f"{name} does not work at all"
            assert (wrong_at_once := kind.look(place, said)) == "", f"{name}, not killed: {wrong_at_once}"
        killed_n, wrong = 0, []
        for number in range(kills_n):
            kind.prepare(place)
            said, is_killed = _killed(kind, place, usual_s * (number + 0.5) / kills_n)
            killed_n += is_killed
            sweep(place)
            if words := kind.look(place, said):
                wrong.append(words)
            sweep(place)
            if left := sorted(one.name for one in place.iterdir()):
                wrong.append(f"left behind: {', '.join(left)}")
                shutil.rmtree(place)
                place.mkdir()
        yield {"kind": name, "kills": kills_n, "before_the_end": killed_n, "usual_s": round(usual_s, 2), "wrong": wrong}


def main() -> None:
    """Kill what is asked for, and say what came of it."""
    for line in walk(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
