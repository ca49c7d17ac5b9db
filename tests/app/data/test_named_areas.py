"""Areas that people use on the Data page and on Explore, as Streamlit's test runner draws them."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

import pytest
import shapely
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.atlas import open_edition
from everyday.named_areas import named_areas, named_edition
from everyday.serving.told import ATLAS_VARIABLE
from plan.records import NamedArea, Person
from tests.makers.pages import page_of, pressed, words

pytestmark = pytest.mark.slow  # draws whole pages

ANN = Person("Ann", "planner")
ABBEY, PRIORY = "E05999006", "E05999007"


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(tmp_path / "atlas")


def at_data(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))

    def page() -> None:
        from app.data.named_areas import draw_named_areas
        from app.server import open_atlas
        from app.server.faults import shown_faults

        with shown_faults():
            draw_named_areas(open_atlas())

    return AppTest.from_function(page, default_timeout=180).run()


def at_explore(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    return page_of("app.explore:draw_explore", atlas.folder, monkeypatch, **query)


def test_it_is_named_from_a_list_changed_and_removed(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_data(atlas, monkeypatch)
    assert "None has been named." in words(page)
    next(one for one in page.text_input if one.label == "What people call it").set_value("Southern committee")
    page.multiselect[0].set_value([ABBEY, PRIORY])
    page = pressed(page, "Keep it")
    assert "Southern committee is kept." in words(page)
    assert "made of: Abbey, Priory." in words(page)
    (kept,) = named_areas(atlas.plan())
    assert (kept.kind, kept.members) == ("wards", (ABBEY, PRIORY))
    page = pressed(page, "Change")
    next(one for one in page.text_input if one.value == "Southern committee").set_value("Committee south")
    page = pressed(page, "Keep it")
    assert [one.name for one in named_areas(atlas.plan())] == ["Committee south"]
    page = pressed(page, "Remove")
    assert "Committee south is removed." in words(page)
    assert named_areas(atlas.plan()) == []


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_data(atlas, monkeypatch)
    next(one for one in page.text_input if one.label == "What people call it").set_value("abbey")
    page.multiselect[0].set_value([PRIORY])
    page = pressed(page, "Keep it")
    assert "one of the atlas's own areas" in words(page)
    assert next(one for one in page.text_input if one.label == "What people call it").value == "abbey"
    assert named_areas(atlas.plan()) == []


def test_explore_says_its_numbers_and_lists_it(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_edition(atlas.edition())
    outline = opened.areas.set_index("area_id").geometry[ABBEY].buffer(0.002)
    name = "<img src=x onerror=alert(1)> estate"
    kept = atlas.plan().add(NamedArea(name=name, kind="shape", geometry=shapely.force_2d(outline)), ANN)
    edition = named_edition(atlas, opened)
    row = edition.areas.iloc[edition.area_row[kept.id]]
    page = at_explore(atlas, monkeypatch, at=kept.id)
    assert not page.exception
    text = words(page)
    assert html.escape(name, quote=False) in text, "as text, not as an image"
    assert "An area that people use, made of: Abbey, a part of" in text
    measure = edition.registry["amenity_completeness_share"]
    assert measure.short(row["amenity_completeness_share"]) in text
    plain = at_explore(atlas, monkeypatch)
    assert next(one for one in plain.selectbox if one.label == "Areas that people use").options == [name]
    assert not plain.exception
    plain.session_state["named_table_open"] = True
    table = plain.run().dataframe[0].value
    assert table["area_name"].tolist() == [name]


def test_an_address_of_an_area_that_is_gone_shows_the_town(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_explore(atlas, monkeypatch, at="AU-7K3M9Q2X")
    assert not page.exception
    assert "The town in brief" in words(page) or page.header


def test_the_map_is_told_outlines_and_names_and_only_who_may_read(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    from app.data import NAMED_ROUTES

    atlas.plan().add(NamedArea(name="<b>Two</b>", members=(ABBEY, PRIORY)), ANN)
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    monkeypatch.setattr("app.server.person_of_request", lambda request: ANN)
    with TestClient(Starlette(routes=NAMED_ROUTES)) as client:
        answer = client.get("/plan/named.json")
        assert answer.headers["cache-control"] == "no-store"
        told = answer.json()
    assert told["names"] == ["<b>Two</b>"]
    assert len(told["rings"][0]) == 1, "two wards beside each other are one outline"
    lat, lon = (degrees / 1e5 for degrees in told["at"])
    assert open_edition(atlas.edition()).area_at(lat, lon) in (ABBEY, PRIORY)
    monkeypatch.setattr("app.server.person_of_request", lambda request: None)
    with TestClient(Starlette(routes=NAMED_ROUTES)) as client:
        assert client.get("/plan/named.json").status_code == 403
