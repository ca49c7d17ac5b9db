"""The atlas that is shown, and its editions with their tables read once (``Shown``)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.server.settings import atlas_folder
from everyday.atlas import FILE_NAME, edition_ids, open_edition
from everyday.atlas import OpenEdition as Shown
from everyday.disk import changed_at
from everyday.facade import Atlas
from everyday.named_areas import named_edition
from geo.errors import NotFoundError
from geo.osm import OWN_KINDS

if TYPE_CHECKING:
    from everyday.atlas import NamedGround

__all__ = ["Shown", "explored", "named_grounds", "open_atlas", "shown_edition"]


def open_atlas() -> Atlas | None:
    """The atlas of this server, or None where there is none yet.

    Raises:
        UsageError: its ``atlas.toml`` has faults.
    """
    folder = atlas_folder()
    if folder is None:
        return None
    try:
        state = (folder / FILE_NAME).stat()
        return _atlas(folder, state.st_mtime_ns, state.st_size, changed_at(folder / OWN_KINDS))
    except (OSError, NotFoundError):
        return None


@lru_cache(maxsize=4)
def _atlas(folder: Path, _mtime_ns: int, _size: int, _kinds_ns: int) -> Atlas:
    """Read again when ``atlas.toml`` or the town's kinds of places change."""
    return Atlas(folder)


def shown_edition(edition_id: str | None = None) -> Shown | None:
    """An edition of this server's atlas; without an id, or with one that is not there, the current one.

    Returns:
        None where there is no atlas or no edition.
    """
    atlas = open_atlas()
    if atlas is None:
        return None
    known = edition_ids(atlas.folder)
    if not known:
        return None
    edition = atlas.edition(edition_id if edition_id in known else None)
    return open_edition(edition)


def explored(shown: Shown) -> Shown:
    """An edition with the areas that people use; as it is where the plan has none."""
    atlas = open_atlas()
    return shown if atlas is None else named_edition(atlas, shown)


def named_grounds(shown: Shown) -> list[NamedGround]:
    """What the areas that people use are made of, by name; those that the edition cannot have are not among them."""
    edition = explored(shown)
    found = [edition.named(str(code)) for code in edition.areas["area_id"]] if edition is not shown else []
    return [one for one in found if one is not None]
