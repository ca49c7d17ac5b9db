"""Open a timetable file or folder without trusting it: limits on size and ratio, no member is ever written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar, cast

from geo.errors import NotFoundError, Report
from geo.gtfs.text import counted

__all__ = ["GTFS_FILES", "FeedFiles", "open_feed_files"]

MOST_MEMBERS = 20_000
MOST_BYTES = 6 * 1024**3
MOST_RATIO = 300.0
RATIO_MATTERS_BYTES = 32 * 1024**2

GTFS_FILES = (
    "agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt", "calendar_dates.txt",
    "frequencies.txt", "transfers.txt", "shapes.txt", "feed_info.txt",
)  # fmt: skip
_OPTIONAL = (
    "fare_attributes.txt", "fare_rules.txt", "timeframes.txt", "fare_media.txt", "fare_products.txt",
    "fare_leg_rules.txt", "fare_transfer_rules.txt", "areas.txt", "stop_areas.txt", "networks.txt",
    "route_networks.txt", "pathways.txt", "levels.txt", "location_groups.txt", "location_group_stops.txt",
    "locations.geojson", "booking_rules.txt", "translations.txt", "attributions.txt", "directions.txt",
    "rider_categories.txt", "fare_leg_join_rules.txt",
)  # fmt: skip
_TELLING = {"stops.txt", "stop_times.txt", "trips.txt", "routes.txt", "calendar.txt", "calendar_dates.txt"}


Member = TypeVar("Member")


@dataclass
class FeedFiles:
    """The tables of one timetable by their lower-case name, read into memory one at a time."""

    sources: dict[str, Path | zipfile.ZipInfo] = field(default_factory=dict)
    archive: zipfile.ZipFile | None = None

    def __contains__(self, name: str) -> bool:
        return name in self.sources

    def size(self, name: str) -> int:
        """Bytes of one table when unpacked."""
        source = self.sources[name]
        return source.stat().st_size if isinstance(source, Path) else source.file_size

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """One table to be read part by part; faults of the file come as they are."""
        source = self.sources[name]
        if isinstance(source, Path):
            with source.open("rb") as stream:
                yield stream
        else:
            with cast(zipfile.ZipFile, self.archive).open(source) as stream:
                yield stream

    def read(self, name: str, report: Report) -> bytes | None:
        """The bytes of one table, or None (with a problem) if it cannot be read."""
        source = self.sources[name]
        try:
            if isinstance(source, Path):
                return source.read_bytes()
            if self.archive is None:
                return None
            return self.archive.read(source)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
            report.add(
                "refused",
                "damaged_file",
                f"{name} could not be read ({fault}).",
                action="The download may be incomplete or damaged: download it again.",
            )
            return None

    def close(self) -> None:
        """Close the archive."""
        if self.archive is not None:
            self.archive.close()


def open_feed_files(path: Path, report: Report) -> FeedFiles:
    """Find the tables of the timetable at ``path`` (zip, zip with a folder inside, or folder).

    Adds problems to ``report``; the result has no tables if the file is refused.

    Raises:
        NotFoundError: there is nothing at ``path``.
    """
    if path.is_dir():
        return _from_folder(path, report)
    if not path.is_file():
        raise NotFoundError(f"There is no file or folder {path}.", do="Check the name and try again.")
    return _from_zip(path, report, depth=0)


def _from_folder(path: Path, report: Report) -> FeedFiles:
    found = [child for child in sorted(path.glob("*")) if child.is_file()]
    found += [child for child in sorted(path.glob("*/*")) if child.suffix.lower() == ".txt" and child.is_file()]
    chosen = _choose({child.relative_to(path).as_posix(): child for child in found}, report)
    total = sum(child.stat().st_size for child in chosen.values())
    if total > MOST_BYTES:
        _refuse_size(report, total)
        return FeedFiles()
    return FeedFiles(dict(chosen))


def _from_zip(source: Path | io.BytesIO, report: Report, depth: int) -> FeedFiles:
    try:
        archive = zipfile.ZipFile(source)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as fault:
        _refuse_no_zip(source, report, fault)
        return FeedFiles()
    wanted = _safe_members(members, report)
    chosen = _choose(wanted, report, quiet=depth == 0 and len(_inner_zips(wanted)) == 1)
    inner = _inner_zips(wanted)
    if not chosen and depth == 0 and len(inner) == 1 and _fits(inner, report):
        files = FeedFiles({"inner": inner[0]}, archive)
        content = files.read("inner", report)
        archive.close()
        return FeedFiles() if content is None else _from_zip(io.BytesIO(content), report, depth=1)
    if not _fits(list(chosen.values()), report):
        archive.close()
        return FeedFiles()
    return FeedFiles(dict(chosen), archive)


def _inner_zips(members: dict[str, zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return [info for name, info in members.items() if name.lower().endswith(".zip")]


def _refuse_no_zip(source: Path | io.BytesIO, report: Report, fault: Exception) -> None:
    start = b""
    if isinstance(source, Path):
        with source.open("rb") as handle:
            start = handle.read(4)
    what = "It seems to be cut short" if start[:2] == b"PK" else "It is not a zip file"
    report.add(
        "refused",
        "not_a_zip",
        f"The timetable could not be opened. {what} ({fault}).",
        needed="a GTFS timetable: a zip file, or a folder, with stops.txt, trips.txt, stop_times.txt and so on.",
        action="Download the file again, or ask the publisher for the GTFS version.",
    )


def _safe_members(members: list[zipfile.ZipInfo], report: Report) -> dict[str, zipfile.ZipInfo]:
    if len(members) > MOST_MEMBERS:
        report.add(
            "refused",
            "too_many_members",
            f"The zip file holds {len(members):,} files.",
            needed=f"a timetable, which has some ten files (the limit is {MOST_MEMBERS:,}).",
            action="Check that this is the right file.",
        )
        return {}
    safe: dict[str, zipfile.ZipInfo] = {}
    unsafe: list[str] = []
    for info in members:
        name = info.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if info.is_dir():
            continue
        if ".." in parts or name.startswith("/") or ":" in name or stat.S_ISLNK(info.external_attr >> 16):
            unsafe.append(repr(info.filename[:80]))
            continue
        safe[name] = info
    if unsafe:
        report.add(
            "repaired",
            "unsafe_names",
            counted(len(unsafe), "files in the zip have names that point outside it."),
            action="They were left out.",
            where=unsafe,
        )
    return safe


def _choose(members: Mapping[str, Member], report: Report, *, quiet: bool = False) -> dict[str, Member]:
    """Tables of the one folder that holds a timetable, by lower-case name."""
    folders: dict[str, dict[str, Member]] = {}
    for name, member in members.items():
        parts = PurePosixPath(name).parts
        if "__MACOSX" in parts or parts[-1].startswith("."):
            continue
        folders.setdefault("/".join(parts[:-1]), {}).setdefault(parts[-1].lower(), member)
    feeds = {folder: files for folder, files in folders.items() if len(_TELLING & set(files)) >= 2}
    if len(feeds) > 1:
        report.add(
            "refused",
            "several_feeds",
            f"There are {len(feeds)} timetables inside.",
            needed="one timetable at a time.",
            action="Take them apart and add each as a file of its own.",
            where=sorted(folder or "(top)" for folder in feeds),
        )
        return {}
    if not feeds:
        if not quiet:
            names = sorted(name for files in folders.values() for name in files)
            report.add(
                "refused",
                "no_timetable",
                f"No timetable was found inside; it holds {', '.join(names[:6]) or 'nothing'}.",
                needed="stops.txt, routes.txt, trips.txt, stop_times.txt and calendar.txt or calendar_dates.txt.",
                action="Ask the publisher for the timetable in GTFS format.",
            )
        return {}
    files = next(iter(feeds.values()))
    _note_unknown(files, report)
    return {name: member for name, member in files.items() if name in GTFS_FILES}


def _note_unknown(files: Iterable[str], report: Report) -> None:
    unknown = sorted(name for name in files if name.endswith((".txt", ".csv")) and name not in GTFS_FILES + _OPTIONAL)
    if unknown:
        report.add(
            "note",
            "unknown_files",
            f"{len(unknown)} {'file is' if len(unknown) == 1 else 'files are'} not part of the GTFS format.",
            action="They were not read.",
            where=unknown,
        )


def _fits(members: list[zipfile.ZipInfo], report: Report) -> bool:
    locked = [info.filename for info in members if info.flag_bits & 0x1]
    if locked:
        report.add(
            "refused",
            "encrypted",
            "The zip file is locked with a password.",
            needed="an open zip file.",
            action="Unlock it, or ask the publisher for a version without a password.",
            where=locked,
        )
    total = sum(info.file_size for info in members)
    if total > MOST_BYTES:
        _refuse_size(report, total)
    bombs = [
        info.filename
        for info in members
        if info.file_size > RATIO_MATTERS_BYTES and info.file_size > MOST_RATIO * max(info.compress_size, 1)
    ]
    if bombs:
        report.add(
            "refused",
            "zip_bomb",
            f"Files inside grow more than {MOST_RATIO:.0f} times when unpacked, as no real timetable does.",
            action="Check where the file came from; it may be meant to do harm.",
            where=bombs,
        )
    return not locked and not bombs and total <= MOST_BYTES


def _refuse_size(report: Report, total: int) -> None:
    report.add(
        "refused",
        "too_large",
        f"Unpacked, the timetable would take {total / 1024**3:.1f} GB.",
        needed=f"at most {MOST_BYTES / 1024**3:.0f} GB.",
        action="Cut the timetable to your region first.",
    )
