"""Export of findings, actions, votes and corrections: what is shown leaves, photos only where somebody chose so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import free_name, written_beside
from everyday.exchange.records.formats import write_records
from everyday.exchange.tables import write_csv
from geo.errors import UsageError
from plan.exchange import exchange_of, guard_text
from plan.records import Answer, Finding, Photo, Record, Session, Vote

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder
    from store.plan_store import PlanStore

__all__ = ["PlanExport", "chosen_records", "export_plan"]


@dataclass(frozen=True)
class PlanExport:
    """What was written: the file, its rows, and the folder of photos where they were chosen."""

    path: Path
    rows_n: int
    photos_n: int = 0
    photos_folder: Path | None = None


def chosen_records(store: PlanStore, what: str, *, session: str = "", is_everything: bool = False) -> list[Any]:
    """Records that leave: those that are shown, oldest first; with ``is_everything`` also waiting and refused ones.

    Answers whose day of retention has come do not leave. Votes leave with the findings that they are about.
    """
    exchange = exchange_of(what)
    records = sorted(store.all(exchange.record), key=lambda one: (one.created_at, one.id))
    if exchange.record is Vote and not is_everything:
        shown = {one.id for one in store.all(Finding, moderation="shown")}
        records = [one for one in records if one.finding_id in shown]  # type: ignore[attr-defined]
    if exchange.record is Answer:  # after its day nobody reads it, whoever has not erased it yet
        day = date.today().isoformat()
        records = [one for one in records if one.retention_until > day]  # type: ignore[attr-defined]
    if not is_everything:
        records = [one for one in records if getattr(one, "moderation", "shown") == "shown"]
    if not is_everything:  # what an organiser asked to leave out leaves by no file
        records = [one for one in records if not getattr(one, "is_unlisted", False)]
        records = [one for one in records if not getattr(one, "is_removed", False)]  # areas that nobody uses any more
    return [one for one in records if not session or getattr(one, "session", "") == session]


def export_plan(
    atlas: AtlasFolder,
    what: str,
    path: Path,
    *,
    session: str = "",
    is_everything: bool = False,
    with_photos: bool = False,
) -> PlanExport:
    """Write records of the plan to a file, whole or not at all.

    Args:
        what: ``findings``, ``actions``, ``votes`` or ``corrections``.
        path: ``.csv``, ``.xlsx``, ``.ods``, ``.geojson``, ``.gpkg``, for findings also ``.parquet``.
        session: only what belongs to this session.
        is_everything: also entries that wait or were refused, and the further columns of a copy without loss.
        with_photos: also write the photos of these findings that are shown, as a folder beside.

    Raises:
        UsageError: an ending that cannot be written, a text that is too long for XLSX, or photos of other records.
        NotFoundError: there is no such session.
    """
    store, exchange = atlas.plan(), exchange_of(what)
    if session:
        store.get(Session, session)
    if with_photos and exchange.record is not Finding:
        raise UsageError("Photos belong to findings.", "Needed: findings, or no photos.")
    records = chosen_records(store, what, session=session, is_everything=is_everything)
    write_records(path, exchange, records, with_further=is_everything)
    if not with_photos:
        return PlanExport(path, len(records))
    folder = free_name(path.with_name(f"{path.stem}-photos"))
    return PlanExport(path, len(records), _write_photos(store, records, folder), folder)


def _write_photos(store: PlanStore, findings: Sequence[Record], folder: Path) -> int:
    """Write the photos that are shown, and a list of what they show; none that waits or was refused."""
    ids = {one.id for one in findings}
    photos = [one for one in store.all(Photo, moderation="shown") if one.finding_id in ids]
    rows = []
    with written_beside(folder) as beside:
        for photo in photos:
            content = store.photo_bytes(photo.id)
            if content:
                name = f"{photo.finding_id}-{photo.id}.jpg"
                (beside / name).write_bytes(content)
                rows.append([name, photo.finding_id, *map(guard_text, (photo.alt, photo.created_by))])
        write_csv(beside / "photos.csv", ["file", "finding_id", "alt", "created_by"], rows)
    return len(rows)
