"""What people have said about the chosen cell or area, and the way to a new pin there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.parts.leading import forum_page
from app.parts.next_pin import arrive_at, set_place
from app.parts.view import Chosen
from app.printed import text
from app.server import Shown, current_person, draw_fault, open_atlas, plain
from app.words import common as common_words
from everyday.atlas import has_plan
from everyday.locate import Place, locate, locate_words
from geo.errors import AtlasError
from plan.records import Finding, Person, Session
from plan.roles import may

if TYPE_CHECKING:
    from everyday.atlas import PlanStore
    from everyday.facade import Atlas

__all__ = [
    "draw_findings_here", "draw_pin_here", "draw_place_ready", "findings_here", "open_session", "plan_if_any",
    "shown_findings",
]  # fmt: skip

MOST_SHOWN = 8
READY = "pin_place_ready"
_HIDDEN = ("merged", "retired")


def plan_if_any() -> PlanStore | None:
    """The plan of this server's atlas; None where none has been started: looking starts none."""
    atlas = open_atlas()
    return atlas.plan() if atlas is not None and has_plan(atlas.folder) else None


def shown_findings(store: PlanStore) -> list[Finding]:
    """Findings that everybody may see, the newest first."""
    found = [one for one in store.all(Finding, moderation="shown") if one.status not in _HIDDEN]
    return sorted(found, key=lambda one: one.created_at, reverse=True)


def findings_here(shown: Shown, chosen: Chosen) -> list[Finding]:
    """Findings of an area, or those that stand in (or run through) a cell, the newest first."""
    store = plan_if_any()
    if store is None:
        return []
    if chosen.unit == "areas":
        return [one for one in shown_findings(store) if shown.holds(chosen.id, one.geometry, one.area_id)]
    return [one for one in shown_findings(store) if _is_in_cell(shown, one, chosen.id)]


def _is_in_cell(shown: Shown, finding: Finding, cell: str) -> bool:
    shape = finding.geometry
    if shape is None:
        return False
    if shape.geom_type == "Point":
        return shown.cell_at(shape.y, shape.x) == cell
    import h3
    import shapely

    outline = shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)])
    return bool(shape.intersects(outline))


# The way to a new pin


def _place(shown: Shown, chosen: Chosen) -> Place:
    """Raises AtlasError where the edition has no such place."""
    return locate(shown, ward=chosen.id) if chosen.unit == "areas" else locate_words(shown, chosen.id)


def open_session(store: PlanStore) -> Session | None:
    """The newest session that has not ended."""
    going = [one for one in store.all(Session) if not one.closed_at]
    return max(going, key=lambda one: (one.date, one.created_at), default=None)


def _address(**values: str) -> dict[str, str]:
    """The address of the Forum page, with the edition that is looked at."""
    known = {"edition": st.query_params.get("edition") or "", **values}
    return {name: value for name, value in known.items() if value}


def _turn_to_add(store: PlanStore, session: Session) -> None:
    """Bring the session to the step in which pins are made."""
    person = current_person()
    if session.step == "add":
        return
    if not may(person.role, "session"):
        st.session_state["forum_own_step"] = "add"
        return
    store.save(replace(session, step="add"), Person(person.name, person.role, session.id, person.device_id))


def _pin(atlas: Atlas, shown: Shown, chosen: Chosen) -> None:
    """Set the place, and go to the form; where no session is open, say what to do."""
    store = plan_if_any()
    session = open_session(store) if store else None
    try:
        place = _place(shown, chosen)
        if store is not None and session is not None:
            _turn_to_add(store, session)
    except AtlasError as error:
        draw_fault(error)
        return
    set_place(place)
    _keep_view(shown, place)
    if session is None:
        st.session_state[READY] = (chosen.id, place.label)
        return
    st.session_state.pop(READY, None)
    st.switch_page(forum_page(), query_params=_address(session=session.id))


def _keep_view(shown: Shown, place: Place) -> None:
    """The map of the Forum page shows the place when it opens."""
    if place.geometry is not None:
        at = place.geometry.representative_point()
    elif place.area_id:
        at = shown.areas.geometry.iloc[shown.area_row[place.area_id]].representative_point()
    else:
        return
    arrive_at(at.y, at.x)


def draw_pin_here(shown: Shown, chosen: Chosen, *, label: str = common_words.PIN_HERE, key: str = "pin_here") -> None:
    """The button to a new pin at this place, for those who may add; a page with several gives each its ``key``."""
    atlas = open_atlas()
    if atlas is None or not may(current_person().role, "add"):
        return
    if st.button(label, key=key, icon=":material/add_location_alt:"):
        _pin(atlas, shown, chosen)


def draw_place_ready(chosen: Chosen) -> None:
    """What to do where the place of a new pin was set and no session is open."""
    ready = st.session_state.get(READY)
    if ready and ready[0] == chosen.id:
        st.info(plain(common_words.PIN_PLACE_READY.format(place=ready[1])))
        st.page_link(forum_page(), label=common_words.FORUM, icon=":material/forum:", query_params=_address())


def draw_findings_here(shown: Shown, chosen: Chosen) -> None:
    """What has been said here; each leads to its finding on the Forum page."""
    found = findings_here(shown, chosen)
    if not found:
        return
    st.html(f'<div class="ea-prose"><h3>{text(common_words.FINDINGS_HERE.format(n=len(found)))}</h3></div>')
    with st.container(key="findings_here", gap="xxsmall"):
        for one in found[:MOST_SHOWN]:
            _draw_finding(one)
    if len(found) > MOST_SHOWN:
        st.html(f'<p class="ea-note">{text(common_words.FINDINGS_MORE.format(n=len(found) - MOST_SHOWN))}</p>')


def _draw_finding(finding: Finding) -> None:
    atlas = open_atlas()
    if atlas is None:
        return
    number = atlas.plan().numbers()[finding.id]
    title = finding.title if len(finding.title) <= 160 else f"{finding.title[:159]}…"
    kind = common_words.KIND_WORDS["enabler" if finding.kind == "enabler" else "barrier"]
    status = atlas.taxonomy().label("finding_status", finding.status)
    if finding.session:
        label = f"**{number}** · {plain(title)}"
        if st.button(label, key=f"finding_{finding.id}", type="tertiary"):
            st.switch_page(forum_page(), query_params=_address(session=finding.session, pin=finding.id))
    else:
        st.html(f'<p><strong>{number}</strong> · <span dir="auto">{text(title)}</span></p>')
    st.html(f'<p class="ea-note ea-item">{text(common_words.FINDING_LINE.format(kind=kind, status=status))}</p>')
