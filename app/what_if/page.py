"""The What if page: put a change together, check it, work it out, see what it does."""

from __future__ import annotations

import streamlit as st

from app.map import base_of
from app.printed import date_words
from app.server import (
    Shown,
    draw_fault,
    draw_report,
    forget_scenario,
    open_atlas,
    plain,
    scenario_job,
    shown_edition,
    start_scenario,
)
from app.what_if.fitting import draw_fitting
from app.what_if.forecast import hang_on_action
from app.what_if.scenario_edits import draw_scenario_edit_form, scenario_edit_words, scenario_edits, set_scenario_edits
from app.words import common as common_words
from app.words import what_if as what_if_words
from everyday.facade import Atlas
from everyday.scenario import check_edits, scenarios
from geo.errors import AtlasError, Report

__all__ = ["draw_what_if"]

MOST_NAME = 100


def draw_what_if() -> None:
    """Draw the page."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        st.title(common_words.QUESTIONS[common_words.WHAT_IF])
        st.info(what_if_words.WHAT_IF_NOTHING)
        return
    shown = base_of(shown) or shown
    job, chosen = scenario_job(atlas.folder), _chosen(atlas)
    if job is not None and job.is_running:
        _draw_running(atlas)
        return
    if job is not None:
        _draw_end(atlas)
        chosen = _chosen(atlas)
    if chosen is None:
        _draw_about()
        _draw_kept(atlas)
        draw_fitting(atlas, shown)
        with st.expander(what_if_words.WHAT_IF_NEW, expanded=True, icon=":material/edit:"):
            _draw_new(atlas, shown)
        return
    from app.what_if.result import draw_result

    draw_result(chosen, lambda: _draw_kept(atlas, is_in_row=True))
    _draw_about()
    with st.expander(what_if_words.WHAT_IF_NEW, icon=":material/edit:"):
        _draw_new(atlas, shown)


def _draw_about() -> None:
    st.html(
        f'<p class="ea-note">{what_if_words.WHAT_IF_ABOUT}</p><p class="ea-note">{what_if_words.WHAT_IF_LEAVES_OUT}</p>'
    )


def _chosen(atlas: Atlas) -> Shown | None:
    """The scenario of the address, if it is there."""
    wanted = st.query_params.get("scenario")
    if not wanted or wanted not in {one["id"] for one in scenarios(atlas)}:
        return None
    return shown_edition(wanted)


def _show(edition_id: str) -> None:
    st.query_params["scenario"] = edition_id


def _draw_kept(atlas: Atlas, *, is_in_row: bool = False) -> None:
    """The scenarios there are, to choose from; without a label above it in the row over the map."""
    kept = scenarios(atlas)
    if not kept:
        return
    names = {one["id"]: f"{one['name']} · {date_words(one['built_at'])}" for one in kept}
    now = st.query_params.get("scenario")
    st.session_state["scenario"] = now if now in names else None

    def changed() -> None:
        picked = st.session_state.get("scenario")
        if picked:
            _show(str(picked))
        else:
            st.query_params.pop("scenario", None)

    st.selectbox(
        what_if_words.WHAT_IF_KEPT,
        list(names),
        format_func=lambda key: names[key],
        index=None,
        key="scenario",
        on_change=changed,
        label_visibility="collapsed" if is_in_row else "visible",
        width=320 if is_in_row else "stretch",
    )


def _take_out(place: int) -> None:
    edits = scenario_edits()
    set_scenario_edits([edit for number, edit in enumerate(edits) if number != place])
    st.session_state.pop("what_if_checked", None)


def _draw_new(atlas: Atlas, shown: Shown) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        before = len(scenario_edits())
        faults = draw_scenario_edit_form(shown)
        if faults is not None:
            draw_report(faults)
        elif len(scenario_edits()) != before:
            st.session_state.pop("what_if_checked", None)
    with right:
        edits = scenario_edits()
        st.subheader(what_if_words.EDIT_LIST.format(count=len(edits)))
        if not edits:
            st.caption(what_if_words.EDIT_NONE)
            return
        for place, edit in enumerate(edits):
            st.markdown(f"{place + 1}\\. {plain(scenario_edit_words(shown, edit))}")
            st.button(what_if_words.EDIT_TAKE_OUT, key=f"edit_out_{place}", on_click=_take_out, args=(place,))
        name = st.text_input(what_if_words.SCENARIO_NAME, key="scenario_name", max_chars=MOST_NAME)
        with st.container(horizontal=True):
            if st.button(what_if_words.SCENARIO_CHECK, key="scenario_check"):
                st.session_state["what_if_checked"] = _checked(atlas)
            if st.button(what_if_words.SCENARIO_RUN, type="primary", key="scenario_run"):
                start_scenario(atlas.folder, edits, name=name)
                st.rerun()
        _draw_checked()


def _checked(atlas: Atlas) -> Report | AtlasError:
    try:
        with st.spinner(what_if_words.SCENARIO_CHECKING):
            return check_edits(atlas, scenario_edits())
    except AtlasError as error:
        return error


def _draw_checked() -> None:
    found = st.session_state.get("what_if_checked")
    if isinstance(found, Report):
        if found.is_usable:
            st.success(what_if_words.SCENARIO_FAULTLESS)
        draw_report(found)
    elif isinstance(found, AtlasError):
        draw_fault(found)


@st.fragment(run_every=0.7)
def _draw_running(atlas: Atlas) -> None:
    """Progress, looked at anew until it is over; then the whole page is drawn again."""
    job = scenario_job(atlas.folder)
    if job is None or not job.is_running:
        st.rerun()
        return
    st.progress(job.share, text=what_if_words.SCENARIO_RUNNING)
    for step in job.steps[:-1]:
        st.markdown(f"✓ {plain(step)}")
    if job.steps:
        st.markdown(f"**→ {plain(job.steps[-1])}** …")
    st.button(what_if_words.SCENARIO_STOP, on_click=job.cancel.set, key="scenario_stop")


def _draw_end(atlas: Atlas) -> None:
    job = scenario_job(atlas.folder)
    if job is None:
        return
    if job.state == "done":
        _show(job.edition_id)
        set_scenario_edits([])
        st.session_state.pop("what_if_checked", None)
        hung = hang_on_action(str(st.query_params.get("action") or ""), job.edition_id)
        done = what_if_words.SCENARIO_DONE.format(seconds=max(round(job.seconds), 1))
        st.success(f"{done} {plain(what_if_words.FORECAST_HUNG.format(action=hung))}" if hung else done)
    elif job.state == "cancelled":
        st.info(what_if_words.SCENARIO_STOPPED)
    elif job.error is not None:
        draw_fault(job.error)
    forget_scenario(atlas.folder)
