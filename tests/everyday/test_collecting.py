"""While a town is read or built Python looks for garbage seldom, and as before when the last of them is done; a server
looks among what is new."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from everyday.collecting import BETWEEN_LOOKS, collected_among_new, seldom_collected


@pytest.fixture(autouse=True)
def as_usual() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_of_two_at_a_time_the_last_ends_it() -> None:
    one, other = seldom_collected(), seldom_collected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold() == BETWEEN_LOOKS
    other.__exit__(None, None, None)
    assert gc.get_threshold() == (700, 10, 10)


def test_what_goes_wrong_inside_ends_it_too() -> None:
    with pytest.raises(ValueError, match="wrong"), seldom_collected():
        raise ValueError("wrong")
    assert gc.get_threshold() == (700, 10, 10)


def test_whoever_has_stopped_looking_is_left_alone() -> None:
    gc.set_threshold(0, 10, 10)
    with seldom_collected():
        assert gc.get_threshold() == (0, 10, 10)
    assert gc.get_threshold() == (0, 10, 10)


class Ring:
    """Refers to itself: only a look for garbage finds it."""

    def __init__(self) -> None:
        self.own = self


def test_a_server_looks_among_what_is_new_alone() -> None:
    loaded = Ring()
    try:
        collected_among_new()
        new, gone = Ring(), weakref.ref(Ring())
        looked_at = {id(one) for one in gc.get_objects()}
        assert id(loaded) not in looked_at
        assert id(new) in looked_at
        gc.collect()
        assert gone() is None
    finally:
        gc.unfreeze()
