"""Attacks on what is shown, by somebody who has all of it: they are run before anybody else sees it.

Homes are guessed in empty places ringed by traffic, in the busiest cells and where few people stay often; single people
are looked for by points that an acquaintance knows; membership is told from counts; routes are put together from parts
of a week.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import h3
import numpy as np
import polars as pl
from numpy.typing import NDArray

from everyday.atlas import ObservedRules
from everyday.movement.gathering import Sample
from everyday.movement.ground import Ground
from everyday.movement.tables import Observed, observe, slices_of, time_by_where
from geo.crs import haversine_m

__all__ = [
    "HOME_M", "attack_on_homes", "auc", "guessed_homes", "membership_scores", "recovered_routes", "singled_out",
    "told_members", "usual_of",
]  # fmt: skip

HOME_M = 250.0
"""A home is found where a guess lies within this distance."""
_DRAWS, _MOST_GUESSES = 400, 40
_SHARES = ("own_share", "adjacent_share", "city_share", "elsewhere_share")
_SEED = 20_261_128


def guessed_homes(table: pl.DataFrame) -> dict[str, list[str]]:
    """Cells in which somebody guesses homes from the cells that are shown, by way of guessing, the likeliest first.

    ``holes``: empty cells with at least half of their ring shown. ``tops``: more visitors than in any cell around.
    ``often``: the fewest people for the most stays, all or most of the time by people of the same area.
    """
    visitors = dict(zip(table["cell"].to_list(), table["visitors_n"].to_list(), strict=True))
    edge = {one for cell in visitors for one in h3.grid_ring(cell, 1)} - set(visitors)
    ringed = {cell: sum(one in visitors for one in h3.grid_ring(cell, 1)) for cell in edge}
    holes = sorted((cell for cell, n in ringed.items() if n >= 3), key=lambda cell: (-ringed[cell], cell))
    tops = [one for one, n in visitors.items() if all(n > visitors.get(by, 0.0) for by in h3.grid_ring(one, 1))]
    known = table.filter(pl.col("visits_n").is_not_nan() & (pl.col("own_area_time_share") >= 0.8))
    often = known.sort(pl.col("visits_n") / pl.col("visitors_n"), "cell", descending=[True, False])["cell"].to_list()
    ways = {"holes": holes, "tops": sorted(tops, key=lambda cell: (-visitors[cell], cell)), "often": often}
    return {name: cells[:_MOST_GUESSES] for name, cells in ways.items()}


def attack_on_homes(observed: Observed, homes: Mapping[str, tuple[float, float]], ground: Ground) -> dict[str, Any]:
    """How many homes are found within 250 m from the cells shown, and how many by guessing as often in the dark.

    Returns:
        Of the way of guessing that finds most beyond chance ``way, people, guesses, found, by_chance,
        by_chance_most``: in 19 of 20 towns no way would find more than that by chance.
    """
    lived = np.array([homes[one] for one in sorted(homes)], dtype=float).reshape(-1, 2)
    ways = guessed_homes(observed.tables["observed"])
    results = []
    for way, guesses in ways.items():
        points = np.array([h3.cell_to_latlng(one) for one in guesses], dtype=float).reshape(-1, 2)
        chance = [_found(lived, one) for one in _in_the_dark(ground, len(guesses))] or [0]
        results.append(
            {
                "way": way, "people": len(lived), "guesses": len(guesses), "found": _found(lived, points),
                "by_chance": round(float(np.mean(chance)), 1),
                "by_chance_most": int(np.quantile(chance, 1 - 0.05 / len(ways))),
            }
        )  # fmt: skip
    return max(results, key=lambda one: (one["found"] - one["by_chance_most"], one["guesses"]))


def _found(homes: NDArray[np.float64], guesses: NDArray[np.float64]) -> int:
    if not len(homes) or not len(guesses):
        return 0
    near = haversine_m(homes[:, None, 0], homes[:, None, 1], guesses[None, :, 0], guesses[None, :, 1])
    return int((np.asarray(near).min(axis=1) <= HOME_M).sum())


def _in_the_dark(ground: Ground, guesses_n: int) -> list[NDArray[np.float64]]:
    """As many guesses among the cells of the town where people live, drawn again and again."""
    if not guesses_n:
        return []
    lived = ground.lived_in()
    cells = sorted(lived)
    points = np.array([h3.cell_to_latlng(one) for one in cells]).reshape(-1, 2)
    weights = np.array([lived[one] for one in cells])
    number = min(guesses_n, int((weights > 0).sum()))
    drawn = np.random.default_rng(_SEED)
    shares = weights / weights.sum()
    return [points[drawn.choice(len(points), number, replace=False, p=shares)] for _ in range(_DRAWS)]


def singled_out(
    sample: Sample, observed: Observed, rules: ObservedRules, points: int = 4, *, least: int = 10
) -> dict[str, Any]:
    """How many people are told apart by somebody who knows some of their points.

    A person is singled out by what is shown where a row, or what a total leaves beside the rows shown, counts fewer
    than ``least`` people of an upload, one of whom is there by a known point. Without protection each would be
    looked for among cells and parts of the week, as de Montjoye et al. (2013) did.
    """
    small: set[str] = set()
    for name in _KEYS:
        table = observed.tables.get(name)
        if table is not None and len(table):
            small |= _in_small_rows(sample, table, name, rules, least)
    known = _known_points(sample)
    drawn = np.random.default_rng(_SEED)
    unique = 0
    for person in sorted(known):
        mine = sorted(known[person])
        wanted = {mine[one] for one in drawn.permutation(len(mine))[:points]}
        unique += bool(wanted) and sum(wanted <= other for other in known.values()) == 1
    return {"points": points, "people": sample.people_n, "found": len(small), "unprotected": unique}


_KEYS = {
    "observed": "cell", "observed_people": "home_area", "observed_flows": "pair", "observed_hours": "band",
    "observed_places": "place_id", "observed_kinds": "kind",
}  # fmt: skip
_WITH_TOTAL = ("observed_people", "observed_hours", "observed_flows", "observed_places")


def _rows_of(sample: Sample, name: str, rules: ObservedRules) -> pl.DataFrame:
    """Who stands behind each row that a table could have: ``upload, person, row, group``; a total is over a group."""
    group: pl.Expr = pl.lit("")
    if name == "observed":
        found = sample.dwell.filter(pl.col("cell") > 0)
        row = pl.col("cell").map_elements(lambda cell: f"{cell:x}", return_dtype=pl.String)
    elif name == "observed_people":
        found, row = sample.people, pl.col("home_area")
    elif name == "observed_flows":
        found = sample.trips.filter((pl.col("from_area") != "") & (pl.col("to_area") != ""))
        row = pl.col("from_area") + "\n" + pl.col("to_area")
    elif name == "observed_hours":
        found = sample.tracked.filter(pl.col("seconds") > 0)
        row = pl.col("band").replace_strict(slices_of(sample.people_n, rules), return_dtype=pl.String)
    elif name == "observed_places":
        found, row, group = sample.places, pl.col("place_id"), pl.col("kind")
    else:
        found, row = sample.places, pl.col("kind")
    return found.select("upload", "person", row.alias("row"), group.alias("group")).unique()


def _in_small_rows(sample: Sample, table: pl.DataFrame, name: str, rules: ObservedRules, least: int) -> set[str]:
    """People in rows shown although fewer than k of their upload are in them, or in what is left beside the rows."""
    told = _shown_people(table, name)
    behind = _rows_of(sample, name, rules)
    found: set[str] = set()
    hidden: dict[tuple[str, str], set[str]] = {}
    open_groups: set[tuple[str, str]] = set()  # with a row that is shown: what it leaves of the total is known
    for (upload, group, row), part in behind.group_by("upload", "group", "row"):
        who = set(part["person"].to_list())
        if row in told and row and len(who) >= least:
            open_groups.add((str(upload), str(group)))
            continue
        hidden.setdefault((str(upload), str(group)), set()).update(who)
    for row, number in told.items():
        mine = behind.filter(pl.col("row") == row)
        sizes = [len(one) for one in mine.partition_by("upload")]
        most = sum(size for size in sizes if size >= least)
        if name == "observed_people" and row == "":
            continue
        if number > most + rules.moved * rules.k + rules.people_to or most < least:
            found |= set(mine["person"].to_list())
    if name in _WITH_TOTAL:
        for one, who in hidden.items():
            if 0 < len(who) < least and one in open_groups:
                found |= who
    return found


def _known_points(sample: Sample) -> dict[str, set[tuple[int, str]]]:
    points = sample.dwell.filter(pl.col("cell") > 0).group_by("person").agg(pl.struct("cell", "band").unique())
    return {person: {(one["cell"], one["band"]) for one in found} for person, found in points.iter_rows()}


def told_members(sample: Sample, ground: Ground, rules: ObservedRules, *, turns: int = 4) -> dict[str, Any]:
    """How well somebody who knows all cells of a person tells whether that person is in the sample.

    The sample is cut in three, again and again: tables are made of the first third, and an attacker who knows how often
    the last third goes where looks for the people of the first and of the second. ``auc`` is how often a member looks
    more like one than another does: 0.5 is chance; ``chance_most`` is what 19 of 20 coin tosses stay below.
    """
    people, third = sorted(sample.home_areas), sample.people_n // 3
    found = {"people": len(people), "auc": 0.5, "chance_most": 1.0, "is_tried": third >= rules.k}
    if not found["is_tried"]:
        return found
    drawn = np.random.default_rng(_SEED)
    scores: list[float] = []
    for _ in range(turns):
        mixed = [people[one] for one in drawn.permutation(len(people))]
        inside, outside, others = (frozenset(mixed[start * third : (start + 1) * third]) for start in range(3))
        observed = observe(sample.of(inside), ground.area_ids, ground.adjacent, ground.kinds, rules)
        usual = usual_of(sample.of(others), third, ground, rules)
        score = membership_scores(observed, sample.of(inside | outside), usual, ground, rules)
        scores.append(auc([score[one] for one in sorted(inside)], [score[one] for one in sorted(outside)]))
    spread = math.sqrt((2 * third + 1) / (12 * third * third))
    return found | {"auc": round(float(np.mean(scores)), 3), "chance_most": round(0.5 + 1.645 * spread, 3)}


_TOLD_BY = ("observed", "observed_flows", "observed_places", "observed_kinds", "observed_people")
_Row = tuple[str, str]


@dataclass(frozen=True)
class Usual:
    """What somebody expects of a sample who knows everything of others like them.

    Attributes:
        people: expected people by table and row.
        shares: by table, row and column the share among the others, and the variance of one person about it.
        members_n: how many people the sample has.
        slices: of the hours.
    """

    people: Mapping[_Row, float]
    shares: Mapping[tuple[str, str, str], tuple[float, float]]
    members_n: int
    slices: Mapping[str, str]


def usual_of(others: Sample, members_n: int, ground: Ground, rules: ObservedRules) -> Usual:
    """What is expected of ``members_n`` people like the others."""
    found: dict[_Row, float] = {}
    for name in _TOLD_BY:
        counted = _rows_of(others, name, rules).filter(pl.col("row") != "").group_by("row").agg(pl.len())
        found |= {(name, str(row)): n * members_n / max(1, others.people_n) for row, n in counted.iter_rows()}
    slices = slices_of(members_n, rules)
    known: dict[tuple[str, str, str], list[float]] = {}
    for mine in _shares_of(others, ground, slices).values():
        for key, value in mine.items():
            known.setdefault(key, []).append(value)
    return Usual(found, {key: (float(np.mean(v)), float(np.var(v))) for key, v in known.items()}, members_n, slices)


def _shares_of(
    sample: Sample, ground: Ground, slices: Mapping[str, str]
) -> dict[str, dict[tuple[str, str, str], float]]:
    """The shares of each person by the table, row and column that they are part of."""
    found: dict[str, dict[tuple[str, str, str], float]] = {}
    for row in sample.people.iter_rows(named=True):
        mine = found.setdefault(row["person"], {})
        for area in {"", row["home_area"]}:
            for name in _SHARES:
                if row[name] is not None and math.isfinite(row[name]):
                    mine["observed_people", area, name] = row[name]
    times = time_by_where(sample, ground.adjacent, slices)
    whole = {(person, band): s for person, band, s in
             times.group_by("person", "band").agg(pl.col("seconds").sum()).iter_rows()}  # fmt: skip
    parts = {(person, band, where): s for person, band, where, s in times.iter_rows()}
    for (person, band), seconds in whole.items():
        for name in _SHARES:
            part = parts.get((person, band, name.removesuffix("_share")), 0)
            found[person]["observed_hours", band, name] = part / seconds if seconds else 0.0
    return found


def membership_scores(
    observed: Observed, targets: Sample, usual: Usual, ground: Ground, rules: ObservedRules
) -> dict[str, float]:
    """How much each target looks like a member, by all that is shown.

    Rows: how much likelier what is said of a row becomes with one person more in it (without numbers: that it is shown
    or not), or the best linear guess (with numbers). Shares: whether what is told lies, from what is expected, on the
    side where this person lies.

    Args:
        observed: what is shown: cells, flows, places, kinds, home areas, parts of the week.
        targets: people of whom the attacker knows every cell, trip and place.
        usual: what is expected.
        ground: areas, for whose time is spent where.
        rules: of the tables; the attacker knows them, and not the secret.
    """
    shown = {
        (name, row): number for name in _TOLD_BY for row, number in _shown_people(observed.tables[name], name).items()
    }
    found = dict.fromkeys(targets.home_areas, 0.0)
    odds: dict[_Row, float] = {}
    for name in _TOLD_BY:
        for person, row in _rows_of(targets, name, rules).select("person", "row").unique().sort("person", "row").rows():
            if not row:
                continue
            key = (name, row)
            if key not in odds:
                odds[key] = _odds(shown.get(key), usual.people.get(key, 0.0), rules)
            found[person] += odds[key]
    told = _told_shares(observed)
    for person, mine in _shares_of(targets, ground, usual.slices).items():
        for share, value in mine.items():
            if share in told and share in usual.shares:
                mean, spread = usual.shares[share]
                among = usual.members_n if share[:2] != ("observed_people", "") else len(targets.home_areas) / 2
                noise = rules.share_moved**2 / 3 + rules.share_to**2 / 12
                found[person] += (told[share] - mean) * (value - mean) / among / (1.5 * spread / among + noise + 1e-9)
    return found


def _odds(told: float | None, usual: float, rules: ObservedRules) -> float:
    """What is said of a row, for one person more in it."""
    if rules.numbers:
        return 0.0 if told is None else (told - usual - 0.5) / (usual + 3.0)
    return _odds_of_showing(told is not None, usual, rules)


@lru_cache(maxsize=2**16)
def _odds_of_showing(is_shown: bool, usual: float, rules: ObservedRules) -> float:
    """That a row is shown, or is not, for one person more in it: the same for all rows of so many expected people."""
    from scipy.stats import nbinom

    least, width = rules.shown_from * rules.k, max(rules.moved * rules.k, 1e-9)
    count = np.arange(int(4 * usual + 4 * least + 20))
    mean = max(usual, 0.25)
    chance = nbinom.pmf(count, 2.0 * mean, 2.0 / 3.0)  # the mean is itself only known from others
    shown = np.clip((count - least + width) / (2 * width), 0.0, 1.0) * (count >= rules.k)
    without, one_more = float(chance[:-1] @ shown[:-1]), float(chance[:-1] @ shown[1:])
    if not is_shown:
        without, one_more = 1.0 - without, 1.0 - one_more
    return math.log((one_more + 1e-4) / (without + 1e-4))


def _told_shares(observed: Observed) -> dict[tuple[str, str, str], float]:
    """The shares that are shown, by table, row and column."""
    return {
        (table, row[_KEYS[table]], name): row[name]
        for table in ("observed_people", "observed_hours")
        for row in observed.tables[table].iter_rows(named=True)
        for name in _SHARES
        if math.isfinite(row[name])
    }


def _shown_people(table: pl.DataFrame, name: str) -> dict[str, float]:
    """People by row of a table, as far as they are shown."""
    shown = table.filter(pl.col("mark") == "") if "mark" in table.columns else table
    keys = (shown["from_area"] + "\n" + shown["to_area"]) if name == "observed_flows" else shown[_KEYS[name]]
    return dict(zip(keys.to_list(), shown["visitors_n" if name == "observed" else "people_n"].to_list(), strict=True))


def auc(members: list[float], others: list[float]) -> float:
    """How often a member scores higher than another, ties half."""
    first, second = np.asarray(members)[:, None], np.asarray(others)[None, :]
    return float(((first > second) + 0.5 * (first == second)).mean())


def recovered_routes(slices: Mapping[str, Mapping[int, float]], sample: Sample, *, most: int = 400) -> dict[str, Any]:
    """How many ways of people through the parts of a week are put together from counts by cell and part.

    After Xu et al. (2017): in each part as many people are set down in the cells as are counted there; from part to
    part they are joined so that the ways are as short as possible. A way is recovered where it is somebody's in
    every part that is known of them (at least three, in at least two cells). ``by_chance``: the same with people
    joined at random.

    Args:
        slices: people by cell for each part of the week, in order.
        sample: whom they are counted of.
        most: people set down in a part.
    """
    from scipy.optimize import linear_sum_assignment

    true = _true_ways(sample, tuple(slices))
    drawn = np.random.default_rng(_SEED)
    columns = [_set_down(cells, most) for cells in slices.values()]
    found = {"people": len(true), "found": 0, "by_chance": 0}
    if not columns or min(map(len, columns)) == 0 or not true:
        return found
    number = min(map(len, columns))
    columns = [one[drawn.permutation(len(one))[:number]] for one in columns]
    for name, is_joined in (("found", True), ("by_chance", False)):
        ways = [columns[0]]
        for column in columns[1:]:
            if is_joined:
                here, there = (np.array([h3.cell_to_latlng(f"{cell:x}") for cell in one]) for one in (ways[-1], column))
                cost = haversine_m(here[:, None, 0], here[:, None, 1], there[None, :, 0], there[None, :, 1])
                ways.append(column[linear_sum_assignment(cost)[1]])
            else:
                ways.append(column[drawn.permutation(number)])
        made = np.stack(ways, axis=1)
        found[name] = sum(bool(_fits(made, way).any()) for way in true.values())
    return found


def _set_down(cells: Mapping[int, float], most: int) -> NDArray[np.uint64]:
    numbers = {cell: round(n) for cell, n in sorted(cells.items()) if n == n and n > 0}
    whole = [cell for cell, n in numbers.items() for _ in range(n)]
    step = max(1, -(-len(whole) // most))
    return np.array(whole[::step], dtype=np.uint64)


def _true_ways(sample: Sample, bands: tuple[str, ...]) -> dict[str, NDArray[np.uint64]]:
    """The cell in which each person spends most of each part of the week; 0 where it is not known."""
    top = (
        sample.dwell.filter(pl.col("cell") > 0).group_by("person", "band", "cell").agg(pl.col("seconds").sum())
        .sort("seconds", "cell", descending=[True, False]).group_by("person", "band", maintain_order=True).first()
    )  # fmt: skip
    ways: dict[str, dict[str, int]] = {}
    for person, band, cell, _ in top.select("person", "band", "cell", "seconds").iter_rows():
        ways.setdefault(person, {})[band] = cell
    made = {one: np.array([way.get(band, 0) for band in bands], dtype=np.uint64) for one, way in ways.items()}
    return {one: way for one, way in made.items() if (way > 0).sum() >= 3 and len(set(way[way > 0].tolist())) >= 2}


def _fits(made: NDArray[np.uint64], way: NDArray[np.uint64]) -> NDArray[np.bool_]:
    fits: NDArray[np.bool_] = ((made == way) | (way == 0)).all(axis=1)
    return fits
