"""Cells in which people of the sample stayed: a map in fixed classes, and the same as a table."""

from __future__ import annotations

import streamlit as st

from app.observed.drawing import cells_map, class_of
from app.observed.here import Here, beside, note, number, told_columns
from app.printed import in_a_box, table
from app.words import observed as words

__all__ = ["BREAKS", "draw_staying"]

BREAKS = (0, 15, 25, 50, 100)
"""Lower ends of the classes: the same in every view, edition and town, so that two maps can be compared."""
_FILLS = ("#d9ecd2", "#a8d3a6", "#62ab8c", "#2f7d75", "#14474f")


def draw_staying(at: Here) -> None:
    """Draw both."""
    cells = at.table("observed").sort_values(["visitors_n", "cell"], ascending=[False, True])
    st.header(words.MAP, anchor=False)
    if not len(cells):
        note(words.MAP_NONE)
        beside(at)
        return
    drawn = [
        (str(cell), class_of(float(n), BREAKS)) for cell, n in zip(cells["cell"], cells["visitors_n"], strict=True)
    ]
    fills: tuple[str, ...] = _FILLS
    labels: tuple[str, ...] = words.MAP_CLASSES
    if not at.has_numbers:
        drawn = [(cell, 0) for cell, _ in drawn]
        fills, labels = _FILLS[2:3], (words.MAP_LEAST.format(n=at.least),)
    st.html(cells_map(at.shown, drawn, fills, labels, alt=words.MAP_ALT.format(n=len(cells), k=at.least),
                      caption=words.MAP_CAPTION))  # fmt: skip
    note(f"{words.MAP_SCALE} {words.MAP_BLANK}")
    beside(at)
    names = dict(zip(at.shown.cells["cell"], at.shown.cells["cell_name"], strict=True))
    rows = [
        (str(names.get(row["cell"], row["cell"])), at.people_number(row["visitors_n"]), number(row["visits_n"]),
         number(row["own_area_time_share"], "share"), number(row["adjacent_area_time_share"], "share"),
         number(row["city_time_share"], "share"), number(row["home_area_mix"], digits=2))
        for row in cells.to_dict("records")
    ]  # fmt: skip
    with st.expander(words.MAP_TABLE, icon=":material/table:", key="observed_cells", expanded=True):
        st.html(in_a_box(table(*told_columns(rows, words.MAP_HEADS), words.MAP_CAPTION), words.MAP_CAPTION))
