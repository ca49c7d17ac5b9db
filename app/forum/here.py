"""Where the facilitator is: the session, the finding that is open, the filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.server import Shown, current_person, open_atlas, shown_edition
from app.server.drawing import rest_until_changed
from everyday.facade import Atlas
from geo.errors import NotFoundError
from plan.records import Finding, Person, Session
from plan.roles import may

if TYPE_CHECKING:
    from everyday.atlas import PlanStore

__all__ = [
    "ALL", "Filter", "Here", "choose", "chosen_finding", "current_filter", "current_step", "filtered", "here",
    "rest_until_said", "rest_until_written", "state_of", "tell_changed",
]  # fmt: skip

ALL = ""
SESSION, PIN = "session", "pin"
SHARED_S = 0.5


@dataclass(frozen=True)
class Here:
    """What every part of the page needs."""

    atlas: Atlas
    shown: Shown
    store: PlanStore
    person: Person
    session: Session

    def may(self, operation: str) -> bool:
        """True if the person's role allows it."""
        return may(self.person.role, operation)

    @property
    def who(self) -> Person:
        """The person, in this session."""
        return Person(self.person.name, self.person.role, self.session.id, self.person.device_id)


def here() -> Here | None:
    """The session of the page's address; None where none is chosen or it is not there."""
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    session_id = st.query_params.get(SESSION, "")
    if atlas is None or shown is None or not session_id:
        return None
    store = atlas.plan()
    try:
        session = store.get(Session, session_id)
    except NotFoundError:
        return None
    return Here(atlas, shown, store, current_person(), session)


def rest_until_written(at: Here) -> None:
    """Said by a part with a clock that shows the plan alone: its clock waits for somebody to change that."""
    rest_until_changed(at.store.revision)


def rest_until_said(at: Here, session: str) -> None:
    """The same of a part that shows what a session has said, or all of them have (:func:`state_of`), and no more."""
    from everyday.forum import NO_PIN

    rest_until_changed(lambda: state_of(at, session, only=NO_PIN)["revision"], is_exact=True)


def current_step(at: Here) -> str:
    """The step that this screen shows: the session's, or a viewer's own."""
    own = st.session_state.get("forum_own_step")
    return own if own and not at.may("session") else at.session.step


def choose(finding_id: str) -> None:
    """Open a finding; an empty id closes it."""
    if finding_id:
        st.query_params[PIN] = finding_id
    elif PIN in st.query_params:
        del st.query_params[PIN]


def chosen_finding(at: Here) -> Finding | None:
    """The finding that is open."""
    finding_id = st.query_params.get(PIN, "")
    if not finding_id:
        return None
    try:
        return at.store.get(Finding, finding_id)
    except NotFoundError:
        return None


@dataclass(frozen=True)
class Filter:
    """What of the findings is listed and mapped; an empty value takes all."""

    session: str = ALL
    area_id: str = ""
    dimension: str = ""
    level: str = ""
    kind: str = ""

    def takes(self, pin: dict[str, Any]) -> bool:
        """True if a pin of the session's state fits."""
        return (
            (not self.area_id or pin["area_id"] == self.area_id)
            and (not self.dimension or self.dimension in pin["dimensions"])
            and (not self.level or pin["level"] == self.level)
            and (not self.kind or pin["kind"] == self.kind)
        )


def current_filter(at: Here) -> Filter:
    """What the filter row says."""
    values = {
        name: st.session_state.get(f"forum_filter_{name}") or "" for name in ("area_id", "dimension", "level", "kind")
    }
    chosen = st.session_state.get("forum_filter_session")
    return Filter(session=at.session.id if chosen is None else chosen, **values)


def state_of(at: Here, session: str, *, only: str = "") -> dict[str, Any]:
    """Everything on the screens of one session, or of all; several screens of a room share one for a moment.

    ``only`` is the id of the one pin that is asked for, or ``NO_PIN``.
    """
    from everyday.forum import session_state

    return session_state(at.atlas, session, is_facilitator=at.may("edit"), max_age_s=SHARED_S, only=only)


def tell_changed(at: Here) -> None:
    """This screen has just changed something: what it draws next has it."""
    from everyday.forum import refresh_state

    for session in {at.session.id, ALL}:
        refresh_state(at.atlas, session)


def filtered(at: Here) -> list[dict[str, Any]]:
    """Findings that are neither refused, merged nor retired and fit the filter, newest first."""
    wanted = current_filter(at)
    pins = state_of(at, wanted.session)["pins"]
    hidden = ("merged", "retired")
    kept = [pin for pin in pins if pin["moderation"] != "refused" and pin["status"] not in hidden and wanted.takes(pin)]
    return sorted(kept, key=lambda pin: pin["seq"], reverse=True)
