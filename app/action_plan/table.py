"""The chosen actions as a table: to sort, to read aloud, and to take away in files that can be imported again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from app.action_plan.card import due_words
from app.action_plan.desk import Desk
from app.parts import draw_download, stem_of
from app.words import action_plan as words
from everyday.acting import places_of_rows
from plan.records import Action

__all__ = ["draw_table", "plan_table"]

_HEIGHT_PX, _SHORT = 420, 10


def plan_table(at: Desk) -> pd.DataFrame:
    """One row an action of the filters, as the method's Table 2 has it."""
    rows = []
    for row in at.chosen:
        action, (done, whole) = row.action, row.progress
        rows.append(
            {
                "number": f"A{at.numbers[row.id]}", "title": action.title,
                "how": " ".join(f"{number}. {one.text}" for number, one in enumerate(row.interventions, 1)),
                "responsible": ", ".join(action.responsible), "contributes": ", ".join(action.contributes),
                "benefits": ", ".join(action.benefits), "level": at.taxonomy.label("levels", action.level),
                "where": places_of_rows(at.shown, row), "status": at.taxonomy.label("action_status", action.status),
                "rag": words.RAG_SIGNS.get(action.rag, words.RAG_NONE), "due": due_words(row),
                "progress": f"{done} of {whole}" if whole else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(words.TABLE_COLUMNS))


def write_actions(path: Path, at: Desk) -> None:
    """Write the chosen actions with the columns of the exchange files."""
    from everyday.exchange.records import write_records
    from plan.exchange import exchange_of

    wanted = {row.id for row in at.chosen}
    write_records(path, exchange_of("actions"), [one for one in at.store.all(Action) if one.id in wanted])


def draw_table(at: Desk) -> None:
    """Draw the table and its files."""
    st.header(words.TABLE)
    if not at.chosen:
        st.caption(words.NONE_CHOSEN if at.rows else words.NOTHING)
        return
    config = {name: st.column_config.TextColumn(label) for name, label in words.TABLE_COLUMNS.items()}
    for name in ("title", "how"):
        config[name] = st.column_config.TextColumn(words.TABLE_COLUMNS[name], width="large")
    st.dataframe(
        plan_table(at), hide_index=True, column_config=config, alt=words.TABLE, key="plan_table",
        height=_HEIGHT_PX if len(at.chosen) > _SHORT else "content",
    )  # fmt: skip
    if not at.may("plan"):
        return
    st.caption(words.TABLE_FILES_SAY)
    stem = f"{stem_of(at.shown.manifest.get('name', ''), 'town')}-actions"
    with st.container(horizontal=True):
        for ending, label in words.TABLE_FILES.items():
            draw_download(label, stem, ending[1:], lambda path: write_actions(path, at), key=f"plan_file_{ending}")
