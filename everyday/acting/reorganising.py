"""Councils and operators change: renamed, merged, split or ceased on a day, and what they leave is assigned again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from everyday.acting.organisations import Organisations
from geo.errors import UsageError
from plan.ids import new_id
from plan.records import Action, Organisation
from plan.rules import is_date

if TYPE_CHECKING:
    from plan.records import Person
    from store.plan_store import PlanStore

__all__ = ["assign_again", "cease", "merge_bodies", "rename_body", "split_body"]


def rename_body(store: PlanStore, who: Person, body_id: str, name: str, on: str) -> Organisation:
    """Give a body another name from a day on; it stays the same body, and what was reported keeps the old name.

    Raises:
        UsageError: the name is taken or empty, or the day is none.
        NotAllowedError, NotFoundError, RecordFault
    """
    body, new = store.get(Organisation, body_id), _name(name)
    _check_day(on)
    other = Organisations(store.all(Organisation)).find(new)
    if other is not None and other.id != body_id:
        raise UsageError(f"There is a body {new!r} already.", do="Say that the two were merged, if that is so.")
    if new == body.name:
        raise UsageError(f"It is called {new!r} already.")
    former = (*body.former_names, {"name": body.name, "until": on})
    return store.save(replace(body, name=new, former_names=former), who, reason=f"Renamed on {on}")


def merge_bodies(store: PlanStore, who: Person, body_ids: Sequence[str], into: str, on: str) -> Organisation:
    """Several bodies end on a day and one goes on for them: one that there is, one of them, or a new one of that name.

    Raises:
        UsageError: fewer than two, or the day is none.
        NotAllowedError, NotFoundError, RecordFault
    """
    bodies = [store.get(Organisation, one) for one in dict.fromkeys(body_ids)]
    if len(bodies) < 2:
        raise UsageError("A merger needs at least two bodies.")
    (kept,) = _ended(store, who, bodies, [into], on, "Merged")
    return kept


def split_body(store: PlanStore, who: Person, body_id: str, into: Sequence[str], on: str) -> list[Organisation]:
    """A body ends on a day and several go on for it, by their names: known ones or new ones.

    Raises:
        UsageError: fewer than two names, or the day is none.
        NotAllowedError, NotFoundError, RecordFault
    """
    names = list(dict.fromkeys(map(_name, into)))
    if len(names) < 2:
        raise UsageError("A body that is split goes on as at least two.", "Needed: two names.")
    return _ended(store, who, [store.get(Organisation, body_id)], names, on, "Split")


def cease(store: PlanStore, who: Person, body_id: str, on: str) -> Organisation:
    """A body ends on a day, and nobody goes on for it.

    Raises:
        UsageError: the day is none.
        NotAllowedError, NotFoundError, RecordFault
    """
    _check_day(on)
    body = store.get(Organisation, body_id)
    return store.save(replace(body, ceased_on=on, successor_ids=()), who, reason=f"Ceased on {on}")


def assign_again(store: PlanStore, who: Person, action_id: str, ceased: str, to: str) -> Action:
    """In one action another body takes the place of one that is no more, in every role that it had.

    Raises:
        UsageError: no name is given.
        NotAllowedError, NotFoundError, RecordFault
    """
    action, known, new = store.get(Action, action_id), Organisations(store.all(Organisation)), _name(to)

    def instead(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if known.key(one) == known.key(ceased) else one for one in names))

    lead = new if action.lead and known.key(action.lead) == known.key(ceased) else action.lead
    return store.save(
        replace(action, responsible=instead(action.responsible), contributes=instead(action.contributes), lead=lead),
        who, reason=f"{ceased} has ceased",
    )  # fmt: skip


def _ended(
    store: PlanStore, who: Person, bodies: Sequence[Organisation], names: Sequence[str], on: str, what: str
) -> list[Organisation]:
    """End bodies and let others go on for them, in one transaction."""
    _check_day(on)
    known = Organisations(store.all(Organisation))
    going: list[Organisation] = []
    added: list[Organisation] = []
    for name in map(_name, names):
        found = known.find(name)
        if found is None:
            found = Organisation(id=new_id(Organisation.prefix), name=name, kind=bodies[0].kind)
            added.append(found)
        going.append(found)
    ids = tuple(one.id for one in going)
    ended = [replace(one, ceased_on=on, successor_ids=tuple(other for other in ids if other != one.id))
             for one in bodies if one.id not in ids]  # fmt: skip
    if not ended:
        raise UsageError("Nobody ends: the bodies are those that go on.")
    store.keep_together(added, ended, who, reason=f"{what} on {on}")
    return [store.get(Organisation, one) for one in ids]


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name or ";" in name:
        raise UsageError("A body has a name, without semicolons.")
    return name


def _check_day(on: str) -> None:
    if not is_date(on):
        raise UsageError(f"{on[:20]!r} is not a day.", "Needed: a day such as 2027-04-01.")
