"""Logs that somebody is about to add: in the memory of this visit, and gone with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from everyday.movement import Examined, Strike
from geo.gps import HeldFile

__all__ = ["HeldLogs", "forget", "held_logs", "hold"]

_KEY = "observed_logs"


@dataclass(eq=False)
class HeldLogs:
    """Files, what was answered about them, what was found, and what is struck out."""

    files: list[HeldFile]
    answers: dict[str, object]
    examined: Examined
    strikes: list[Strike] = field(default_factory=list)


def held_logs() -> HeldLogs | None:
    """What is held; None before anything was handed in."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, HeldLogs) else None


def hold(logs: HeldLogs) -> None:
    """Hold it until it is counted, given up, or the visit ends."""
    st.session_state[_KEY] = logs


def forget() -> None:
    """Nothing is left of it."""
    st.session_state.pop(_KEY, None)
