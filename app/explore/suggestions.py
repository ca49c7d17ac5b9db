"""Suggestions beside and under the map: the list, one with its evidence, and all of them as a table."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

from analysis.registry import rounded_column
from analysis.suggestions import MOVEMENT_RULES, RULES
from app.explore.showing import current_view, draw_clear, fly_to_suggestion, set_view
from app.parts import (  # fmt: skip
    MIME,
    Chosen,
    Decision,
    Suggestion,
    decisions,
    dismissed_last,
    draw_pin_or_dismiss,
    evidence_rows,
    noun_of,
    plan_if_any,
    rule_words,
    stem_of,
    suggestion_of,
    suggestions,
    touching,
)
from app.printed import text
from app.server import Shown, open_atlas, plain, shown_edition
from app.words import common as common_words
from app.words import explore as explore_words
from everyday.activities import activity_fact, listed
from everyday.exchange import write_table
from everyday.survey import supporting_fact
from plan.when import monday_of

__all__ = [
    "draw_about_rules", "draw_list", "draw_suggested_here", "draw_suggestion", "draw_suggestion_table",
    "suggestion_table", "suggestions_legend",
]  # fmt: skip

FORMATS = (
    ("csv", "CSV (spreadsheet)"),
    ("gpkg", "GeoPackage (QGIS)"),
)


def _choose(key: str) -> None:
    set_view(replace(current_view(), suggestion=key, chosen=None, reach="", level="suggested", is_types=False))
    shown = shown_edition(st.query_params.get("edition"))
    if shown is not None and key:
        fly_to_suggestion(shown, key)


def suggestions_legend(shown: Shown) -> str:
    """What the outlines mean, and how many there are of each."""
    found = suggestions(shown)
    counts = {
        "barrier": sum(one.kind == "barrier" and not one.is_line for one in found),
        "line": sum(one.is_line for one in found),
        "enabler": sum(one.kind == "enabler" for one in found),
    }
    items = "".join(
        f'<li class="ea-shape ea-shape-{name}"><i></i><strong>{text(explore_words.SHAPE_WORDS[name])}</strong>'
        f"<span>{count}</span></li>"
        for name, count in counts.items()
    )
    return (
        f'<div class="ea-legend ea-legend-shapes"><p class="ea-legend-title">{text(explore_words.SUGGESTED_LEGEND)}</p>'
        f"<ul>{items}</ul></div>"
    )


def _code(one: Suggestion) -> str:
    return f'<span class="ea-code ea-code-{one.kind}">{text(one.code)}</span>'


def _draw_item(one: Suggestion, decided: Decision | None, *, place: str) -> None:
    """A button with the title, then people and the sentence, and what the forum has decided."""
    st.button(
        f"**{one.code}** · {plain(one.title)}",
        key=f"{place}_{one.key}",
        on_click=_choose,
        args=(one.key,),
        type="tertiary",
    )
    st.html(f'<p class="ea-note">{text(one.sentence)}</p>{_decision_html(decided)}')


def _decision_html(decided: Decision | None) -> str:
    """What the forum has decided, or nothing."""
    if decided is None:
        return ""
    return f'<p class="ea-note" dir="auto"><strong>{text(decided.sentence)}</strong></p>'


def draw_list(shown: Shown) -> None:
    """All suggestions, barriers first, to choose from."""
    found = suggestions(shown)
    st.header(explore_words.SUGGESTED_LIST)
    if not found:
        st.info(explore_words.NOTHING_SUGGESTED if shown.has_suggestions else explore_words.NO_SUGGESTIONS)
        return
    st.html(f'<p class="ea-note">{text(explore_words.SUGGESTED_PICK)}</p>')
    decided = decisions()
    standing, dismissed = dismissed_last(found, decided)
    groups = [(title, [one for one in standing if one.kind == kind]) for kind, title in explore_words.KINDS.items()]
    with st.container(key="suggestions", gap="xxsmall"):
        for title, mine in groups:
            if mine:
                st.subheader(f"{title} ({len(mine)})")
            for one in mine:
                _draw_item(one, decided.get(one.key), place="list")
        if dismissed:
            st.subheader(explore_words.SUGGESTIONS_DISMISSED.format(n=len(dismissed)))
        for one in dismissed:
            _draw_item(one, decided.get(one.key), place="list")


def draw_suggestion(shown: Shown, key: str) -> None:
    """One suggestion: its sentence, its evidence against the town, and what one could do."""
    one = suggestion_of(shown, key)
    names = dict(zip(shown.areas["area_id"], shown.areas["area_name"], strict=True))
    areas = ", ".join(str(names.get(area, area)) for area in one.area_ids)
    kind = f"{common_words.KIND_WORDS[one.kind]}, {explore_words.LEVEL_WORDS[one.level]}"
    st.html(
        f'<h2 id="ea-chosen">{_code(one)}{text(one.title)}</h2><p class="ea-note">{text(kind)}. '
        f"{text(explore_words.SUGGESTED_AREAS.format(areas=areas))}</p>"
    )
    with st.container(horizontal=True):
        st.button(explore_words.SUGGESTED_BACK, on_click=_choose, args=("",), key="suggestion_back", type="primary")
        draw_clear(shown)
    draw_pin_or_dismiss(one)
    meaning, action = rule_words(one.rule)
    said = supporting_fact(shown, one.rule, one.kind, one.area_ids)
    held = _held(shown, one)
    said = "".join(f"<p>{text(fact)}</p>" for fact in (said, held) if fact) + _decision_html(decisions().get(key))
    rows = "".join(
        f'<tr><th scope="row">{text(title)}</th><td>{text(here)}</td><td>{text(town)}</td></tr>'
        for title, here, town in evidence_rows(shown, one)
    )
    st.html(
        f'<div class="ea-prose"><p><strong>{text(one.sentence)}</strong></p>{said}'
        f"<h3>{text(explore_words.SUGGESTED_EVIDENCE)}</h3>"
        f'<table class="ea-evidence"><thead><tr><th></th><th scope="col">{explore_words.EVIDENCE_HERE}</th>'
        f'<th scope="col">{explore_words.EVIDENCE_TOWN}</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<h3>{explore_words.MEANING}</h3><p>{text(meaning)}</p><h3>{explore_words.COULD_BE_DONE}</h3><p>{text(action)}</p>"
        f"<h3>{explore_words.LEAVES_OUT}</h3><p>{text(explore_words.SUGGESTED_LEAVES_OUT)}</p></div>"
    )


def _held(shown: Shown, one: Suggestion) -> str:
    """What the community activities of this week say beside a suggestion."""
    atlas, store, today = open_atlas(), plan_if_any(), date.today()
    if atlas is None or store is None:
        return ""
    return activity_fact(
        shown, listed(store, today), atlas.taxonomy(), one.rule, one.kind, one.area_ids, monday_of(today)
    )


def draw_suggested_here(shown: Shown, chosen: Chosen) -> None:
    """What is suggested for a chosen cell or area; a button leads to each."""
    if not shown.has_suggestions:
        return
    found = touching(shown, chosen)
    if not found and current_view().level != "suggested":
        return
    st.html(f'<div class="ea-prose"><h3>{explore_words.SUGGESTED_HERE}</h3></div>')
    if not found:
        st.html(f'<p class="ea-note">{explore_words.SUGGESTED_NONE_HERE}</p>')
    decided = decisions()
    standing, dismissed = dismissed_last(found, decided)
    for one in [*standing, *dismissed]:
        label = f"**{one.code}** · {plain(one.title)}"
        if st.button(label, key=f"here_{one.key}", on_click=_choose, args=(one.key,), type="tertiary"):
            st.rerun(scope="app")
        st.html(f'<p class="ea-note">{text(one.sentence)}</p>{_decision_html(decided.get(one.key))}')


def draw_about_rules() -> None:
    """Every rule: what it looks for and what one could do."""
    for name, rule in (RULES | MOVEMENT_RULES).items():
        meaning, action = rule_words(name)
        st.markdown(f"**{plain(rule.title)}** ({common_words.KIND_WORDS[rule.kind].lower()}). {meaning} *{action}*")
    st.markdown(f"*{explore_words.LEAVES_OUT}.* {explore_words.SUGGESTED_LEAVES_OUT}")


def suggestion_table(shown: Shown) -> pd.DataFrame:
    """One row per suggestion in the order of the list."""
    names = dict(zip(shown.areas["area_id"], shown.areas["area_name"], strict=True))
    rows = [
        (
            one.code, common_words.KIND_WORDS[one.kind], explore_words.LEVEL_WORDS[one.level], one.title, one.weight,
            one.sentence, ", ".join(str(names.get(area, area)) for area in one.area_ids), one.key,
        )
        for one in suggestions(shown)
    ]  # fmt: skip
    columns = ["code", "kind", "level", "title", noun_of(shown).replace(" ", "_"), "sentence", "areas", "key"]
    found = pd.DataFrame(rows, columns=columns)
    counted = noun_of(shown) in ("residents", "households")
    found[columns[4]] = rounded_column(found[columns[4]], "people" if counted else "whole")
    return found


def suggestion_bytes(shown: Shown, ending: str) -> bytes:
    """All suggestions with their evidence as a file; outlines unless it is CSV."""
    order = [one.row for one in suggestions(shown)]
    whole = shown.suggestions.iloc[order].reset_index(drop=True)
    whole.insert(0, "code", [one.code for one in suggestions(shown)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"suggestions.{ending}"
        write_table(gpd.GeoDataFrame(whole, geometry="geometry"), path, layer="suggestions")
        return path.read_bytes()


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, shown: Shown, ending: str) -> None:
        self._shown, self._ending = shown, ending

    def __call__(self) -> bytes:
        return suggestion_bytes(self._shown, self._ending)


def draw_suggestion_table(shown: Shown) -> None:
    """The table twin of the layer, and its downloads."""
    if not suggestions(shown):
        return
    st.header(explore_words.SUGGESTED_TABLE)
    st.caption(explore_words.SUGGESTED_TABLE_NOTE)
    noun = noun_of(shown)
    st.dataframe(
        suggestion_table(shown).drop(columns="key"),
        hide_index=True,
        column_config={
            "code": "Code", "kind": "Kind", "level": "Level", "title": "Title", "sentence": "In a sentence",
            "areas": "Areas",
            noun.replace(" ", "_"): st.column_config.NumberColumn(noun.capitalize(), format="localized"),
        },
        alt=explore_words.SUGGESTED_TABLE,
    )  # fmt: skip
    stem = stem_of(shown.manifest.get("name", ""), "atlas")
    with st.container(horizontal=True):
        for ending, title in FORMATS:
            st.download_button(
                title, data=_Later(shown, ending), file_name=f"{stem}-suggestions-{shown.id[:8]}.{ending}",
                mime=MIME[ending], on_click="ignore", icon=":material/download:", key=f"download_suggestions_{ending}",
            )  # fmt: skip
