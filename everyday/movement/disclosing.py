"""What an edition says of its sample: whose movement it is, what is withheld, and what our own attacks found."""

from __future__ import annotations

import hashlib
from typing import Any

import polars as pl

from everyday.atlas import ObservedRules
from everyday.movement.attacking import recovered_routes, singled_out, told_members
from everyday.movement.consent import READERS
from everyday.movement.gathering import Sample
from everyday.movement.ground import Ground
from everyday.movement.tables import Observed

__all__ = ["disclosure_of", "observed_record"]


def observed_record(sample: Sample, observed: Observed, ground: Ground, rules: ObservedRules) -> dict[str, Any]:
    """The key ``observed`` of a manifest. Nobody but planners sees an edition that an attack succeeded on."""
    disclosure = disclosure_of(sample, observed, ground, rules)
    people = observed.tables["observed_people"]
    without = people.filter((pl.col("home_area") != "") & (pl.col("mark") == "c"))["home_area"].to_list()
    readers = min((one.readers for one in sample.uploads), key=READERS.index, default=READERS[0])
    days = sample.people.select(pl.col("first_day").min(), pl.col("last_day").max()).row(0)
    removed = sample.removed.group_by("rule").agg(pl.col("n").sum()).sort("rule")
    return {
        "k": rules.k,
        "rules": rules.to_dict(),
        "readers": readers if disclosure["is_passed"] else READERS[0],
        "uploads": [
            {
                "id": one.id, "label": one.label, "purpose": one.purpose, "keep_until": one.keep_until,
                "readers": one.readers, "chosen": one.chosen, "preset": one.preset, "people_n": n, "people": print_,
            }
            for one in sample.uploads
            for n, print_ in [_people_of(sample, one.id)]
        ],
        "left_out": [{"id": upload_id, "reason": reason} for upload_id, reason in sample.left_out],
        "people_n": sample.people_n,
        "days_n": int(sample.people["days_n"].sum()),
        "tracked_h": _about(sample, "tracked_h"),
        "day_tracked_h": _about(sample, "day_tracked_h"),
        "struck_h": _about(sample, "struck_h"),
        "first_day": str(days[0] or ""),
        "last_day": str(days[1] or ""),
        "home_areas_without": without,
        "removed": {str(rule): _rough(float(n), 1) for rule, n in removed.iter_rows()},
        "withheld": {
            name: {why: min(n, 1) for why, n in numbers.items()} for name, numbers in observed.withheld.items()
        },
        "disclosure": disclosure,
    }  # fmt: skip


def _about(sample: Sample, column: str) -> int:
    return _rough(float(sample.people[column].fill_null(0.0).sum()))


def _rough(value: float, digits: int = 2) -> int:
    """A number by its first digits: with all of them it would tell who is counted in it."""
    return int(float(f"{value:.{digits - 1}e}"))


def _people_of(sample: Sample, upload_id: str) -> tuple[int, str]:
    """How many people an upload has, and a fingerprint of who: editions in which it differs are told apart by it."""
    people = sorted(sample.people.filter(pl.col("upload") == upload_id)["person"].to_list())
    return len(people), hashlib.sha256("\n".join(people).encode()).hexdigest()[:12]


def disclosure_of(sample: Sample, observed: Observed, ground: Ground, rules: ObservedRules) -> dict[str, Any]:
    """What attacks on the tables find, and whether the tables may be shown to others than planners."""
    alone = singled_out(sample, observed, rules, least=rules.k)
    members = told_members(sample, ground, rules)
    table = observed.tables["observed"]
    cells = {int(cell, 16): n for cell, n in zip(table["cell"].to_list(), table["visitors_n"].to_list(), strict=True)}
    bands = sorted(sample.dwell["band"].unique().to_list())
    routes = recovered_routes(dict.fromkeys(bands, cells), sample)
    return {
        "singled_out": alone,
        "membership": members,
        "routes": routes,
        "homes_passed": all(one.is_safe for one in sample.uploads),
        "is_passed": not alone["found"] and members["auc"] <= members["chance_most"]
        and routes["found"] <= routes["by_chance"] and all(one.is_safe for one in sample.uploads),
    }  # fmt: skip
