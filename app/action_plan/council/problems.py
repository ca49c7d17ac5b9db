"""The problems of a register by cell, and what somebody says that its words mean."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.action_plan.desk import Desk
from app.printed import text
from app.words import council as words
from everyday.exchange.council import NEW, CellProblem, load_matching, save_matching, with_meaning

__all__ = ["draw_problems"]

MOST_SHOWN, MOST_ASKED = 60, 30


def draw_problems(at: Desk, problems: Sequence[CellProblem]) -> None:
    """Draw the list, and a question for each of the words that can be given a meaning."""
    st.warning(words.PROBLEMS.format(n=len(problems)))
    st.html(_table(problems))
    asked = {(one.field, one.words.casefold()): one for one in problems if one.field}
    if asked:
        _draw_asking(at, list(asked.values())[:MOST_ASKED])


def _table(problems: Sequence[CellProblem]) -> str:
    heads = "".join(f'<th scope="col">{text(one)}</th>' for one in words.PROBLEM_COLUMNS)
    rows = "".join(
        f'<tr><th scope="row">{text(one.cell)}</th><td dir="auto">{text(one.heading)}</td>'
        f'<td dir="auto">{text(one.words[:120])}</td><td dir="auto">{text(one.reason)}</td></tr>'
        for one in problems[:MOST_SHOWN]
    )
    more = len(problems) - MOST_SHOWN
    foot = f'<p class="ea-note">{text(words.MORE.format(n=more))}</p>' if more > 0 else ""
    label = words.PROBLEMS.format(n=len(problems))
    table = f'<table class="ea-evidence"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    named = f'role="region" tabindex="0" aria-label="{text(label)}"'
    return f'<div class="ea-scroll" data-may-scroll {named}>{table}</div>{foot}'


def _options(at: Desk, one: CellProblem) -> dict[str, str]:
    """What words can mean, the likeliest first."""
    near = {name: words.NEAR.format(name=name) for name in one.near}
    if one.field == "organisation":
        known = {body.name: body.name for body in at.organisations.known}
        return {"": words.NOT_SAID, **near, NEW: words.NEW_BODY, **{key: name for key, name in known.items()
                                                                    if key not in near}}  # fmt: skip
    if one.field == "area":
        first = {code: words.NEAR.format(name=name) for code, name in at.area_names.items() if name in one.near}
        return {
            "": words.NOT_SAID,
            **first,
            **{code: name for code, name in at.area_names.items() if code not in first},
        }
    lists = {"status": "action_status", "level": "levels"}
    return {"": words.NOT_SAID, **at.taxonomy.labels(lists.get(one.field, one.field))}


def _draw_asking(at: Desk, asked: Sequence[CellProblem]) -> None:
    st.subheader(words.MEANS, anchor=False)
    with st.form("register_meanings", border=False):
        columns = st.columns(2)
        said = []
        for number, one in enumerate(asked):
            options = _options(at, one)
            with columns[number % len(columns)]:
                meaning = st.selectbox(
                    words.MEANS_WORDS.format(heading=one.heading, words=one.words[:80]).replace("$", "\\$"),
                    list(options), format_func=options.__getitem__, key=f"register_means_{one.field}_{one.words}",
                )  # fmt: skip
            said.append((one, meaning))
        is_sent = st.form_submit_button(words.MEANS_SAVE, type="primary")
    if is_sent:
        matching = load_matching(at.atlas.folder)
        for one, meaning in said:
            if meaning:
                matching = with_meaning(matching, one.field, one.words, meaning)
        save_matching(at.atlas.folder, matching)
        st.rerun()
