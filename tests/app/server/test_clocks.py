"""A clock asks for its part, and for nothing else; ``tests/browser/session/test_clocks.py`` asks a server."""

from __future__ import annotations

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from app.server.drawing.clocks import hold_back_clocks


@pytest.fixture(autouse=True)
def _held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on our server, and as it was afterwards."""
    monkeypatch.setattr(ScriptRunner, "_run_script", ScriptRunner._run_script)
    monkeypatch.setattr(ScriptRequests, "_request_rerun_locked", ScriptRequests._request_rerun_locked)
    hold_back_clocks()


def held(*, is_clicked: bool) -> WidgetStates:
    """What a page's widgets hold: some words, and a button."""
    states = [WidgetState(id="words", string_value="typed")]
    return WidgetStates(widgets=[*states, WidgetState(id="button", trigger_value=True)] if is_clicked else states)


def clock(part: str = "part", *, is_clicked: bool = False, page: str = "here") -> RerunData:
    return RerunData(
        fragment_id=part, page_script_hash=page, widget_states=held(is_clicked=is_clicked), is_auto_rerun=True
    )


def click(part: str = "panel") -> RerunData:
    return RerunData(fragment_id=part, page_script_hash="here", widget_states=held(is_clicked=True))


def drawn(*asked: RerunData) -> RerunData:
    """What Streamlit draws when all this was asked while it was busy."""
    requests = ScriptRequests()
    for one in asked:
        assert requests.request_rerun(one)
    return requests.on_scriptrunner_ready().rerun_data


def told(data: RerunData) -> list[str]:
    """The widgets of which the request says something."""
    return [one.id for one in data.widget_states.widgets] if data.widget_states else []


def test_a_clock_carries_along_neither_a_click_nor_what_was_chosen() -> None:
    assert told(drawn(clock(is_clicked=True))) == []


@pytest.mark.parametrize("asked", [[click(), clock()], [clock(is_clicked=True), click()], [click(), clock("panel")]])
def test_the_click_itself_is_done_whatever_clocks_strike_around_it(asked: list[RerunData]) -> None:
    request = drawn(*asked)
    assert told(request) == ["words", "button"]
    assert "panel" in request.fragment_id_queue


def test_a_page_that_waits_stays_the_page_that_waits() -> None:
    request = drawn(RerunData(page_script_hash="next", widget_states=held(is_clicked=False)), clock(page="here"))
    assert (request.page_script_hash, request.fragment_id_queue) == ("next", [])


def test_asking_twice_changes_nothing() -> None:
    before = ScriptRunner._run_script, ScriptRequests._request_rerun_locked
    hold_back_clocks()
    assert (ScriptRunner._run_script, ScriptRequests._request_rerun_locked) == before
