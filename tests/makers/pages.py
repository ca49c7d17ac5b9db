"""Pages as Streamlit's own test runner draws them, and what a person reads there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday.serving.told import ATLAS_VARIABLE
from tests import ROOT

FRAME = ROOT / "app" / "frame.py"


def opened(atlas: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The first run of the app on an atlas."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas))
    page = AppTest.from_file(str(FRAME), default_timeout=180)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def asked(page: AppTest, name: str) -> str:
    """One value of the page's address."""
    value = page.query_params[name]
    return value if isinstance(value, str) else value[0]


def words(page: AppTest) -> str:
    """Everything there is to read, without the marks of HTML."""
    html = " ".join(element.proto.body for element in page.get("html"))
    parts = [
        html,
        *(str(element.value) for kind in ("title", "header", "markdown", "caption") for element in page.get(kind)),
    ]
    parts += [str(element.value) for kind in ("warning", "info", "error", "success") for element in page.get(kind)]
    text = re.sub(r"<style>.*?</style>", "", " ".join(parts), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\\", "")


def data_page(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Data page alone."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas))

    def draw() -> None:
        from app.data.page import draw_data
        from app.server.faults import shown_faults

        with shown_faults():
            draw_data()

    return AppTest.from_function(draw, default_timeout=180).run()
