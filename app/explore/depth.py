"""The part of a profile that explains: type of place, scores and their parts, the usual journey, PTAL."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from analysis.registry import short_words, value_words
from analysis.transit.journeys import journey_in_words, legs_from_json
from app.charts import Bar, bars
from app.map import town_median, type_sentence
from app.parts import SCORES, Chosen, has_types, registry
from app.printed import text
from app.server import Shown
from app.words import common as common_words
from app.words import explore as explore_words

__all__ = ["draw_depth", "journey_sentences"]

GOES_ROUND_FROM = 1.6


def draw_depth(shown: Shown, chosen: Chosen) -> None:
    """Draw what the edition knows of it; older editions know none of it."""
    row = _row(shown, chosen)
    parts = [type_sentence(shown, chosen)] if has_types(shown) else []
    if scores := _score_bars(shown, row):
        parts.append(bars(scores, caption=explore_words.SCORES_AGAINST))
    if parts:
        st.html(f'<div class="ea-prose">{"".join(parts)}</div>')
    ranks = _ranks(shown, chosen)
    if ranks:
        with st.expander(explore_words.SCORE_PARTS):
            st.html(f'<p class="ea-note">{text(explore_words.SCORE_PARTS_NOTE)}</p>{bars(ranks)}')
    if sentences := journey_sentences(shown, chosen):
        items = "".join(f"<p>{text(sentence)}</p>" for sentence in sentences)
        st.html(f'<div class="ea-prose"><h3>{explore_words.USUAL_JOURNEY}</h3>{items}</div>')
    _draw_ptal(shown, row)


def _row(shown: Shown, chosen: Chosen) -> pd.Series:
    table, rows = (shown.cells, shown.cell_row) if chosen.unit == "cells" else (shown.areas, shown.area_row)
    return table.iloc[rows[chosen.id]]


def _score_bars(shown: Shown, row: pd.Series) -> list[Bar]:
    found = []
    for name in SCORES:
        if name not in row.index or pd.isna(row[name]):
            continue
        value, town = float(row[name]), town_median(shown, name)
        words = value_words(value, "of 100")
        if np.isfinite(town):
            words = explore_words.WITH_TOWN.format(value=words, town=short_words(town, "of 100"))
        mark = town / 100 if np.isfinite(town) else None
        found.append(Bar(explore_words.SCORE_TITLES[name], value / 100, words, mark=mark))
    return found


def _ranks(shown: Shown, chosen: Chosen) -> list[Bar]:
    """Ranks of the parts: of a cell, or the mean over the people of an area."""
    if shown.ranks is None:
        return []
    if chosen.unit == "cells":
        rows = np.array([shown.cell_row[chosen.id]])
    else:
        rows = np.flatnonzero((shown.cells["area_id"] == chosen.id).to_numpy())
    weights = shown.weights("cells")[rows]
    measures, found = registry(shown), []
    for name in shown.ranks.columns.drop("cell"):
        if name not in measures:
            continue
        values = shown.ranks[name].to_numpy(dtype=float)[rows]
        known = np.isfinite(values) & (weights > 0)
        if known.any():
            rank = float(np.average(values[known], weights=weights[known]))
            found.append(Bar(measures[name].full_title, rank / 100, short_words(rank, "of 100"), mark=0.5))
        elif len(rows) == 1:
            found.append(Bar(measures[name].full_title, None, common_words.NOT_KNOWN))
    return found if any(bar.share is not None for bar in found) else []


def journey_sentences(shown: Shown, chosen: Chosen) -> list[str]:
    """The usual journey to the centre of a cell in words, and whether the bus goes round."""
    written = shown.journeys.get(chosen.id) if chosen.unit == "cells" else None
    if written is None:
        return []
    legs = legs_from_json(written)
    sentences = [journey_in_words(legs, goal=explore_words.THE_CENTRE)]
    ratio = shown.cells.get("transit_indirectness", pd.Series(dtype=float))
    value = float(ratio.iloc[shown.cell_row[chosen.id]]) if len(ratio) else np.nan
    if value >= GOES_ROUND_FROM:
        stops = list(dict.fromkeys(stop for leg in legs for stop in leg.get("round_by", ())))
        form = explore_words.GOES_ROUND if stops else explore_words.GOES_ROUND_SOMEHOW
        sentences.append(form.format(stops=" and ".join(stops), ratio=short_words(value, "ratio")))
    return sentences


def _draw_ptal(shown: Shown, row: pd.Series) -> None:
    measure = registry(shown).get("ptal_ai")
    if measure is None or "ptal_ai" not in row.index or pd.isna(row["ptal_ai"]) or not row.get("ptal_band"):
        return
    line = explore_words.PTAL_LINE.format(band=row["ptal_band"], index=short_words(row["ptal_ai"], "index"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="ea-note">{text(line)}</p>')
        with st.popover(explore_words.PTAL_ABOUT, icon=":material/info:"):
            for label, words in (
                (explore_words.MEANING, measure.meaning), (explore_words.LEAVES_OUT, measure.leaves_out),
                (explore_words.SOURCE, measure.source),
            ):  # fmt: skip
                st.html(f"<p><em>{label}.</em> {text(words[:1].upper() + words[1:])}</p>")
