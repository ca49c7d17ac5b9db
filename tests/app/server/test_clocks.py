"""A clock asks for its part, and clicks nothing; ``tests/browser/session/test_clocks.py`` asks a server."""

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


def clicked(data: RerunData) -> list[str]:
    assert data.widget_states is not None
    return [one.id for one in data.widget_states.widgets if one.trigger_value]


def typed(data: RerunData) -> list[str]:
    assert data.widget_states is not None
    return [one.string_value for one in data.widget_states.widgets if one.id == "words"]


def test_a_clock_does_not_carry_a_click_along() -> None:
    assert clicked(drawn(clock(is_clicked=True))) == []


def test_what_was_typed_comes_with_it() -> None:
    assert typed(drawn(clock(is_clicked=True))) == ["typed"]


@pytest.mark.parametrize("asked", [[click(), clock()], [clock(is_clicked=True), click()], [click(), clock("panel")]])
def test_the_click_itself_is_done_whatever_clocks_strike_around_it(asked: list[RerunData]) -> None:
    told = drawn(*asked)
    assert clicked(told) == ["button"]
    assert "panel" in told.fragment_id_queue


def test_a_page_that_waits_stays_the_page_that_waits() -> None:
    told = drawn(RerunData(page_script_hash="next", widget_states=held(is_clicked=False)), clock(page="here"))
    assert (told.page_script_hash, told.fragment_id_queue) == ("next", [])


def test_asking_twice_changes_nothing() -> None:
    before = ScriptRunner._run_script, ScriptRequests._request_rerun_locked
    hold_back_clocks()
    assert (ScriptRunner._run_script, ScriptRequests._request_rerun_locked) == before
