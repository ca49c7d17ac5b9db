"""Areas in the order of their values, each with its interval on one scale, and the places it may have."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from app.charts import Range, ranges
from app.printed import in_a_box
from app.survey.here import Here, note
from app.survey.map_and_panel import about_html
from app.survey.named import draw_named_values
from app.words import survey as words
from everyday.survey import VERDICTS, Judged, value_words

__all__ = ["draw_ranking", "number_or_none", "scale_of"]


def number_or_none(value: float) -> float | None:
    """A number that can be drawn."""
    return float(value) if math.isfinite(value) else None


def scale_of(judged: Judged, values: pd.DataFrame, *more: float) -> tuple[float, float]:
    """Ends that hold every value and limit, on round numbers; percentages begin at 0."""
    known = pd.concat([values[name] for name in ("value", "low", "high")]).dropna().tolist()
    known += [one for one in more if math.isfinite(one)]
    low, high = min(known), max(known)
    if judged.indicator.unit == "%":
        return min(0.0, low), min(max(10.0, 10 * math.ceil(high / 10 - 1e-9)), 100.0) if high <= 100 else high
    spread = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(spread))
    return step * math.floor(low / step), step * math.ceil(high / step)


def _words(judged: Judged, row: Mapping[Any, Any]) -> str:
    parts = [value_words(judged, row)]
    if row["verdict"]:
        parts.append(VERDICTS[row["verdict"]])
    if math.isfinite(row["place_best"]):
        parts.append(words.PLACE_RANGE.format(
            place=int(row["place"]), best=int(row["place_best"]), worst=int(row["place_worst"])))  # fmt: skip
    elif math.isfinite(row["place"]):
        parts.append(words.PLACE.format(place=int(row["place"])))
    return " · ".join(parts)


def draw_ranking(at: Here) -> None:
    """Draw it."""
    st.html(about_html(at))
    judged = at.judged
    wards = judged.wards.sort_values(["value", "area_name"], ascending=[False, True], na_position="last")
    if not wards["value"].notna().any():
        note(words.NO_RANKING.format(year=judged.year))
        return
    scale = scale_of(judged, wards, judged.town)
    rows = [
        Range(str(row["area_name"]), number_or_none(row["value"]), number_or_none(row["low"]),
              number_or_none(row["high"]), _words(judged, row),
              mark=number_or_none(judged.town) if math.isfinite(row["value"]) else None)
        for row in wards.to_dict("records")
    ]  # fmt: skip
    form = words.RANKING_CAPTION if wards["low"].notna().any() else words.RANKING_CAPTION_PLAIN
    caption = form.format(title=at.indicator.title, year=judged.year)
    drawn = ranges(
        rows, caption=caption, scale=scale, ends=(at.indicator.write(scale[0]), at.indicator.write(scale[1])),
        heads=words.RANKING_HEADS,
    )  # fmt: skip
    st.html(in_a_box(drawn, caption))
    if wards["place_best"].notna().any():
        note(words.RANKING_PLACES)
    draw_named_values(at)
