"""Own area, neighbouring, across town: by home area and by part of the week, as bars with their numbers beside."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.charts import percent
from app.observed.here import Here, beside, note, number
from app.printed import in_a_box, table, text
from app.words import observed as words

__all__ = ["FILLS", "draw_homes"]

FILLS = {"own_share": "#1d5b8f", "adjacent_share": "#6aa3c8", "city_share": "#e0a458", "elsewhere_share": "#8d8a84"}
_FAR = 2


def draw_homes(at: Here) -> None:
    """Draw both, and how far people range."""
    people = at.people
    st.header(words.HOMES, anchor=False)
    if sentence := _sentence(at):
        st.html(f'<div class="ea-prose"><p>{text(sentence)}</p></div>')
    by_home = people.set_index("home_area")
    order = [*([""] if "" in by_home.index else []), *at.homes]
    rows = [(_name(at, one), by_home.loc[one].to_dict()) for one in order]
    _draw_bars(at, rows, words.HOMES_CAPTION, words.HOMES_HEADS)
    if at.record["rules"].get("share_moved"):
        note(words.SHARES_ADD)
    beside(at)
    st.header(words.HOURS, anchor=False)
    hours = at.table("observed_hours").to_dict("records")
    _draw_bars(at, [(words.BANDS[one["band"]], one) for one in hours], words.HOURS_CAPTION, words.HOURS_HEADS)
    if len(hours) < len(words.BANDS) - 3:
        note(words.FEW_SLICES)
    beside(at)
    if at.people["rg_km_median"].isna().all():
        return
    st.header(words.RADIUS, anchor=False)
    ranges = [
        (name, number(row["people_n"]), number(row["days_n"]), number(row["tracked_h"]),
         number(row["rg_km_median"], "km", digits=1), number(row["k2_rg_km_median"], "km", digits=1),
         number(row["hull_km2_median"], "km²", digits=1), number(row["exploration_median"], "share"))
        for name, row in rows
    ]  # fmt: skip
    st.html(in_a_box(table(ranges, words.RADIUS_HEADS, words.RADIUS_CAPTION), words.RADIUS_CAPTION))
    beside(at)


def _name(at: Here, home: str) -> str:
    return at.area_names.get(home, home) if home else words.WHOLE


def _sentence(at: Here) -> str:
    """Where people of a home area stay in it most."""
    table_ = at.people.set_index("home_area")
    known = {home: float(table_.loc[home, "own_share"]) for home in at.homes}
    known = {home: share for home, share in known.items() if math.isfinite(share)}
    if len(known) < _FAR:
        return ""
    most = max(known, key=lambda home: known[home])
    return words.STAYS.format(
        people=at.people_words(float(table_.loc[most, "people_n"])),
        area=at.area_names.get(most, most), share=number(known[most], "share"), kind=words.MOST,
    )  # fmt: skip


def _shares(row: Mapping[str, Any]) -> str:
    if not math.isfinite(row["own_share"]):
        return words.WITHHELD_N
    return words.SHARES.format(**{name.removesuffix("_share"): number(row[name], "share") for name in words.PARTS})


def _draw_bars(at: Here, rows: list[tuple[str, Mapping[str, Any]]], caption: str, heads: tuple[str, str, str]) -> None:
    lines = []
    for name, row in rows:
        drawn = ""
        if math.isfinite(row["own_share"]):
            whole = max(1.0, sum(row[part] for part in words.PARTS))
            drawn = "".join(
                f'<i style="width:{percent(row[part] / whole)};background:{FILLS[part]}"></i>' for part in words.PARTS
            )
        is_whole = name == words.WHOLE
        people = words.PEOPLE_ALL.format(n=number(row["people_n"])) if is_whole else at.people_words(row["people_n"])
        said = f"{_shares(row)} · {people}"
        if math.isfinite(row["tracked_h"]):
            said += f", {number(row['tracked_h'], 'h')}"
        lines.append(f'<tr><th scope="row">{text(name)}</th><td class="ea-stacked"><span aria-hidden="true">{drawn}'
                     f"</span></td><td>{text(said)}</td></tr>")  # fmt: skip
    first, middle, last = heads
    parts = ", ".join(words.PARTS.values())
    key = "".join(f'<li><i style="background:{FILLS[part]}"></i><span>{text(said)}</span></li>'
                  for part, said in words.PARTS.items())  # fmt: skip
    drawn = (
        f'<table class="ea-ranges"><caption>{text(caption)}</caption><thead><tr><th scope="col">{text(first)}</th>'
        f'<th scope="col"><span class="ea-unseen">{text(middle.format(parts=parts))}</span></th>'
        f'<th scope="col">{text(last)}</th></tr></thead><tbody>{"".join(lines)}</tbody></table>'
    )
    st.html(f'<ul class="ea-observed-key">{key}</ul>{in_a_box(drawn, caption)}')
