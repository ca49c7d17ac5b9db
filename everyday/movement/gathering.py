"""The uploads of an atlas put together: the sample that an edition tells of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from everyday.atlas import gps_folder
from everyday.movement.keeping import SCHEMAS, Upload, kept_tables, kept_upload, secret_of, upload_ids

__all__ = ["Sample", "essence_of_uploads", "gathered", "sample_of"]


@dataclass(frozen=True, eq=False)
class Sample:
    """Tables of several uploads together; a person is called ``upload/pseudonym`` and has a column ``upload``.

    ``left_out`` holds uploads that are not part of it, each with the reason; ``secret`` is what numbers are moved by.
    """

    uploads: tuple[Upload, ...]
    people: pl.DataFrame
    dwell: pl.DataFrame
    tracked: pl.DataFrame
    trips: pl.DataFrame
    places: pl.DataFrame
    removed: pl.DataFrame
    left_out: tuple[tuple[str, str], ...] = field(default=())
    secret: bytes = field(default=b"", repr=False)

    @property
    def people_n(self) -> int:
        """People of all uploads; somebody who took part twice counts twice."""
        return len(self.people)

    @cached_property
    def home_areas(self) -> dict[str, str]:
        """Home area by person; empty where it is outside or not known."""
        return dict(zip(self.people["person"].to_list(), self.people["home_area"].to_list(), strict=True))

    def upload_ids(self) -> list[str]:
        """Ids of its uploads."""
        return [one.id for one in self.uploads]

    def of(self, people: frozenset[str]) -> Sample:
        """The sample that some of its people would be."""
        tables = {name: getattr(self, name).filter(pl.col("person").is_in(sorted(people))) for name in SCHEMAS}
        return Sample(self.uploads, **tables, left_out=self.left_out, secret=self.secret)


def sample_of(
    tables: Sequence[tuple[Upload, dict[str, pl.DataFrame]]],
    left_out: Sequence[tuple[str, str]] = (),
    secret: bytes = b"",
) -> Sample:
    """A sample of the tables of uploads; the secret is the atlas's."""
    together: dict[str, pl.DataFrame] = {}
    for name, schema in SCHEMAS.items():
        parts = [
            found[name].select([pl.col(column).cast(kind) for column, kind in schema.items()]).with_columns(
                person=pl.lit(f"{upload.id}/") + pl.col("person"), upload=pl.lit(upload.id)
            )
            for upload, found in tables
        ]  # fmt: skip
        empty = pl.DataFrame(schema=schema | {"upload": pl.String})
        together[name] = pl.concat([empty, *parts]).sort([*schema])
    return Sample(tuple(upload for upload, _ in tables), **together, left_out=tuple(left_out), secret=secret)


def gathered(atlas_folder: Path, *, areas: str, resolution: int, k: int, today: str) -> Sample:
    """The sample of an atlas as it is today.

    Args:
        atlas_folder: of the atlas.
        areas: fingerprint of its areas.
        resolution: of its cells.
        k: an upload with fewer people tells nothing to others.
        today: YYYY-MM-DD; an upload whose time is over is passed over, even where nobody has deleted it yet.
    """
    taken, left_out = [], []
    for upload_id in upload_ids(atlas_folder):
        upload = kept_upload(atlas_folder, upload_id)
        if upload.keep_until <= today:
            continue
        reason = ""
        if upload.areas != areas:
            reason = "it was counted by other areas than those of the atlas now: add the logs again"
        elif upload.resolution != resolution:
            reason = f"it was counted in cells of resolution {upload.resolution}, and the atlas has {resolution}: "
            reason += "add the logs again"
        tables = kept_tables(atlas_folder, upload_id) if not reason else {}
        if not reason and len(tables["people"]) < k:
            reason = f"it has fewer than {k} people"
        if reason:
            left_out.append((upload_id, reason))
        else:
            taken.append((upload, tables))
    return sample_of(taken, left_out, secret_of(atlas_folder) if taken else b"")


def essence_of_uploads(atlas_folder: Path, today: str) -> str:
    """What decides what an edition says of its uploads, as text; empty where there are none."""
    parts = []
    for upload_id in upload_ids(atlas_folder):
        if kept_upload(atlas_folder, upload_id).keep_until <= today:
            continue
        digest = hashlib.sha256()
        for path in sorted((gps_folder(atlas_folder) / upload_id).iterdir()):
            digest.update(path.name.encode() + path.read_bytes())
        parts.append(f"{upload_id}:{digest.hexdigest()}")
    return "|".join(parts)
