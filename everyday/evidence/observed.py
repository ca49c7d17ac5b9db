"""What a sample's movement says of a place, where everybody may see it: who stayed here, and how far its people go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from everyday.language import Language

__all__ = ["observed_at", "observed_line"]


def observed_at(opened: OpenEdition, area_id: str, cell: str) -> dict[str, Any]:
    """Figures of a cell and of the home area around it, with whose movement they are; empty where there are none.

    Args:
        opened: the edition.
        area_id: of the ward; may be empty.
        cell: of a point; empty for wards, lines and areas.
    """
    record = opened.manifest.get("observed") or {}
    if record.get("readers") != "public":
        return {}
    found: dict[str, Any] = {}
    cells = opened.observed()
    if cells is not None and cell and (cells["cell"] == cell).any():
        found["visitors_n"] = float(cells.loc[cells["cell"] == cell, "visitors_n"].iloc[0])
    people = opened.observed("observed_people")
    if people is not None and area_id:
        mine = people[(people["home_area"] == area_id) & (people["mark"] != "c")]
        if len(mine) and math.isfinite(float(mine["own_share"].iloc[0])):
            row = mine.iloc[0]
            found |= {name: float(row[name]) for name in ("own_share", "people_n")}
            found["area_name"] = str(opened.areas["area_name"].iloc[opened.area_row[area_id]])
    if not found:
        return {}
    return found | {name: record[name] for name in ("k", "first_day", "last_day")} | {
        "sample_n": record["people_n"], "has_numbers": bool(record["rules"].get("numbers", True)),
    }  # fmt: skip


def observed_line(one: Mapping[str, Any], _: Language) -> str:
    """The figure of the home area, else of the cell."""
    if "own_share" in one:
        if one.get("has_numbers"):
            return _(
                "GPS sample: about {n} people of {area} spend {share} % of their stays in it ({first} to {last})",
                n=_.number(one["people_n"]), area=one["area_name"], share=_.number(100 * one["own_share"]),
                first=_.date(one["first_day"]), last=_.date(one["last_day"]),
            )  # fmt: skip
        return _(
            "GPS sample: at least {n} people of {area} spend {share} % of their stays in it ({first} to {last})",
            n=_.number(one["people_n"]), area=one["area_name"], share=_.number(100 * one["own_share"]),
            first=_.date(one["first_day"]), last=_.date(one["last_day"]),
        )  # fmt: skip
    if one.get("has_numbers"):
        return _(
            "GPS sample: about {n} of {all} people stayed here ({first} to {last})",
            n=_.number(one["visitors_n"]), all=_.number(one["sample_n"]), first=_.date(one["first_day"]),
            last=_.date(one["last_day"]),
        )  # fmt: skip
    return _(
        "GPS sample: at least {n} of {all} people stayed here ({first} to {last})",
        n=_.number(one["visitors_n"]), all=_.number(one["sample_n"]), first=_.date(one["first_day"]),
        last=_.date(one["last_day"]),
    )  # fmt: skip
