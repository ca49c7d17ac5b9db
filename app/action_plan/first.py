"""What to act on first: findings by the votes on them, with the actions that there are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from app.action_plan.desk import Desk
from app.action_plan.worksheet import open_new
from app.words import action_plan as words
from app.words import common as common_words
from everyday.evidence import where_words
from plan.merging import merged_map
from plan.records import Finding
from plan.votes import NO_VOTES, tally_votes

__all__ = ["draw_first", "first_table"]

_HIDDEN = ("merged", "retired")


def first_table(at: Desk) -> pd.DataFrame:
    """One row a finding, the most important first; ``id`` is its index. Means are NaN without votes."""
    everything = at.store.all(Finding)
    tallies = tally_votes(at.store.counted_votes(), merged_map(everything))
    numbers = at.store.numbers()
    about: dict[str, list[str]] = {}
    for row in at.rows:
        for finding in row.findings:
            about.setdefault(finding.id, []).append(f"A{at.numbers[row.id]}")
    rows = []
    for one in everything:
        if one.moderation != "shown" or one.status in _HIDDEN:
            continue
        tally = tallies.get(one.id, NO_VOTES)
        rows.append(
            {
                "id": one.id, "seq": numbers[one.id], "kind": common_words.KIND_WORDS[one.kind], "title": one.title,
                "where": where_words(at.shown, one), "importance": tally.importance_mean,
                "amenability": tally.amenability_mean, "votes_n": max(tally.importance_n, tally.amenability_n),
                "status": at.taxonomy.label("finding_status", one.status), "actions": ", ".join(about.get(one.id, ())),
            }
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=["id", *words.FIRST_COLUMNS]).set_index("id")
    table = table.astype({"importance": float, "amenability": float})
    return table.sort_values(["importance", "amenability", "seq"], ascending=[False, False, True], na_position="last")


def draw_first(at: Desk) -> None:
    """Draw the list; ticked findings become the worksheet of one action."""
    table = first_table(at)
    st.markdown(words.FIRST_SAYS)
    config = {name: st.column_config.Column(label) for name, label in words.FIRST_COLUMNS.items()}
    for name in ("importance", "amenability"):
        config[name] = st.column_config.NumberColumn(words.FIRST_COLUMNS[name], format="%.1f")
    config["title"] = st.column_config.TextColumn(words.FIRST_COLUMNS["title"], width="large")
    st.dataframe(table, hide_index=True, column_config=config, key="plan_first", alt=words.VIEWS["first"])
    if not at.may("plan"):
        return
    labels = {id_: f"{row['kind']} {row['seq']}: {row['title'][:120]}" for id_, row in table.iterrows()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.multiselect(words.FIRST_PLAN, list(labels), format_func=labels.__getitem__, select_all=False,
                                key="plan_first_picked")  # fmt: skip
        if st.button(common_words.PLAN_ACTION, key="plan_first_new", disabled=not picked):
            open_new(at, picked)
            st.rerun()
