"""GPS fixes to cells, staypoints, trips and homes: against trackintel, and against a bare scan of the same Parquet.

``python benchmarks/gps.py``: both presets at fixes every second and every minute; trackintel on a million fixes, ours
on one million and on ten. ``python benchmarks/gps.py --large``: 100 million fixes in bounded memory, once. Files are
generated in the temporary folder and removed. Processor seconds. Against trackintel both start from what is in memory
(ours from columns, trackintel from points that are made already), and only ours finds cells.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
import warnings
from pathlib import Path

import polars as pl
from shared.timing import median_cpu, peak_mb
from shared.walkers import write_fixes

from analysis.movement import (
    PRESETS,
    Preset,
    cells_of_people,
    find_homes,
    find_staypoints,
    find_triplegs,
    find_trips,
    over_parts,
    walks_of,
)
from tests.oracles import by_trackintel

MILLION, A_PERSON, RESOLUTION, K = 1_000_000, 20_000, 9, 10


def everything(fixes: pl.DataFrame, preset: Preset) -> tuple[pl.DataFrame, ...]:
    """Cells, staypoints, trips and homes of a part of the people."""
    walks = walks_of(fixes)
    stays = find_staypoints(walks, preset)
    trips = find_trips(stays, find_triplegs(walks, stays, preset), preset)
    return cells_of_people(walks, RESOLUTION), stays, trips, find_homes(stays, "trackintel")


def from_parquet(path: Path, preset: Preset) -> list[pl.DataFrame]:
    """The same, part by part from a file."""
    parts = over_parts(lambda fixes: everything(fixes, preset), path)
    return [pl.concat(tables) for tables in zip(*parts, strict=True)]


def bare(path: Path) -> pl.DataFrame:
    """Polars reads the same four columns and counts what is in them by person."""
    counted = pl.scan_parquet(path).group_by("person").agg(pl.len(), pl.col("time", "lat", "lon").count())
    return counted.collect()


def by_trackintel_alone(path: Path, preset: Preset) -> tuple[float, pl.DataFrame]:
    """Processor seconds of staypoints, triplegs, trips, locations and homes, and its staypoints."""
    fixes = pl.read_parquet(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pfs = by_trackintel.positionfixes(fixes)
        started = time.process_time()
        pfs, stays = pfs.generate_staypoints(
            dist_threshold=preset.within_m, time_threshold=preset.least_min, gap_threshold=preset.gap_min
        )
        _, legs = pfs.generate_triplegs(stays, gap_threshold=preset.gap_min)
        flagged = stays.create_activity_flag(time_threshold=preset.activity_min)
        flagged.generate_trips(legs, gap_threshold=preset.gap_min)
        located, _ = stays.generate_locations(epsilon=100, num_samples=1)
        by_trackintel.home_of(located)
        spent = time.process_time() - started
    return spent, by_trackintel.table_of(pfs, stays)


def same_staypoints(stays: pl.DataFrame, theirs: pl.DataFrame, preset: Preset) -> tuple[int, int, int]:
    """How many are equal, how many only ours (before a silence), how many only theirs (too short inside).

    Raises:
        SystemExit: there is a difference without a reason.
    """
    leaving = stays.filter(~pl.col("ends_in_silence"))
    inside = (theirs["last_inside"] - theirs["started_at"]).dt.total_microseconds() >= preset.least_min * 60e6
    same = theirs.filter(inside).select("person", "started_at", finished_at="last_inside")
    if not leaving.select(same.columns).equals(same):
        raise SystemExit(f"{preset.name}: the staypoints differ")
    return len(same), len(stays) - len(leaving), len(theirs) - len(same)


def compare(folder: Path, repeat: int, intervals: list[int]) -> None:
    """All four settings, in one run."""
    for every_s in intervals:
        small, large = folder / f"small_{every_s}.parquet", folder / f"large_{every_s}.parquet"
        write_fixes(small, MILLION, every_s, A_PERSON)
        write_fixes(large, 10 * MILLION, every_s, A_PERSON)
        few, many = (pl.read_parquet(path).rechunk() for path in (small, large))
        scan, _, _ = median_cpu(lambda path=large: bare(path), repeat)  # type: ignore[misc]
        for preset in PRESETS.values():
            one, _, (_, stays, trips, _) = median_cpu(lambda few=few, preset=preset: everything(few, preset), repeat)  # type: ignore[misc]
            ten, _, _ = median_cpu(lambda many=many, preset=preset: everything(many, preset), repeat)  # type: ignore[misc]
            read, _, _ = median_cpu(lambda path=large, preset=preset: from_parquet(path, preset), repeat)  # type: ignore[misc]
            other, theirs = by_trackintel_alone(small, preset)
            equal, before_silence, too_short = same_staypoints(stays, theirs, preset)
            print(
                f"{preset.name}, a fix every {every_s} s: trackintel {other:.1f} s CPU a million; ours {one:.3f} s a "
                f"million ({other / one:.0f} times as fast), {ten:.2f} s ten million ({10 * other / ten:.0f} times); "
                f"from Parquet {read:.2f} s ten million, {read / scan:.2f} of a bare scan ({scan:.2f} s). "
                f"{equal:,} staypoints equal, {before_silence:,} more before a silence, {too_short:,} of trackintel's "
                f"too short inside; {len(trips):,} trips.",
                flush=True,
            )


def people_per_cell(path: Path, preset: Preset) -> tuple[int, int, int]:
    """Cells, cells with k people, and staypoints of a large file; parts have whole people, so their counts add up."""

    def one(fixes: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        walks = walks_of(fixes)
        stays = len(find_staypoints(walks, preset))
        return cells_of_people(walks, RESOLUTION).group_by("cell").agg(people=pl.len()), stays

    counted, stays_n = [], 0
    for cells, found in over_parts(one, path, workers=2):
        counted.append(cells)
        stays_n += found
    people = pl.concat(counted).group_by("cell").agg(pl.col("people").sum())
    return len(people), int((people["people"] >= K).sum()), stays_n


def at_large(folder: Path, fixes_n: int) -> None:
    """Many fixes once: seconds and the largest memory; writing the file is another process's."""
    path = folder / "large.parquet"
    writer = multiprocessing.get_context("spawn").Process(target=write_fixes, args=(path, fixes_n, 1, A_PERSON))
    writer.start()
    writer.join()
    before = peak_mb()
    start_cpu, start = time.process_time(), time.perf_counter()
    cells_n, shown_n, stays_n = people_per_cell(path, PRESETS["trackintel"])
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    print(
        f"{fixes_n:,} fixes of {fixes_n // A_PERSON:,} people, {path.stat().st_size / 1e6:,.0f} MB: {wall:.1f} s, "
        f"{cpu:.1f} s CPU, {peak_mb():,.0f} MB at most ({before:,.0f} MB before). {cells_n:,} cells, {shown_n:,} with "
        f"{K} people or more, {stays_n:,} staypoints."
    )


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--every", type=int, nargs="+", default=[1, 60], help="seconds between fixes")
    parser.add_argument("--large", action="store_true", help="100 million fixes, once")
    parser.add_argument("--fixes", type=int, default=100 * MILLION, help="how many with --large")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.large:
            at_large(Path(folder), asked.fixes)
        else:
            compare(Path(folder), asked.repeat, asked.every)


if __name__ == "__main__":
    main()
