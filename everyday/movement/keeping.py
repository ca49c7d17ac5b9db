"""``private/gps``: the tables of each upload, by pseudonym, as this computer's user alone may read them.

Nothing here is a fix. A folder is written whole or not at all; what a crash left half-written is removed by whoever
looks next. The folder is never exported.
"""

from __future__ import annotations

import io
import json
import os
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from everyday.atlas import gps_folder
from geo.errors import NotFoundError, UsageError

__all__ = [
    "SCHEMAS", "Upload", "kept_tables", "kept_upload", "new_upload_id", "remove_half_written",
    "remove_upload", "secret_of", "upload_ids", "write_upload",
]  # fmt: skip

_TEXT, _WHOLE, _REAL = pl.String, pl.Int64, pl.Float64
SCHEMAS: dict[str, dict[str, Any]] = {
    "people": {
        "person": _TEXT, "home_area": _TEXT, "rg_km": _REAL, "k2_rg_km": _REAL, "entropy_random": _REAL,
        "entropy_uncorrelated": _REAL, "entropy_real": _REAL, "exploration": _REAL, "hull_km2": _REAL,
        "ellipse_km2": _REAL, "days_n": _WHOLE, "quality": _REAL, "own_share": _REAL, "adjacent_share": _REAL,
        "city_share": _REAL, "elsewhere_share": _REAL, "tracked_h": _REAL, "day_tracked_h": _REAL,
        "struck_h": _REAL, "first_day": pl.Date, "last_day": pl.Date,
    },
    "dwell": {
        "person": _TEXT, "cell": pl.UInt64, "area_id": _TEXT, "band": _TEXT, "visits_n": _WHOLE, "days_n": _WHOLE,
        "seconds": _WHOLE,
    },
    "tracked": {"person": _TEXT, "band": _TEXT, "seconds": _WHOLE, "days_n": _WHOLE},
    "trips": {"person": _TEXT, "from_area": _TEXT, "to_area": _TEXT, "band": _TEXT, "trips_n": _WHOLE},
    "places": {
        "person": _TEXT, "place_id": _TEXT, "kind": _TEXT, "area_id": _TEXT, "visits_n": _WHOLE, "seconds": _WHOLE,
    },
    "removed": {"person": _TEXT, "rule": _TEXT, "n": _WHOLE},
}  # fmt: skip
"""The tables of an upload and their columns; ``cell`` 0 and ``place_id`` "" are known to the area only."""

_ID = re.compile(r"^GPS-[0-9A-HJKMNP-TV-Z]{8}$")
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECORD = "upload.json"
_WRITING_S = 60


@dataclass(frozen=True)
class Upload:
    """What is said about an upload; nothing in it belongs to one person.

    Attributes:
        id: ``"GPS-…"``.
        label: what the team calls it.
        purpose: what it may be used for, as people agreed to.
        keep_until: the day, YYYY-MM-DD, on which it is deleted.
        readers: who may see what follows from it: ``planners``, ``participants`` or ``public``.
        chosen: how people were chosen, in words.
        preset: of the staypoints.
        resolution: H3 resolution of the cells.
        areas: fingerprint of the areas that it was counted by.
        edition: id of the edition whose places were visited; empty without one.
        made_at: UTC.
        version: of the program.
        files: SHA-256 of each file that was read, and the pseudonyms of those in it.
        homes: what the attack on homes found when it was added; gone after a withdrawal.
        is_safe: whether it found no more of them than guessing in the dark; else figures are for planners only.
    """

    id: str
    label: str
    purpose: str
    keep_until: str
    readers: str
    chosen: str
    preset: str
    resolution: int
    areas: str
    edition: str
    made_at: str
    version: str
    files: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, Any] = field(default_factory=dict)
    is_safe: bool = True


def new_upload_id() -> str:
    """An id that says nothing."""
    return "GPS-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


def upload_ids(atlas_folder: Path) -> list[str]:
    """Ids of the uploads of an atlas, in order of their letters; without one there are none."""
    folder = gps_folder(atlas_folder)
    if not folder.is_dir():
        return []
    return sorted(one.name for one in folder.iterdir() if _ID.match(one.name) and (one / _RECORD).is_file())


def kept_upload(atlas_folder: Path, upload_id: str) -> Upload:
    """One upload.

    Raises:
        NotFoundError: there is none of that id.
    """
    if upload_id not in upload_ids(atlas_folder):
        raise NotFoundError(
            f"There is no upload {upload_id[:40]}.", f"There are: {', '.join(upload_ids(atlas_folder)) or 'none'}."
        )
    text = (gps_folder(atlas_folder) / upload_id / _RECORD).read_text(encoding="utf-8")
    return Upload(**json.loads(text))


def kept_tables(atlas_folder: Path, upload_id: str) -> dict[str, pl.DataFrame]:
    """The tables of an upload (:data:`SCHEMAS`)."""
    folder = gps_folder(atlas_folder) / upload_id
    return {name: pl.read_parquet(folder / f"{name}.parquet", memory_map=False) for name in SCHEMAS}


def secret_of(atlas_folder: Path) -> bytes:
    """What the zones of people are drawn from: made once for an atlas, and it never leaves it.

    Raises:
        UsageError: the file has been changed.
    """
    path = _private(atlas_folder) / "secret"
    if not path.is_file():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(32))
            stream.flush()
            os.fsync(stream.fileno())
    found = path.read_bytes()
    if len(found) != 32:
        raise UsageError(f"{path} does not hold 32 bytes.", do="Bring it back from where it was copied.")
    return found


def write_upload(atlas_folder: Path, upload: Upload, tables: dict[str, pl.DataFrame]) -> None:
    """Write an upload whole, in the place of what stood there under its id.

    Raises:
        OSError: it cannot be written; nothing is left of it, and what stood there still stands.
    """
    folder = _private(atlas_folder)
    target, beside = folder / upload.id, folder / f".{upload.id}-new"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(mode=0o700)
        for name, schema in SCHEMAS.items():
            table = tables[name].select([pl.col(column).cast(kind) for column, kind in schema.items()])
            packed = io.BytesIO()
            table.sort(table.columns).write_parquet(packed)
            (beside / f"{name}.parquet").write_bytes(packed.getbuffer())
        text = json.dumps(asdict(upload), indent=1, ensure_ascii=False)
        (beside / _RECORD).write_text(text + "\n", encoding="utf-8")
        for path in beside.iterdir():
            path.chmod(0o600)
            with open(path, "rb+") as stream:
                os.fsync(stream.fileno())
        if target.is_dir():
            old = folder / f".{upload.id}-old"
            shutil.rmtree(old, ignore_errors=True)
            os.replace(target, old)
            os.replace(beside, target)
            shutil.rmtree(old)
        else:
            os.replace(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def remove_upload(atlas_folder: Path, upload_id: str) -> None:
    """Delete an upload, whole.

    Raises:
        NotFoundError: there is none of that id.
    """
    kept_upload(atlas_folder, upload_id)
    folder = gps_folder(atlas_folder)
    old = folder / f".{upload_id}-old"
    os.replace(folder / upload_id, old)
    shutil.rmtree(old)


def remove_half_written(atlas_folder: Path) -> int:
    """Remove what a crash left half-written or half-deleted; returns how many folders that were.

    What is younger than a minute stays: another process may be writing it.
    """
    folder = gps_folder(atlas_folder)
    if not folder.is_dir():
        return 0
    old = time.time() - _WRITING_S
    left = sorted(one for one in folder.iterdir() if one.name.startswith(".GPS-") and one.stat().st_mtime < old)
    for one in left:
        target = folder / one.name[1:13]
        if one.name.endswith("-new") and not target.exists() and (folder / f"{one.name[:13]}-old").is_dir():
            os.replace(one, target)  # the crash came between two renames: the new one was whole
        else:
            shutil.rmtree(one, ignore_errors=True)
    return len(left)


def _private(atlas_folder: Path) -> Path:
    """The folder, made for this computer's user alone."""
    folder = gps_folder(atlas_folder)
    for one in (folder.parent, folder):
        one.mkdir(mode=0o700, exist_ok=True)
        one.chmod(0o700)
    return folder
