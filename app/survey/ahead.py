"""The survey beside a measure before anybody asks: the first time loads an engine and draws thousands of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.server import explored
from app.survey.here import usual_measure
from everyday.survey import survey_of

if TYPE_CHECKING:
    from app.server import Shown

__all__ = ["read_survey_ahead"]


def read_survey_ahead(shown: Shown) -> None:
    """Work out what the page shows first, so that it finds it; nothing where there is no survey.

    Another question is set beside it too: the orders of as many areas as two questions share are drawn then.
    """
    survey = survey_of(explored(shown))
    if not survey.indicators:
        return
    first = next(iter(survey.indicators.values()))
    year = first.years[-1]
    if (family := usual_measure(shown)) is not None:
        for measure in family.by_band.values():
            survey.beside(first.key, year, measure.name)
    if other := next((key for key in survey.indicators if key != first.key), None):
        survey.beside_question(first.key, year, other)
