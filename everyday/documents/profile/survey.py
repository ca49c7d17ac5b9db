"""What a survey says of an area, as rows of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from everyday.survey import CUT, VERDICTS, SurveyOf, against_words, mark_words, reading_order, value_words

if TYPE_CHECKING:
    from everyday.documents.blocks import Grid
    from everyday.language import Language
    from everyday.survey import Judged

__all__ = ["MOST_SURVEY", "survey_grid"]

MOST_SURVEY = 8
_SHARES = (0.41, 0.25, 0.13, 0.21)
_TELLING = {"worse": 0, "better": 1, "lower": 2, "higher": 2, "same": 3, "": 4}


def survey_grid(
    survey: SurveyOf, area_id: str, _: Language, *, kind: str, most: int = MOST_SURVEY
) -> tuple[Grid | None, str]:
    """The newest year of each indicator of a kind, those that stand out first, and what else there is to know.

    Args:
        kind: ``"survey"`` (what people say) or ``"statistics"`` (who they are).
        most: rows; what does not fit is counted in the words.

    Returns:
        A table, None where there is nothing to show, and a sentence: what was left out, or why there is nothing.
    """
    from everyday.documents.blocks import Grid

    found = [survey.judged(key) for key, one in survey.indicators.items() if one.kind == kind]
    if cut := next((mark for one in found if (mark := _cut(one, area_id))), ""):
        return None, f"{_sentence(mark_words(cut))}. {_('What a ward says is said of a part of it by nobody.')}"
    shown = [one for one in found if _value(one, area_id)]
    if not shown:
        return None, ""
    shown.sort(key=lambda one: (_TELLING.get(_verdict(one, area_id), 4), *reading_order(one.indicator)))
    taken = shown[:most]
    others = {against_words(one) for one in taken if _verdict(one, area_id)}
    against = others.pop() if len(others) == 1 else ""
    heads = [_("Question or statistic (year)"), _("Here"), _("Town"),
             _("Against the {other}", other=against) if against else _("Beside the town")]  # fmt: skip
    rows = [_row(one, area_id, _, is_named=not against) for one in taken]
    left = len(shown) - len(taken)
    words = _("and {n} more on the page Survey", n=left) if left else ""
    return Grid(_("What people say") if kind == "survey" else _("Statistics"), heads, rows, _SHARES), words


def _value(judged: Judged, area_id: str) -> bool:
    ward = judged.ward(area_id)
    return ward is not None and (math.isfinite(ward["value"]) or ward["mark"] not in ("absent", "missing"))


def _cut(judged: Judged, area_id: str) -> str:
    """The mark of an area that people use where it cuts a ward; empty otherwise."""
    ward = judged.ward(area_id)
    return str(ward["mark"]) if ward is not None and str(ward["mark"]).startswith(CUT) else ""


def _verdict(judged: Judged, area_id: str) -> str:
    ward = judged.ward(area_id)
    return "" if ward is None else str(ward["verdict"])


def _row(judged: Judged, area_id: str, _: Language, *, is_named: bool) -> Sequence[str]:
    ward = judged.ward(area_id)
    assert ward is not None
    title, town = f"{judged.indicator.title} ({judged.year})", judged.indicator.write(judged.town)
    if judged.is_estimate and math.isfinite(judged.town):
        town = _("{value} (estimate)", value=town)
    if not ward["verdict"]:
        return title, value_words(judged, ward), town, _("not judged")
    verdict = VERDICTS[ward["verdict"]]
    if not is_named:
        return title, value_words(judged, ward), town, verdict
    against = _("{verdict}, against the {other}", verdict=verdict, other=against_words(judged))
    return title, value_words(judged, ward), town, against


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
