"""Suggested barriers and enablers as the pages show them: order, codes, evidence in words. No drawing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.registry import minutes_words, short_words
from analysis.suggestions import MOVEMENT_RULES, RULES
from app.parts.choices import registry
from app.parts.view import Chosen
from app.server import Shown
from app.words import rules as rules_words
from plan.records import Evidence, Finding
from plan.rules import MOST_POINTS

__all__ = [
    "Suggestion", "evidence_rows", "pin_of_suggestion", "rule_words", "suggestion_of", "suggestions", "touching",
]  # fmt: skip

_NOT_EVIDENCE = ("rule", "place", "cause_kind", "cells_n", "weight_n")


@dataclass(frozen=True)
class Suggestion:
    """One suggestion: ``code`` ("B1", "E3") is on map and list; ``bounds`` are west, south, east, north."""

    code: str
    key: str
    rule: str
    kind: str
    level: str
    title: str
    sentence: str
    weight: float
    area_ids: tuple[str, ...]
    cells: frozenset[str]
    evidence: dict[str, Any]
    bounds: tuple[float, float, float, float]
    row: int

    @property
    def is_line(self) -> bool:
        """True if it is drawn as the line that severs."""
        return self.rule == "severed_on_foot"


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part for part in str(words).split("; ") if part)


@lru_cache(maxsize=6)
def suggestions(shown: Shown) -> tuple[Suggestion, ...]:
    """Barriers first, then enablers, each in the order of the edition (the weightiest first)."""
    if not shown.has_suggestions:
        return ()
    table = shown.suggestions
    found: list[Suggestion] = []
    bounds = table.geometry.bounds.to_numpy()
    for kind, letter in (("barrier", "B"), ("enabler", "E")):
        for number, row in enumerate(np.flatnonzero((table["kind"] == kind).to_numpy()), start=1):
            one = table.iloc[row]
            evidence = json.loads(one["evidence_json"])
            west, south, east, north = (float(value) for value in bounds[row])
            found.append(
                Suggestion(
                    f"{letter}{number}",
                    str(one["key"]),
                    str(one["rule"]),
                    kind,
                    str(one["level"]),
                    str(one["title"]),
                    str(one["sentence"]),
                    float(evidence.get("weight_n") or 0.0),
                    _parts(one["area_ids"]),
                    frozenset(_parts(one["cells"])),
                    evidence,
                    (west, south, east, north),
                    int(row),
                )
            )
    return tuple(found)


def suggestion_of(shown: Shown, key: str) -> Suggestion:
    """One suggestion by its key, which must be there."""
    return next(one for one in suggestions(shown) if one.key == key)


def touching(shown: Shown, chosen: Chosen) -> list[Suggestion]:
    """Suggestions that a cell belongs to, or that lie wholly or partly in an area."""
    if chosen.unit == "cells":
        return [one for one in suggestions(shown) if chosen.id in one.cells]
    return [one for one in suggestions(shown) if chosen.id in one.area_ids]


def evidence_rows(shown: Shown, one: Suggestion) -> list[tuple[str, str, str]]:
    """What is measured, its value here, and the town's median (empty where that makes no sense)."""
    rows = []
    for name, value in one.evidence.items():
        if name in _NOT_EVIDENCE or name.startswith("town_") or value in (None, ""):
            continue
        rows.append(_evidence_row(shown, one, name, value))
    return rows


def _evidence_row(shown: Shown, one: Suggestion, name: str, value: Any) -> tuple[str, str, str]:
    measure = registry(shown).get(name)
    if measure is not None:
        town = one.evidence.get(f"town_{name}")
        words = shown.town_words(measure) if town is None else measure.format_value(town)
        return measure.full_title, measure.format_value(value), words
    given = one.evidence.get(f"town_{name}")
    title, unit = _title_and_unit(name)
    return title, _with_unit(value, unit), "" if given is None else _with_unit(given, unit)


def _title_and_unit(name: str) -> tuple[str, str]:
    """``"nearest school, min"`` -> ("Nearest school", "min"); columns by their ending."""
    if name in rules_words.EVIDENCE:
        ending = name.rsplit("_", 1)[-1]
        return rules_words.EVIDENCE[name], ending if ending in ("min", "km") else ""
    head, _, unit = name.partition(", ")
    return head.replace("_", " ").capitalize(), unit


def _with_unit(value: Any, unit: str) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    if unit == "min":
        return minutes_words(value)
    if unit == "km":
        return f"{short_words(value, 'km')} km"
    return short_words(value, "share" if unit == "share" else "count")


def rule_words(rule: str) -> tuple[str, str]:
    """What a rule looks for, and what one could do."""
    meaning, action = rules_words.RULE_MEANING.get(rule, ("", ""))
    return meaning or (RULES | MOVEMENT_RULES)[rule].title, action


_BY_TIMETABLE = ("poor_link", "poor_transport_link", "indirect_bus", "evening_cut", "sunday_cut", "direct_line")


def pin_of_suggestion(shown: Shown, one: Suggestion, *, session: str = "") -> tuple[Finding, Evidence]:
    """A suggestion as a finding that a forum or the network accepts, and what it rests on, frozen."""
    finding = Finding(
        kind=one.kind, title=one.title, text=one.sentence, level=one.level, dimensions=("spatial",),
        method=_method(one.rule), session=session,
        area_id=one.area_ids[0] if one.area_ids else "", geometry=_geometry(shown, one), suggestion_key=one.key,
    )  # fmt: skip
    rows = [list(row) for row in evidence_rows(shown, one)]
    frozen = Evidence(
        kind="suggestion", title=one.sentence, edition_id=shown.id,
        content={"rule": one.rule, "rows": rows, "evidence": json.loads(json.dumps(one.evidence))},
    )  # fmt: skip
    return finding, frozen


def _method(rule: str) -> str:
    if rule in MOVEMENT_RULES:
        return "gps_logs"
    return "public_transport_data" if rule in _BY_TIMETABLE else "existing_data"


def _geometry(shown: Shown, one: Suggestion) -> Any:
    """Outline or line of a suggestion, simple enough to be kept with a finding."""
    import shapely

    shape, tolerance = shown.suggestions.geometry.iloc[one.row], 0.0
    while len(shapely.get_coordinates(shape)) > MOST_POINTS:
        tolerance = 2 * tolerance or 0.00005
        shape = shown.suggestions.geometry.iloc[one.row].simplify(tolerance)
    return shape
