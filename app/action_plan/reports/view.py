"""The view: freeze the plan as it is, the reports there are, their files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import streamlit as st

from app.action_plan.desk import FAULT, Desk, current_choice, desk, try_to
from app.action_plan.reports.beside import draw_beside
from app.parts import draw_download, stem_of
from app.printed import date_words, text
from app.server import draw_fault, plain
from app.words import reports as words
from everyday.acting import AUDIENCES
from everyday.reporting import Frozen, freeze, is_pack, thawed
from plan.records import Report

__all__ = ["draw_reports", "reports_table"]

_TOLD = "reports_told"


def draw_reports(at: Desk) -> None:
    """Draw the view."""
    st.markdown(words.SAYS)
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    if at.may("plan"):
        _draw_freezing(at)
    plans = [one for one in at.store.all(Report) if not is_pack(one)]
    reports = sorted(plans, key=lambda one: (one.date, one.created_at), reverse=True)
    st.header(words.LIST, anchor=False)
    if not reports:
        st.html(f'<p class="ea-note">{text(words.NONE)}</p>')
        return
    frozen = {one.id: thawed(one) for one in reports}
    st.dataframe(reports_table(at, reports), hide_index=True, key="reports_list", alt=words.LIST,
                 column_config={name: st.column_config.Column(label) for name, label in words.COLUMNS.items()}
                 | {"date": st.column_config.DateColumn(words.COLUMNS["date"], format="D MMMM YYYY")})  # fmt: skip
    names = _names(frozen)
    _draw_files(at, frozen, names)
    draw_beside(at, frozen, names)


def reports_table(at: Desk, reports: list[Report]) -> pd.DataFrame:
    """One row a report, the newest first."""
    rows = []
    for one in reports:
        frozen = thawed(one)
        said = frozen.choice.words(frozen.taxonomy, one.content["areas"])
        rows.append({
            "date": pd.Timestamp(one.date).date(), "name": one.name, "round": one.round, "kind": words.KINDS[one.kind],
            "n": len(frozen.rows(at.audience)), "filters": " · ".join(said) or words.WHOLE,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(words.COLUMNS))


def _freeze() -> None:
    at = desk()
    if at is None:
        return
    name = str(st.session_state.get("report_name") or "").strip()
    round_name = str(st.session_state.get("report_round") or "")
    is_agreed = bool(st.session_state.get("report_agreed"))
    if try_to(lambda: freeze(at.atlas, at.shown.edition, at.person, name=name, round_name=round_name,
                             choice=current_choice(), is_agreed=is_agreed)):  # fmt: skip
        st.session_state[_TOLD] = words.DONE.format(name=plain(name))
        st.session_state["report_name"] = ""


def _draw_freezing(at: Desk) -> None:
    with st.container(border=True):
        st.subheader(words.FREEZE, anchor=False)
        if current_choice():
            said = " · ".join(current_choice().words(at.taxonomy, at.area_names))
            takes = words.TAKES.format(n=len(at.chosen), all=len(at.rows), filters=said)
        else:
            takes = words.TAKES_ALL.format(n=len(at.rows))
        st.html(f'<p class="ea-note">{text(takes)}</p>')
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(words.NAME, key="report_name", max_chars=300)
            st.text_input(words.ROUND, key="report_round", max_chars=100, width=240)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(words.AGREED, key="report_agreed")
            st.button(words.DO, key="report_freeze", type="primary", icon=":material/ac_unit:", on_click=_freeze)


def _names(frozen: dict[str, Frozen]) -> dict[str, str]:
    """What reports are called; several of the same name and day are numbered, the newest first."""
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for key, one in frozen.items():
        name = words.ONE_OF.format(name=one.name, date=date_words(one.date))
        seen[name] += 1
        found[key] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return found


def _draw_files(at: Desk, frozen: dict[str, Frozen], names: dict[str, str]) -> None:
    st.header(words.TAKE, anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.selectbox(words.WHICH, list(names), format_func=names.__getitem__, key="report_take")
        seen = AUDIENCES[AUDIENCES.index(at.audience) :]
        audience = st.selectbox(words.FOR_WHOM, seen[::-1], format_func=words.AUDIENCES.__getitem__, key="report_for",
                                width=240)  # fmt: skip
    stem = stem_of(f"{frozen[wanted].name} {frozen[wanted].date}", "report")
    with st.container(horizontal=True):
        for ending, label in words.FILES.items():
            draw_download(label, stem, ending, _Writing(at, wanted, audience), key=f"report_file_{ending}")


class _Writing:
    """Writes the file of a report when somebody asks for it."""

    def __init__(self, at: Desk, report_id: str, audience: str) -> None:
        self._at, self._id, self._audience = at, report_id, audience

    def __call__(self, path: Path) -> None:
        from everyday.exchange import Wish, export_to

        export_to(self._at.atlas, "plan", path, Wish(report=self._id, audience=self._audience))
