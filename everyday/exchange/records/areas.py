"""Areas that people use as an import brings them: each checked as a planner's is, against the atlas and each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geo.errors import NotFoundError, UsageError
from plan.records import NamedArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from everyday.atlas import AtlasFolder, OpenEdition
    from store.plan_store import PlanStore

__all__ = ["Areas", "areas_of"]


@dataclass
class Areas:
    """What an area of a file is set against.

    Attributes:
        opened: the edition that is shown; None where there is none yet: then codes and ground are not checked.
        others: areas of the plan, and those that rows above have brought.
    """

    opened: OpenEdition | None
    others: list[NamedArea] = field(default_factory=list)

    def checked(self, area: Any, cells: Mapping[str, object], *, is_new: bool) -> NamedArea:
        """The area as it can be kept; an outline of which nothing says what it is counts as a drawn shape.

        Raises:
            UsageError: its name is taken, a code of it is unknown, or its ground is not in the town.
        """
        from everyday.named_areas import checked_area

        if is_new and area.geometry is not None and not str(cells.get("kind") or "").strip():
            area = replace(area, kind="shape")
        if not area.is_removed:
            if self.opened is not None:
                area = checked_area(self.opened, area, self.others)
            elif _is_taken(area, self.others):
                raise UsageError(f"There is an area called {area.name[:80]!r} already.")
        self.others = [*(one for one in self.others if one.id != area.id), area]
        return area  # type: ignore[no-any-return]


def _is_taken(area: NamedArea, others: list[NamedArea]) -> bool:
    wanted = area.name.casefold()
    return any(one.name.casefold() == wanted and one.id != area.id and not one.is_removed for one in others)


def areas_of(atlas: AtlasFolder, store: PlanStore) -> Areas:
    """What areas of a file are set against now."""
    from everyday.atlas import open_edition

    try:
        opened = open_edition(atlas.edition())
    except NotFoundError:
        opened = None
    return Areas(opened, store.all(NamedArea))
