"""The gap map of this week before anybody asks for it: the first one of a server loads and searches much."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.server import explored, open_atlas
from everyday.activities import activity_gaps, listed
from everyday.atlas import has_plan
from plan.when import monday_of

if TYPE_CHECKING:
    from app.server import Shown

__all__ = ["read_gaps_ahead"]


def read_gaps_ahead(shown: Shown) -> None:
    """Work it out as the page does, so that the page finds it; nothing where there is no plan or no activity."""
    atlas = open_atlas()
    if atlas is None or not has_plan(atlas.folder):
        return
    today = date.today()
    if rows := listed(atlas.plan(), today):
        activity_gaps(explored(shown), rows, atlas.taxonomy(), monday_of(today))
