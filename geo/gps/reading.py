"""Logs of any kind to one table of fixes, with every problem and every question."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from geo.errors import NotFoundError, Report, UsageError
from geo.gps.clock import is_zone
from geo.gps.fit import read_fit
from geo.gps.fixes import FIXES, Logs, no_fixes
from geo.gps.gathering import Reading
from geo.gps.held import HeldFile
from geo.gps.limits import Limits, RefusedFileError
from geo.gps.markup import read_gpx, read_kml, read_tcx
from geo.gps.objects import read_objects, read_recorder
from geo.gps.opening import Source, Unpacked, sources_in
from geo.gps.people import WAYS, labels_of, person_question
from geo.gps.plt import read_plt
from geo.gps.recognising import format_of
from geo.gps.settling import Settled, settled
from geo.gps.tables import ROLES, Asked, read_delimited, read_parquet
from geo.gps.telling import STOPS, questions_of, say_facts, settle_severity

__all__ = ["read_logs"]

_START = 1 << 14
_NO_LOG = frozenset({"not_a_log"})
_STREAMED: dict[str, Callable[[io.BufferedReader, Reading], None]] = {
    "gpx": read_gpx,
    "tcx": read_tcx,
    "kml": read_kml,
    "owntracks": read_recorder,
}
_WHOLE: dict[str, Callable[[Source, Reading], None]] = {"fit": read_fit, "plt": read_plt}


@dataclass(frozen=True)
class _Said:
    """What somebody said of all files."""

    timezone: str
    times: str
    asked: Asked
    limits: Limits
    today: datetime


@dataclass(frozen=True)
class _Taken:
    """One file that was read."""

    source: Source
    reading: Reading
    settled: Settled


def read_logs(
    paths: Path | Sequence[Path | HeldFile],
    *,
    timezone: str,
    person: str = "",
    day_first: bool | None = None,
    times: str = "",
    columns: dict[str, str] | None = None,
    limits: Limits | None = None,
    today: datetime | None = None,
) -> Logs:
    """Read logs into fixes.

    Args:
        paths: files, zips and folders; files may be held in memory.
        timezone: zone of the atlas, such as ``Europe/London``.
        person: whose a file is that does not say it: ``file``, ``folder``, ``one`` (also ``one:LABEL``).
        day_first: how dates such as 05/07/2024 are meant where a file does not decide it.
        times: zone of times that state none: ``utc``, ``local`` (of ``timezone``), or the name of a zone.
        columns: of tables, role (``lat lon time date utc person device accuracy segment``) to heading; ``unit`` to
            ``e7``, ``e6``, ``semicircles`` or ``degrees``.
        limits: most of what is taken in.
        today: nothing lies after it; default: now.

    Returns:
        Fixes sorted by person and time, the report, questions, and facts of each file.

    Raises:
        NotFoundError: there is no such file.
        UsageError: an argument is none of those above.
        InputError: nothing can be used; its report names every problem.
    """
    given: list[Path | HeldFile] = [paths] if isinstance(paths, Path) else list(paths)
    for path in given:
        if not path.exists():
            raise NotFoundError(f"There is no file {path}.", do="Check the name and the folder.")
        if not path.is_file() and not path.is_dir():
            raise UsageError(f"{path} is neither a file nor a folder.", do="Choose the files that a device wrote.")
    unknown = sorted(set(columns or {}) - set(ROLES) - {"unit"})
    if unknown:
        raise UsageError(
            f"A table has no column of the kind {unknown[0]!r}.", f"There are: {', '.join(ROLES)} and unit."
        )
    for zone in (timezone, times if times not in ("", "utc", "local") else "UTC"):
        if not is_zone(zone):
            raise UsageError(
                f"There is no time zone {zone!r}.", "A name such as Europe/London; for times also utc or local."
            )
    limits = limits or Limits()
    said = _Said(timezone, times, Asked(dict(columns or {}), day_first), limits, today or datetime.now(UTC))
    report = Report(", ".join(path.name for path in given[:3]) + (" …" if len(given) > 3 else ""), "GPS logs")
    taken = _read_all(given, said, report)
    settle_severity(report, any(one.settled.facts.fixes_n for one in taken))
    sources = [one.source for one in taken if one.settled.facts.fixes_n]
    nameless = [one.source for one in taken if one.settled.fixes["person"].null_count()]
    fixes = _together(taken, labels_of(nameless, person))
    files = tuple(one.settled.facts for one in taken)
    questions = questions_of(
        [one.settled.doubt for one in taken if one.settled.doubt is not None],
        [one.source.label for one in taken if one.reading.asks_order],
        None if person.partition(":")[0] in WAYS else person_question(nameless),
        timezone,
    )
    say_facts(report, fixes, files, questions, len(sources))
    if fixes.is_empty() and report.is_usable:
        report.add(
            "refused", "no_logs", "there is no log in it.", needed="logs of people as files, a zip or a folder.",
            action="Choose the files that a device or an app wrote.",
        )  # fmt: skip
    report.raise_if_refused()
    return Logs(fixes, report, questions, files)


def _read_all(paths: list[Path | HeldFile], said: _Said, report: Report) -> list[_Taken]:
    """Every file that is a log; what cannot be read stops nothing but itself."""
    taken: list[_Taken] = []
    passed: list[str] = []

    def refuse(label: str, fault: RefusedFileError) -> None:
        report.add("refused", fault.code, f"{label}: {fault.found}", needed=fault.needed, action=fault.do)

    left = said.limits.fixes
    given = {path.name for path in paths if not path.is_dir()}
    try:
        for source in sources_in(paths, Unpacked(said.limits), refuse):
            try:
                reading = _read_one(source, said, left)
            except RefusedFileError as fault:
                if fault.code in _NO_LOG and source.label not in given:
                    passed.append(source.label)
                else:
                    refuse(source.label, fault)
                if fault.code in STOPS:
                    break
                continue
            one = settled(
                reading, source.label, report, times=said.times, timezone=said.timezone, today=said.today
            )  # fmt: skip
            reading.heaps.clear()
            taken.append(_Taken(source, reading, one))
            left -= one.facts.fixes_n
    except RefusedFileError as fault:
        refuse(report.source, fault)
    if passed:
        report.add(
            "note", "passed_over", f"{len(passed):,} files are no logs.", action="they were passed over", where=passed
        )  # fmt: skip
    return taken


def _read_one(source: Source, said: _Said, most: int) -> Reading:
    """The rows of one file; where it breaks off, those before that place.

    Raises:
        RefusedFileError: nothing of it can be used.
    """
    kind = format_of(_start_of(source))
    reading = Reading(kind, most)
    try:
        if kind in _STREAMED:
            with source.open() as stream:
                _STREAMED[kind](stream, reading)
        elif kind == "json":
            with source.open() as stream:
                read_objects(stream, said.asked.columns, reading)
        elif kind == "parquet":
            read_parquet(source, said.asked, reading)
        elif kind in _WHOLE:
            _WHOLE[kind](source, reading)
        else:
            read_delimited(source, said.asked, reading)
        reading.flush()
    except RefusedFileError as fault:
        if not fault.keeps:
            raise
        reading.flush()
        if not reading.rows_n:
            raise
        reading.broken = fault
    return reading


def _start_of(source: Source) -> bytes:
    """The first bytes; fewer where the file breaks off there."""
    start = b""
    with source.open() as stream:
        while len(start) < _START:
            try:
                block = stream.read1(_START)
            except RefusedFileError as fault:
                if not start or not fault.keeps:
                    raise
                break
            if not block:
                break
            start += block
    return start


def _together(taken: list[_Taken], labels: dict[str, str]) -> pl.DataFrame:
    """All fixes sorted by person and time; segments of all files are numbered on."""
    parts, before = [], 0
    for one in taken:
        fixes = one.settled.fixes
        if fixes.is_empty():
            continue
        label = labels.get(one.source.label, one.source.stem)
        person = pl.col("person").replace("", None).fill_null(label)
        lowest, highest = fixes.select(pl.col("segment").min().alias("a"), pl.col("segment").max().alias("b")).row(0)
        numbered = (pl.col("segment") - lowest + before).cast(pl.Int32)
        fixes = fixes.with_columns(person, numbered)
        before += highest - lowest + 1
        parts.append(fixes.select(pl.col(name).cast(dtype) for name, dtype in FIXES.items()))
    return pl.concat(parts).sort("person", "time", maintain_order=True) if parts else no_fixes()
