"""Which actions of the plan: the filters that pages, exports and reports share, and what they are called in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from everyday.acting.organisations import Organisations
from everyday.acting.rows import ActionRow

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["CONDITIONS", "Choice", "chosen"]

CONDITIONS: Mapping[str, tuple[str, Callable[[ActionRow], bool]]] = {
    "overdue": ("Overdue", lambda row: row.is_overdue),
    "moved": ("Dates were moved", lambda row: bool(row.moved)),
    "unasked": ("Responsible never asked", lambda row: bool(row.unasked) and not row.is_over),
    "unanswered": ("No answer for 60 days", lambda row: bool(row.unanswered) and not row.is_over),
    "unnamed": ("Responsible still to be named", lambda row: bool(row.unnamed) and not row.is_over),
    "ceased": ("Responsible body has ceased", lambda row: bool(row.ceased) and not row.is_over),
    "ongoing": ("Ongoing, without an end", lambda row: row.action.is_ongoing),
    "everywhere": ("Without a place: whole town or national", lambda row: row.is_everywhere),
    "forecast": ("With a forecast", lambda row: bool(row.action.scenario)),
}
"""Further conditions by key: in words, and when an action meets it."""


@dataclass(frozen=True)
class Choice:
    """What an action has to be to be chosen: one of each list that is not empty.

    ``areas`` holds area ids, ``organisations`` names (in any role, by any name the body had; with those that it goes
    on for), the others keys of the taxonomy; ``conditions`` holds keys of :data:`CONDITIONS`, all of which have to be
    met.
    """

    areas: tuple[str, ...] = ()
    policy_spheres: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def as_json(self) -> dict[str, list[str]]:
        """What is chosen, for an address or a report; lists that are empty are left out."""
        return {name: list(value) for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Choice:
        """The choice of :meth:`as_json`; what is not known is passed over."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: tuple(map(str, value)) for name, value in content.items() if name in known})

    def words(self, taxonomy: Taxonomy, areas: Mapping[str, str]) -> list[str]:
        """The filters in force, a sentence each: ``"Status: Agreed or Under way"``.

        Args:
            taxonomy: the town's vocabulary.
            areas: area names by id.
        """
        labels: dict[str, tuple[str, Callable[[str], str]]] = {
            "areas": ("Area", lambda key: areas.get(key, key)),
            "policy_spheres": ("Policy sphere", lambda key: taxonomy.label("policy_spheres", key)),
            "organisations": ("Organisation", str),
            "levels": ("Level", lambda key: taxonomy.label("levels", key)),
            "statuses": ("Status", lambda key: taxonomy.label("action_status", key)),
            "dimensions": ("Dimension", lambda key: taxonomy.label("dimensions", key)),
            "themes": ("Theme", lambda key: taxonomy.label("themes", key)),
            "sectors": ("Sector", lambda key: taxonomy.label("sectors", key)),
            "benefits": ("Who benefits", str),
            "rags": ("Red, amber or green", lambda key: taxonomy.label("rag", key)),
        }
        found = [
            f"{title}: {' or '.join(write(key) for key in getattr(self, name))}"
            for name, (title, write) in labels.items()
            if getattr(self, name)
        ]
        return found + [CONDITIONS[key][0] for key in self.conditions if key in CONDITIONS]


def chosen(rows: Sequence[ActionRow], choice: Choice, organisations: Organisations) -> list[ActionRow]:
    """The rows that a choice takes, in their order."""
    wanted = {key for name in choice.organisations for key in organisations.family(name)}
    return [row for row in rows if _is_chosen(row, choice, wanted, organisations)]


def _is_chosen(row: ActionRow, choice: Choice, wanted: set[str], organisations: Organisations) -> bool:
    action = row.action
    has: list[tuple[tuple[str, ...], Sequence[str]]] = [
        (choice.areas, row.area_ids),
        (choice.policy_spheres, action.policy_spheres),
        (choice.levels, (action.level,)),
        (choice.statuses, (action.status,)),
        (choice.dimensions, row.dimensions),
        (choice.themes, action.themes),
        (choice.sectors, action.sectors),
        (choice.benefits, action.benefits),
        (choice.rags, (action.rag,)),
    ]
    if any(asked and not set(asked) & set(given) for asked, given in has):
        return False
    if wanted:
        named = (*action.responsible, *action.contributes, *action.benefits)
        if not wanted & {organisations.key(name) for name in named}:
            return False
    return all(CONDITIONS[key][1](row) for key in choice.conditions if key in CONDITIONS)
