"""From a sample to the tables of an edition: only what has passed k, complementary suppression and rounding.

Every row is decided within each upload by itself. So the tables with and without an upload differ, row by row, by
nothing or by what at least k people did, and no edition has to know which others were made before it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from analysis.movement import BANDS
from everyday.atlas import ObservedRules
from everyday.movement.gathering import Sample
from everyday.movement.suppressing import moved_number, people_behind, rounded_to, shown_rows

__all__ = ["OBSERVED_COLUMNS", "OBSERVED_SCHEMAS", "Observed", "observe", "slices_of", "time_by_where"]

_TEXT, _REAL = pl.String, pl.Float64
_SHARES = ("own_share", "adjacent_share", "city_share", "elsewhere_share")
_MEDIANS = ("rg_km", "k2_rg_km", "hull_km2", "entropy_uncorrelated", "exploration")
OBSERVED_COLUMNS = (
    "observed_visitors_n", "observed_visits_n", "observed_own_area_time_share", "observed_adjacent_area_time_share",
    "observed_city_time_share", "observed_home_area_mix",
)  # fmt: skip
"""Columns of the cell table; those of ``observed.parquet`` with ``observed_`` before them."""

OBSERVED_SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    "observed": {
        "cell": _TEXT, "visitors_n": _REAL, "visits_n": _REAL, "own_area_time_share": _REAL,
        "adjacent_area_time_share": _REAL, "city_time_share": _REAL, "home_area_mix": _REAL,
    },
    "observed_people": {
        "home_area": _TEXT, "people_n": _REAL, "days_n": _REAL, "tracked_h": _REAL, **dict.fromkeys(_SHARES, _REAL),
        **{f"{name}_median": _REAL for name in _MEDIANS}, "mark": _TEXT,
    },
    "observed_flows": {"from_area": _TEXT, "to_area": _TEXT, "people_n": _REAL, "trips_n": _REAL, "mark": _TEXT},
    "observed_hours": {
        "band": _TEXT, "people_n": _REAL, "tracked_h": _REAL, **dict.fromkeys(_SHARES, _REAL), "mark": _TEXT,
    },
    "observed_places": {
        "place_id": _TEXT, "kind": _TEXT, "area_id": _TEXT, "people_n": _REAL, "visits_n": _REAL,
        "home_area_mix": _REAL,
    },
    "observed_kinds": {"kind": _TEXT, "people_n": _REAL, "visits_n": _REAL, "hours": _REAL, "mark": _TEXT},
}  # fmt: skip
"""The tables of an edition and their columns; ``mark`` "c": withheld, or nobody."""

Adjacent = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Observed:
    """What an edition says of a sample: its tables by name, and how many rows were withheld, and why."""

    tables: dict[str, pl.DataFrame]
    withheld: dict[str, dict[str, int]] = field(default_factory=dict)


def observe(
    sample: Sample, area_ids: list[str], adjacent: Adjacent, kinds: list[str], rules: ObservedRules
) -> Observed:
    """The tables of an edition.

    Args:
        sample: people and what they did, by pseudonym.
        area_ids: areas of the atlas, in order.
        adjacent: neighbours of each area.
        kinds: kinds of places that can be visited, in order.
        rules: k and rounding.
    """
    withheld: dict[str, dict[str, int]] = {}
    tables = {
        "observed": _cells(sample, adjacent, rules, withheld),
        "observed_people": _people(sample, area_ids, rules, withheld),
        "observed_flows": _flows(sample, area_ids, rules, withheld),
        "observed_hours": _hours(sample, adjacent, rules, withheld),
        "observed_places": _places(sample, rules, withheld),
        "observed_kinds": _kinds(sample, kinds, rules, withheld),
    }
    return Observed({name: tables[name] for name in OBSERVED_SCHEMAS}, withheld)


def slices_of(people_n: int, rules: ObservedRules) -> dict[str, str]:
    """Which part of the week each band is shown in: the fewer people, the fewer parts."""
    if people_n >= 3 * rules.slices_k * rules.k:
        return {band: band for band in BANDS}
    if people_n >= rules.slices_k * rules.k:
        return {band: "weekday" if band.startswith("weekday") else "weekend_and_night" for band in BANDS}
    return dict.fromkeys(BANDS, "week")


def _note(withheld: dict[str, dict[str, int]], table: str, few_n: int, beside_n: int) -> None:
    found = withheld.setdefault(table, {"few": 0, "beside": 0})
    found["few"] += few_n
    found["beside"] += beside_n


def _by_upload(table: pl.DataFrame) -> list[pl.DataFrame]:
    return [table.filter(pl.col("upload") == one) for one in sorted(table["upload"].unique().to_list())]


def _allowed(
    sample: Sample,
    table: pl.DataFrame,
    key: str,
    rules: ObservedRules,
    withheld: dict[str, dict[str, int]],
    name: str,
    *,
    has_total: bool,
    apart: str | None = None,
) -> pl.DataFrame:
    """The rows of a table that may be told of, upload by upload; rows under the key ``apart`` count to no row."""
    kept = [table.clear()]
    for part in _by_upload(table):
        behind = people_behind(part, key)
        outside = behind.pop(apart, frozenset()) if apart is not None else frozenset()
        enough = {row for row, who in behind.items() if _is_enough(sample, who, rules)}
        shown = shown_rows(behind, rules.k, has_total=has_total, apart=outside, enough=enough)
        _note(withheld, name, shown.few_n, shown.beside_n)
        kept.append(part.filter(pl.col(key).is_in(list(shown.rows))))
    return pl.concat(kept)


def _reference(sample: Sample) -> dict[str, float]:
    known = [area for area in sample.home_areas.values() if area]
    return {area: float(known.count(area)) for area in sorted(set(known))}


def _framed(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = OBSERVED_SCHEMAS[name]
    columns = {column: [row.get(column) for row in rows] for column in schema}
    table = pl.DataFrame(columns, schema=schema)
    reals = [column for column, kind in schema.items() if kind == _REAL]
    return table.with_columns(pl.col(reals).fill_null(float("nan")))


def _not_dominated(amounts: pl.Series, most: float) -> bool:
    """Whether nobody makes up more than a share of the whole."""
    return bool(amounts.sum() > 0 and amounts.max() <= most * amounts.sum())  # type: ignore[operator]


def _where_expr(adjacent: Adjacent) -> pl.Expr:
    """``own``, ``adjacent``, ``city`` or ``elsewhere`` of rows with ``home_area`` and ``area_id``."""
    pairs = [f"{one}\n{other}" for one, others in adjacent.items() for other in sorted(others)]
    pair = pl.col("home_area") + "\n" + pl.col("area_id")
    return (
        pl.when(pl.col("area_id") == "").then(pl.lit("elsewhere"))
        .when(pl.col("home_area") == pl.col("area_id")).then(pl.lit("own"))
        .when(pair.is_in(pairs)).then(pl.lit("adjacent"))
        .otherwise(pl.lit("city"))
    )  # fmt: skip


def time_by_where(sample: Sample, adjacent: Adjacent, slices: Mapping[str, str]) -> pl.DataFrame:
    """Seconds of stays: ``person, band, where, seconds``; ``band`` as the slices name it, home areas known."""
    named = pl.col("band").replace_strict(dict(slices), return_dtype=pl.String)
    rows = _with_homes(sample, sample.dwell.with_columns(band=named)).filter(pl.col("home_area") != "")
    rows = rows.with_columns(where=_where_expr(adjacent))
    return rows.group_by("person", "band", "where").agg(pl.col("seconds").sum()).sort("person", "band", "where")


def _with_homes(sample: Sample, table: pl.DataFrame) -> pl.DataFrame:
    return table.join(sample.people.select("person", "home_area"), on="person", how="left")


def _time_shares(rows: pl.DataFrame) -> dict[str, float]:
    """Shares of time by where it was spent, of people whose home area is known."""
    known = rows.filter(pl.col("home_area") != "")
    whole = known["seconds"].sum()
    sums = {str(where): seconds for where, seconds in known.group_by("where").agg(pl.col("seconds").sum()).iter_rows()}
    return {
        one: (sums.get(one, 0) / whole if whole else float("nan")) for one in ("own", "adjacent", "city", "elsewhere")
    }


def _mix(rows: pl.DataFrame, reference: Mapping[str, float]) -> float:
    """How far people of different home areas come together; see ``analysis.movement.home_area_mix``."""
    from analysis.movement import home_area_mix

    sums = dict(rows.filter(pl.col("home_area") != "").group_by("home_area").agg(pl.col("seconds").sum()).iter_rows())
    if len(reference) < 2 or not sums:
        return float("nan")
    return float(home_area_mix([float(sums.get(area, 0)) for area in reference], list(reference.values())))


def _cells(
    sample: Sample, adjacent: Adjacent, rules: ObservedRules, withheld: dict[str, dict[str, int]]
) -> pl.DataFrame:
    """Cells: whoever has the cell in the zone around their home is not among its rows and counts towards nothing."""
    here = _allowed(
        sample, sample.dwell.filter(pl.col("cell") > 0), "cell", rules, withheld, "observed", has_total=False
    )
    here = _with_homes(sample, here).with_columns(where=_where_expr(adjacent))
    reference = _reference(sample)
    rows: list[dict[str, object]] = []
    for (cell,), part in sorted(here.group_by("cell"), key=lambda pair: pair[0]):
        by_person = part.group_by("person").agg(pl.col("visits_n").sum(), pl.col("seconds").sum())
        told = _told(sample, by_person["person"], rules)
        row: dict[str, object] = {"cell": f"{cell:x}", "visitors_n": told[0]}
        if rules.numbers and _not_dominated(by_person["visits_n"], rules.most_share):
            row["visits_n"] = _round(int(by_person["visits_n"].sum()) * told[1], rules.visits_to)
        if rules.numbers and _not_dominated(by_person["seconds"], rules.most_share):
            shares = _time_shares(part)
            row |= {
                "own_area_time_share": _round(shares["own"], rules.cell_share_to),
                "adjacent_area_time_share": _round(shares["adjacent"], rules.cell_share_to),
                "city_time_share": _round(shares["city"], rules.cell_share_to),
                "home_area_mix": _round(_mix(part, reference), rules.cell_share_to),
            }
        rows.append(row)
    return _framed("observed", rows)


def _round(value: float, step: float) -> float:
    return float(rounded_to([value], step)[0])


def _is_enough(sample: Sample, people: Collection[str], rules: ObservedRules) -> bool:
    """Whether people are enough, as they are and moved."""
    moved = moved_number(people, rules.moved * rules.k, sample.secret)
    return rules.is_enough(len(people), moved)


def _told(sample: Sample, people: pl.Series, rules: ObservedRules) -> tuple[float, float]:
    """How many people are said to be behind a row, and the factor by which all else of it is moved.

    Where no numbers are told: how many there are at least.
    """
    who = people.unique().to_list()
    moved = max(float(rules.k), moved_number(who, rules.moved * rules.k, sample.secret))
    said = max(float(rules.k), _round(moved, rules.people_to)) if rules.numbers else float(rules.least)
    return said, moved / len(who)


def _moved_share(sample: Sample, people: Collection[str], name: str, share: float, rules: ObservedRules) -> float:
    """A share of a group moved and rounded, from 0 to 1."""
    drawn = moved_number([f"{name}:{one}" for one in people], 1.0, sample.secret)
    draw = drawn - float(len(people))
    return min(1.0, max(0.0, _round(share + rules.share_moved * draw, rules.share_to)))


def _group(sample: Sample, people: pl.DataFrame, rules: ObservedRules, *, is_whole: bool = False) -> dict[str, object]:
    """Figures of a group of people: the mean of their shares; with numbers the median of their measures."""
    ordered = people.sort("person")
    who = ordered["person"].to_list()
    told = (float(len(ordered)), 1.0) if is_whole else _told(sample, ordered["person"], rules)
    found: dict[str, object] = {"people_n": told[0], "mark": ""}
    for name in _SHARES:
        values = ordered[name].to_numpy()
        values = values[np.isfinite(values)]
        is_told = len(values) >= rules.k
        found[name] = _moved_share(sample, who, name, float(values.mean()), rules) if is_told else float("nan")
    if not rules.numbers:
        return found
    found["days_n"] = _round(int(ordered["days_n"].sum()) * told[1], rules.days_to)
    found["tracked_h"] = _round(float(np.sum(ordered["tracked_h"].to_numpy())) * told[1], rules.hours_to)
    for name in _MEDIANS:
        values = ordered[name].to_numpy()
        values = values[np.isfinite(values)]
        found[f"{name}_median"] = _round(_middle(values), 0.1) if len(values) >= rules.k else float("nan")
    return found


def _middle(values: np.ndarray) -> float:
    """The mean of the middle fifth, of at least three values: a median that is no single person's."""
    ordered = np.sort(values)
    half = max(1, len(ordered) // 10)
    middle = len(ordered) // 2
    return float(ordered[max(0, middle - half) : middle + half + 1].mean())


def _people(
    sample: Sample, area_ids: list[str], rules: ObservedRules, withheld: dict[str, dict[str, int]]
) -> pl.DataFrame:
    """Home areas after the whole sample; people whose home area is not known are part of the whole alone."""
    rows: list[dict[str, object]] = []
    if sample.people_n >= rules.k:
        rows.append({"home_area": "", **_group(sample, sample.people, rules, is_whole=True)})
    allowed = _allowed(sample, sample.people, "home_area", rules, withheld, "observed_people", has_total=True, apart="")
    for area in area_ids:
        part = allowed.filter(pl.col("home_area") == area)
        rows.append({"home_area": area, **(_group(sample, part, rules) if len(part) else {"mark": "c"})})
    return _framed("observed_people", rows)


def _flows(
    sample: Sample, area_ids: list[str], rules: ObservedRules, withheld: dict[str, dict[str, int]]
) -> pl.DataFrame:
    """Flows between any two areas; of one that nobody made is said what is said of one that few made."""
    inside = sample.trips.filter(pl.col("from_area").is_in(area_ids) & pl.col("to_area").is_in(area_ids))
    inside = inside.with_columns(pair=pl.col("from_area") + "\n" + pl.col("to_area"))
    allowed = _allowed(sample, inside, "pair", rules, withheld, "observed_flows", has_total=True)
    found: dict[Hashable, dict[str, object]] = {}
    for (pair,), part in allowed.group_by("pair"):
        by_person = part.group_by("person").agg(pl.col("trips_n").sum())
        told = _told(sample, by_person["person"], rules)
        row: dict[str, object] = {"people_n": told[0], "mark": ""}
        if rules.numbers and _not_dominated(by_person["trips_n"], rules.most_share):
            row["trips_n"] = _round(int(by_person["trips_n"].sum()) * told[1], rules.visits_to)
        found[pair] = row
    rows = [
        {"from_area": one, "to_area": other, **found.get(f"{one}\n{other}", {"mark": "c"})}
        for one in area_ids for other in area_ids
    ]  # fmt: skip
    return _framed("observed_flows", rows)


def _hours(
    sample: Sample, adjacent: Adjacent, rules: ObservedRules, withheld: dict[str, dict[str, int]]
) -> pl.DataFrame:
    """Parts of the week of the whole sample."""
    slices = slices_of(sample.people_n, rules)
    named = pl.col("band").replace_strict(slices, return_dtype=pl.String)
    tracked = sample.tracked.filter(pl.col("seconds") > 0).with_columns(slice=named)
    dwell = _with_homes(sample, sample.dwell.with_columns(slice=named)).with_columns(where=_where_expr(adjacent))
    allowed = _allowed(sample, tracked, "slice", rules, withheld, "observed_hours", has_total=True)
    rows: list[dict[str, object]] = []
    for one in dict.fromkeys(slices.values()):
        part = allowed.filter(pl.col("slice") == one)
        row: dict[str, object] = {"band": one, "mark": "c"}
        if len(part):
            people = part["person"].unique()
            stays = dwell.filter((pl.col("slice") == one) & pl.col("person").is_in(people.to_list()))
            row |= {
                "people_n": _told(sample, people, rules)[0], "mark": "",
            }  # fmt: skip
            if rules.numbers:
                row["tracked_h"] = _round(int(part["seconds"].sum()) / 3600, rules.hours_to)
            by_person = stays.filter(pl.col("home_area") != "").group_by("person").agg(pl.col("seconds").sum())
            if len(by_person) >= rules.k and _not_dominated(by_person["seconds"], rules.most_share):
                row |= {
                    f"{key}_share": _moved_share(sample, people.to_list(), f"{one}{key}", value, rules)
                    for key, value in _time_shares(stays).items()
                }
        rows.append(row)
    return _framed("observed_hours", rows)


def _places(sample: Sample, rules: ObservedRules, withheld: dict[str, dict[str, int]]) -> pl.DataFrame:
    """Places; what is known to the area only is part of the kind's total and of no place."""
    reference = _reference(sample)
    kept = [sample.places.clear()]
    for kind in sorted(sample.places["kind"].unique().to_list()):
        of_kind = sample.places.filter(pl.col("kind") == kind)
        kept.append(_allowed(sample, of_kind, "place_id", rules, withheld, "observed_places", has_total=True, apart=""))
    allowed = _with_homes(sample, pl.concat(kept))
    rows: list[dict[str, object]] = []
    for (place_id,), part in sorted(allowed.group_by("place_id"), key=lambda pair: str(pair[0])):
        by_person = part.group_by("person").agg(pl.col("visits_n").sum(), pl.col("seconds").sum())
        told = _told(sample, by_person["person"], rules)
        row: dict[str, object] = {
            "place_id": place_id, "kind": part["kind"].min(), "area_id": part["area_id"].min(), "people_n": told[0],
        }  # fmt: skip
        if rules.numbers and _not_dominated(by_person["visits_n"], rules.most_share):
            row["visits_n"] = _round(int(by_person["visits_n"].sum()) * told[1], rules.visits_to)
        if rules.numbers and _not_dominated(by_person["seconds"], rules.most_share):
            row["home_area_mix"] = _round(_mix(part, reference), rules.cell_share_to)
        rows.append(row)
    return _framed("observed_places", rows)


def _kinds(sample: Sample, kinds: list[str], rules: ObservedRules, withheld: dict[str, dict[str, int]]) -> pl.DataFrame:
    """Kinds of places, also those near people's homes."""
    allowed = _allowed(sample, sample.places, "kind", rules, withheld, "observed_kinds", has_total=False)
    rows: list[dict[str, object]] = []
    for kind in kinds:
        part = allowed.filter(pl.col("kind") == kind)
        row: dict[str, object] = {"kind": kind, "mark": "c"}
        if len(part):
            by_person = part.group_by("person").agg(pl.col("visits_n").sum(), pl.col("seconds").sum())
            told = _told(sample, by_person["person"], rules)
            row |= {"people_n": told[0], "mark": ""}
            if rules.numbers and _not_dominated(by_person["visits_n"], rules.most_share):
                row["visits_n"] = _round(int(by_person["visits_n"].sum()) * told[1], rules.visits_to)
            if rules.numbers and _not_dominated(by_person["seconds"], rules.most_share):
                row["hours"] = _round(int(by_person["seconds"].sum()) / 3600 * told[1], rules.hours_to)
        rows.append(row)
    return _framed("observed_kinds", rows)
