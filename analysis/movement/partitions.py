"""Logs larger than memory: parts of the people, one after the other or beside each other.

A part is a piece of a Parquet file from one person's first fix to another's last. Functions of this room take any part,
so ``work`` can be handed to threads here, and to other machines by whoever has some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import polars as pl

from analysis.movement.frames import starts_of
from geo.errors import UsageError

__all__ = ["Part", "over_parts", "parts_of", "read_part"]

Result = TypeVar("Result")
COLUMNS = ("person", "time", "lat", "lon")
LOOK = 50_000


@dataclass(frozen=True)
class Part:
    """Rows ``first`` to ``first + rows`` of a Parquet file of fixes: whole people."""

    path: Path
    first: int
    rows: int


def parts_of(path: Path, rows: int = 1_000_000) -> list[Part]:
    """Cut a file between people, in parts of about ``rows`` fixes; more where one person has more.

    Args:
        path: Parquet with FIXES, sorted by person and time.
        rows: memory follows from it: about 100 bytes a row for each part in work.
    """
    if rows < 1:
        raise UsageError(f"Parts cannot have {rows} rows.", "Needed: at least 1.")
    people = pl.scan_parquet(path).select("person")
    total = people.select(pl.len()).collect().item()
    cuts = [0]
    while total - cuts[-1] > rows:
        cuts.append(_next_person(people, cuts[-1] + rows, total))
    if cuts[-1] < total:
        cuts.append(total)
    return [Part(path, first, after - first) for first, after in pairwise(cuts)]


def _next_person(people: pl.LazyFrame, at: int, total: int) -> int:
    """The first row from ``at`` on that is another person's than the row before ``at``."""
    last = people.slice(at - 1, 1).collect().item()
    look = LOOK
    while at < total:
        piece = people.slice(at, look).collect()["person"]
        other = (piece != last).arg_max()
        if other is not None and piece[other] != last:
            return at + other
        at, look = at + len(piece), look * 2
    return total


def read_part(part: Part, columns: tuple[str, ...] = COLUMNS) -> pl.DataFrame:
    """The fixes of one part, in memory."""
    return pl.scan_parquet(part.path).select(columns).slice(part.first, part.rows).collect().rechunk()


def over_parts(
    work: Callable[[pl.DataFrame], Result], path: Path, *, rows: int = 1_000_000, workers: int = 1,
    columns: tuple[str, ...] = COLUMNS,
) -> Iterator[Result]:  # fmt: skip
    """What ``work`` makes of each part, in the order of the file; no more than ``workers`` parts are in memory.

    Args:
        work: a function of fixes that keeps none of them.
        path: Parquet with FIXES, sorted by person and time.
        rows, columns: of a part.
        workers: threads. Kernels and Polars release the interpreter's lock.

    Raises:
        UsageError: somebody has fixes in two parts, so the file is not sorted by person.
    """
    seen: set[str] = set()

    def one(part: Part) -> tuple[list[str], Result]:
        fixes = read_part(part, columns)
        return starts_of(fixes["person"])[0], work(fixes)

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        waiting: list[Future[tuple[list[str], Result]]] = []
        parts = parts_of(path, rows)
        for place in range(len(parts) + workers):
            if place < len(parts):
                waiting.append(pool.submit(one, parts[place]))
            if place >= workers - 1 and waiting:
                people, result = waiting.pop(0).result()
                if not seen.isdisjoint(people):
                    raise UsageError(
                        "The rows of a person are not together.", "Needed: a table sorted by person and time."
                    )
                seen.update(people)
                yield result
