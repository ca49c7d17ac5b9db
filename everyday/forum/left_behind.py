"""Editions that still say what has been erased of the corrections they were built with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.atlas import edition_ids, find_edition
from everyday.disk import held_name
from everyday.pipeline import corrections_in
from geo.errors import UsageError
from plan.corrections import correction_essence
from plan.records import Correction, Erasure

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from store.plan_store import PlanStore

__all__ = ["editions_left_behind", "remove_edition"]


def editions_left_behind(folder: Path, store: PlanStore) -> list[str]:
    """Ids of editions whose corrections have since lost words or a name to an erasure, the oldest first.

    An edition is never changed, so that it can only be removed; the next build has what is left of the corrections.
    """
    erased = {record_id for done in store.all(Erasure) for record_id in done.record_ids}
    now = {one.id: one for one in store.all(Correction) if one.id in erased}
    return [one for one in edition_ids(folder) if _says_more(find_edition(folder, one), now)] if now else []


def _says_more(edition: Edition, now: dict[str, Correction]) -> bool:
    return any(
        one.id in now
        and (correction_essence(one), one.decided_by) != (correction_essence(now[one.id]), now[one.id].decided_by)
        for one in corrections_in(edition.manifest)
    )


def remove_edition(folder: Path, edition_id: str) -> None:
    """Remove an edition for good, with the tables that were made to explain what changed between editions.

    Raises:
        NotFoundError: there is no such edition.
        UsageError: it is the one that is shown.
        OSError: it cannot be removed.
    """
    going = find_edition(folder, edition_id)
    if find_edition(folder).id == going.id:
        raise UsageError(f"The edition {edition_id} is the one that is shown.", do="Build anew first, or show another.")
    with held_name(going.folder.parent, edition_id) as aside:
        os.replace(going.folder, aside)
        shutil.rmtree(aside)
    shutil.rmtree(folder / "why", ignore_errors=True)
