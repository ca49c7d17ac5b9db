"""What every piece of a fetch is given: the atlas as it grows, who is asked, what is known, and how it is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import AtlasFolder, add_input, open_folder, remove_input
from everyday.disk import held_name, replace_bytes, sha256_of
from everyday.fetch.asking import Asker, Got
from everyday.fetch.pieces import FetchPlan, PieceReport, Town
from everyday.fetch.sources import Sources, load_sources
from everyday.fetch.state import FETCHED, Done, State, now_text
from geo.errors import Report, UsageError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Box", "Tell", "Work", "cut_to_town"]

Box = tuple[float, float, float, float]
Tell = Callable[[str, int, int | None], None]


@dataclass
class Work:
    """A fetch that is under way.

    Attributes:
        plan: what is wanted.
        sources: addresses and limits.
        asker: asks.
        state: what is there already.
        tell: called with the key of a piece, bytes (or rows) done, and their number or None.
        is_checking: ask for what is newer, also where what is there is young.
    """

    plan: FetchPlan
    sources: Sources
    asker: Asker
    state: State
    tell: Tell
    is_checking: bool = False
    reports: list[PieceReport] = field(default_factory=list)

    @property
    def town(self) -> Town:
        """The town, an authority."""
        return self.plan.town

    @property
    def folder(self) -> Path:
        """Of the atlas."""
        return self.plan.folder

    @property
    def beside(self) -> Path:
        """Folder for what is fetched and is no input."""
        return self.folder / FETCHED

    def atlas(self) -> AtlasFolder:
        """The atlas as it is now."""
        return open_folder(self.folder)

    @cached_property
    def outline(self) -> BaseGeometry:
        """The town as one shape, in degrees."""
        return _outline(self.atlas())

    def plan_has(self, key: str) -> bool:
        """Whether a piece is in the plan."""
        return any(piece.key == key for piece in self.plan.pieces)

    def ground(self, margin_km: float | None = None) -> BaseGeometry:
        """The town with its margin, in degrees."""
        return _with_margin(self.outline, self.sources.margin_km if margin_km is None else margin_km)

    def box(self, margin_km: float | None = None) -> Box:
        """(west, south, east, north) of the ground."""
        west, south, east, north = (float(edge) for edge in self.ground(margin_km).bounds)
        return west, south, east, north

    def ask_json(self, *names: str) -> Callable[[str, Any], Any]:
        """A function that asks hosts of these sources for JSON."""
        hosts = self.sources.hosts(*names)
        return lambda url, params: self.asker.json(url, hosts, params)

    def is_fresh(self, key: str, days: float) -> bool:
        """Whether a part is there, its inputs still in the atlas, and asked for less than so many days ago."""
        done = self.state.done.get(key)
        if done is None or (self.is_checking and days < 3650):
            return False
        asked = datetime.strptime(done.asked_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return self.is_kept(done) and datetime.now(UTC) - asked < timedelta(days=days)

    def is_kept(self, done: Done) -> bool:
        """Whether the inputs of a part are still those of the atlas."""
        held = {record.sha256 for record in self.atlas().config.inputs}
        return set(done.inputs) <= held

    def same(self, key: str, version: str) -> bool:
        """Whether what is offered is what is there: noted as asked for today."""
        done = self.state.done.get(key)
        if done is None or not version or done.version != version or not self.is_kept(done):
            return False
        self.state.finish(key, _asked_now(done))
        return True

    def download(self, key: str, url: str, hosts: Collection[str], name: str) -> Got:
        """A large file in ``fetched/raw``; one that came whole before a fetch was ended is not asked for again."""
        target = self.beside / "raw" / name
        noted = self.state.whole.get(name)
        if (
            noted
            and noted["asked"] == url
            and noted["at"][:10] == now_text()[:10]
            and target.is_file()
            and sha256_of(target) == noted["sha256"]
        ):
            return Got(target, noted["address"], target.stat().st_size, noted["sha256"], noted["modified"])
        got = self.asker.file(url, hosts, target, told=lambda have, total: self.tell(key, have, total))
        self.state.whole[name] = {
            "asked": url, "address": got.address, "sha256": got.sha256, "modified": got.modified,
            "at": now_text(),
        }  # fmt: skip
        self.state.save()
        return got

    def forget_download(self, name: str) -> None:
        """Remove a large file that was used, or is no good."""
        (self.beside / "raw" / name).unlink(missing_ok=True)
        if self.state.whole.pop(name, None) is not None:
            self.state.save()

    def add(
        self, kind: str, path: Path, *, options: dict[str, str] | None = None, licence: str, attribution: str,
        instead_of: Collection[str] = (),
    ) -> tuple[Report, str]:  # fmt: skip
        """Give a file to the atlas by the same door as one by hand; returns its report and fingerprint.

        ``instead_of`` are fingerprints of inputs that it takes the place of.
        """
        atlas = self.atlas()
        before = {record.sha256 for record in atlas.config.inputs}
        report = add_input(atlas, kind, path, options=options, licence=licence, attribution=attribution)
        sha256 = atlas.config.inputs_of(kind)[-1].sha256
        for old in set(instead_of) & before - {sha256}:
            if any(record.sha256 == old for record in atlas.config.inputs):
                remove_input(atlas, old)
        return report, sha256

    def is_input(self, sha256: str) -> bool:
        """Whether a file of this fingerprint is an input of the atlas."""
        return any(record.sha256 == sha256 for record in self.atlas().config.inputs)

    def finish(self, key: str, title: str, done: Done, *, is_new: bool = True) -> None:
        """Note that a piece is there, and report it."""
        self.state.finish(key, done)
        self.report(key, title, "fetched" if is_new else "unchanged", done)

    def report(self, key: str, title: str, status: str, done: Done) -> None:
        """Report a piece that is there."""
        self.reports.append(
            PieceReport(key, title, status, done.words, done.date, done.sha256, done.licence, done.address)
        )

    def clear(self) -> None:
        """Remove the folder of large files once nothing waits in it."""
        raw = self.beside / "raw"
        if raw.is_dir() and not self.state.whole and not any(raw.iterdir()):
            shutil.rmtree(raw)


def _outline(atlas: AtlasFolder) -> BaseGeometry:
    import shapely

    shape: BaseGeometry = shapely.union_all(atlas.own_areas().geometry.to_numpy())
    return shape


@lru_cache(maxsize=8)
def _with_margin(outline: BaseGeometry, margin_km: float) -> BaseGeometry:
    import shapely

    from geo.crs import local_crs, shapes_to_degrees, shapes_to_local

    west, south, east, north = outline.bounds
    crs = local_crs((south + north) / 2, (west + east) / 2)
    widened = shapely.buffer(shapes_to_local([outline], crs), margin_km * 1000, quad_segs=16)
    return shapes_to_degrees(widened, crs)[0]


@contextmanager
def cut_to_town(atlas: AtlasFolder, kind: str, path: Path) -> Iterator[tuple[Path, str]]:
    """A region's file as a fetch would cut it: to the town and what lies round it (``margin_km`` of the sources).

    Args:
        atlas: with its boundaries.
        kind: ``gtfs`` or ``osm``.
        path: the region's timetable or extract.

    Yields:
        the file, which is gone when the block ends, and what was kept of the region's, in words.

    Raises:
        UsageError: another kind, or nothing of the timetable calls there.
        InputError: the file cannot be read.
    """
    from geo.gtfs.cropping import crop_gtfs
    from geo.osm.cropping import crop_osm

    if kind not in ("gtfs", "osm"):
        raise UsageError(f"What is added as {kind} is not cut.", needed="gtfs or osm.", do="Leave --cut out.")
    margin_km = load_sources().margin_km
    ground = _with_margin(_outline(atlas), margin_km)
    around = f"{atlas.name} and {margin_km:.0f} km round it"
    with held_name(atlas.folder, "cut") as folder:
        if kind == "osm":
            west, south, east, north = (float(edge) for edge in ground.bounds)
            target = folder / f"{path.name.split('.')[0]}.osm.pbf"
            kept = crop_osm([path], (west, south, east, north), target)
            yield target, f"{kept.ways_n:,} ways lie in {around}."
            return
        cut = crop_gtfs(path, ground, folder / f"{path.name.removesuffix('.zip')}.zip")
        if cut.path is None:
            raise UsageError(
                f"No trip of {path.name} calls in {around}.", do="Choose the timetable of the town's region."
            )
        yield cut.path, f"{cut.trips_n:,} of {cut.all_trips_n:,} trips call in {around}."


def _asked_now(done: Done) -> Done:
    return replace(done, asked_at=now_text())


def write_geojson(path: Path, rows: list[dict[str, Any]], key: str) -> None:
    """Features as GeoJSON in degrees, in the order of a property, the same bytes for the same content."""
    rows = sorted(rows, key=lambda row: str(row["properties"][key]))
    plain = [{"type": "Feature", "properties": row["properties"], "geometry": row["geometry"]} for row in rows]
    content = json.dumps({"type": "FeatureCollection", "features": plain}, ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, content.encode())
