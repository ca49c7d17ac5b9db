"""Why a success measure changed, worked out beside the pages when somebody asks; said at once where it is known."""

from __future__ import annotations

import streamlit as st

from app.monitor.here import Here
from app.printed import date_words, text
from app.server import Job as RunningJob
from app.server import draw_fault, forget, job_of, plain, start_job
from app.words import monitor as monitor_words
from everyday.acting import ActionRow
from everyday.atlas import Edition
from everyday.facade import Atlas
from everyday.impact import Series, is_answered, split_words, why_of_action
from geo.errors import UsageError

__all__ = ["draw_why"]

EVERY_S = 0.7


def _job_name(row: ActionRow) -> str:
    return f"why {row.id}"


def _pair(at: Here, row: ActionRow, series: Series) -> tuple[Edition, Edition] | None:
    """The edition of the baseline, else the first, and the last one; None where they are one."""
    measured = [one for one in series.points if one.edition_id]
    known = at.atlas.editions()
    first = row.action.baseline_edition if row.action.baseline_edition in known else ""
    first = first or (measured[0].edition_id if measured else "")
    if not measured or first == measured[-1].edition_id or measured[-1].edition_id not in known:
        return None
    return at.atlas.edition(first), at.atlas.edition(measured[-1].edition_id)


def draw_why(at: Here, row: ActionRow, series: Series) -> None:
    """The sentence, or the button to have it worked out."""
    pair = _pair(at, row, series)
    if pair is None or row.action.measure_kind != "measure":
        return
    job = job_of(at.atlas.folder, _job_name(row))
    if job is not None and job.is_running:
        _draw_running(at, row)
        return
    if job is not None and job.state == "cancelled":
        st.info(monitor_words.WHY_STOPPED)
    elif job is not None and job.error is not None:
        draw_fault(job.error)
    if job is not None:
        forget(at.atlas.folder, _job_name(row))
    try:
        is_known = is_answered(at.atlas, *pair)
    except UsageError as error:
        st.html(f'<p class="ea-note">{text(error.found)}</p>')
        return
    if is_known:
        _draw_answer(at, row, series, pair)
    elif at.may_plan:
        st.button(
            monitor_words.WHY_ASK, key=f"why_{row.id}", on_click=_ask, args=(at, row, pair),
            help=f"{monitor_words.WHY_HELP.format(action=plain(row.action.title))}. {monitor_words.WHY_COSTS}",
            icon=":material/call_split:",
        )  # fmt: skip


def _draw_answer(at: Here, row: ActionRow, series: Series, pair: tuple[Edition, Edition]) -> None:
    split = why_of_action(at.atlas, row, *pair)
    days = monitor_words.WHY_ABOUT.format(before=_day(pair[0]), after=_day(pair[1]))
    st.html(
        f'<div class="ea-prose"><p><strong>{text(monitor_words.WHY)}</strong> ({text(days)}): '
        f"{text(split_words(split, series.measure))}</p></div>"
    )


def _day(edition: Edition) -> str:
    return date_words(str(edition.manifest.get("weekday") or edition.manifest.get("map_date") or edition.id[:8]))


def _ask(at: Here, row: ActionRow, pair: tuple[Edition, Edition]) -> None:
    def work(job: RunningJob) -> Edition:
        why_of_action(Atlas(job.folder), row, *pair, progress=job.told, cancel=job.cancel)
        return pair[1]

    start_job(at.atlas.folder, _job_name(row), work)


@st.fragment(run_every=EVERY_S)
def _draw_running(at: Here, row: ActionRow) -> None:
    """Progress, looked at anew until it is over; then the whole page is drawn again."""
    job = job_of(at.atlas.folder, _job_name(row))
    if job is None or not job.is_running:
        st.rerun()
        return
    step = plain(job.steps[-1]) if job.steps else ""
    st.progress(job.share, text=f"{monitor_words.WHY_RUNNING}. {step}")
    st.button(monitor_words.WHY_STOP, on_click=job.cancel.set, key=f"why_stop_{row.id}")
