"""What the first map does not need waits for it, once, and only while a server starts."""

from __future__ import annotations

import threading
import time

import pytest

from app import routes
from app.server import expect_first_map, first_map_was_fetched, wait_for_first_map


@pytest.fixture
def starting():
    expect_first_map()
    yield
    first_map_was_fetched()


def seconds_of_waiting(most_s: float, drawing_s: float) -> float:
    started = time.monotonic()
    wait_for_first_map(most_s, drawing_s)
    return time.monotonic() - started


def test_nobody_waits_where_no_server_starts():
    assert seconds_of_waiting(5, 5) < 1


@pytest.mark.usefixtures("starting")
def test_waiting_ends_when_the_map_was_fetched_and_had_time_to_be_drawn():
    threading.Timer(0.1, first_map_was_fetched).start()
    assert 0.25 <= seconds_of_waiting(20, 0.2) < 10
    assert seconds_of_waiting(20, 20) < 1


@pytest.mark.usefixtures("starting")
def test_waiting_in_vain_happens_once():
    assert 0.2 <= seconds_of_waiting(0.1, 0.1) < 10
    assert seconds_of_waiting(20, 20) < 1


@pytest.mark.parametrize(("is_over", "asked_n"), [(False, 1), (True, 0)])
def test_a_server_that_has_read_ahead_looks_for_garbage_among_what_is_new(
    monkeypatch: pytest.MonkeyPatch, is_over: bool, asked_n: int
):
    asked, over = [], threading.Event()
    monkeypatch.setattr("everyday.collecting.collected_among_new", lambda: asked.append(1))
    monkeypatch.setattr(routes, "wait_for_first_map", lambda *_given: None)
    # No edition to read; shown_edition stays the real one for whatever is imported here for the first time.
    monkeypatch.setattr("app.server.shown.open_atlas", lambda: None)
    if is_over:
        over.set()
    routes._read_ahead(over)
    assert len(asked) == asked_n
