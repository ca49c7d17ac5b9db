"""A list compared with the plan: what is new, what the publisher changed, and what people entered here and keep."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from everyday.exchange.activities.entries import Entry
from plan.ids import id_from, new_id
from plan.records import Activity
from plan.rules import problems_of
from plan.text import clean_record, personal_data_in
from plan.when import read_when

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["Merged", "merge_list", "source_of", "without_place"]

_PLACE = ("venue", "geometry")
_SHORTEST_PART = 4
_NOT_THE_PUBLISHER_S = ("is_unlisted", "unlisted_reason", "source", "source_id", "given", "id", "version")


@dataclass
class Merged:
    """What a list brings.

    Attributes:
        added, changed: records to be written.
        unchanged_n: as they were.
        kept_here: "TITLE: field, field" for what the list says otherwise and people changed here.
        unlisted_n: entries whose organiser asked not to be listed: left as they are.
        gone: titles that this list brought earlier and has no longer.
        problems: by cell; those entries are not kept.
        asked: "where: words" whose time was not understood.
    """

    added: list[Activity] = field(default_factory=list)
    changed: list[Activity] = field(default_factory=list)
    unchanged_n: int = 0
    kept_here: list[str] = field(default_factory=list)
    unlisted_n: int = 0
    gone: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def fingerprint(value: Any) -> str:
    """What tells one value from another, without holding it."""
    if hasattr(value, "wkt"):
        value = [round(value.y, 6), round(value.x, 6)]
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def source_of(stem: str, ids: set[str], known: Sequence[Activity]) -> str:
    """What a list is called: as the plan knows it where half of its ids came from there, else by its file's name."""
    counts: dict[str, int] = {}
    for one in known:
        if one.source and one.source_id in ids:
            counts[one.source] = counts.get(one.source, 0) + 1
    best = max(counts, key=lambda name: counts[name], default="")
    if best and 2 * counts[best] >= min(len(ids), sum(one.source == best for one in known)):
        return best
    return re.sub(r"[\s_.-]*\d[\d\s_.-]*", " ", stem).strip(" _-.").casefold()[:100] or "list"


def _own_id(entry: Entry) -> str:
    """An entry without an id is recognised by what it is called, by whom and where."""
    parts = [str(entry.values.get(name, "")) for name in ("title", "organiser", "venue")]
    return id_from("by", *(" ".join(re.findall(r"\w+", part.casefold())) for part in (*parts, entry.ward)))


def merge_list(
    entries: Sequence[Entry], known: Sequence[Activity], taxonomy: Taxonomy, source: str, *, is_whole: bool = True
) -> Merged:
    """Compare placed entries (their values hold ``area_id`` and ``geometry``) with the activities of the plan.

    Args:
        is_whole: False for a part of the list: what it lacks is not gone.
    """
    merged = Merged()
    mine = {one.source_id: one for one in known if one.source == source}
    seen: dict[str, str] = {}
    for entry in entries:
        source_id = entry.source_id or _own_id(entry)
        if source_id in seen:
            entry.problems.append(f"{entry.cells.get('source_id') or entry.where}: the same as {seen[source_id]}"
                                  + (f" (id {source_id[:40]})." if entry.source_id else "."))  # fmt: skip
        seen.setdefault(source_id, entry.where)
        before = mine.get(source_id)
        if entry.problems:
            merged.problems += entry.problems
        elif before is not None and before.is_unlisted:
            merged.unlisted_n += 1
        else:
            _merge(entry, before, Activity(source=source, source_id=source_id), taxonomy, merged)
    if is_whole:
        merged.gone = [one.title for key, one in mine.items() if key not in seen and not one.is_unlisted]
    return merged


def _merge(entry: Entry, before: Activity | None, blank: Activity, taxonomy: Taxonomy, merged: Merged) -> None:
    base = before or replace(blank, id=new_id(Activity.prefix))
    given = _of_publisher(entry.values, base, is_new=before is None)
    kept: list[str] = []
    changes: dict[str, Any] = {}
    prints = dict(base.given)
    for name, value in given.items():
        now, old, new = fingerprint(getattr(base, name)), prints.get(name), fingerprint(value)
        is_changed_here = before is not None and now != old and not (old is None and _is_empty(getattr(base, name)))
        if is_changed_here and now != new:
            kept += [name] if new != old else []
        elif now != new:
            changes[name] = value
        prints[name] = new
    record = clean_record(replace(base, **changes, given=prints))
    if problems := problems_of(record, taxonomy):
        merged.problems += [f"{_cell_of(entry, problem)}: {problem}" for problem in problems]
        return
    if kept:
        merged.kept_here.append(f"{record.title}: {', '.join(kept)}")
    if record.when and (left := read_when(record.when).left):
        merged.asked.append(f"{entry.cells.get('when') or entry.where}: {record.when[:80]!r} ({left[:80]})")
    if before is None:
        merged.added.append(record)
    elif changes or prints != before.given:
        merged.changed.append(record)
    else:
        merged.unchanged_n += 1


def _is_empty(value: Any) -> bool:
    return value in ("", (), None, False) or value == "other"


def _of_publisher(values: Mapping[str, Any], base: Activity, *, is_new: bool) -> dict[str, Any]:
    """What the list says, without what it may not bring: a place where only the ward may be known."""
    names = {one.name for one in fields(Activity)} - set(_NOT_THE_PUBLISHER_S)
    found = {name: value for name, value in values.items() if name in names}
    if values.get("is_unlisted"):  # asked for is asked for; a list never takes it back
        found["is_unlisted"] = True
    if base.is_ward_only or found.get("is_ward_only"):
        venue = str(values.get("venue") or "")
        found = {name: value for name, value in found.items() if name not in _PLACE}
        found |= {"text": without_place(str(found["text"]), venue)} if "text" in found else {}
        if base.is_ward_only:
            found.pop("is_ward_only", None)
        elif not is_new:  # known to the ward only from now on: what was known of the place goes
            found |= {"venue": "", "geometry": None}
    return found


def without_place(text: str, venue: str) -> str:
    """A description without the lines that hold a postcode, or a part of what the venue is called."""
    parts = [part for one in venue.split(",") if len(part := one.strip().casefold()) > _SHORTEST_PART]

    def tells(line: str) -> bool:
        is_postcode = any(one.kind == "postcode" for one in personal_data_in(line))
        return is_postcode or any(part in line.casefold() for part in parts)

    return "\n".join(line for line in text.splitlines() if not tells(line))


def _cell_of(entry: Entry, problem: str) -> str:
    named = next((name for name in entry.cells if name.replace("_", " ") in problem.casefold()), "")
    return entry.cells.get(named) or entry.where
