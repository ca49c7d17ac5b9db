"""Processes that write to a plan until they are killed: ``python writers.py FOLDER ROUNDS``.

The program imports everything once and forks a process for every round. That process lets four threads add, vote and
change, and writes every acknowledged record to a pipe; it is killed with SIGKILL in the middle. What was acknowledged
goes to standard output, one JSON line a round.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from plan.records import Finding, Person
from store.plan_store import PlanStore

WHO = Person("Ann", "planner")


def write_for_ever(folder: Path, url: str, pipe: int, number: int) -> None:
    """Four threads; a line for everything that the store said it has kept."""
    store = PlanStore(folder, url=url)

    def work(thread: int) -> None:
        count = 0
        while True:
            count += 1
            finding = store.add(Finding(title=f"round {number} thread {thread} number {count}", text="é" * 500), WHO)
            os.write(pipe, f"{finding.id} 1\n".encode())
            store.vote(finding.id, replace(WHO, name=f"{thread}"), importance=1 + count % 5)
            store.save(replace(finding, text="changed"), WHO)
            os.write(pipe, f"{finding.id} 2\n".encode())

    for thread in range(4):
        threading.Thread(target=work, args=(thread,), daemon=True).start()
    time.sleep(60)


def one_round(folder: Path, url: str, number: int) -> dict[str, int]:
    """The newest acknowledged version of every record of one killed process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_for_ever(folder, url, writer, number)
        os._exit(0)
    os.close(writer)
    said = bytearray()
    with os.fdopen(reader, "rb", buffering=0) as stream:
        said += stream.read(64)  # it has begun to write
        killer = threading.Timer(random.uniform(0.0, 0.05), os.kill, (child, signal.SIGKILL))
        killer.start()
        while block := stream.read(65536):
            said += block
        killer.join()
    os.waitpid(child, 0)
    whole = said.decode().rpartition("\n")[0].splitlines()
    return {line.split()[0]: int(line.split()[1]) for line in whole}


def main() -> None:
    """Kill writers, and say what each had acknowledged."""
    folder, rounds, url = Path(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:4])
    # Opened once here so that nothing is imported after the fork; closed, so that no connection crosses it.
    PlanStore(folder, url=url).close()
    for number in range(rounds):
        print(json.dumps(one_round(folder, url, number)), flush=True)


if __name__ == "__main__":
    main()
