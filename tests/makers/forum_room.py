"""A copy of the demo town with a forum going on, and parts of the Forum page drawn on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.server.shown import Shown
from app.server.signing_in import NAME_KEY
from everyday import Atlas
from everyday.atlas.open_plan import close_plans
from everyday.atlas.opened import open_edition
from everyday.forum.pinning import add_pin
from everyday.locate.place import locate_words
from everyday.serving.told import ATLAS_VARIABLE
from plan.records import Finding, Person, Session
from tests.makers.pages import typed_searches

PLANNER = Person("Rosa", "planner")
HOSTILE = '<img src=x onerror=alert(1)> ${alert(1)} **b** </script> =HYPERLINK("http://x") \u202eabc\u202c :smile: 🚌'


@dataclass
class Room:
    """A copy of the demo town with a session going on."""

    atlas: Atlas
    session: Session
    shown: Shown
    downloads: dict[str, tuple[str, Callable[[], bytes]]]

    @property
    def who(self) -> Person:
        return replace(PLANNER, session=self.session.id)

    def pin(self, title: str, where: str = "Samphire", **fields: Any) -> Finding:
        place = locate_words(self.shown, where)
        finding = Finding(
            title=title, session=self.session.id, area_id=place.area_id, geometry=place.geometry, **fields
        )  # fmt: skip
        return add_pin(self.atlas, self.shown, finding, self.who, where=place.label)

    def findings(self) -> list[Finding]:
        return self.atlas.plan().all(Finding)

    def page(self, part: str, **query: str) -> AppTest:
        """One part of the Forum page, as Streamlit's test runner draws it."""

        def draw(part: str) -> None:
            from app.forum.here import here
            from app.server.faults import shown_faults

            with shown_faults():
                at = here()
                if at is None:
                    return
                if part == "whole":
                    from app.forum.page import draw_forum

                    draw_forum()
                elif part == "paper":
                    from app.forum.paper.step import draw_paper

                    draw_paper(at)
                elif part == "table":
                    from app.forum.pins.table import draw_table

                    draw_table()
                elif part == "corrections":
                    from app.forum.care.corrections import draw_corrections

                    draw_corrections(at)
                elif part == "privacy":
                    from app.forum.care.privacy import draw_privacy_contents

                    draw_privacy_contents()
                else:
                    from app.forum.care.privacy import draw_privacy

                    draw_privacy(at)

        test = AppTest.from_function(draw, default_timeout=180, kwargs={"part": part})
        test.session_state[NAME_KEY] = "Rosa"
        for name, value in {"session": self.session.id, **query}.items():
            test.query_params[name] = value
        return test.run()


@contextmanager
def forum_room(made: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """The copy; what the page offers to download is kept by its key, to be made as a click does."""
    folder = tmp_path / "atlas"
    shutil.copytree(made.folder, folder)
    for name in ("plan.gpkg", "plan.gpkg-wal", "plan.gpkg-shm"):
        (folder / name).unlink(missing_ok=True)
    yield room_of(Atlas(folder), monkeypatch)
    close_plans()


def room_of(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A session going on in a town without a plan; what the page offers to download is kept as above."""
    monkeypatch.setattr("app.parts.search_box._component", typed_searches)
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    downloads: dict[str, tuple[str, Callable[[], bytes]]] = {}

    def offered(label: str, *, data: Callable[[], bytes], file_name: str, key: str, **more: Any) -> bool:
        downloads[key] = (file_name, data)
        return False

    monkeypatch.setattr(st, "download_button", offered)
    session = atlas.plan().add(
        Session(name="Forum", date="2026-11-26", venue="Library", retention_until="2099-01-01"), PLANNER
    )
    return Room(atlas, session, open_edition(atlas.edition()), downloads)


def keys(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]
