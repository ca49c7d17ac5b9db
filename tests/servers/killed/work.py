"""Work on an atlas that is killed in the middle: ``python -m tests.servers.killed.work ATLAS FOLDER KILLS [KIND …]``.

Everything is imported once; each piece of work is a fork of it, killed with SIGKILL after a random part of the time
that it takes when nobody kills it. Kinds: ``backup``, ``restore``, ``open`` (a new plan, through every migration) and
``photo`` (cleaned and kept). After each kill it is looked at what stands there: whole, or not there at all; what was
acknowledged is there; what was half-written goes with the next who works there. One JSON line a kind: how many kills
came before the end, and what was wrong.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from everyday.atlas import FILE_NAME, open_folder
from everyday.backups import back_up, restore
from everyday.disk import sweep
from everyday.forum import clean_photo_apart
from plan.records import Finding, Person, Photo
from store.copying import check_copy
from store.database import newest_version
from store.plan_store import PlanStore

WHO = Person("Ann", "planner")
Work = Callable[[Path, int], None]
Look = Callable[[Path, bytes], str]


def _picture() -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def _kinds(atlas: Path, given: Path) -> dict[str, tuple[Work, Look]]:
    """What is done in a folder, and what is wrong with what stands there afterwards (empty: nothing)."""

    def backup(folder: Path, pipe: int) -> None:
        back_up(open_folder(atlas), folder / "kept.zip")
        os.write(pipe, b"kept\n")

    def backed_up(folder: Path, said: bytes) -> str:
        if not (folder / "kept.zip").exists():
            return "an acknowledged back-up is not there" if said else ""
        restore(folder / "kept.zip", folder / "again")
        shutil.rmtree(folder / "again")
        (folder / "kept.zip").unlink()
        return ""

    def bring_back(folder: Path, pipe: int) -> None:
        restore(given, folder / "atlas")
        os.write(pipe, b"kept\n")

    def brought_back(folder: Path, said: bytes) -> str:
        if not (folder / "atlas").exists():
            return "an acknowledged restore is not there" if said else ""
        check_copy(folder / "atlas" / "plan.gpkg")
        is_whole = (folder / "atlas" / FILE_NAME).is_file() and (folder / "atlas" / "editions" / "CURRENT").is_file()
        shutil.rmtree(folder / "atlas")
        return "" if is_whole else "half an atlas stands there"

    def begin(folder: Path, pipe: int) -> None:
        store = PlanStore(folder)
        os.write(pipe, f"{store.add(Finding(title='kept'), WHO).id}\n".encode())

    def begun(folder: Path, said: bytes) -> str:
        store = PlanStore(folder)
        kept = {one.id for one in store.all(Finding)}
        store.close()
        version = check_copy(folder / "plan.gpkg").version
        for one in folder.glob("plan.gpkg*"):
            one.unlink()
        if version != newest_version():
            return f"tables of {version}"
        return "" if set(said.decode().split()) <= kept else "an acknowledged finding is lost"

    picture = _picture()

    def photograph(folder: Path, pipe: int) -> None:
        store = PlanStore(folder)
        finding = store.add(Finding(title="kept"), WHO)
        while True:
            clean = clean_photo_apart(picture)
            photo = Photo(finding_id=finding.id, alt="x", content=clean.content, sha256=clean.sha256,
                          width_px=clean.width_px, height_px=clean.height_px)  # fmt: skip
            os.write(pipe, f"{store.add(photo, WHO).id}\n".encode())

    def photographed(folder: Path, said: bytes) -> str:
        store = PlanStore(folder)
        whole = {one.id for one in store.all(Photo) if store.photo_bytes(one.id).endswith(b"\xff\xd9")}
        store.close()
        for one in folder.glob("plan.gpkg*"):
            one.unlink()
        return "" if set(said.decode().split()) <= whole else "an acknowledged photo is lost"

    return {"backup": (backup, backed_up), "restore": (bring_back, brought_back), "open": (begin, begun),
            "photo": (photograph, photographed)}  # fmt: skip


def _killed(work: Work, folder: Path, after_s: float | None) -> tuple[bytes, bool]:
    """What a fork acknowledged, and whether it was killed before it had ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(folder, writer)
        finally:
            os._exit(0)
    os.close(writer)
    killer = threading.Timer(60.0 if after_s is None else after_s, os.kill, (child, signal.SIGKILL))
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
    for kind, (work, look) in _kinds(town, given).items():
        if only and kind not in only:
            continue
        place = folder / kind
        place.mkdir()
        usual_s = 2.0
        if kind != "photo":
            began = time.monotonic()
            said, _ = _killed(work, place, None)
            usual_s = time.monotonic() - began
            assert said, f"{kind} does not work at all"
            assert look(place, said) == ""
        killed_n, wrong = 0, []
        for _ in range(kills_n):
            said, is_killed = _killed(work, place, random.uniform(0, usual_s))
            killed_n += is_killed
            sweep(place)
            if words := look(place, said):
                wrong.append(words)
            sweep(place)
            if left := sorted(one.name for one in place.iterdir()):
                wrong.append(f"left behind: {', '.join(left)}")
                shutil.rmtree(place)
                place.mkdir()
        yield {"kind": kind, "kills": kills_n, "before_the_end": killed_n, "wrong": wrong}


if __name__ == "__main__":
    for line in walk(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]):
        print(json.dumps(line), flush=True)
