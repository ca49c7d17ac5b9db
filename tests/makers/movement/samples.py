"""A sample in an atlas without reading a file: the made-up walkers of the demo town as fixes in memory."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from everyday import Atlas
from everyday.atlas import AtlasFolder
from everyday.demo.logs import Walker, agreed, walkers
from everyday.movement import Examined, admit, admitting, counting
from everyday.movement.admitting import Admitted
from everyday.movement.examining import _box, _hours, _inside_n, _people
from everyday.movement.keeping import upload_ids
from geo.errors import Report

__all__ = ["add_sample", "drawn_alike", "examined_of", "fixes_of", "keep_secret"]


def fixes_of(people: Sequence[Walker]) -> pl.DataFrame:
    """Their logs as readers give them."""
    rows = [
        pl.DataFrame(
            {"person": one.name, "device": "", "time": one.seconds, "lat": one.lat, "lon": one.lon,
             "accuracy": float("nan"), "segment": 0, "file": f"{one.name}.gpx"}
        ).with_columns(
            pl.from_epoch("time").cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
            pl.col("accuracy").cast(pl.Float32), pl.col("segment").cast(pl.Int32),
        )
        for one in people
    ]  # fmt: skip
    return pl.concat(rows).sort("person", "time")


def examined_of(atlas: AtlasFolder, fixes: pl.DataFrame) -> Examined:
    """Fixes as somebody has looked at them."""
    zone = atlas.config.timezone
    return Examined(
        fixes, Report("logs", "GPS logs"), (), (), _people(fixes, zone), _hours(fixes, zone), _box(fixes),
        _inside_n(atlas, fixes), {}, zone,
    )  # fmt: skip


def add_sample(
    atlas: Atlas, people: Sequence[Walker] | None = None, *, readers: str = "public", label: str = ""
) -> Admitted:
    """Count the made-up people (all, or those given) and keep what may be kept of them; build afterwards."""
    keep_secret(atlas.folder)
    told = agreed(date.today())
    consent = replace(told, readers=readers, label=label or told.label)
    examined = examined_of(atlas, fixes_of(list(walkers()) if people is None else people))
    with drawn_alike(atlas.folder):
        return admit(atlas, examined, consent)


@contextmanager
def drawn_alike(folder: Path) -> Iterator[None]:
    """The codes of people and of their upload are the same in every run, and others for the next upload of an atlas.

    What moves numbers follows from them, and with it whether the build's own attack finds single people.
    """
    draw = random.Random(len(upload_ids(folder)))

    def codes(number: int) -> list[str]:
        found = [f"{one:08x}" for one in draw.sample(range(1 << 32), number)]
        draw.shuffle(found)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_pseudonyms", codes)
        patch.setattr(admitting, "new_upload_id", lambda: f"GPS-{''.join(draw.choices('ABCDEFGHJKMN', k=8))}")
        yield


def keep_secret(folder: Path) -> None:
    """A secret that is the same in every test: zones are drawn from it."""
    private = folder / "private" / "gps"
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    private.parent.chmod(0o700)
    if not (private / "secret").is_file():
        (private / "secret").write_bytes(bytes(range(32)))
        (private / "secret").chmod(0o600)
