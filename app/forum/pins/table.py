"""The findings of the filter as a table: to sort, to read aloud and to take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from app.forum.here import Here, current_filter, filtered, here, rest_until_said
from app.forum.paper import file_stem
from app.parts import draw_download
from app.printed import text
from app.words import common as common_words
from app.words import forum as forum_words
from plan.records import Finding, Record

__all__ = ["draw_table", "finding_table", "write_findings"]

EVERY_S = 20.0
_HEIGHT_PX = 420
_SHORT = 10


def finding_table(at: Here, pins: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """One row per finding, in the order given; ``importance`` and ``amenability`` are means, NaN without votes."""
    taxonomy = at.atlas.taxonomy()
    rows = [
        {
            "seq": pin["seq"],
            "kind": common_words.ENABLER if pin["kind"] == "enabler" else common_words.BARRIER,
            "title": pin["title"],
            "where": pin["where"],
            "level": taxonomy.label("levels", pin["level"]),
            "dimensions": ", ".join(taxonomy.label("dimensions", key) for key in pin["dimensions"]),
            "status": taxonomy.label("finding_status", pin["status"]),
            "importance": pin["votes"]["importance_mean"],
            "amenability": pin["votes"]["amenability_mean"],
            "votes_n": max(pin["votes"]["importance_n"], pin["votes"]["amenability_n"]),
            "comments_n": pin["comments_n"],
            "by": pin["by"],
            "day": date.fromisoformat(pin["at"][:10]),
        }
        for pin in pins
    ]
    table = pd.DataFrame(rows, columns=list(forum_words.TABLE_COLUMNS))
    return table.astype({"importance": float, "amenability": float})


def write_findings(path: Path, records: Sequence[Record]) -> None:
    """Write findings with the columns of the exchange files; the ending of ``path`` says how."""
    from everyday.exchange.records import write_records
    from plan.exchange import exchange_of

    write_records(path, exchange_of("findings"), records)


def _column_config(at: Here) -> dict[str, Any]:
    least, most = at.atlas.taxonomy().scale
    words = forum_words.TABLE_MEAN_HELP.format(least=least, most=most)
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(label, width="large" if name == "title" else None)
        for name, label in forum_words.TABLE_COLUMNS.items()
    }
    for name in ("seq", "votes_n", "comments_n"):
        config[name] = st.column_config.NumberColumn(forum_words.TABLE_COLUMNS[name], format="%d")
    for name in ("importance", "amenability"):
        config[name] = st.column_config.NumberColumn(forum_words.TABLE_COLUMNS[name], format="%.1f", help=words)
    config["day"] = st.column_config.DateColumn(forum_words.TABLE_COLUMNS["day"], format="D MMMM YYYY")
    return config


@st.fragment(run_every=EVERY_S)
def draw_table() -> None:
    """The table and its files; it looks for new findings by itself."""
    at = here()
    if at is None:
        return
    rest_until_said(at, current_filter(at).session)
    found = filtered(at)
    pins = [pin for pin in found if pin["moderation"] == "shown"]
    st.header(forum_words.TABLE)
    if not pins:
        st.html(f'<p class="ea-note">{text(forum_words.TABLE_EMPTY)}</p>')
        return
    st.caption(" ".join([forum_words.TABLE_SAYS, *_waiting_words(len(found) - len(pins))]))
    st.dataframe(
        finding_table(at, pins), hide_index=True, column_config=_column_config(at), placeholder=forum_words.VOTES_NONE,
        height=_HEIGHT_PX if len(pins) > _SHORT else "content", alt=forum_words.TABLE, key="forum_table",
    )  # fmt: skip
    _draw_files(at, pins)


def _waiting_words(waiting_n: int) -> list[str]:
    if not waiting_n:
        return []
    return [forum_words.TABLE_WAITING_ONE if waiting_n == 1 else forum_words.TABLE_WAITING_N.format(n=waiting_n)]


def _draw_files(at: Here, pins: Sequence[dict[str, Any]]) -> None:
    known = {one.id: one for one in at.store.all(Finding)}
    records = [known[pin["id"]] for pin in pins if pin["id"] in known]
    stem = file_stem(at, "findings")
    with st.container(horizontal=True):
        for ending, label in forum_words.TABLE_FILES.items():
            draw_download(label, stem, ending, lambda path: write_findings(path, records), key=f"forum_table_{ending}")
