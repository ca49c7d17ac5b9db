"""Which question, year, view, measure and area somebody looks at: it stands in the address and is checked against what
there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from app.parts import BAND_NAMES, Family, families, go_to, known_bands, note
from app.server import Shown, explored, shown_edition
from app.words import survey as words
from everyday.survey import Indicator, Judged, SurveyOf, survey_of

if TYPE_CHECKING:
    from everyday.atlas import NamedGround

__all__ = ["ADDRESS", "QUESTION", "Here", "go_to", "here", "measures_of", "note", "usual_measure"]

ADDRESS = ("question", "year", "view", "measure", "band", "maps", "area")
QUESTION = "asked:"
USUAL = "city_reach_45min_share"


@dataclass(frozen=True)
class Here:
    """What every part of the page needs.

    Attributes:
        view: a key of ``words.VIEWS``.
        family: the measure of mobility; None where the edition has none.
        other: another question in place of a measure.
        band: time of the week.
        maps: ``"two"`` or ``"one"``.
        area: the code chosen, of the edition or of an area that people use, or empty.
        with_named: the edition with the areas that people use; ``shown`` where there are none.
    """

    shown: Shown
    survey: SurveyOf
    judged: Judged
    view: str
    family: Family | None
    other: Judged | None
    band: str
    maps: str
    area: str
    with_named: Shown

    @property
    def ground(self) -> NamedGround | None:
        """What the chosen area is made of if it is one that people use."""
        return self.with_named.named(self.area) if self.area else None

    @property
    def indicator(self) -> Indicator:
        """The question."""
        return self.judged.indicator


@lru_cache(maxsize=12)
def measures_of(shown: Shown) -> dict[str, Family]:
    """Measures of mobility that some area has, across town first."""
    found = families(shown, "across") | families(shown, "near")
    known = shown.areas
    return {name: one for name, one in found.items()
            if any(known[measure.name].notna().any() for measure in one.by_band.values())}  # fmt: skip


def usual_measure(shown: Shown) -> Family | None:
    """What stands beside a question until somebody chooses."""
    measures = measures_of(shown)
    return measures.get(USUAL) or next(iter(measures.values()), None)


def here() -> Here | None:
    """What is looked at; None where there is no edition, or no survey in it."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return None
    with_named = explored(shown)
    survey = survey_of(with_named)
    if not survey.indicators:
        return None
    asked = {name: (st.query_params.get(name) or "")[:120] for name in ADDRESS}
    key = asked["question"] if asked["question"] in survey.indicators else next(iter(survey.indicators))
    years = survey.indicator(key).years
    judged = survey.judged(key, asked["year"] if asked["year"] in years else years[-1])
    family = measures_of(shown).get(asked["measure"]) or usual_measure(shown)
    beside = asked["measure"].removeprefix(QUESTION) if asked["measure"].startswith(QUESTION) else ""
    other = survey.judged(beside) if beside in survey.indicators and beside != key else None
    bands = known_bands(shown)
    band = asked["band"] if asked["band"] in bands else next(iter(bands), BAND_NAMES[0])
    view = asked["view"] if asked["view"] in words.VIEWS else "map"
    return Here(
        shown, survey, judged, view, family, other, band,
        asked["maps"] if asked["maps"] in words.HOW_MAPS else "two",
        asked["area"] if asked["area"] in with_named.area_row else "", with_named,
    )  # fmt: skip
