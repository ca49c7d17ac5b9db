"""Rows of a survey joined to areas by code: which are the town's own, which of other places, which of no place at all.

Names never join by themselves: wards of two years share names, and publishers write "&" and "and".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import polars as pl

from geo.boundaries import OFFICIAL_CODE
from geo.errors import Report
from geo.survey.layout import Cells

__all__ = ["match_areas", "plain_name"]

_TOWN = re.compile(
    r"(grand )?totals?|.*\btotal|.*\baverage|(the )?(town|city|borough|district|county|council|authority)( ?wide)?"
    r"( (average|total|overall))?|citywide|all (wards|areas|respondents)|overall|whole (town|city|area)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(england|wales|scotland|ireland|britain|uk|national|regional?|core cities)\b")
_TOWN_CODE = re.compile(r"^(E0[6-9]|W06|S12|N09)\d{6}$")


def plain_name(name: str) -> str:
    """A name folded for comparison: "&" and "and" are one, punctuation and case do not count."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).split())


def match_areas(
    cells: Cells, areas: pd.DataFrame, *, town: str, is_by_name: bool, is_partial: bool, report: Report
) -> Cells:
    """Places with ``area_id``: of an area, ``""`` of the town's own; all others are left out and told.

    Args:
        cells: values and their places.
        areas: with ``area_id`` and ``area_name``.
        town: name of the town, as total rows may give it; empty where not known.
        is_by_name: join by name; only where somebody asked for it.
        is_partial: take the areas that fit where others do not.
        report: told what did not fit.
    """
    places = cells.places
    labels = _labels(places)
    by_code = {str(code): str(code) for code in areas["area_id"]}
    by_name = {
        plain_name(str(name)): str(code) for code, name in zip(areas["area_id"], areas["area_name"], strict=True)
    }
    has_codes = bool((labels["code"] != "").any())
    found: list[str | None] = []
    lost: list[tuple[str, str]] = []
    read_past: list[tuple[str, str]] = []
    for code, name in labels.iter_rows():
        area = by_code.get(code)
        if area is None and not has_codes and is_by_name:
            area = by_name.get(plain_name(name))
        if area is None and _is_town(code, name, town):
            area = ""
        if area is None:
            (lost if _is_like(code, by_code) or not code else read_past).append((code, name))
        found.append(area)
    if not has_codes and not is_by_name and report.is_usable:
        _refuse_names(labels["name"].to_list(), by_name, report)
    told = labels.with_columns(pl.Series("area_id", found, dtype=pl.String))
    if (labels["code"] != "").all():
        placed = places["code"].replace_strict(told["code"], told["area_id"], return_dtype=pl.String)
        joined = places.with_columns(placed.alias("area_id"))
    else:
        joined = places.join(told, on=["code", "name"], how="left", maintain_order="left")
    matched = {area for area in found if area}
    _tell_lost(
        lost, matched, areas, by_name, is_partial=is_partial, is_by_name=is_by_name and not has_codes, report=report
    )
    cells = replace(cells, places=joined)
    _tell_blank(cells, report)
    if read_past:
        report.add(
            "note", "other_places",
            f"{len(read_past):,} other places (of another kind, or further away) stand in the table.",
            action="Read past.", where=[f"{code} {name}".strip() for code, name in read_past],
        )  # fmt: skip
    return cells.at(joined["area_id"].is_not_null())


def _labels(places: pl.DataFrame) -> pl.DataFrame:
    """Each code with its name once; places without a code by their names."""
    if (places["code"] != "").all():
        return places.select("code", "name").unique("code", keep="first", maintain_order=True)
    return places.select("code", "name").unique(maintain_order=True)


def _is_town(code: str, name: str, town: str) -> bool:
    if _TOWN_CODE.match(code):
        return True
    if code and OFFICIAL_CODE.match(code):
        return False
    names = {plain_name(name), plain_name(code)} - {""}
    own = plain_name(town)
    if any(_FURTHER.search(one) for one in names) and own not in names:
        return False
    return any(_TOWN.fullmatch(one) or (own and one in (own, f"{own} city of", f"city of {own}")) for one in names)


def _is_like(code: str, known: Iterable[str]) -> bool:
    """Whether a code is of the same kind as those of the areas (wards of another year), not of LSOAs or of England."""
    first = next(iter(known), "")
    if not OFFICIAL_CODE.match(first):
        return not OFFICIAL_CODE.match(code)
    return code[:3] == first[:3]


def _refuse_names(names: list[str], by_name: dict[str, str], report: Report) -> None:
    alike = [name for name in names if plain_name(name) in by_name]
    report.add(
        "refused",
        "no_codes",
        f"the table has no column with codes of areas; {len(alike):,} of its names are names of areas too.",
        needed="a column of codes such as E05010885: wards of two years share names.",
        action="Add the codes, or say that these names are meant (by name), after looking at the list.",
        where=alike or names,
    )


def _tell_lost(
    lost: list[tuple[str, str]], matched: set[str], areas: pd.DataFrame, by_name: dict[str, str], *, is_partial: bool,
    is_by_name: bool, report: Report,
) -> None:  # fmt: skip
    """Codes of the same kind that are no area's, and areas without a row: another year of wards, most likely."""
    lost = [(code, name) for code, name in lost if code or (is_by_name and name)]
    without = [str(code) for code in areas["area_id"] if str(code) not in matched]
    names = dict(zip(areas["area_id"].astype(str), areas["area_name"].astype(str), strict=True))
    if lost and (without or not matched):
        alike = sum(plain_name(name) in by_name for _, name in lost)
        same = f" {alike:,} of these share their name with an area: names do not tell the year." if alike else ""
        report.add(
            "warning" if is_partial and matched else "refused",
            "other_areas",
            f"{len(lost):,} of the table's areas are not among the atlas's, and {len(without):,} of the atlas's "
            f"{len(areas):,} areas have no row: they are of different years.{same}",
            needed=f"a table of the atlas's areas (such as {areas['area_id'].iloc[0]}).",
            action="Left out; the areas without a row stay not known." if is_partial and matched else
            "Start the atlas from boundaries of the table's year, or give a look-up table from its codes to the "
            "atlas's (lookup), or the boundaries of its areas (boundaries); counts can be shared out, percentages only "
            "where nine tenths of the people are the same.",
            where=[f"{code} {name}".strip() for code, name in lost],
        )  # fmt: skip
        report.facts["Areas of the table"] = ", ".join(f"{code} {name}".strip() for code, name in lost[:60])
        if without:
            report.facts["Areas without a row"] = ", ".join(f"{code} {names[code]}" for code in without[:60])
    elif lost:
        report.add(
            "note", "other_places",
            f"{len(lost):,} other area{'' if len(lost) == 1 else 's'} of the same kind stand"
            f"{'s' if len(lost) == 1 else ''} in the table.",
            action="Read past.",
            where=[f"{code} {name}".strip() for code, name in lost],
        )  # fmt: skip
    elif without:
        report.add(
            "warning", "no_row",
            f"{len(without):,} area{' of the atlas has' if len(without) == 1 else 's of the atlas have'} no row in the "
            "table.",
            action="Not available there.", where=[f"{code} {names[code]}" for code in without],
        )  # fmt: skip


def _tell_blank(joined: Cells, report: Report) -> None:
    nowhere = joined.at((joined.places["code"] == "") & joined.places["area_id"].is_null())
    blank = nowhere.rows(nowhere.values["value"].is_not_nan())
    if len(blank):
        at = blank.unique("row", maintain_order=True).select("row", "name")
        report.add(
            "warning", "no_code", f"{len(at):,} row{'' if len(at) == 1 else 's'} with values and without a code.",
            needed="a code of an area in each row.", action="Left out; give the code if an area is meant.",
            where=[f"row {row + 1}" + (f' "{name[:30]}"' if name else "") for row, name in at.iter_rows()],
        )  # fmt: skip
