"""The way to another page: by its address, so that no page imports another."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.server import current_person
from app.words import common as common_words
from plan.roles import may

__all__ = [
    "ACTION_PLAN_ADDRESS", "ACTIVITIES_ADDRESS", "BESIDE_ADDRESS", "FORUM_ADDRESS", "MONITOR_ADDRESS",
    "NETWORK_ADDRESS", "OBSERVED_ADDRESS", "SURVEY_ADDRESS", "WHAT_IF_ADDRESS", "draw_add_logs", "draw_compare",
    "draw_plan_action", "draw_reports_link", "draw_what_if_for", "forum_page",
]  # fmt: skip

ACTION_PLAN_ADDRESS, BESIDE_ADDRESS, FORUM_ADDRESS = "action-plan", "side-by-side", "forum"
MONITOR_ADDRESS, NETWORK_ADDRESS, WHAT_IF_ADDRESS = "monitor", "network", "what-if"
SURVEY_ADDRESS, OBSERVED_ADDRESS = "survey", "observed"
ACTIVITIES_ADDRESS = "activities"


def _drawn_by_the_frame() -> None:
    """Streamlit tells pages apart by their address; which function draws one is for the frame to say."""


def forum_page() -> StreamlitPage:
    """The Forum page, to be switched to."""
    return st.Page(_drawn_by_the_frame, title=common_words.FORUM, url_path=FORUM_ADDRESS)


def draw_compare(left: str, **values: str) -> None:
    """A button to the page Side by side with a place on the left.

    Args:
        left: id of an area or a cell.
        values: what else stands in that page's address (``measure``, ``band``, ``by``); empty ones are left out.
    """
    if st.button(common_words.COMPARE_WITH, key="compare_with", icon=":material/compare:"):
        known = {"edition": st.query_params.get("edition") or "", "compare": "places", "left": left, **values}
        page = st.Page(_drawn_by_the_frame, title=common_words.BESIDE, url_path=BESIDE_ADDRESS)
        st.switch_page(page, query_params={name: value for name, value in known.items() if value})


def draw_plan_action(finding_ids: Sequence[str]) -> None:
    """A button to the worksheet of a new action about findings, for those who may plan."""
    if not finding_ids or not may(current_person().role, "plan"):
        return
    if st.button(common_words.PLAN_ACTION, key="plan_action", icon=":material/add_task:"):
        known = {"edition": st.query_params.get("edition") or "", "new": ",".join(finding_ids)}
        page = st.Page(_drawn_by_the_frame, title=common_words.ACTION_PLAN, url_path=ACTION_PLAN_ADDRESS)
        st.switch_page(page, query_params={name: value for name, value in known.items() if value})


def draw_what_if_for(*, action: str = "", finding: str = "") -> None:
    """A button to What if with what fits an action or a finding filled in, for those who may plan."""
    if not may(current_person().role, "plan"):
        return
    if st.button(common_words.WHAT_IF_FOR, key="what_if_for", icon=":material/alt_route:"):
        page = st.Page(_drawn_by_the_frame, title=common_words.WHAT_IF, url_path=WHAT_IF_ADDRESS)
        known = {"action": action, "finding": finding}
        st.switch_page(page, query_params={name: value for name, value in known.items() if value})


def draw_reports_link(area: str) -> None:
    """A button to the frozen reports of the plan, with the area that is looked at as their filter."""
    if st.button(common_words.REPORTS_LINK, key="reports_link", icon=":material/ac_unit:"):
        known = {"edition": st.query_params.get("edition") or "", "view": "reports", "of": area}
        page = st.Page(_drawn_by_the_frame, title=common_words.ACTION_PLAN, url_path=ACTION_PLAN_ADDRESS)
        st.switch_page(page, query_params={name: value for name, value in known.items() if value})


def draw_add_logs() -> None:
    """A button to where GPS logs are looked at and added, for those who may build."""
    if not may(current_person().role, "build"):
        return
    if st.button(common_words.ADD_LOGS, key="add_logs", icon=":material/add_location_alt:"):
        page = st.Page(_drawn_by_the_frame, title=common_words.OBSERVED, url_path=OBSERVED_ADDRESS)
        st.switch_page(page, query_params={"view": "add"})
