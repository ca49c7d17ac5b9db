"""Newly emerging: barriers and enablers that an edition suggests and that none suggested when the plan was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from everyday.impact.comparing import measured_day

if TYPE_CHECKING:
    from pathlib import Path

    from everyday.atlas import AtlasFolder, Edition

__all__ = ["Emerging", "emerging"]


@dataclass(frozen=True)
class Emerging:
    """What an edition suggests that is new.

    Attributes:
        keys: lasting keys of the suggestions that are new, in the order of the edition.
        before: the edition that they are compared with; None where there is no other one.
        before_on: the day that it measures.
        is_first: True where no edition was there on the day asked for, so that the first one ever built stands for it.
    """

    keys: tuple[str, ...] = ()
    before: str | None = None
    before_on: str = ""
    is_first: bool = False


def emerging(atlas: AtlasFolder, edition: Edition, since: str) -> Emerging:
    """What is suggested in an edition and was not in the one that was the newest on a day.

    A suggestion has the same key in every edition in which its rule finds the same place. Scenarios are never what is
    compared with: nobody saw them happen.

    Args:
        since: the day on which the plan was agreed (``2026-04-23``).
    """
    others = [atlas.edition(one) for one in atlas.editions() if one != edition.id]
    built = sorted(
        (one for one in others if "scenario" not in one.manifest and one.has_suggestions()),
        key=lambda one: (str(one.manifest.get("built_at") or ""), one.id),
    )
    mine = str(edition.manifest.get("built_at") or "")
    built = [one for one in built if str(one.manifest.get("built_at") or "") <= mine]
    if not edition.has_suggestions() or not built:
        return Emerging()
    then = [one for one in built if str(one.manifest.get("built_at") or "")[:10] <= since]
    before = then[-1] if then else built[0]
    known = set(_keys(before.folder, before.id))
    keys = tuple(key for key in _keys(edition.folder, edition.id) if key not in known)
    return Emerging(keys, before.id, measured_day(before.manifest), is_first=not then)


@lru_cache(maxsize=16)
def _keys(folder: Path, edition_id: str) -> tuple[str, ...]:
    """Keys of the suggestions of an edition, which never changes."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "suggestions.parquet", columns=["key"])
    return tuple(map(str, table.column("key").to_pylist()))
