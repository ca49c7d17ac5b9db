"""Sixty photos of 59 megapixels sent at once, and somebody who votes meanwhile.

    python benchmarks/trouble/photo_storm.py [--photos 60]

Each photo comes with bytes of its own, as from a phone, and goes the way of every photo: into the queue of the one
process that opens them. Printed: the most memory that this process and the one of the photos held at once, above what
they hold before the first photo and in all, how many were kept or asked to be sent again, and how long votes took.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from pathlib import Path

from room_in_trouble import Memory, large_photo

from everyday.forum import clean_photo_apart
from geo.errors import BusyError, UsageError
from plan.records import Finding, Person
from store.plan_store import PlanStore

WHO = Person("Ann", "planner")


def storm(photos_n: int, folder: Path) -> dict[str, float]:
    """All photos at once; gives the figures."""
    photo, store = large_photo(), PlanStore(folder)
    finding = store.add(Finding(title="x"), WHO)
    came: dict[str, int] = {"kept": 0, "asked_to_send_again": 0, "took_too_long": 0}
    lock = threading.Lock()

    def send(number: int) -> None:
        try:
            clean_photo_apart(photo + f"{number}".encode())
            how = "kept"
        except BusyError:
            how = "asked_to_send_again"
        except UsageError:  # a machine so busy that one took longer than a photo may
            how = "took_too_long"
        with lock:
            came[how] += 1

    memory = Memory(is_counted=lambda _name: True, with_self=True)
    memory.start()
    threads = [threading.Thread(target=send, args=(number,)) for number in range(photos_n)]
    for one in threads:
        one.start()
    votes_s: list[float] = []
    while any(one.is_alive() for one in threads):
        begun = time.perf_counter()
        store.vote(finding.id, WHO, importance=1 + len(votes_s) % 5)
        votes_s.append(time.perf_counter() - begun)
        time.sleep(0.25)
    memory.end()
    store.close()
    return {
        "photo_mb": round(len(photo) / 1024**2, 1), **came, "memory_before_mb": round(memory.first_mb),
        "memory_most_mb": round(memory.most_mb), "votes": len(votes_s), "slowest_vote_s": round(max(votes_s), 3),
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=60)
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(storm(parser.parse_args().photos, Path(scratch)), indent=1))
