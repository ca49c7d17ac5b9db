"""What people of a home area could reach against where the sample was: reachable and never visited, near and cut off.

Silence is not absence. *Never* is said of tracked daytime hours alone, of home areas with at least k people whose hours
are not much fewer than those of the best tracked one, in every part of the day. Whoever may have visited a place near
their home, where stays are known to the area only, counts as having been there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from everyday.atlas import ObservedRules
from everyday.movement.gathering import Sample
from everyday.movement.suppressing import moved_number, people_behind, rounded_to, shown_rows

__all__ = ["POTENTIAL_RULES", "POTENTIAL_SCHEMA", "PotentialRules", "of_a_home_area", "potential_of"]

_TEXT, _REAL = pl.String, pl.Float64
POTENTIAL_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "home_area": _TEXT, "what": _TEXT, "place_id": _TEXT, "kind": _TEXT, "name": _TEXT, "area_id": _TEXT,
    "lat": _REAL, "lon": _REAL, "minutes": _REAL, "crow_km": _REAL, "across": _TEXT, "sample_n": _REAL,
    "tracked_h": _REAL, "status": _TEXT, "reason": _TEXT,
}  # fmt: skip
"""Columns of ``observed_potential.parquet``: ``what`` is ``area`` (why nothing is said of all of it), ``kind`` or
``place``; ``status`` is ``reachable_visited``, ``reachable_never``, ``hard_visited``, ``near_never`` (near as the crow
flies, not within reach, never visited) or ``not_said``, with its reason. *Visited* is by people enough to be shown;
*never* is by nobody or fewer than k, and which of both is not told: it would tell who is not in the sample."""
_HOURS_MOVED = 0.2
_DAYTIME = ("weekday_morning", "weekday_day", "weekday_evening", "weekend_day")


@dataclass(frozen=True)
class PotentialRules:
    """When what was not visited is worth a word.

    Attributes:
        reach_min: within reach, on foot or by public transport at any time of the week that is known.
        longest_min: how far is looked.
        near_km: near as the crow flies.
        least_h: fewest tracked daytime hours a person.
        least_even: fewest hours a person of a home area, as a share of the best tracked one.
        least_even_band: the same in each part of the day.
    """

    reach_min: float = 20.0
    longest_min: float = 60.0
    near_km: float = 2.0
    least_h: float = 20.0
    least_even: float = 0.75
    least_even_band: float = 0.6


POTENTIAL_RULES = PotentialRules()


@dataclass(frozen=True)
class _Home:
    """Of one home area: who is counted, how many they are at least, how long they were tracked by day, moved by up to
    a fifth, and why nothing is said of it."""

    people: frozenset[str]
    people_n: float = float("nan")
    hours: float = float("nan")
    reason: str = ""


def potential_of(
    sample: Sample,
    places: pd.DataFrame,
    minutes: Mapping[str, NDArray[np.float64]],
    crow_km: Mapping[str, NDArray[np.float64]],
    rules: ObservedRules,
    limits: PotentialRules = POTENTIAL_RULES,
    *,
    across: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """What each home area could reach, and what its sample visited.

    Args:
        sample: people and where they stayed.
        places: n bumping places: ``place_id, kind, name, area_id, lat, lon``.
        minutes: by home area, to each place in order; NaN beyond ``longest_min``.
        crow_km: the same as the crow flies.
        rules: k and rounding.
        limits: of this comparison.
        across: by home area, what lies between its middle and each place in a straight line, in words.
    """
    rows: list[dict[str, object]] = []
    for area, home in _homes(sample, rules, limits).items():
        known: dict[str, object] = {
            "home_area": area, "sample_n": home.people_n, "tracked_h": home.hours,
        }  # fmt: skip
        reason = home.reason or ("" if area in minutes else "no_streets")
        if reason:
            rows.append({**known, "what": "area", "status": "not_said", "reason": reason})
            continue
        rows += _of_area(sample, area, home, places, minutes[area], crow_km[area], rules, limits, known,
                         (across or {}).get(area, [""] * len(places)))  # fmt: skip
    columns = {name: [row.get(name) for row in rows] for name in POTENTIAL_SCHEMA}
    table = pl.DataFrame(columns, schema=POTENTIAL_SCHEMA)
    reals = [name for name, kind in POTENTIAL_SCHEMA.items() if kind == _REAL]
    texts = [name for name, kind in POTENTIAL_SCHEMA.items() if kind == _TEXT]
    return table.with_columns(pl.col(reals).fill_null(float("nan")), pl.col(texts).fill_null(""))


def of_a_home_area(rules: ObservedRules) -> ObservedRules:
    """The rules for saying that people of a home area visited something: twice as many people, moved twice as far.

    Each person stands in a row for every place and kind that they visit, and there are as many tables as home areas:
    by the rules of the other tables all these rows together told whom a sample has (docs/trust.md#gps-logs).
    """
    if rules.numbers:
        return rules
    return replace(rules, shown_from=2 * rules.shown_from, moved=2 * rules.moved)


def _round(value: float, step: float) -> float:
    return float(rounded_to([value], step)[0])


def _rough(hours: float) -> float:
    """Hours by their first two digits."""
    return float(f"{hours:.1e}")


def _homes(sample: Sample, rules: ObservedRules, limits: PotentialRules) -> dict[str, _Home]:
    """Home areas of the sample in order; people count where those of their upload and area may be told of."""
    people: dict[str, set[str]] = {area: set() for area in sorted(set(sample.home_areas.values())) if area}
    for upload in sorted(sample.people["upload"].unique().to_list()):
        behind = people_behind(sample.people.filter(pl.col("upload") == upload), "home_area")
        outside = behind.pop("", frozenset())
        for area in shown_rows(behind, rules.k, has_total=True, apart=outside).rows:
            people[str(area)] |= behind[area]
    hours = {area: _hours(sample, frozenset(who)) for area, who in people.items()}
    each = {area: sum(hours[area].values()) / len(who) for area, who in people.items() if who}
    best = max(each.values(), default=0.0)
    best_band = {
        band: max((hours[area].get(band, 0.0) / len(who) for area, who in people.items() if who), default=0.0)
        for band in _DAYTIME
    }
    found = {}
    for area, who in people.items():
        reason = ""
        if not rules.is_enough(len(who), _moved(sample, who, rules)):
            found[area] = _Home(frozenset(), reason="few_people")
            continue
        if each[area] < limits.least_h:
            reason = "few_hours"
        elif each[area] < limits.least_even * best or any(
            hours[area].get(band, 0.0) / len(who) < limits.least_even_band * best_band[band] for band in _DAYTIME
        ):
            reason = "uneven"
        factor = 1.0 + _HOURS_MOVED * (_moved(sample, who, replace(rules, moved=1.0)) - len(who)) / rules.k
        told_h = _rough(sum(hours[area].values()) * (factor if rules.moved else 1.0))
        found[area] = _Home(frozenset(who), float(rules.least), told_h, reason)
    return found


def _moved(sample: Sample, people: Iterable[str], rules: ObservedRules) -> float:
    """How many they are, moved as in every table of the sample; under k they are withheld there too."""
    who = list(people)
    return moved_number(who, rules.moved * rules.k, sample.secret) if who else 0.0


def _hours(sample: Sample, people: frozenset[str]) -> dict[str, float]:
    mine = sample.tracked.filter(pl.col("person").is_in(sorted(people)) & pl.col("band").is_in(_DAYTIME))
    sums = mine.group_by("band").agg(pl.col("seconds").sum() / 3600)
    return {str(band): float(hours) for band, hours in sums.iter_rows()}


def _of_area(
    sample: Sample,
    area: str,
    home: _Home,
    places: pd.DataFrame,
    minutes: NDArray[np.float64],
    crow_km: NDArray[np.float64],
    rules: ObservedRules,
    limits: PotentialRules,
    known: Mapping[str, object],
    across: Sequence[str],
) -> list[dict[str, object]]:
    everybody = sorted(person for person, where in sample.home_areas.items() if where == area)
    visits = sample.places.filter(pl.col("person").is_in(everybody))
    counted = visits.filter(pl.col("person").is_in(sorted(home.people)))
    ever, ever_kind = people_behind(visits, "place_id"), people_behind(visits, "kind")
    by_place, by_kind = _visited(sample, counted, "place_id", rules), _visited(sample, counted, "kind", rules)
    hidden = _may_be_hidden(sample, visits)
    rows: list[dict[str, object]] = []
    for kind in sorted(places["kind"].astype(str).unique()):
        near = minutes[(places["kind"].astype(str) == kind).to_numpy()]
        least = float(np.nanmin(near)) if np.isfinite(near).any() else float("nan")
        if least <= limits.reach_min:
            is_few = _is_few(sample, ever_kind.get(kind, frozenset()), rules)
            said = _said(is_reachable=True, is_few=is_few, is_shown=kind in by_kind)
            rows.append({**known, "what": "kind", "kind": kind, "minutes": _round(least, 1.0), **said})
    for row, place in enumerate(places.to_dict("records")):
        place_id, kind = str(place["place_id"]), str(place["kind"])
        is_reachable = bool(minutes[row] <= limits.reach_min)
        is_near = not is_reachable and bool(crow_km[row] <= limits.near_km)
        is_shown = place_id in by_place
        if not (is_reachable or is_near or is_shown):
            continue
        perhaps = ever.get(place_id, frozenset()) | hidden.get((str(place["area_id"]), kind), frozenset())
        said = _said(is_reachable=is_reachable, is_few=_is_few(sample, perhaps, rules), is_shown=is_shown)
        rows.append({
            **known, "what": "place", "place_id": place_id, "kind": kind, "name": str(place["name"] or ""),
            "area_id": str(place["area_id"]), "lat": float(place["lat"]), "lon": float(place["lon"]),
            "minutes": _round(float(minutes[row]), 1.0), "crow_km": _round(float(crow_km[row]), 0.1),
            "across": across[row] if is_near else "", **said,
        })  # fmt: skip
    return rows


def _said(*, is_reachable: bool, is_few: bool, is_shown: bool) -> dict[str, object]:
    if is_shown:
        return {"status": "reachable_visited" if is_reachable else "hard_visited"}
    if is_few:
        return {"status": "reachable_never" if is_reachable else "near_never"}
    return {"status": "not_said", "reason": "few_or_near_home"}


def _is_few(sample: Sample, people: frozenset[str], rules: ObservedRules) -> bool:
    """Whether people are none, or so few (moved) that it is said of them what is said of none: always fewer than k.

    Each upload is judged by itself: were all moved together, one person of a later upload would bring another draw,
    and whatever is said otherwise than before would tell that somebody of it was there.
    """
    few = rules.few * rules.k
    uploads: dict[str, list[str]] = {}
    for one in people:
        uploads.setdefault(one.partition("/")[0], []).append(one)
    are_few = all(moved_number(who, few, sample.secret) < few for who in uploads.values())
    return len(people) < rules.k and are_few


def _visited(sample: Sample, visits: pl.DataFrame, key: str, rules: ObservedRules) -> set[str]:
    """Places or kinds that at least k people of one upload visited. Of these it is not said how many: the number at the
    place is known, and the rest would follow by subtraction."""
    found: dict[str, set[str]] = {}
    for upload in sorted(visits["upload"].unique().to_list()):
        behind = people_behind(visits.filter((pl.col("upload") == upload) & (pl.col(key) != "")), key)
        for row in shown_rows(behind, rules.k, has_total=False).rows:
            found.setdefault(str(row), set()).update(behind[row])
    stricter = of_a_home_area(rules)
    return {row for row, who in found.items() if stricter.is_enough(len(who), _moved(sample, who, stricter))}


def _may_be_hidden(sample: Sample, visits: pl.DataFrame) -> dict[tuple[str, str], frozenset[str]]:
    """Who may have visited a place near their home, known to the area only: by area and kind of the place."""
    at_home = sample.dwell.filter((pl.col("cell") == 0) & pl.col("person").is_in(visits["person"].unique().to_list()))
    areas = people_behind(at_home, "area_id")
    kinds = people_behind(visits.filter(pl.col("place_id") == ""), "kind")
    return {(str(area), str(kind)): here & those for area, here in areas.items() for kind, those in kinds.items()}
