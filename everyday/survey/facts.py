"""What a survey says of a place, as plain values to be kept with a finding or to stand under a suggestion.

Only what can be told apart from the rest of the town is said, after adjusting for how many questions were asked of an
area (false discovery rate 5 %): a fact that may be chance supports nothing.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.survey import adjusted
from everyday.atlas import open_edition
from everyday.survey.asked import Indicator
from everyday.survey.judging import CHANCE, Judged
from everyday.survey.of_edition import survey_of
from everyday.survey.wording import against_words, ward_words

if TYPE_CHECKING:
    from everyday.atlas import Edition, OpenEdition

__all__ = ["facts_at", "reading_order", "supporting_fact"]

MOST = 3
LEVEL = 0.05
TRANSPORT = ("transport", "bus", "travel")
WHOLE_INDEX = ("imd", "wimd", "index of multiple")
UNIT_ORDER = ("%", "mean", "rate", "count", "score", "rank")
ABOUT = {
    "poor_transport": TRANSPORT,
    "poor_link": TRANSPORT,
    "poor_transport_link": TRANSPORT,
    "indirect_bus": TRANSPORT,
    "evening_cut": ("evening", *TRANSPORT),
    "sunday_cut": TRANSPORT,
    "tight_but_cut_off": TRANSPORT,
    "direct_and_frequent": TRANSPORT,
    "no_bumping_place": ("belong", "lonely", "community activit"),
    "bumping_cluster": ("belong", "lonely", "community activit"),
    "missing_amenity": ("doctor", "shop", "park", "green space"),
}
"""Words of a question, by the rule of suggestions that it can stand beside; the first that fits counts most."""


@lru_cache(maxsize=2048)
def _standing_out(opened: OpenEdition, area_id: str) -> list[tuple[float, Judged, pd.Series]]:
    """Last year's judgements in which an area stands out, with their p, the surest first."""
    survey = survey_of(opened)
    judged = [survey.judged(key) for key, indicator in survey.indicators.items() if not indicator.is_ended]
    wards = [(one, ward) for one in judged if (ward := one.ward(area_id)) is not None and ward["verdict"]]
    p = np.array([_p(one, ward) for one, ward in wards])
    found = [(float(chance), one, ward) for chance, q, (one, ward) in zip(p, adjusted(p), wards, strict=True)
             if q <= LEVEL and ward["verdict"] != "same"]  # fmt: skip
    return sorted(found, key=lambda one: one[0])


def _p(judged: Judged, ward: pd.Series) -> float:
    if judged.rule == "limits":
        return 1.0 if ward["verdict"] == "same" else CHANCE["limits"]
    return float(ward["p"])


def _plain(judged: Judged, ward: pd.Series) -> dict[str, Any]:
    indicator = judged.indicator

    def number(value: float) -> float | None:
        return float(value) if math.isfinite(value) else None

    return {
        "indicator": indicator.key, "title": indicator.title, "year": judged.year, "source": indicator.source,
        "area_id": str(ward["area_id"]), "area_name": str(ward["area_name"]), "value": number(ward["value"]),
        "low": number(ward["low"]), "high": number(ward["high"]), "answers_n": number(ward["n"]),
        "town": number(judged.town), "value_words": indicator.write(ward["value"]),
        "interval_words": indicator.write_interval(ward["low"], ward["high"]),
        "against": against_words(judged), "against_words": indicator.write(ward["rest"]),
        "verdict": str(ward["verdict"]), "words": ward_words(judged, ward),
    }  # fmt: skip


def reading_order(indicator: Indicator) -> tuple[object, ...]:
    """Which of several indicators a page with little room names first where none stands out: a sort key.

    What is still asked, shares before scores and ranks, getting about before anything else, an index before its parts.
    """
    title = indicator.title.casefold()
    about = next((place for place, word in enumerate(TRANSPORT) if word in title), len(TRANSPORT))
    unit = UNIT_ORDER.index(indicator.unit) if indicator.unit in UNIT_ORDER else len(UNIT_ORDER)
    return indicator.is_ended, unit, about, not title.startswith(WHOLE_INDEX), title


def facts_at(edition: Edition | OpenEdition, area_id: str, *, most: int = MOST) -> list[dict[str, Any]]:
    """Questions in which an area stands out from the rest of the town, the surest first; plain JSON values.

    Args:
        edition: whose survey counts.
        area_id: of the area; empty for none.
        most: how many.

    Returns:
        Each ``indicator, title, year, source, area_id, area_name, value, low, high, answers_n, town, value_words,
        interval_words, against, against_words, verdict, words``; empty where nothing can be told apart.
    """
    if not area_id:
        return []
    return [_plain(judged, ward) for _, judged, ward in _standing_out(open_edition(edition), area_id)[:most]]


def supporting_fact(edition: Edition | OpenEdition, rule: str, kind: str, area_ids: tuple[str, ...]) -> str:
    """What the survey says beside a suggestion, in a sentence: that of an area which says so; empty where none does.

    A barrier is supported by what is worse than in the rest of the town, an enabler by what is better. Nothing is said
    of what comes from what.

    Args:
        edition: whose survey counts.
        rule: of the suggestion.
        kind: ``"barrier"`` or ``"enabler"``.
        area_ids: its areas, the one that is most concerned first.
    """
    opened = open_edition(edition)
    wanted = "worse" if kind == "barrier" else "better"
    words = ABOUT.get(rule, ())
    for area_id in area_ids:
        said = [(_fit(judged, words), p, judged, ward) for p, judged, ward in _standing_out(opened, area_id)
                if ward["verdict"] == wanted and _fit(judged, words) < len(words)]  # fmt: skip
        if said:
            _, _, judged, ward = min(said, key=lambda one: one[:2])
            indicator = judged.indicator
            return (
                f"And in the survey of {judged.year}: “{indicator.title}” {indicator.write(ward['value'])} in "
                f"{ward['area_name']}; {against_words(judged)} {indicator.write(ward['rest'])}."
            )
    return ""


def _fit(judged: Judged, words: tuple[str, ...]) -> int:
    """Place of the first word that question or theme holds; as many as there are words where none fits."""
    title, theme = judged.indicator.title.casefold(), judged.indicator.theme.casefold()
    return next((place for place, word in enumerate(words) if word in title or word in theme), len(words))
