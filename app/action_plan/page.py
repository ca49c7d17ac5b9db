"""The page: the plan on a map and in a list, what to act on first, and its dates."""

from __future__ import annotations

import streamlit as st

from app.action_plan.bodies import draw_bodies
from app.action_plan.council import draw_register
from app.action_plan.dates import draw_dates
from app.action_plan.desk import CHOICE, Desk, current_choice, desk
from app.action_plan.first import draw_first
from app.action_plan.map_and_panel import draw_map_and_panel
from app.action_plan.packs import draw_packs
from app.action_plan.reports import draw_reports
from app.action_plan.sharing import draw_sharing
from app.action_plan.table import draw_table
from app.action_plan.worksheet import draw_new, draw_open_worksheet, open_new
from app.map import controls
from app.parts import draw_nothing_yet
from app.printed import text
from app.words import action_plan as words
from everyday.acting import CONDITIONS, Choice

__all__ = ["draw_action_plan"]


def draw_action_plan() -> None:
    """Draw the page."""
    at = desk()
    if at is None:
        draw_nothing_yet()
        return
    if not at.may("read"):
        st.info(words.LOCKED)
        return
    _take_new(at)
    _take_view(at)
    with controls("plan"):
        view = _draw_views()
        with st.popover(words.FILTER, icon=":material/filter_list:"):
            _draw_filter(at)
        draw_new(at)
        draw_sharing(at)
        st.html(f'<p class="ea-note" role="status">{text(_count(at))}</p>')
    draw_open_worksheet()
    if view == "first":
        draw_first(at)
    elif view == "dates":
        draw_dates(at)
    elif view == "reports":
        draw_reports(at)
    elif view == "packs":
        draw_packs(at)
    elif view == "register":
        draw_register(at)
    elif view == "organisations":
        draw_bodies(at)
    else:
        draw_map_and_panel()
        draw_table(at)


def _take_new(at: Desk) -> None:
    """Another page has sent somebody here with findings to plan an action for: the worksheet opens, once."""
    given = st.query_params.get("new")
    if given is None:
        return
    st.query_params.pop("new", None)
    if at.may("plan"):
        open_new(at, given[:400].split(","))


def _take_view(at: Desk) -> None:
    """Another page has sent somebody to one of the views, perhaps for one area: once."""
    view, area = st.query_params.get("view", ""), st.query_params.get("of", "")
    for name in ("view", "of"):
        st.query_params.pop(name, None)
    if view not in words.VIEWS:
        return
    st.session_state["plan_view"] = view
    if area in at.area_names:
        st.session_state[CHOICE] = Choice(areas=(area,)).as_json()
    elif area in CONDITIONS:
        st.session_state[CHOICE] = Choice(conditions=(area,)).as_json()


def _draw_views() -> str:
    st.session_state.setdefault("plan_view", "plan")
    view = st.segmented_control(
        words.VIEWS_LABEL, tuple(words.VIEWS), format_func=words.VIEWS.__getitem__, key="plan_view", required=True,
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return str(view)


def _count(at: Desk) -> str:
    every, taken = len(at.rows), len(at.chosen)
    if current_choice():
        said = " · ".join(current_choice().words(at.taxonomy, at.area_names))
        return f"{words.COUNT.format(n=taken, all=every)} · {said}"
    return words.COUNT_ALL["one" if every == 1 else "many"].format(n=every)


def _options(at: Desk) -> dict[str, dict[str, str]]:
    """What can be chosen by each filter: keys and what they are called; only what some action has."""
    names = sorted({
        name for row in at.rows for name in (*row.action.responsible, *row.action.contributes)
    }, key=str.casefold)  # fmt: skip
    benefits = sorted({name for row in at.rows for name in row.action.benefits}, key=str.casefold)
    areas = {one for row in at.rows for one in row.area_ids}
    return {
        "areas": {key: name for key, name in at.area_names.items() if key in areas},
        "statuses": at.taxonomy.labels("action_status"),
        "organisations": dict(zip(names, names, strict=True)),
        "levels": {key: label for key, label in at.taxonomy.labels("levels").items() if key != "both"},
        "policy_spheres": at.taxonomy.labels("policy_spheres"),
        "dimensions": at.taxonomy.labels("dimensions"),
        "themes": at.taxonomy.labels("themes"),
        "sectors": at.taxonomy.labels("sectors"),
        "benefits": dict(zip(benefits, benefits, strict=True)),
        "rags": at.taxonomy.labels("rag"),
        "conditions": {key: said for key, (said, _) in CONDITIONS.items()},
    }


def _filtered(names: list[str]) -> None:
    values = {name: tuple(st.session_state.get(f"plan_by_{name}") or ()) for name in names}
    st.session_state[CHOICE] = Choice(**values).as_json()


def _draw_filter(at: Desk) -> None:
    options = _options(at)
    now = current_choice()
    for name, choices in options.items():
        kept = [key for key in getattr(now, name) if key in choices]
        st.session_state[f"plan_by_{name}"] = kept
        st.multiselect(
            words.FILTER_FIELDS[name], list(choices), format_func=choices.__getitem__, key=f"plan_by_{name}",
            on_change=_filtered, args=(list(options),), placeholder=words.FILTER_NONE, select_all=False,
        )  # fmt: skip
