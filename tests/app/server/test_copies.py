"""Where a part of a page stands is copied once, however deep it stands, and it is drawn where it was."""

from __future__ import annotations

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from app.server.drawing.copies import copy_containers_once


@pytest.fixture(autouse=True)
def _copied_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on our server, and as it was afterwards."""
    monkeypatch.setattr(DeltaGenerator, "__deepcopy__", DeltaGenerator.__deepcopy__)
    copy_containers_once()


def page() -> None:
    """Two parts deep in a page: one draws more with each drawing, the other stands beside it."""
    import streamlit as st

    @st.fragment
    def inner() -> None:
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
        st.button("again", key="again")
        for number in range(st.session_state["drawn"]):
            st.text(f"line {number}")

    @st.fragment
    def other() -> None:
        st.text("beside it")

    left, right = st.columns(2)
    with left, st.container(), st.container(horizontal=True), st.container():
        inner()
        other()
    with right, st.container():
        st.text("to the right")
    st.text("the foot")


def copying_page() -> None:
    """Copies where it stands, and keeps what that made."""
    from copy import deepcopy

    import streamlit as st
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.delta_generator_singletons import context_dg_stack

    begin, made = DeltaGenerator.__init__, []

    def noted(self, *given, **named):  # type: ignore[no-untyped-def]
        made.append(self)
        begin(self, *given, **named)

    with st.columns(2)[1], st.container(), st.container(height=300), st.container():
        before = context_dg_stack.get()
        DeltaGenerator.__init__ = noted  # type: ignore[method-assign]
        try:
            after = deepcopy(before)
        finally:
            DeltaGenerator.__init__ = begin  # type: ignore[method-assign]
    st.session_state["copied"] = (before, after, made)


def test_a_copy_holds_each_container_once() -> None:
    run = AppTest.from_function(copying_page).run()
    assert not run.exception
    before, after, made = run.session_state["copied"]
    assert len(made) == len({id(one) for container in before for one in container._ancestors}) > 4
    for old, new in zip(before, after, strict=True):
        assert new in made
        assert [one._block_type for one in new._ancestors] == [one._block_type for one in old._ancestors]
        if old._provided_cursor is not None:  # the page itself has none of its own
            assert new._provided_cursor.delta_path == old._provided_cursor.delta_path


def test_a_part_that_is_drawn_again_stays_where_it_stood() -> None:
    run = AppTest.from_function(page).run()
    for number in (1, 2, 3):
        assert [one.value for one in run.text] == [
            *(f"line {one}" for one in range(number)), "beside it", "to the right", "the foot",
        ]  # fmt: skip
        run = run.button("again").click().run()
    assert not run.exception
