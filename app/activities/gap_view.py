"""The gap map of a week: a small map for each theme or kind, the table, a sentence each, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis.registry import people_words
from app.activities.here import Here
from app.parts import draw_download, stem_of
from app.printed import in_a_box, table, text
from app.small_maps import Painted, small_map
from app.words import activities as words
from everyday.activities import BY, Gaps, activity_gaps, gaps_about, sentences_of
from plan.when import monday_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_gaps"]

_FILLS = ((75, "#7a2e12"), (50, "#b8572f"), (25, "#e0a07a"), (1, "#f3d9c6"))
"""From so many per cent on, this fill; the number itself is written on the area."""
_DARK = 50


def draw_gaps(at: Here) -> None:
    """Draw the gap map."""
    with st.container(horizontal=True):
        by = st.segmented_control(words.GAPS_LABEL, list(BY), default="theme", format_func=words.GAPS_BY.__getitem__,
                                  key="activities_by", required=True)  # fmt: skip
        day = st.date_input(words.WEEK, at.today, key="activities_week", format="DD/MM/YYYY", help=words.WEEK_HELP,
                            width=180)  # fmt: skip
    monday = monday_of(day if isinstance(day, date) else at.today)
    with st.spinner(words.GAPS_WAIT):
        gaps = activity_gaps(at.named, at.rows, at.taxonomy, monday)
    st.header(words.GAPS, anchor=False)
    said = "".join(f"<p>{text(one)}</p>" for one in (words.GAPS_SAY, *gaps_about(gaps, at.shown.manifest)))
    st.html(f'<div class="ea-note ea-gaps-about">{said}</div>')
    chosen = gaps.table[gaps.table["by"] == by]
    figures = "".join(_figure(at, gaps, str(label), part) for label, part in chosen.groupby("label", sort=False))
    st.html(f'<div class="ea-small-maps ea-gap-maps">{figures}</div>')
    _draw_table(at, gaps, chosen)


def _percent(row: Mapping[str, Any], name: str) -> int:
    everybody = float(row["people_n"])
    return round(100 * float(row[name]) / everybody) if everybody > 0 else 0


def _painted(row: Mapping[str, Any]) -> Painted:
    none, term = _percent(row, "none_n"), _percent(row, "term_only_n")
    fill = next((colour for least, colour in _FILLS if none >= least), "#ffffff")
    said = (str(none) if none else "") + ("t" if term >= 50 else "")
    return Painted(fill, said, "#ffffff" if none >= _DARK else "#1f1f1f")


def _figure(at: Here, gaps: Gaps, label: str, part: pd.DataFrame) -> str:
    rows, own = part.to_dict("records"), part[~part["area_id"].isin(gaps.named)]
    named = [f"{row['area_name']} {_percent(row, 'none_n')} %" for row in rows if _percent(row, "none_n")]
    alt = (
        words.GAPS_ALT.format(label=label, areas=", ".join(named)) if named else words.GAPS_NONE_ALT.format(label=label)
    )
    caption = words.GAPS_CAPTION.format(label=label, n=people_words(float(own["none_n"].sum()), gaps.noun))
    return small_map(
        at.named, {str(row["area_id"]): _painted(row) for row in own.to_dict("records")}, alt=alt, caption=caption
    )


def _draw_table(at: Here, gaps: Gaps, chosen: pd.DataFrame) -> None:
    with st.expander(words.GAPS_TABLE, icon=":material/table:", key="activities_gap_table"):
        rows = [
            (str(row["area_name"]), str(row["label"]), *(f"{row[name]:,.0f}" for name in
             ("people_n", "none_n", "term_only_n", "no_way_home_n", "held_here_n", "reached_n")))
            for row in chosen.to_dict("records")
        ]  # fmt: skip
        drawn = table(rows, words.GAPS_HEADS, words.GAPS_TABLE_CAPTION)
        st.html(in_a_box(drawn, words.GAPS_TABLE_CAPTION))
        by = str(chosen["by"].iloc[0]) if len(chosen) else ""
        said = [one for one, of in zip(sentences_of(gaps), gaps.table["by"], strict=True) if of == by]
        items = "".join(f"<li>{text(one)}</li>" for one in said)
        st.html(f'<div class="ea-prose"><h3>{text(words.GAPS_SENTENCES)}</h3><ul>{items}</ul></div>')
    stem = f"{stem_of(at.shown.manifest.get('name', ''), 'town')}-activity-gaps-{gaps.monday.isoformat()}"
    draw_download(words.GAPS_FILE, stem, "csv", lambda path: _write(path, at, gaps), key="activities_gap_file")


def _write(path: Path, at: Here, gaps: Gaps) -> None:
    from everyday.exchange.activities import write_gaps

    write_gaps(path, gaps, at.shown.manifest, at.shown.id)
