"""Trips between areas: lines on the map in fixed widths, and every pair that is shown as a table."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import streamlit as st

from app.observed.drawing import Line, class_of, lines_map
from app.observed.here import Here, beside, note, number, told_columns
from app.printed import in_a_box, table
from app.words import observed as words

__all__ = ["BREAKS", "draw_flows"]

BREAKS = (0, 50, 100, 300)
"""Lower ends of the classes of trips both ways: the same in every view, edition and town."""
_WIDTHS = (2.0, 4.5, 8.0, 13.0)


def draw_flows(at: Here) -> None:
    """Draw both."""
    flows = at.table("observed_flows")
    flows = flows[flows["mark"] != "c"]
    st.header(words.FLOWS, anchor=False)
    both = _both_ways(flows[flows["from_area"] != flows["to_area"]])
    if both:
        middle = at.shown.areas.geometry.representative_point()
        spot = {str(code): (one.y, one.x) for code, one in zip(at.shown.areas["area_id"], middle, strict=True)}
        lines = [Line(spot[one], spot[other], class_of(n, BREAKS)) for (one, other), n in both.items()]
        first = max(both, key=lambda pair: both[pair])
        alt = words.FLOWS_ALT.format(n=len(both), one=at.area_names[first[0]], other=at.area_names[first[1]])
        named = {area for pair in both for area in pair}
        widths: tuple[float, ...] = _WIDTHS
        labels: tuple[str, ...] = words.FLOWS_CLASSES
        caption = words.FLOWS_CAPTION
        if not at.has_numbers:
            widths, labels = _WIDTHS[1:2], (words.FLOWS_LEAST.format(n=at.least),)
            caption, alt = words.FLOWS_CAPTION_LEAST, words.FLOWS_ALT_LEAST.format(n=len(both))
            lines = [replace(line, size=0) for line in lines]
        st.html(lines_map(at.shown, lines, widths, labels, named, alt=alt, caption=caption))
        note(f"{words.FLOWS_SCALE} {words.FLOWS_BLANK}" if at.has_numbers else words.FLOWS_BLANK)
    else:
        note(words.FLOWS_NONE)
    beside(at)
    if not len(flows):
        return
    rows = [
        (at.area_names.get(row["from_area"], row["from_area"]), _to(at, row), at.people_number(row["people_n"]),
         number(row["trips_n"]))
        for row in flows.sort_values(["trips_n", "from_area", "to_area"], ascending=[False, True, True],
                                     na_position="last").to_dict("records")
    ]  # fmt: skip
    with st.expander(words.FLOWS_TABLE, icon=":material/table:", key="observed_flows", expanded=True):
        st.html(in_a_box(table(*told_columns(rows, words.FLOWS_HEADS), words.FLOWS_TABLE), words.FLOWS_TABLE))


def _to(at: Here, row: dict[str, object]) -> str:
    name = at.area_names.get(str(row["to_area"]), str(row["to_area"]))
    return words.WITHIN.format(area=name) if row["from_area"] == row["to_area"] else name


def _both_ways(flows: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Trips between two areas, both ways added where both are shown."""
    found: dict[tuple[str, str], float] = {}
    for row in flows.to_dict("records"):
        one, other = sorted((str(row["from_area"]), str(row["to_area"])))
        trips = float(row["trips_n"])
        found[one, other] = found.get((one, other), 0.0) + (trips if math.isfinite(trips) else 0.0)
    return found
