"""A clock asks for its part, and for nothing else; ``tests/browser/session/test_clocks.py`` asks a server."""

from __future__ import annotations

from contextlib import ExitStack
from contextvars import copy_context
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from app.server.drawing import clocks, in_line
from app.server.drawing.clocks import hold_back_clocks, rest_until_changed
from geo.errors import BusyError
from store import counter


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


class Drawing:
    """A page with two parts, as Streamlit's runner knows it; drawing one takes ten seconds on a watch of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s, self.drawn = 1_000.0, []
        self._fragment_storage, self._pages_manager = MemoryFragmentStorage(), SimpleNamespace(
            current_page_script_hash="here"
        )  # fmt: skip
        for part in ("part", "panel"):
            self._fragment_storage.register(part, lambda: None)
        monkeypatch.setattr(clocks, "time", SimpleNamespace(monotonic=lambda: self.now_s))
        monkeypatch.setattr(ScriptRunner, "_run_script", Drawing._draw)
        hold_back_clocks()

    def _draw(self, data: RerunData) -> None:
        self.drawn += data.fragment_id_queue
        self.now_s += 10.0

    def ask(self, data: RerunData) -> list[str]:
        """The parts that are drawn when this is asked."""
        self.drawn = []
        ScriptRunner._run_script(self, data)  # type: ignore[arg-type]
        return self.drawn


def test_a_part_that_took_long_rests_and_whoever_clicks_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Drawing(monkeypatch)
    assert page.ask(drawn(clock())) == ["part"]
    page.now_s += 39.0
    assert page.ask(drawn(clock())) == []
    assert page.ask(drawn(clock("panel"))) == ["panel"], "each part by itself"
    assert page.ask(drawn(click("part"))) == ["part"], "asked for by a person"
    page.now_s += 41.0
    assert page.ask(drawn(clock())) == ["part"], "four times as long as it took"
    assert Drawing(monkeypatch).ask(drawn(clock())) == ["part"], "another page has a rest of its own"


class Watched(Drawing):
    """The same page; drawing takes no time, and each part says what it shows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(monkeypatch)
        self.revision, self.asked_n, self.is_exact = 7, 0, False
        context = SimpleNamespace(fragment_storage=self._fragment_storage)
        monkeypatch.setattr("streamlit.runtime.scriptrunner.get_script_run_ctx", lambda **_how: context)

    def source(self) -> int:
        self.asked_n += 1
        if self.revision < 0:
            raise BusyError("The disk is full.")
        return self.revision

    def _draw(self, data: RerunData) -> None:
        for part in data.fragment_id_queue:
            self.drawn.append(part)
            copy_context().run(self._say, part)

    def _say(self, part: str) -> None:
        ThreadState.initialize(active_script_hash="here", fragment_id=part)
        rest_until_changed(self.source, is_exact=self.is_exact)

    def strikes(self, times: int, part: str = "part", every_s: float = 2.0) -> int:
        """How often of so many times its clock draws a part."""
        drawn_n = 0
        for _ in range(times):
            self.now_s += every_s
            drawn_n += len(self.ask(drawn(clock(part))))
        return drawn_n


def test_a_part_that_shows_what_is_so_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn until what it shows has stood for three seconds, as screens share it for a moment; then after 30 s."""
    monkeypatch.setattr(Drawing, "_draw", Watched._draw)
    page = Watched(monkeypatch)
    assert page.strikes(3) == 3, "at first, and until it is three seconds old"
    assert page.strikes(14) == 0
    assert page.ask(drawn(click("part"))) == ["part"], "asked for by a person"
    assert page.strikes(14) == 0
    assert page.strikes(1) == 1, "what it says may grow old by itself"
    page.revision += 1
    assert page.strikes(1) == 1, "somebody wrote"
    assert page.strikes(3, "panel") == 3, "each part by itself"
    page.strikes(3)
    page.revision = -1
    with pytest.raises(BusyError):
        page.strikes(1)  # as drawing it says what is wrong


def test_while_others_write_all_the_time_the_first_change_is_drawn_at_once_and_then_one_in_five_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Drawing, "_draw", Watched._draw)
    page = Watched(monkeypatch)
    page.strikes(10)

    def written_between(times: int, every_s: float) -> list[int]:
        found = []
        for _ in range(times):
            page.revision += 1
            found.append(page.strikes(1, every_s=every_s))
        return found

    assert written_between(12, 1.0) == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
    page.revision += 1
    assert page.ask(drawn(click("part"))) == ["part"], "what somebody does there is drawn at once"
    page.revision += 1
    assert [page.strikes(1) for _ in range(3)] == [0, 0, 1], "the last change is drawn when nothing comes any more"


def test_a_part_that_knows_exactly_what_it_shows_is_drawn_once_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drawing, "_draw", Watched._draw)
    page = Watched(monkeypatch)
    page.is_exact = True
    assert page.strikes(4) == 1
    page.revision += 1
    assert page.strikes(4) == 1


def test_a_clocks_drawing_asks_once_whether_others_have_written(monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[bool] = []
    page = Drawing(monkeypatch)
    monkeypatch.setattr(Drawing, "_draw", lambda _self, _data: moments.append(counter._KNOWN.get() is not None))
    monkeypatch.setattr(ScriptRunner, "_run_script", Drawing._draw)
    hold_back_clocks()
    page.ask(drawn(clock()))
    page.ask(drawn(click("part")))
    assert moments == [True, False], "what somebody does waits for nobody else's moment"


def test_while_forms_of_phones_stand_in_line_clocks_wait_and_whoever_clicks_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Drawing, "_draw", Watched._draw)
    page = Watched(monkeypatch)
    page.is_exact = True
    assert page.strikes(4) == 1
    with ExitStack() as room:
        room.enter_context(in_line())
        page.revision += 1
        assert page.strikes(1) == 1, "one form is nothing"
        for _ in range(60):
            room.enter_context(in_line())
        page.revision += 1
        assert page.strikes(6) == 0, "twelve seconds"
        assert page.ask(drawn(click("part"))) == ["part"], "asked for by a person"
        page.revision += 1
        assert page.strikes(8) == 1, "a screen does not stand still for longer"
        page.revision += 1
    assert page.strikes(3) == 1, "as soon as they are answered"


def test_asking_twice_changes_nothing() -> None:
    before = ScriptRunner._run_script, ScriptRequests._request_rerun_locked
    hold_back_clocks()
    assert (ScriptRunner._run_script, ScriptRequests._request_rerun_locked) == before
