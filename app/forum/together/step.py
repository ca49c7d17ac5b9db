"""Draw together, the last step of a session: Figure 1 for the projector, and the same to tidy up in."""

from __future__ import annotations

import streamlit as st

from app.forum.here import Here, here, rest_until_written
from app.forum.together.documents import draw_documents
from app.forum.together.figure import EVERY_DIMENSION, drawn_together, figure_html
from app.forum.together.tidy import draw_tidy
from app.printed import text
from app.words import forum as forum_words
from everyday.documents.figure import how_to_read
from everyday.language import DEFAULT, language
from plan.figure import NO_DIMENSION, NO_DIMENSION_LABEL

__all__ = ["draw_together_step"]

EVERY_S = 2.0
_EVERY_SESSION = "all"


def draw_together_step() -> None:
    """Draw the step: what the figure draws on, then the figure to look at or to tidy up in."""
    at = here()
    if at is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="together_choices"):
        scope, dimension = _draw_scope(at), _draw_dimension(at)
        code = _draw_language(at)
        is_tidy = at.may("merge") and st.toggle(forum_words.TIDY, key="forum_tidy")
        is_alone = not is_tidy and st.toggle(forum_words.ALONE, key="together_alone")
        _draw_reading(at, scope, code)
        draw_documents(at, scope, code)
    if is_tidy:
        draw_tidy(scope, dimension)
    else:
        _draw_figure(scope, dimension, code, is_alone)


def _draw_scope(at: Here) -> str:
    """The session's id, or nothing for all sessions."""
    labels = {at.session.id: forum_words.THIS_SESSION, _EVERY_SESSION: forum_words.ALL_SESSIONS}
    chosen = st.segmented_control(
        forum_words.SCOPE, list(labels), default=at.session.id, format_func=labels.__getitem__, required=True,
        key=f"together_scope_{at.session.id}",
    )  # fmt: skip
    return "" if chosen == _EVERY_SESSION else at.session.id


def _draw_dimension(at: Here) -> str:
    labels = {EVERY_DIMENSION: forum_words.ALL_DIMENSIONS, **at.atlas.taxonomy().labels("dimensions")}
    labels[NO_DIMENSION] = NO_DIMENSION_LABEL
    return st.selectbox(
        forum_words.DIMENSION, list(labels), format_func=labels.__getitem__, key="together_dimension", width=260
    )


def _draw_language(at: Here) -> str:
    """Code of the figure's language: asked only where the town has more than one."""
    available = language(folder=at.atlas.folder).available
    if len(available) < 2:
        return DEFAULT
    return st.selectbox(
        forum_words.LANGUAGE, available, key="together_language", width=160,
        format_func=lambda code: language(code, folder=at.atlas.folder).name,
    )  # fmt: skip


def _draw_reading(at: Here, scope: str, code: str) -> None:
    words = language(code, folder=at.atlas.folder)
    with st.popover(forum_words.HOW_TO_READ, icon=":material/help:"):
        lines = [*how_to_read(words, drawn_together(at, scope).figure), forum_words.HOW_NUMBERS]
        st.html(f'<div class="ea-prose">{"".join(f"<p>{text(line)}</p>" for line in lines)}</div>')


@st.fragment(run_every=EVERY_S)
def _draw_figure(scope: str, dimension: str, code: str, is_alone: bool) -> None:
    """The figure; drawn anew by itself as others pin, vote and merge."""
    at = here()
    if at is None:
        return
    rest_until_written(at)
    words = language(code, folder=at.atlas.folder)
    drawn = drawn_together(at, scope, dimension=dimension, language=words)
    st.html(figure_html(drawn, words, is_alone=is_alone))
