"""The page Survey."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.map import controls
from app.parts import draw_nothing_yet
from app.server import shown_edition
from app.survey.beside import draw_beside_mobility
from app.survey.here import QUESTION, Here, go_to, here, measures_of
from app.survey.map_and_panel import draw_map_and_panel
from app.survey.ranking import draw_ranking
from app.survey.table import draw_table
from app.survey.years import draw_years
from app.words import explore as explore_words
from app.words import survey as words
from everyday.survey import Indicator

__all__ = ["draw_survey"]


def draw_survey() -> None:
    """Draw the page."""
    at = here()
    if at is None:
        _draw_nothing()
        return
    with controls("survey"):
        _draw_choices(at)
    if at.view == "ranking":
        draw_ranking(at)
    elif at.view == "years":
        draw_years(at)
    elif at.view == "beside":
        draw_beside_mobility(at)
    else:
        draw_map_and_panel(at)
    draw_table(at)


def _draw_nothing() -> None:
    if shown_edition(st.query_params.get("edition")) is None:
        draw_nothing_yet()
        return
    st.header(words.NOTHING, anchor=False)
    st.markdown(words.NOTHING_DO)


def _title(one: Indicator) -> str:
    title = words.ENDED.format(title=one.title) if one.is_ended else one.title
    return words.WITH_THEME.format(theme=one.theme, title=title) if one.theme else title


def _changed(name: str, key: str) -> None:
    go_to(**{name: str(st.session_state.get(key) or "")})


def _select(label: str, name: str, options: list[str], now: str, titles: dict[str, str], width: int) -> None:
    key = f"survey_{name}"
    st.session_state[key] = now
    st.selectbox(
        label, options, format_func=titles.__getitem__, key=key, on_change=partial(_changed, name, key), width=width,
        label_visibility="collapsed",
    )  # fmt: skip


def _segmented(label: str, name: str, titles: dict[str, str], now: str) -> None:
    key = f"survey_{name}"
    st.session_state[key] = now
    st.segmented_control(
        label, tuple(titles), format_func=titles.__getitem__, key=key, required=True,
        on_change=partial(_changed, name, key), label_visibility="collapsed", wrap=True,
    )  # fmt: skip


def _draw_choices(at: Here) -> None:
    known, is_beside = at.survey.indicators, at.view == "beside"  # there all has to stand in one row, above the maps
    _select(words.INDICATOR, "question", list(known), at.indicator.key,
            {key: _title(one) for key, one in known.items()}, 260 if is_beside else 360)  # fmt: skip
    years = list(at.indicator.years)[::-1]
    _select(words.YEAR, "year", years, at.judged.year, dict(zip(years, years, strict=True)), 112)
    _segmented(words.VIEW_LABEL, "view", words.VIEWS, at.view)
    if not is_beside:
        return
    titles = {name: one.title for name, one in measures_of(at.shown).items()} or {"": words.CHOOSE}
    titles |= {f"{QUESTION}{key}": words.OTHER_QUESTION.format(title=_title(one)) for key, one in known.items()
               if key != at.indicator.key}  # fmt: skip
    now = f"{QUESTION}{at.other.indicator.key}" if at.other else at.family.name if at.family else ""
    _select(words.MEASURE, "measure", list(titles), now, titles, 230)
    if at.other is None and at.family is None:
        return
    if at.other is None and at.family is not None and at.family.has_bands:
        _segmented(words.BAND, "band", explore_words.BANDS, at.band)
    _segmented(words.HOW_LABEL, "maps", words.HOW_MAPS, at.maps)
