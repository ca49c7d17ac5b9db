"""A small atlas with GPS logs: wards of a made-up town, no streets, so that a build takes a second."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from tests.makers.movement.town import Person, areas_of, fixes_of, gps_town

if TYPE_CHECKING:
    from everyday import Atlas
    from everyday.movement import Admitted, Examined

__all__ = ["NUMBERS", "PURPOSE", "add_sample", "gps_atlas", "people_of", "write_gpx", "written_logs"]

PURPOSE = "To see where people of the sample go, for the action plan"


NUMBERS = "numbers = true\n"
"""Settings under which a sample of thirty people has rows with numbers."""


def gps_atlas(folder: Path, settings: str = "") -> Atlas:
    """The atlas, not built; ``settings`` of its table ``[gps]``."""
    from everyday import Atlas

    boundaries = folder.with_name(f"{folder.name}-wards.geojson")
    areas_of().to_file(boundaries, driver="GeoJSON")
    atlas = Atlas.new(folder, name="Wrenmouth", boundaries=boundaries, is_made_up=True)
    if settings:
        written = folder / "atlas.toml"
        written.write_text(f"{written.read_text(encoding='utf-8')}\n[gps]\n{settings}", encoding="utf-8")
        atlas = Atlas(folder)
    return atlas


def write_gpx(fixes: pl.DataFrame, path: Path) -> Path:
    """The fixes of one person as a logger writes them, with seven decimals."""
    moment = fixes["time"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_list()
    points = "".join(
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><time>{when}</time></trkpt>'
        for lat, lon, when in zip(fixes["lat"], fixes["lon"], moment, strict=True)
    )
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><trkseg>{points}</trkseg></trk></gpx>",
        encoding="utf-8",
    )
    return path


def written_logs(folder: Path, people: Sequence[Person], days: int, *, seed: int = 3, step_s: int = 240) -> list[Path]:
    """A GPX file for each person, named after them."""
    folder.mkdir(parents=True, exist_ok=True)
    fixes = fixes_of(tuple(people), days, seed=seed, step_s=step_s)
    return [
        write_gpx(fixes.filter(pl.col("person") == one.label), folder / f"{one.label}.gpx") for one in people
    ]  # fmt: skip


def add_sample(
    atlas: Atlas,
    logs: Sequence[Path] | Examined,
    *,
    keep_until: str = "2099-01-01",
    readers: str = "public",
    **options: object,
) -> Admitted:
    """Logs looked at (unless they have been, for such an atlas), confirmed and counted."""
    from datetime import date

    from everyday.movement import Consent, Examined, admit, examine
    from tests.makers.movement.samples import drawn_alike

    consent = Consent(PURPOSE, keep_until, readers, "asked at the library", "spring walks")
    examined = logs if isinstance(logs, Examined) else examine(atlas, list(logs), person="file")
    with drawn_alike(atlas.folder):
        return admit(atlas, examined, consent, today=date(2098, 1, 1), **options)  # type: ignore[arg-type]


def people_of(number: int, seed: int = 7) -> tuple[Person, ...]:
    """The first people of the made-up town."""
    return gps_town(number, seed=seed).inside
