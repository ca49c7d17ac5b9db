"""Kinds of places (``place_kinds.toml``): what a planner calls them and which OpenStreetMap tags make them.

The packaged file has the usual kinds. A town's own file, in the folder of its atlas, adds kinds, changes settings of
usual ones and switches them off; what it does not name stays as it is. A file is checked as a whole: every fault is
named with its line, not just the first. Titles are words that somebody typed and that stand in pages, maps and
spreadsheets, so only letters, digits and plain punctuation are taken.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import Report
from geo.osm.place_kinds import PlaceKind, PlaceKinds, TagRule

__all__ = ["GROUPS", "OWN_KINDS", "PACKAGED", "load_place_kinds", "own_place_kinds"]

OWN_KINDS = "place_kinds.toml"
"""Name of a town's own file in the folder of its atlas."""

PACKAGED = Path(__file__).with_name("place_kinds.toml")
RUN_BY = ("public", "private", "community")
GROUPS = ("green", "meeting", "food", "shops", "learning", "health", "sport", "travel", "other")
"""Kinds that share a symbol on the map."""
_TEXTS = ("title", "singular", "plural", "run_by", "icon", "group")
_FLAGS = ("is_bumping_place", "is_indoors", "is_free", "is_amenity")
_OPTIONAL = ("min_area_m2", "not_inside", "is_one_site")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN = ("amenity_kinds", "bumping_places", "people", "stop")
"""Words that columns of other measures are named by."""
_LONGEST = {"icon": 2}
_PLAIN = re.compile(r"[^\W_][^\W_]*(?:[ '\u2019.,/&()\u2013-]+[^\W_]+)*[.)]?")
"""Letters and digits, with plain punctuation between them: nothing that HTML, Markdown or a spreadsheet acts on."""
_MOST_KINDS, _MOST_LETTERS = 200, 200_000


@lru_cache(maxsize=1)
def _packaged() -> PlaceKinds:
    report = Report(PACKAGED.name, "kinds of places")
    kinds = _checked(_File(PACKAGED.read_text(encoding="utf-8"), report), {})
    report.raise_if_refused()
    return kinds


def load_place_kinds(path: Path | str | None = None) -> PlaceKinds:
    """The usual kinds of places, or those of another file that stands alone.

    Args:
        path: another TOML file; None for the one that comes with Everyday Atlas.

    Raises:
        InputError: with every fault of the file.
    """
    if path is None:
        return _packaged()
    source = Path(path)
    report = Report(source.name, "kinds of places")
    try:
        text = source.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        report.add("refused", "unreadable", f"The file cannot be opened ({error.strerror}).", needed="a TOML file.",
                   action="Correct the file and try again.")  # fmt: skip
        text = ""
    report.raise_if_refused()
    kinds = _checked(_File(text, report), {})
    report.raise_if_refused()
    return kinds


def own_place_kinds(text: str, name: str = OWN_KINDS) -> tuple[PlaceKinds, Report]:
    """The usual kinds with what a town's own file changes in them.

    ``[kind.KEY]`` of a usual key takes the settings that differ, or ``is_off = true``; a new key takes all of them.

    Args:
        text: the file; empty changes nothing.
        name: what the file is called in the report.

    Returns:
        The kinds in the order of the map's list, new ones last, and the report: what is added, changed and switched
        off, or every fault with its line. Where it refuses the file the kinds are the usual ones.
    """
    report = Report(name, "kinds of places")
    if not text.strip():
        report.facts["Kinds of places"] = f"{len(_packaged())}, the usual ones"
        return _packaged(), report
    file = _File(text, report)
    usual = tomllib.loads(PACKAGED.read_text(encoding="utf-8"))["kind"]
    kinds = _checked(file, usual)
    if not report.is_usable:
        return _packaged(), report
    own = tomllib.loads(file.text)["kind"]
    off = [usual[key]["title"] for key, entry in own.items() if entry.get("is_off") is True]
    added = [kinds[key].title for key in own if key in kinds and key not in usual]
    changed = [kinds[key].title for key in own if key in kinds and key in usual and kinds[key] != _packaged()[key]]
    report.facts["Kinds of places"] = str(len(kinds))
    for title, names in (("Added", added), ("Changed", changed), ("Switched off", off)):
        report.facts[title] = ", ".join(names) or "none"
    return kinds, report


class _File:
    """The text of a file of kinds, and the report that names its faults by line."""

    def __init__(self, text: str, report: Report) -> None:
        self.text, self.report = text.removeprefix("\ufeff"), report

    def line_of(self, key: str = "", setting: str = "") -> list[str]:
        """Where a kind, or a setting of it, stands."""
        named = rf"""(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')"""
        heading = re.compile(rf"\s*\[\s*kind\s*\.\s*{named}\s*\]")
        found = 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            if found and re.match(r"\s*\[\s*kind\b", line):
                break
            if not found and heading.match(line):
                found = number
                if not setting:
                    break
            elif found and re.match(rf"\s*[\"']?{re.escape(setting)}[\"']?\s*=", line):
                found = number
                break
        return [f"line {found}"] if found else []

    def refuse(self, code: str, found: str, needed: str, key: str = "", setting: str = "", line: int = 0) -> None:
        """A fault, with the line it stands in."""
        where = [f"line {line}"] if line else self.line_of(key, setting) if key else []
        self.report.add(
            "refused", code, found, needed=f"{needed}.", action="Correct the file and try again.", where=where
        )


def _checked(file: _File, usual: dict[str, Any]) -> PlaceKinds:
    """The kinds of a file laid over usual ones (none: it stands alone)."""
    entries = _entries(file)
    kinds, off = [], {key for key in entries if _is_off(file, key, entries[key], usual)}
    if len(entries) > _MOST_KINDS:
        file.refuse("too-many", f"The file has {len(entries)} kinds.", f"{_MOST_KINDS} or fewer")
        return PlaceKinds(())
    known = {*usual, *entries} - off
    for key in [*usual, *(key for key in entries if key not in usual)]:
        if key in off:
            continue
        entry = entries.get(key, {})
        whole: object = usual.get(key, {}) | entry if isinstance(entry, dict) else entry
        if isinstance(whole, dict):
            whole = {name: value for name, value in whole.items() if name != "is_off"}
        kind = _kind(key, whole, file, known if _names_grounds(entry) else known | off)
        if kind is not None:
            kinds.append(_within(kind, known))
    for words in ("title", "singular", "icon"):
        _refuse_twice(file, words, kinds, entries)
    if entries and file.report.is_usable:
        if not any(kind.is_amenity for kind in kinds):
            file.refuse("no-amenity", "No kind is an everyday amenity.", "at least one with is_amenity = true")
        if not any(kind.is_bumping_place for kind in kinds):
            file.refuse("no-bumping", "No kind is a bumping place.", "at least one with is_bumping_place = true")
    return PlaceKinds(tuple(kinds))


def _names_grounds(entry: object) -> bool:
    return isinstance(entry, dict) and "not_inside" in entry


def _entries(file: _File) -> dict[str, Any]:
    if "\ufffd" in file.text:
        line = file.text[: file.text.index("\ufffd")].count("\n") + 1
        file.refuse(
            "not-toml", "The file has letters that are not written in UTF-8.", "a TOML file in UTF-8", line=line
        )
        return {}
    if len(file.text) > _MOST_LETTERS:
        file.refuse("too-long", f"The file has {len(file.text):,} letters.", f"{_MOST_LETTERS:,} or fewer")
        return {}
    try:
        table = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        file.refuse("not-toml", f"The file is not valid TOML: {error}.", "a TOML file in UTF-8")
        return {}
    for name in table.keys() - {"kind"}:
        file.refuse("unknown-table", f"There is something called {name!r} beside the kinds.", "[kind.KEY] only")
    entries = table.get("kind")
    if not isinstance(entries, dict) or not entries:
        file.refuse("no-kinds", "The file names no kinds of places.", "at least one [kind.KEY]")
        return {}
    return entries


def _is_off(file: _File, key: str, entry: object, usual: dict[str, Any]) -> bool:
    if not isinstance(entry, dict) or "is_off" not in entry:
        return False
    if not isinstance(entry["is_off"], bool):
        file.refuse("bad-flag", f"{key}: is_off is {entry['is_off']!r}.", "true or false", key, "is_off")
    elif key not in usual:
        file.refuse("not-usual", f"{key}: is_off, and there is no usual kind of that key.",
                    f"one of {', '.join(usual) or 'none'}", key, "is_off")  # fmt: skip
    return entry["is_off"] is True


def _within(kind: PlaceKind, known: set[str]) -> PlaceKind:
    """A usual kind does not count inside grounds of others; of those that are switched off none are looked for."""
    inside = tuple(other for other in kind.not_inside if other in known)
    return kind if inside == kind.not_inside else PlaceKind(**{**vars(kind), "not_inside": inside})


def _refuse_twice(file: _File, words: str, kinds: list[PlaceKind], entries: dict[str, Any]) -> None:
    """Two kinds that a legend, a list or a paper map could not tell apart."""
    seen: dict[str, str] = {}
    for kind in kinds:
        told = getattr(kind, words).casefold()
        if told in seen:
            key = kind.key if kind.key in entries else seen[told]
            file.refuse("twice", f"{seen[told]} and {kind.key} have the same {words}, {getattr(kind, words)!r}.",
                        f"a {words} of its own for each", key, words)  # fmt: skip
        seen.setdefault(told, kind.key)


def _kind(key: str, entry: object, file: _File, known: set[str]) -> PlaceKind | None:
    report, before = file.report, len(file.report.problems)
    if not _KEY.fullmatch(key) or key in _TAKEN:
        needed = f"up to 40 of a-z, 0-9 and underscores, and none of {', '.join(_TAKEN)}"
        file.refuse("bad-key", f"The key {key!r} cannot be part of a column name.", needed, key)
    if not isinstance(entry, dict):
        file.refuse("bad-kind", f"{key} is not a table.", f"[kind.{key}]", key)
        return None
    for name in (*_TEXTS, *_FLAGS, "tags"):
        if name not in entry:
            file.refuse("missing", f"{key} has no {name}.", name, key)
    for name in entry.keys() - {*_TEXTS, *_FLAGS, *_OPTIONAL, "tags"}:
        known_ones = ", ".join((*_TEXTS, *_FLAGS, "tags", *_OPTIONAL, "is_off"))
        file.refuse("unknown-setting", f"{key} has a setting {name!r} that is not known.", known_ones, key, name)
    for name in _TEXTS:
        if name in entry:
            _check_text(file, key, name, entry[name])
    for name in (*_FLAGS, "is_one_site"):
        if name in entry and not isinstance(entry[name], bool):
            file.refuse("bad-flag", f"{key}: {name} is {entry[name]!r}.", "true or false", key, name)
    if isinstance(entry.get("run_by"), str) and entry["run_by"] not in RUN_BY:
        file.refuse("bad-run-by", f"{key}: run_by is {entry['run_by']!r}.", ", ".join(RUN_BY), key, "run_by")
    if isinstance(entry.get("group"), str) and entry["group"] not in GROUPS:
        file.refuse("bad-group", f"{key}: group is {entry['group']!r}.", ", ".join(GROUPS), key, "group")
    smallest = entry.get("min_area_m2", 0)
    if isinstance(smallest, bool) or not isinstance(smallest, int | float) or not 0 <= smallest < 1e9:
        needed = "square metres, 0 or more"
        file.refuse("bad-area", f"{key}: min_area_m2 is {smallest!r}.", needed, key, "min_area_m2")
    inside = entry.get("not_inside", [])
    if not isinstance(inside, list) or not all(isinstance(other, str) for other in inside):
        needed = "a list of keys of kinds"
        file.refuse("bad-not-inside", f"{key}: not_inside is {inside!r}.", needed, key, "not_inside")
    else:
        for other in inside:
            if other not in known:
                needed = "keys of kinds that there are"
                file.refuse("unknown-kind", f"{key}: not_inside names {other!r}.", needed, key, "not_inside")
    rules = _rules(key, entry.get("tags"), file) if "tags" in entry else []
    if len(report.problems) > before:
        return None
    words = {name: entry[name] for name in (*_TEXTS, *_FLAGS)}
    return PlaceKind(
        key=key,
        rules=tuple(rules),
        min_area_m2=float(smallest),
        not_inside=tuple(inside),
        is_one_site=entry.get("is_one_site", False),
        **words,
    )


def _check_text(file: _File, key: str, name: str, given: object) -> None:
    if not (isinstance(given, str) and given.strip()):
        file.refuse("bad-text", f"{key}: {name} is {given!r}.", "text that is not empty", key, name)
        return
    longest = _LONGEST.get(name, 60)
    if len(given) > longest:
        file.refuse("bad-text", f"{key}: {name} has {len(given)} letters.", f"{longest} or fewer", key, name)
    elif name in ("title", "singular", "plural", "icon") and not _PLAIN.fullmatch(given):
        needed = "letters and digits, with spaces and plain punctuation ( ' . , / & - and brackets) between them"
        file.refuse("bad-text", f"{key}: {name} is {given!r}.", needed, key, name)


def _rules(key: str, given: object, file: _File) -> list[TagRule]:
    def refuse(found: str, needed: str) -> None:
        file.refuse("bad-rule", found, needed, key, "tags")

    if not isinstance(given, list) or not given:
        file.refuse("no-tags", f"{key}: tags is {given!r}.", 'a list such as [["amenity", "cafe"]]', key, "tags")
        return []
    rules = []
    for number, rule in enumerate(given, start=1):
        label = f"{key}: rule {number} of tags"
        if not isinstance(rule, list) or len(rule) not in (2, 3) or not isinstance(rule[0], str) or not rule[0]:
            refuse(f"{label} is {rule!r}.", '["key", "value"], with conditions after it if any')
            continue
        values = _values(rule[1])
        conditions = rule[2] if len(rule) == 3 else {}
        if values is None:
            refuse(f"{label} has the value {rule[1]!r}.", 'text, a list of texts, or "*"')
            continue
        if not isinstance(conditions, dict) or conditions.keys() - {"only", "unless"}:
            refuse(f"{label} has the conditions {conditions!r}.", "{ only = …, unless = … }")
            continue
        only, unless = conditions.get("only", {}), conditions.get("unless", {})
        for condition in (only, unless):
            if not isinstance(condition, dict) or any(_values(one) is None for one in condition.values()):
                refuse(f"{label} has the condition {condition!r}.", '{ key = ["value", …] }')
                break
        else:
            rules.append(TagRule(rule[0], values, _conditions(only), _conditions(unless)))
    return rules


def _conditions(given: dict[str, object]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((key, _values(values) or frozenset()) for key, values in given.items())


def _values(given: object) -> frozenset[str] | None:
    if isinstance(given, str) and given:
        return frozenset([given])
    if isinstance(given, list) and given and all(isinstance(value, str) and value for value in given):
        return frozenset(given)
    return None
