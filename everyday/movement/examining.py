"""What is in some logs, before anything is counted: first and last day, hours of the day, people, box, questions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from everyday.atlas import AtlasFolder
from everyday.movement.strikes import Strike, struck
from geo.errors import NotFoundError, Report

if TYPE_CHECKING:
    from geo.gps import FileFacts, HeldFile, Logs, Question

__all__ = ["Examined", "PersonFound", "examine"]


@dataclass(frozen=True)
class PersonFound:
    """Somebody in the logs, by the label found there, which is not kept."""

    label: str
    first_day: date
    last_day: date
    days_n: int
    fixes_n: int


@dataclass(frozen=True, eq=False)
class Examined:
    """Logs in memory, and what a planner confirms before anything is counted. Nothing of it is written anywhere.

    Attributes:
        fixes: everything read, sorted by person and time.
        report: what was noticed, with facts.
        questions: what only a person can decide; those without a default stand in the way of counting.
        files: facts of each file.
        people: everybody found.
        hours: number of fixes by hour of the clock, 0 to 23.
        box: (west, south, east, north), None without a fix.
        inside_n: fixes inside the areas of the atlas.
        fingerprints: SHA-256 of each file given, by its name.
        timezone: of the atlas: days and hours are local.
    """

    fixes: pl.DataFrame = field(repr=False)
    report: Report
    questions: tuple[Question, ...]
    files: tuple[FileFacts, ...]
    people: tuple[PersonFound, ...]
    hours: tuple[int, ...]
    box: tuple[float, float, float, float] | None
    inside_n: int
    fingerprints: dict[str, str]
    timezone: str

    @property
    def first_day(self) -> date | None:
        """The first local day with a fix."""
        return min((one.first_day for one in self.people), default=None)

    @property
    def last_day(self) -> date | None:
        """The last local day with a fix."""
        return max((one.last_day for one in self.people), default=None)

    @property
    def is_settled(self) -> bool:
        """True where no question stands in the way of counting."""
        return all(question.default for question in self.questions)

    def own_days(self, label: str, strikes: Sequence[Strike] = ()) -> pl.DataFrame:
        """The days of one person, for them to see on this computer: what is left after what they strike out.

        Returns:
            day, first (local time of day as text), last, fixes_n; sorted by day.
        """
        from analysis.movement import day_of

        mine = self.fixes.filter(pl.col("person") == label)
        left, _ = struck(mine, strikes, self.timezone)
        clock = pl.col("time").dt.convert_time_zone(self.timezone).dt.strftime("%H:%M")
        return (
            left.with_columns(day=day_of(pl.col("time"), self.timezone), clock=clock).group_by("day")
            .agg(first=pl.col("clock").first(), last=pl.col("clock").last(), fixes_n=pl.len())
            .sort("day")
        )  # fmt: skip

    def to_text(self) -> str:
        """What a planner confirms, as lines."""
        lines = [self.report.to_text()]
        if self.first_day is not None and self.box is not None:
            days = [one.days_n for one in self.people]
            busy = [hour for hour, n in enumerate(self.hours) if n]
            lines += [
                f"  Days: {self.first_day} to {self.last_day} (a day begins at 03:00, {self.timezone})",
                f"  Hours of the day: {min(busy):02d}:00 to {max(busy) + 1:02d}:00, most at "
                f"{max(range(24), key=lambda hour: self.hours[hour]):02d}:00",
                f"  People: {len(self.people):,}; days a person: {min(days)} to {max(days)}",
                "  Box: west {:.2f}, south {:.2f}, east {:.2f}, north {:.2f}".format(*self.box),
                f"  Fixes: {len(self.fixes):,}, of which {self.inside_n:,} in the areas of the atlas",
            ]
        lines += [f"  ? {one.words}" for one in self.questions]
        return "\n".join(lines)


def examine(atlas: AtlasFolder, paths: Sequence[Path | HeldFile], **answers: Any) -> Examined:
    """Read logs into memory and say what is in them. Nothing is counted or kept.

    Args:
        atlas: whose areas and time zone count.
        paths: files, folders or zips; files may be held in memory.
        answers: of ``geo.gps.read_logs`` (``person``, ``day_first``, ``columns``, ``times`` …): what a person knows.

    Raises:
        NotFoundError: there is no such file.
        InputError: nothing in them can be read; every problem is named.
    """
    from geo.gps import read_logs

    for path in paths:
        if not path.exists():
            raise NotFoundError(f"There is no file {path}.", do="Check the name and the folder.")
    logs: Logs = read_logs(paths, timezone=atlas.config.timezone, **answers)
    fixes = logs.fixes
    return Examined(
        fixes, logs.report, tuple(logs.questions), tuple(logs.files), _people(fixes, atlas.config.timezone),
        _hours(fixes, atlas.config.timezone), _box(fixes), _inside_n(atlas, fixes), _fingerprints(paths),
        atlas.config.timezone,
    )  # fmt: skip


def _people(fixes: pl.DataFrame, timezone: str) -> tuple[PersonFound, ...]:
    from analysis.movement import day_of

    found = (
        fixes.with_columns(day=day_of(pl.col("time"), timezone)).group_by("person")
        .agg(first=pl.col("day").min(), last=pl.col("day").max(), days_n=pl.col("day").n_unique(), fixes_n=pl.len())
        .sort("person")
    )  # fmt: skip
    return tuple(PersonFound(*row) for row in found.iter_rows())


def _hours(fixes: pl.DataFrame, timezone: str) -> tuple[int, ...]:
    hour = fixes["time"].dt.convert_time_zone(timezone).dt.hour()
    counted = dict(hour.value_counts().iter_rows())
    return tuple(int(counted.get(one, 0)) for one in range(24))


def _box(fixes: pl.DataFrame) -> tuple[float, float, float, float] | None:
    if fixes.is_empty():
        return None
    lon, lat = fixes["lon"], fixes["lat"]
    return (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))  # type: ignore[arg-type]


def _inside_n(atlas: AtlasFolder, fixes: pl.DataFrame) -> int:
    """Fixes inside the study area, by the square of about 200 m that they lie on."""
    from geo.cells import assign_areas

    if fixes.is_empty():
        return 0
    ground = fixes.group_by((pl.col("lat") * 500).round() / 500, (pl.col("lon") * 500).round() / 500).agg(pl.len())
    rows = assign_areas(ground["lat"].to_numpy(), ground["lon"].to_numpy(), atlas.own_areas())
    return int(ground["len"].to_numpy()[rows >= 0].sum())


def _fingerprints(paths: Sequence[Path | HeldFile]) -> dict[str, str]:
    found = {}
    for path in paths:
        if isinstance(path, Path) and path.is_dir():
            named = {str(one.relative_to(path.parent)): one for one in sorted(path.rglob("*")) if one.is_file()}
        else:
            named = {path.name: path}  # type: ignore[dict-item]
        for name, member in named.items():
            with member.open("rb") as stream:
                found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found
