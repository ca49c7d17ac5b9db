"""The pages there are, and their addresses: the frame offers them. Parts lead to them by address (parts/leading)."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.parts import (
    ACTION_PLAN_ADDRESS,
    ACTIVITIES_ADDRESS,
    BESIDE_ADDRESS,
    FORUM_ADDRESS,
    MONITOR_ADDRESS,
    NETWORK_ADDRESS,
    OBSERVED_ADDRESS,
    SURVEY_ADDRESS,
)
from app.server import asked_key, start_address
from app.words import common as common_words
from plan.roles import may

__all__ = ["pages_for", "start_pages"]


def _explore() -> None:
    from app.explore import draw_explore

    draw_explore()


def _beside() -> None:
    from app.beside import draw_beside

    draw_beside()


def _survey() -> None:
    from app.survey import draw_survey

    draw_survey()


def _observed() -> None:
    from app.observed import draw_observed

    draw_observed()


def _forum() -> None:
    from app.forum import draw_forum

    draw_forum()


def _action_plan() -> None:
    from app.action_plan import draw_action_plan

    draw_action_plan()


def _monitor() -> None:
    from app.monitor import draw_monitor

    draw_monitor()


def _activities() -> None:
    from app.activities import draw_activities

    draw_activities()


def _network() -> None:
    from app.network import draw_network

    draw_network()


def _voices() -> None:
    from app.voices import draw_voices

    draw_voices()


def _what_if() -> None:
    from app.what_if import draw_what_if

    draw_what_if()


def _data() -> None:
    from app.data import draw_data

    draw_data()


def _accessibility() -> None:
    from app.accessibility import draw_accessibility

    draw_accessibility()


def _start() -> None:
    from app.start import draw_start

    draw_start()


def start_pages() -> list[StreamlitPage]:
    """The pages where no atlas is: the root of a server of several."""
    return [
        st.Page(_start, title=common_words.START, url_path="start", default=True),
        st.Page(_accessibility, title=common_words.ACCESSIBILITY, url_path="accessibility"),
    ]


def pages_for(role: str) -> list[StreamlitPage]:
    """The pages that a role may open, in the order of the navigation."""
    pages = [
        st.Page(_explore, title=common_words.EXPLORE, url_path="explore", default=True),
        st.Page(_beside, title=common_words.BESIDE, url_path=BESIDE_ADDRESS),
        st.Page(_survey, title=common_words.SURVEY, url_path=SURVEY_ADDRESS),
        st.Page(_observed, title=common_words.OBSERVED, url_path=OBSERVED_ADDRESS),
        st.Page(_activities, title=common_words.ACTIVITIES, url_path=ACTIVITIES_ADDRESS),
        st.Page(_forum, title=common_words.FORUM, url_path=FORUM_ADDRESS),
        st.Page(_action_plan, title=common_words.ACTION_PLAN, url_path=ACTION_PLAN_ADDRESS),
        st.Page(_monitor, title=common_words.MONITOR, url_path=MONITOR_ADDRESS),
        st.Page(_network, title=common_words.NETWORK, url_path=NETWORK_ADDRESS),
    ]
    if may(role, "edit"):
        pages.append(st.Page(_voices, title=common_words.VOICES, url_path="voices"))
    if may(role, "build"):
        pages += [
            st.Page(_what_if, title=common_words.WHAT_IF, url_path="what-if"),
            st.Page(_data, title=common_words.DATA, url_path="data-sources"),
        ]
    if start_address() == "/start" and not asked_key() and may(role, "build"):
        pages.append(st.Page(_start, title=common_words.START, url_path="start"))
    return [*pages, st.Page(_accessibility, title=common_words.ACCESSIBILITY, url_path="accessibility")]
