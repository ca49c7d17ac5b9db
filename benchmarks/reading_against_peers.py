"""Reading inputs against others: extracts against bare pyosmium and osmnx, timetables against gtfs_kit's bare read.

    python benchmarks/reading_against_peers.py --repeat 5
    python benchmarks/reading_against_peers.py --times 30      # Newport's trips 30 times over: 6.1 million stop times

Runs are interleaved (theirs, ours, theirs …). Bare pyosmium is one loop over the objects that have a key we look for:
tags, references and coordinates as Python's own things, and nothing made of them. osmnx reads only XML, so the extract
is first converted to a temporary file, which is not measured; it makes a walk network, we make one with places and
background.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from shared.timing import peak_mb
from shared.towns import DATA, town

from geo.errors import Report
from geo.gtfs import read_gtfs
from geo.osm import read_osm
from geo.osm.elements import keys_read, read_osm_file
from geo.osm.kind_files import load_place_kinds


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--times", type=int, default=0, help="read Newport's trips so many times over")
    options = parser.parse_args()
    if options.times:
        _many_stop_times(options.times)
        return
    import gtfs_kit
    import osmnx

    keys = load_place_kinds().tag_keys
    for name in ("newport", "porto_alegre"):
        path = town(name).osm
        _compare(
            f"{path.name} against bare pyosmium",
            lambda path=path: bare_pyosmium(path, keys),
            lambda path=path: read_osm_file(path, Report(path.name, ""), place_keys=keys),
            options.repeat,
        )
    path = town("porto_alegre").osm
    with tempfile.TemporaryDirectory() as folder:
        xml = to_xml(path, Path(folder) / "extract.osm")
        _compare(
            f"{path.name}, with network, places and background, against osmnx",
            lambda: osmnx.graph_from_xml(xml, simplify=False, retain_all=True),
            lambda: read_osm(path),
            options.repeat,
        )
    for place in ("newport/gtfs/newport_bus_coach_20240305.zip", "porto_alegre/gtfs/poa_eptc.zip",
                  "cairns/gtfs/cairns_gtfs.zip", "gtfs_only/propeR_GTFS.zip"):  # fmt: skip
        _compare(
            f"{Path(place).name} against gtfs_kit",
            lambda place=place: gtfs_kit.read_feed(DATA / place, dist_units="km"),
            lambda place=place: read_gtfs(DATA / place),
            options.repeat,
        )


def bare_pyosmium(path: Path, place_keys: frozenset[str]) -> int:
    """Every node and way with a key that we look for."""
    import osmium

    things: list[tuple[object, ...]] = []
    processor = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
    for thing in processor.with_filter(osmium.filter.KeyFilter(*keys_read(place_keys))):
        if isinstance(thing, osmium.osm.Way):
            things.append((thing.id, dict(thing.tags), [(node.ref, node.x, node.y) for node in thing.nodes]))
        else:
            things.append((thing.id, dict(thing.tags)))
    return len(things)


def to_xml(source: Path, target: Path) -> Path:
    """The same extract as XML."""
    import osmium

    with osmium.SimpleWriter(str(target)) as writer:
        for item in osmium.FileProcessor(str(source)):
            writer.add(item)
    return target


def _compare(what: str, theirs: Callable[[], object], ours: Callable[[], object], repeat: int) -> None:
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for run in range(repeat + 1):
        for is_ours, work in ((False, theirs), (True, ours)):
            started = time.process_time()
            work()
            if run:  # the first does not count
                seconds[is_ours].append(time.process_time() - started)
    own_s, other_s = statistics.median(seconds[True]), statistics.median(seconds[False])
    print(f"{what}: ours {own_s:.2f} s CPU, theirs {other_s:.2f} s, ratio {own_s / other_s:.2f}")


def _many_stop_times(times: int) -> None:
    source = DATA / "newport" / "gtfs" / "newport_bus_coach_20240305.zip"
    with tempfile.TemporaryDirectory() as folder:
        path = repeated(source, Path(folder) / "many.zip", times)
        started = time.process_time()
        feed, _ = read_gtfs(path)
        taken_s = time.process_time() - started
    print(f"{len(feed.stop_times):,} stop times: {taken_s:.1f} s CPU, at most {peak_mb():,.0f} MB of memory")


def repeated(source: Path, target: Path, times: int) -> Path:
    """A timetable whose trips stand in it so many times over, under other ids."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name not in ("trips.txt", "stop_times.txt"):
                new.writestr(name, old.read(name))
                continue
            header, *rows = old.read(name).decode("utf-8-sig").splitlines()
            place = header.split(",").index("trip_id")
            with new.open(name, "w", force_zip64=True) as file:
                file.write(f"{header}\n".encode())
                for copy in range(times):
                    cells = (row.split(",", place + 1) for row in rows)
                    changed = (",".join([*row[:place], f"{row[place]}-{copy}", *row[place + 1 :]]) for row in cells)
                    file.write(("\n".join(changed) + "\n").encode())
    return target


if __name__ == "__main__":
    main()
