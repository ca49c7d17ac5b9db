"""The dates of the plan: every step with a day, what is late first."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from app.action_plan.desk import Desk
from app.action_plan.timeline import timeline_html
from app.printed import date_words
from app.words import action_plan as words
from plan.records import Milestone

__all__ = ["dates_table", "draw_dates"]

_ORDER = ("late", "next", "done", "dropped")


def _state(one: Milestone, today: str) -> str:
    if one.dropped_on:
        return "dropped"
    if one.done_on:
        return "done"
    return "late" if one.date < today else "next"


def dates_table(at: Desk) -> pd.DataFrame:
    """One row a step with a day; what is late first, then what comes, then what is over."""
    rows = []
    for row in at.chosen:
        number = f"A{at.numbers[row.id]}: {row.action.title}"
        steps = [(_state(one, row.today), one) for one in (*row.milestones, *row.dropped) if one.date]
        rows += [
            (_ORDER.index(state), {
                "day": date.fromisoformat(one.date), "state": words.DATE_STATES[state], "what": one.text,
                "owner": one.owner, "action": number,
                "was": ", ".join(date_words(day) for day in one.earlier_dates),
            })
            for state, one in steps
        ]  # fmt: skip
        if row.action.due_date and not row.is_over:
            state = "late" if row.action.due_date < row.today else "next"
            rows.append((_ORDER.index(state), {
                "day": date.fromisoformat(row.action.due_date), "state": words.DATE_STATES[state],
                "what": words.STATUS_DO["done"], "owner": row.action.lead, "action": number, "was": "",
            }))  # fmt: skip
    rows.sort(key=lambda one: (one[0], one[1]["day"]))
    return pd.DataFrame([values for _, values in rows], columns=list(words.DATES_COLUMNS))


def draw_dates(at: Desk) -> None:
    """Draw the list."""
    table = dates_table(at)
    if picture := timeline_html(at):
        st.html(picture)
    st.markdown(words.DATES_SAYS)
    config = {name: st.column_config.Column(label) for name, label in words.DATES_COLUMNS.items()}
    config["day"] = st.column_config.DateColumn(words.DATES_COLUMNS["day"], format="D MMMM YYYY")
    st.dataframe(table, hide_index=True, column_config=config, key="plan_dates", alt=words.VIEWS["dates"])
