"""Pages as Streamlit's own test runner draws them, and what a person reads there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from everyday.serving.told import ATLAS_VARIABLE
from tests import ROOT
from tests.servers.forked import look_through_packages_once

FRAME = ROOT / "app" / "frame.py"
look_through_packages_once()


def opened(atlas: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The first run of the app on an atlas."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas))
    monkeypatch.setattr("app.parts.search_box._component", typed_searches)
    page = AppTest.from_file(str(FRAME), default_timeout=180)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def with_table(page: AppTest) -> AppTest:
    """The page with the table under the map opened."""
    page.session_state["table_open"] = True
    return page.run()


def search(page: AppTest, key: str, of: str) -> AppTest:
    """Choose something in a search box: what the browser would tell of it."""
    return next(one for one in page.text_input if one.key == f"{key}_typed").set_value(of).run()


def typed_searches() -> Any:
    """A plain field in place of the search box, which lives in a browser: the id of an option is typed into it."""

    def draw(*, key: str, data: dict[str, Any], on_chosen_change: Callable[[], None]) -> None:
        def told() -> None:
            typed = str(st.session_state[f"{key}_typed"])
            st.session_state[key] = SimpleNamespace(chosen={"id": typed, "label": typed})
            on_chosen_change()

        st.text_input(data["label"], key=f"{key}_typed", on_change=told)

    return draw


def asked(page: AppTest, name: str) -> str:
    """One value of the page's address."""
    value = page.query_params[name]
    return value if isinstance(value, str) else value[0]


def map_message(page: AppTest) -> dict[str, Any]:
    """What the page told its map, as the map's script gets it."""
    for element in page.get("component_instance"):
        script = json.loads(element.proto.json_args).get("feature_group") or ""
        if found := re.search(r"everydayMap\.show\((.*)\);", script):
            return dict(json.loads(found[1]))
    raise AssertionError("The page has no map.")


def words(page: AppTest) -> str:
    """Everything there is to read, without the marks of HTML."""
    html = " ".join(element.proto.body for element in page.get("html"))
    parts = [
        html,
        *(str(element.value) for kind in ("title", "header", "markdown", "caption") for element in page.get(kind)),
    ]
    if page.get("component_instance"):
        told = map_message(page)
        parts += [told["heading"], told["legend"]]
    parts += [str(element.value) for kind in ("warning", "info", "error", "success") for element in page.get(kind)]
    text = re.sub(r"<style>.*?</style>", "", " ".join(parts), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\\", "")


def page_of(
    draws: str,
    atlas: Path,
    monkeypatch: pytest.MonkeyPatch,
    /,
    *,
    state: Mapping[str, object] | None = None,
    **query: str,
) -> AppTest:
    """One page (or a part of one) alone, as Streamlit's test runner draws it.

    Args:
        draws: what draws it: module and function, such as ``app.survey:draw_survey``.
        state: what the session knows already.
        query: what stands in the address.
    """
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas))

    def draw(draws: str) -> None:
        from importlib import import_module

        from app.server.faults import shown_faults

        module, _, name = draws.partition(":")
        with shown_faults():
            getattr(import_module(module), name)()

    page = AppTest.from_function(draw, default_timeout=180, args=(draws,))
    for name, known in (state or {}).items():
        page.session_state[name] = known
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def pressed(page: AppTest, label: str) -> AppTest:
    """The page after the button with this label was pressed."""
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception
    return page


def data_page(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Data page alone."""
    return page_of("app.data.page:draw_data", atlas, monkeypatch)
