"""An attacker who has two editions: the second has one more upload, and is read beside the first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from scipy.stats import nbinom

from everyday.atlas import ObservedRules
from everyday.movement import Observed, Sample, observe, potential_of
from everyday.movement.attacking import (
    _TOLD_BY,
    Usual,
    _odds,
    _rows_of,
    _shares_of,
    _shown_people,
    _told_shares,
    auc,
    membership_scores,
    usual_of,
)
from everyday.movement.gathering import sample_of
from everyday.movement.ground import Ground
from everyday.movement.keeping import Upload
from everyday.movement.potential import of_a_home_area
from geo.crs import haversine_m

__all__ = ["TwoEditions", "editions_of", "told_by_both", "told_by_one", "upload"]

METRES_A_MINUTE, DETOUR = 80.0, 1.3


def upload(number: int) -> Upload:
    """An upload that everybody may see."""
    return Upload(f"GPS-0000000{number}", "", "", "2099-01-01", "public", "", "trackintel", 9, "", "", "", "")


@dataclass(frozen=True)
class Seen:
    """An edition: its tables, what it says of potential, and what is expected of as many people as it has."""

    observed: Observed
    potential: pl.DataFrame
    usual: Usual


@dataclass(frozen=True)
class TwoEditions:
    """What is shown, with the numbers of people of the first edition and of the upload that the second adds."""

    first: Seen
    second: Seen
    added: Usual
    sizes: tuple[int, int]


def potential(sample: Sample, ground: Ground, rules: ObservedRules) -> pl.DataFrame:
    """Potential against observed, where streets make each way a third longer than the crow flies."""
    middles = {str(one): shape.centroid for one, shape in zip(ground.areas["area_id"], ground.areas.geometry,
                                                              strict=True)}  # fmt: skip
    points = shapely.centroid(ground.places.geometry.to_numpy())
    places = ground.places.drop(columns="geometry").assign(
        name="", lat=shapely.get_y(points), lon=shapely.get_x(points)
    )
    crow = {area: np.asarray(haversine_m(middle.y, middle.x, places["lat"].to_numpy(), places["lon"].to_numpy()))
            for area, middle in middles.items()}  # fmt: skip
    minutes = {area: DETOUR * metres / METRES_A_MINUTE for area, metres in crow.items()}
    minutes = {area: np.where(found <= 60.0, found, np.nan) for area, found in minutes.items()}
    return potential_of(sample, places, minutes, {area: one / 1000 for area, one in crow.items()}, rules)


def editions_of(
    inside: dict[str, pl.DataFrame], first_n: int, others: Sample, on: Ground, rules: ObservedRules, secret: bytes
) -> tuple[TwoEditions, Sample]:
    """The editions of the first so many people, and of all of them in two uploads; and the sample of both."""
    people = sorted(inside["people"]["person"].to_list())
    first, more = frozenset(people[:first_n]), frozenset(people[first_n:])
    parts = [
        (upload(number), {name: table.filter(pl.col("person").is_in(sorted(who))) for name, table in inside.items()})
        for number, who in ((1, first), (2, more))
    ]
    seen = []
    for sample in (sample_of(parts[:1], secret=secret), both := sample_of(parts, secret=secret)):
        observed = observe(sample, on.area_ids, on.adjacent, on.kinds, rules)
        usual = usual_of(others, sample.people_n, on, rules)
        seen.append(Seen(observed, potential(sample, on, rules), usual))
    added = usual_of(others, len(more), on, rules)
    return TwoEditions(seen[0], seen[1], added, (len(first), len(more))), both


def told_by_one(inside: Sample, outside: Sample, others: Sample, on: Ground, rules: ObservedRules) -> float:
    """How often a member looks more like one than somebody outside, by all tables of one edition, potential too."""
    usual = usual_of(others, inside.people_n, on, rules)
    observed = observe(inside, on.area_ids, on.adjacent, on.kinds, rules)
    seen = Seen(observed, potential(inside, on, rules), usual)
    alone = TwoEditions(seen, seen, usual, (inside.people_n, 0))
    scores = []
    for targets in (inside, outside):
        more = _by_potential(alone, targets, others, rules)
        by_tables = membership_scores(observed, targets, usual, on, rules)
        scores.append([score + float(more[person][0]) for person, score in by_tables.items()])
    return auc(*scores)


def told_by_both(editions: TwoEditions, both: Sample, outside: Sample, others: Sample, on: Ground,
                 rules: ObservedRules) -> dict[str, float]:  # fmt: skip
    """How often a member looks more like one than somebody outside does.

    By upload of the member (``first``, ``added``), with a score for just that upload; ``either``: all members, with one
    score for having been in any of the two.
    """
    scores = [_scores(editions, sample, others, on, rules) for sample in (both, outside)]
    uploads = dict(both.people.select("person", "upload").iter_rows())
    found = {}
    for name, which in (("first", 0), ("added", 1)):
        mine = [score[which] for person, score in scores[0].items() if uploads[person] == upload(which + 1).id]
        found[name] = auc(mine, [score[which] for score in scores[1].values()])
    weights = np.log(np.array(editions.sizes) / sum(editions.sizes))
    either = [[float(np.logaddexp(*(np.array(score) + weights))) for score in one.values()] for one in scores]
    return {**found, "either": auc(*either)}


def _scores(editions: TwoEditions, targets: Sample, others: Sample, on: Ground, rules: ObservedRules
            ) -> dict[str, tuple[float, float]]:  # fmt: skip
    """The log odds of each target for having been in the first upload, and in the one added."""
    first, second = (
        {(name, row): n for name in _TOLD_BY for row, n in _shown_people(one.observed.tables[name], name).items()}
        for one in (editions.first, editions.second)
    )
    scores = {person: np.zeros(2) for person in targets.home_areas}
    for name in _TOLD_BY:
        for person, row in _rows_of(targets, name, rules).select("person", "row").unique().rows():
            key = (name, row)
            if not row:
                continue
            scores[person][0] += _odds(first.get(key), editions.first.usual.people.get(key, 0.0), rules)
            if key in first and rules.numbers and key in second:  # what was added is what is left by subtraction
                scores[person][1] += _odds(second[key] - first[key], editions.added.people.get(key, 0.0), rules)
            elif key not in first:
                scores[person][1] += _odds(second.get(key), editions.added.people.get(key, 0.0), rules)
    for person, more in _by_shares(editions, targets, others.people_n, on, rules).items():
        scores[person] += more
    for person, more in _by_potential(editions, targets, others, rules).items():
        scores[person] += more
    return {person: (float(one[0]), float(one[1])) for person, one in scores.items()}


def _by_shares(editions: TwoEditions, targets: Sample, others_n: int, on: Ground, rules: ObservedRules
               ) -> dict[str, np.ndarray]:  # fmt: skip
    """The best linear guess by shares of both editions, whose people are partly the same and whose draws are not."""
    found = {person: np.zeros(2) for person in targets.home_areas}
    noise = rules.share_moved**2 / 3 + rules.share_to**2 / 12 + 1e-9
    seen = (editions.first, editions.second)
    told = [_told_shares(one.observed) for one in seen]
    same = editions.first.usual.slices == editions.second.usual.slices
    mine = [_shares_of(targets, on, one.usual.slices) for one in seen]
    guesses: dict[tuple[tuple[str, str, str], tuple[int, ...]], tuple[np.ndarray, np.ndarray]] = {}
    for person, values in mine[1].items():
        for key in {*values, *mine[0][person]}:
            is_in = [key in told[e] and key in seen[e].usual.shares and key in mine[e][person] for e in (0, 1)]
            if key[0] == "observed_hours" and not same and all(is_in):
                is_in = [False, True]
            editions_told = [e for e in (0, 1) if is_in[e]]
            if not editions_told:
                continue
            mean, spread = seen[editions_told[-1]].usual.shares[key]
            value = mine[editions_told[-1]][person][key]
            asked = (key, tuple(editions_told))
            if asked not in guesses:  # it is the same for all targets
                sizes = np.array([_size(seen[e].usual, key) for e in editions_told])
                known = spread / _size_of_others(key, seen[0].usual, others_n)
                covariance = spread / np.maximum.outer(sizes, sizes) + known + noise * np.eye(len(sizes))
                told_here = np.array([told[e][key] for e in editions_told])
                guesses[asked] = (sizes, np.linalg.solve(covariance, told_here - mean))
            sizes, guess = guesses[asked]
            shift = (value - mean) / sizes
            found[person] += (shift @ guess, (shift * (np.array(editions_told) == 1)) @ guess)
    return found


def _size(usual: Usual, key: tuple[str, str, str]) -> float:
    if key[0] == "observed_people" and key[1]:
        return max(1.0, usual.people.get(("observed_people", key[1]), 1.0))
    return float(usual.members_n)


def _size_of_others(key: tuple[str, str, str], usual: Usual, others_n: int) -> float:
    return _size(usual, key) * others_n / usual.members_n


def _by_potential(editions: TwoEditions, targets: Sample, others: Sample, rules: ObservedRules
                  ) -> dict[str, np.ndarray]:  # fmt: skip
    """By what is said of places that a target from that home area visited: visited, nobody or few, or neither."""
    found = {person: np.zeros(2) for person in targets.home_areas}
    said = [_statuses(one.potential) for one in (editions.first, editions.second)]
    usual = {key: n / max(1, others.people_n) for key, n in _visits_by_home(others).group_by("home", "place")
             .agg(pl.len()).select(pl.struct("home", "place"), "len").iter_rows()
             for key in [(key["home"], key["place"])]}  # fmt: skip
    first_n, added_n = editions.sizes
    chances: dict[tuple[str, float], float] = {}
    for person, home, place in _visits_by_home(targets).rows():
        key = (home, place)
        for e, n, which in ((0, first_n, 0), (1, first_n + added_n, 1)):
            status = said[e].get(key)
            if status is None or (which == 1 and said[0].get(key) == status):
                continue
            asked = (status, usual.get(key, 0.0) * n)
            if asked not in chances:
                chances[asked] = _odds_of_status(*asked, rules)
            found[person][which] += chances[asked]
    return found


def _visits_by_home(sample: Sample) -> pl.DataFrame:
    homes = pl.DataFrame({"person": list(sample.home_areas), "home": list(sample.home_areas.values())})
    visits = sample.places.filter(pl.col("place_id") != "").select("person", place="place_id")
    kinds = sample.places.select("person", place="kind")
    both = pl.concat([visits, kinds]).unique().join(homes, on="person").filter(pl.col("home") != "")
    return both.select("person", "home", "place").sort("person", "place")


def _statuses(table: pl.DataFrame) -> Mapping[tuple[str, str], str]:
    return {
        (row["home_area"], row["place_id"] or row["kind"]): row["status"]
        for row in table.iter_rows(named=True) if row["what"] != "area"
    }  # fmt: skip


def _odds_of_status(status: str, usual: float, rules: ObservedRules) -> float:
    count = np.arange(int(4 * usual + 16 * rules.shown_from * rules.k + 20))
    chance = nbinom.pmf(count, 2.0 * max(usual, 0.25), 2.0 / 3.0)
    visited = of_a_home_area(rules)
    width, least = max(visited.moved * rules.k, 1e-9), visited.shown_from * rules.k
    shown = np.clip((count - least + width) / (2 * width), 0, 1) * (count >= rules.k)
    few = max(rules.few * rules.k, 1e-9)
    none = np.clip((2 * few - count) / (2 * few), 0, 1)
    of = {"visited": shown, "never": (1 - shown) * none}.get(status.rpartition("_")[2], (1 - shown) * (1 - none))
    return math.log((chance[:-1] @ of[1:] + 1e-4) / (chance[:-1] @ of[:-1] + 1e-4))
