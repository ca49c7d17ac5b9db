"""Records of the rows of a register: new actions, changed ones, and every problem by its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from everyday.acting import Organisations
from everyday.disk import fingerprint_of
from everyday.exchange.council.cells import (
    ONGOING,
    STATUS_WORDS,
    amount_of,
    day_of,
    is_nothing,
    key_of,
    lines_of,
    names_of,
)
from everyday.exchange.council.matching import NEW, Matching, folded
from everyday.exchange.council.table import RegisterRow, RegisterTable, columns_of, named_cell
from plan.changes import check_change, unasked
from plan.ids import new_id
from plan.records import Action, Ask, Organisation, Person, Record, Update
from plan.rules import RecordFault, problems_of
from plan.text import clean_record

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy
    from store.plan_store import PlanStore

__all__ = ["CellProblem", "Decided", "Deciding"]

_AGREED = "Agreed in the council's register, which does not say who was asked."
_NO_REASON = "The council's register gives no reason."
_WHOLE_TOWN = {
    "all", "all wards", "borough wide", "boroughwide", "city wide", "citywide", "county wide", "countywide",
    "district wide", "town wide", "townwide", "whole town", "whole city", "whole borough", "all areas",
}  # fmt: skip
_RAG = {"r": "red", "a": "amber", "g": "green", "yellow": "amber", "red amber": "red", "amber red": "red",
        "amber green": "amber", "green amber": "amber"}  # fmt: skip
_NEAR = 72.0


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell.

    Attributes:
        cell: such as ``F12``.
        heading, words: of its column, and what it says.
        reason: a sentence.
        field: for words that can be given a meaning, the field of it (``organisation``, ``status``, ``area`` …).
        near: what may have been meant, the likeliest first.
    """

    cell: str
    heading: str
    words: str
    reason: str
    field: str = ""
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.cell} ({self.heading}): {self.reason}"


@dataclass
class Decided:
    """What is to be done; records in the order of the register.

    ``steps`` are saves of a status on the way to the one that the register says; they go before ``changed``.
    """

    added: list[Record] = field(default_factory=list)
    steps: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)
    overwritten: list[str] = field(default_factory=list)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)


class _Wrong(ValueError):
    """A cell cannot be read."""

    def __init__(self, reason: str, name: str = "", words: str = "", near: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.name, self.words, self.near = name, words, tuple(near)


class Deciding:
    """What it takes to make records of rows.

    Args:
        area_names: names by code, of the edition shown.
    """

    def __init__(
        self, store: PlanStore, taxonomy: Taxonomy, area_names: Mapping[str, str], matching: Matching, who: Person
    ) -> None:
        self.store, self.taxonomy, self.areas, self.matching, self.who = store, taxonomy, area_names, matching, who
        self.organisations = Organisations(store.all(Organisation))
        self.actions = store.all(Action)
        used = {name for one in self.actions for name in (*one.responsible, *one.contributes)}
        self.used = {folded(name): name for name in used}
        self.new_bodies: dict[str, Organisation] = {}

    def decide(self, table: RegisterTable) -> Decided:
        """Look at every row. Nothing is written."""
        found, columns = Decided(), columns_of(table, self.matching)
        has_reference = "reference" in columns.values()
        by_key: dict[str, list[Action]] = {}
        for action in self.actions:
            by_key.setdefault(folded(action.reference if has_reference else action.title), []).append(action)
        taken: dict[str, str] = {}
        key_heading = next(one for one, name in columns.items() if name == ("reference" if has_reference else "title"))
        for row in table.rows:
            key = row.cell(table.place(key_heading))
            if problem := _key_problem(key, taken, by_key, f"row {row.number}"):
                found.problems.append(CellProblem(named_cell(table, key_heading, row), key_heading, key, problem))
                continue
            known = by_key.get(folded(key), [None])[0]  # type: ignore[list-item]
            self._row(found, table, columns, row, key, known)
        found.added = [*self.new_bodies.values(), *found.added]
        return found

    def _row(
        self, found: Decided, table: RegisterTable, columns: Mapping[str, str], row: RegisterRow, key: str,
        known: Action | None,
    ) -> None:  # fmt: skip
        before = known or Action()
        values: dict[str, Any] = {}
        news = ""
        seen = found.seen.setdefault(folded(key), {})
        problems_n = len(found.problems)
        for heading, name in columns.items():
            words = row.cell(table.place(heading))
            slot = f"{name}:{folded(heading)}"
            seen[slot] = fingerprint_of(words)
            if is_nothing(words) or (known is not None and not self.matching.is_news(key, slot, words)):
                continue
            try:
                if words.startswith("="):
                    raise _Wrong(f"The formula {words[:40]} has no result in the file: save it with its results.")
                read = dict(self._read(found, name, heading, words, values.get("other_plans", before.other_plans),
                                       named_cell(table, heading, row)))  # fmt: skip
            except _Wrong as wrong:
                found.problems.append(CellProblem(named_cell(table, heading, row), heading, wrong.words or words,
                                                  str(wrong), wrong.name, wrong.near))  # fmt: skip
                continue
            news = read.pop("update", news)
            values |= read
        if len(found.problems) > problems_n:
            return
        action = clean_record(self._complete(replace(before, **values), known))
        if problems := self._problems(action, known):
            cell = named_cell(table, next(iter(columns)), row)
            found.problems.append(CellProblem(cell.rstrip("0123456789") + str(row.number), f"row {row.number}", key,
                                              " ".join(problems)))  # fmt: skip
            return
        self._keep(found, action, known, news, f"row {row.number}")

    def _keep(self, found: Decided, action: Action, known: Action | None, news: str, where: str) -> None:
        if known is None:
            action = replace(action, id=new_id(Action.prefix))
            found.added.append(action)
        elif action != known:
            steps = self._way(known.status, action.status)
            for place, status in enumerate(steps[:-1]):
                found.steps.append(self._complete(replace(known, status=status, version=known.version + place), known))
            reasons = [one.unasked_reason for one in found.steps[len(found.steps) - len(steps[:-1]) :]]  # type: ignore[attr-defined]
            reason = action.unasked_reason or next(filter(None, reasons), "")
            version = known.version + max(len(steps) - 1, 0)
            found.changed.append(replace(action, version=version, unasked_reason=reason))
            if known.updated_at != known.created_at:
                found.overwritten += _told(known, action, where)
        said = {one.text for one in self.store.all(Update, action_id=action.id)}
        if news and news not in said:
            found.added.append(Update(id=new_id(Update.prefix), action_id=action.id, text=news, visibility="team"))
        elif known is not None and action == known:
            found.unchanged.append(action.id)

    def _complete(self, action: Action, known: Action | None) -> Action:
        """With the reasons that the plan asks for and a register does not give, and nothing left of an old status."""
        more: dict[str, Any] = {}
        if action.rag in ("amber", "red") and not action.rag_reason:
            more["rag_reason"] = _NO_REASON
        if action.status == "dropped":
            more["status_reason"] = action.status_reason or _NO_REASON
        elif known is not None and known.status != action.status:
            more |= {"status_reason": "", "goes_on_in": (), "goes_on_as": ""}
        if action.status == "agreed" and not action.unasked_reason:
            asks = [one for one in self.store.all(Ask) if one.action_id == action.id]
            more["unasked_reason"] = _AGREED if unasked(action, asks) else ""
        if action.lead and action.lead not in action.responsible:
            more["responsible"] = (action.lead, *action.responsible)
        return replace(action, **more)

    def _problems(self, action: Action, known: Action | None) -> list[str]:
        problems = list(problems_of(action, self.taxonomy))
        if known is not None and known.status != action.status and not self._way(known.status, action.status):
            try:
                check_change(known, action, self.taxonomy, self.who, asks=self.store.all(Ask))
            except RecordFault as fault:
                problems += fault.problems
        return problems

    def _way(self, start: str, end: str) -> list[str]:
        """The statuses between two, the last one included, by the plan's rules; empty where there is no way. Nothing
        is dropped on the way to anything else."""
        if start == end:
            return []
        waiting, seen = [[start]], {start}
        while waiting:
            way = waiting.pop(0)
            for following in self.taxonomy.next_statuses("action", way[-1]):
                if following == end:
                    return [*way[1:], end]
                if following not in seen and following != "dropped":
                    seen.add(following)
                    waiting.append([*way, following])
        return []

    # -- cells ---------------------------------------------------------------------------------------------------------

    def _read(
        self, found: Decided, name: str, heading: str, words: str, plans: Sequence[str], cell: str
    ) -> Iterator[tuple[str, Any]]:
        """What a cell says of the fields of an action."""
        if name == "due_date":
            yield from self._due(found, words, cell)
        elif name == "area":
            yield from self._area(words)
        elif name == "cost":
            yield from self._cost(words)
        elif name == "other_plan":
            plan = " ".join(word for word in heading.split() if folded(word) not in ("ref", "reference", "no", "id"))
            kept = [one for one in plans if not one.startswith(f"{plan}: ")]
            yield "other_plans", (*kept, *(f"{plan}: {one}" for one in names_of(words.replace(",", ";"))))
        elif name == "other_plans":
            yield "other_plans", tuple(dict.fromkeys((*plans, *names_of(words))))
        elif name in ("responsible", "contributes"):
            yield name, tuple(dict.fromkeys(one for given in names_of(words) for one in self._body(given)))
        elif name == "lead":
            yield name, next(iter(self._body(" ".join(words.split()))), "")
        elif name == "benefits":
            yield name, tuple(names_of(words))
        elif name == "interventions":
            yield name, tuple(lines_of(words))
        elif name in ("status", "rag", "level"):
            yield name, self._key(name, words)
        elif name == "policy_spheres":
            yield name, tuple(self._key(name, one) for one in names_of(words.replace(",", ";")))
        else:
            is_line = name in ("title", "reference", "cost_source", "rag_reason")
            yield name, " ".join(words.split()) if is_line else words

    def _due(self, found: Decided, words: str, cell: str) -> Iterator[tuple[str, Any]]:
        if folded(words) in ONGOING:
            yield from {"is_ongoing": True, "due_date": ""}.items()
            return
        day = day_of(words)
        if day is None:
            raise _Wrong(f"“{words[:60]}” is no day that there is. Write it as 31/03/2027, or leave it empty.")
        if day.said:
            found.read_as.append(f"{cell}: “{day.said}” was read as {day.iso}")
        yield from {"due_date": day.iso, "is_ongoing": False, "next_look": ""}.items()

    def _area(self, words: str) -> Iterator[tuple[str, Any]]:
        if folded(words) in _WHOLE_TOWN:
            yield from {"area_ids": (), "level": "city"}.items()
            return
        whole = self._area_id(words)
        codes = [whole] if whole else [self._area_id(one) or one for one in names_of(
            words.replace(",", ";").replace("/", ";").replace(" & ", ";"))]  # fmt: skip
        if missing := [one for one in codes if one not in self.areas]:
            raise _Wrong(f"The town has no area “{missing[0][:60]}”.", "area", missing[0],
                         _near(missing[0], self.areas.values()))  # fmt: skip
        yield "area_ids", tuple(dict.fromkeys(codes))

    def _area_id(self, words: str) -> str:
        said = self.matching.meaning("area", words)
        if said:
            return said
        plain = folded(words).removesuffix(" ward")
        return next((code for code, name in self.areas.items()
                     if plain in (folded(code), folded(name), *map(folded, name.split(" / ")))), "")  # fmt: skip

    def _cost(self, words: str) -> Iterator[tuple[str, Any]]:
        if folded(words) in ("within existing resources", "existing resources", "existing budget", "officer time"):
            yield "cost_source", " ".join(words.split())
            return
        amount = amount_of(words)
        if amount is None:
            raise _Wrong(f"“{words[:60]}” is no amount. Write it as £20,000 or £20k-£30k.")
        yield from {"cost_low": amount[0], "cost_high": amount[1], "cost_per": amount[2]}.items()

    def _key(self, name: str, words: str) -> str:
        lists = {"status": "action_status", "level": "levels"}
        terms = self.taxonomy.labels(lists.get(name, name))
        plain = folded(words)
        said = self.matching.meaning(name, words) or key_of(words, terms)
        if not said and name == "status":
            said = STATUS_WORDS.get(plain, "")
        if not said and name == "rag":
            said = _RAG.get(plain, "") or next((key for key in ("red", "amber", "green") if plain.startswith(key)), "")
        if said not in terms:
            known = ", ".join(terms.values())
            raise _Wrong(f"“{words[:60]}” is not known as {name.replace('_', ' ')}. There are: {known}.", name, words,
                         tuple(terms))  # fmt: skip
        return said

    def _body(self, words: str) -> list[str]:
        """A body under the name that it has today; several where the cell names several that are all known."""
        if name := self._known_body(words):
            return [name]
        for separator in (",", " / ", " and ", " & ", "/"):
            parts = [part.strip() for part in words.split(separator) if part.strip()]
            if len(parts) > 1 and all(names := [self._known_body(part) for part in parts]):
                return names
        near = _near(words, [*(one.name for one in self.organisations.known), *self.used.values()])
        raise _Wrong(f"The plan knows no organisation “{words[:60]}”.", "organisation", words, near)

    def _known_body(self, words: str) -> str:
        said = self.matching.meaning("organisation", words)
        if said == NEW:
            name = " ".join(words.split())
            self.new_bodies.setdefault(folded(name), Organisation(id=new_id(Organisation.prefix), name=name))
            found = self.organisations.find(name)
            if found is not None:
                self.new_bodies.pop(folded(name))
            return found.name if found else self.new_bodies[folded(name)].name
        plain = folded(said or words)
        for one in self.organisations.known:
            if plain in (folded(one.name), *(folded(str(entry.get("name", ""))) for entry in one.former_names)):
                return one.name
        kinds = {folded(label): label for label in self.taxonomy.labels("organisation_kinds").values()}
        return said or self.used.get(plain, "") or kinds.get(plain, "")


def _key_problem(key: str, taken: dict[str, str], by_key: Mapping[str, Sequence[Action]], where: str) -> str:
    plain = folded(key)
    if not plain or is_nothing(key):
        return "The row has no reference: without it a second import could not know it again."
    if plain in taken:
        return f"“{key[:40]}” stands in {taken[plain]} already."
    taken[plain] = where
    if len(by_key.get(plain, ())) > 1:
        return f"Several actions of the plan have “{key[:40]}”."
    return ""


def _near(words: str, names: Any) -> tuple[str, ...]:
    """Names that are spelled much like it."""
    from rapidfuzz import fuzz, process

    found = process.extract(words, list(dict.fromkeys(names)), scorer=fuzz.WRatio, processor=folded, limit=3,
                            score_cutoff=_NEAR)  # fmt: skip
    return tuple(str(one[0]) for one in found)


def _told(before: Action, after: Action, where: str) -> list[str]:
    """What the register changes of an action that was changed here since it was made, both sides."""
    found = []
    for name in ("title", "status", "responsible", "due_date", "rag", "interventions"):
        one, other = getattr(before, name), getattr(after, name)
        if one and one != other:
            said = [", ".join(value) if isinstance(value, tuple) else value for value in (one, other)]
            found.append(
                f"{where}: {name.replace('_', ' ')} was “{said[0][:80]}” here, the register says “{said[1][:80]}”"
            )
    return found
