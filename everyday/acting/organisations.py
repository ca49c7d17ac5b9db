"""Organisations over time: one body under all the names it had, and who goes on with what a ceased one began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plan.records import Action, Organisation

__all__ = ["Organisations"]


@dataclass(frozen=True)
class Organisations:
    """The organisations of a plan, found by any of their names. Names that are nobody's stand for themselves."""

    known: tuple[Organisation, ...]

    def __init__(self, records: Iterable[Organisation]) -> None:
        object.__setattr__(self, "known", tuple(records))

    def find(self, name: str) -> Organisation | None:
        """The organisation that has or had this name; of several the one that has it now."""
        wanted = name.casefold()
        now = [one for one in self.known if one.name.casefold() == wanted]
        before = [one for one in self.known if any(_former(entry) == wanted for entry in one.former_names)]
        return next(iter(now + before), None)

    def key(self, name: str) -> str:
        """What all names of one body share: its id, or the name itself in small letters."""
        found = self.find(name)
        return found.id if found else name.casefold()

    def names(self, name: str) -> tuple[str, ...]:
        """Every name of the body with this name, the one of today first."""
        found = self.find(name)
        if found is None:
            return (name,)
        return (found.name, *(str(entry.get("name", "")) for entry in found.former_names))

    def family(self, name: str) -> frozenset[str]:
        """Keys of the body, of those that it goes on for, and of those that go on for it, to the end of each chain: an
        action of any of them is found under each."""
        found = self.find(name)
        if found is None:
            return frozenset((self.key(name),))
        before: dict[str, set[str]] = {}
        after = {one.id: set(one.successor_ids) for one in self.known}
        for one in self.known:
            for other in one.successor_ids:
                before.setdefault(other, set()).add(one.id)
        return frozenset(_reached(found.id, before) | _reached(found.id, after))

    def today(self, action: Action) -> Action:
        """The action with its bodies under the names that they have today; who has ceased keeps the name it had."""

        def named(name: str) -> str:
            found = self.find(name)
            return found.name if found else name

        def each(names: Iterable[str]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(named(one) for one in names))

        return replace(action, responsible=each(action.responsible), contributes=each(action.contributes),
                       lead=named(action.lead))  # fmt: skip

    def is_named(self, name: str) -> bool:
        """False for "transport companies" and the like: a kind of organisation that is still to be named."""
        return self.find(name) is not None

    def has_ceased(self, name: str, today: str) -> bool:
        """True where the body is no more."""
        found = self.find(name)
        return found is not None and bool(found.ceased_on) and found.ceased_on <= today

    def successors(self, name: str) -> tuple[Organisation, ...]:
        """Who went on with what this body did, to the end of the chain."""
        found, seen, ends = self.find(name), set[str](), list[Organisation]()
        waiting = [found] if found else []
        by_id = {one.id: one for one in self.known}
        while waiting:
            one = waiting.pop(0)
            if one.id in seen:
                continue
            seen.add(one.id)
            following = [by_id[other] for other in one.successor_ids if other in by_id]
            waiting += following
            if not following and one is not found:
                ends.append(one)
        return tuple(ends)


def _reached(start: str, ways: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += ways.get(one, ())
    return seen


def _former(entry: dict[str, object]) -> str:
    return str(entry.get("name", "")).casefold()
