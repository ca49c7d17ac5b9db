"""The areas of a plan among those of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everyday.atlas import has_plan, open_edition, with_named_areas
from plan.records import NamedArea

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, OpenEdition, PlanStore

__all__ = ["named_areas", "named_edition"]


def named_areas(store: PlanStore) -> list[NamedArea]:
    """Those that are in use, by name."""
    found = [one for one in store.all(NamedArea) if not one.is_removed]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def named_edition(atlas: AtlasFolder, edition: Edition | OpenEdition) -> OpenEdition:
    """An edition with the areas that people use after its own; the edition as it is where the plan has none."""
    opened = open_edition(edition)
    return with_named_areas(opened, named_areas(atlas.plan())) if has_plan(atlas.folder) else opened
